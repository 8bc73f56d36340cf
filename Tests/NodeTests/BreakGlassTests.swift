import Identity
import Labels
import Ledger
@testable import Node
import Policies
import Primitives
import RegionSupport
import Relay
import RelaySupport
import Rosters
import Testing

extension NodeTests {
    /// A message passed on, in an emergency, to whom it was not meant for.
    struct BreakGlassTests {
        @Test
        func `two persons pass a message on; it is logged first, told, and stays under review`()
            async throws
        {
            try await withWorld { world in
                let (sos, solna, id) = try await Self.delivered(world)
                let region = try await world.node("region-stockholm")
                let reply = try await solna.breakGlass(Self.order(world, id))
                #expect(reply.denied.isEmpty && reply.attachmentsLeft == 0)
                let line = try #require(reply.line)
                #expect(line.isOpen && line.passedOnState == .accepted)
                #expect(line.noticeState == .accepted)
                let events = try await solna.ledger().filter {
                    [.breakGlass, .sent].contains($0.event)
                }
                #expect(events.map(\.event) == [.breakGlass, .sent, .sent])
                #expect(events[0].message?.hex == id)
                #expect(events[0].detail?.contains("Skogsbranden kommer.") == true)
                #expect(events[1].recipients.map(\.text) == ["sos-alarm"], "told before it goes")
                #expect(events[2].recipients.map(\.text) == ["region-stockholm"])
                #expect(try await region.receiveAll(world) == 1)
                let passedOn = try #require(line.glass.passedOn)
                let shown = try await region.show(passedOn.hex)
                #expect(shown.body == Array("Läckan.\nVatten.".utf8))
                let label = try Label(text: shown.label)
                #expect(label.audience == Audience(.actor(try ActorID("region-stockholm"))))
                #expect(label.owners.map(\.text) == ["sos-alarm"], "it stays its owner's")
                #expect(label.secrecy.map(\.authority.text) == ["sos-alarm"])
                #expect(label.expires == line.glass.statement.until)
                try await sos.receiveAll(world)
                let notice = try #require(line.glass.notice)
                let told = try await sos.show(notice.hex)
                #expect(String(decoding: told.body, as: UTF8.self).contains(line.glass.id.text))
                let review = try await solna.reviewRoster(withinSeconds: 0)
                #expect(review.openCases.map(\.glass.id) == [line.glass.id])
            }
        }

        @Test func `a review is closed by somebody who was not part of it, once, in writing`()
            async throws
        {
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world)
                let line = try #require(try await solna.breakGlass(Self.order(world, id)).line)
                let glass = line.glass.id.text
                try await solna.employ("person-4", named: "anna ek")
                for person in ["person-1", "person-4"] {
                    let claim = try TestPerson.claim(person)
                    await #expect(throws: BreakGlassError.reviewerInvolved(claim.person)) {
                        try await solna.closeBreakGlass(glass, finding: "Riktigt.", by: claim)
                    }
                }
                let claim = try TestPerson.claim("person-3")
                await #expect(throws: BreakGlassError.textInvalid(limitBytes: 500)) {
                    try await solna.closeBreakGlass(glass, finding: " ", by: claim)
                }
                let closed = try await solna.closeBreakGlass(
                    glass, finding: "Riktigt.", by: claim)
                #expect(!closed.isOpen && closed.glass.finding?.text == "Riktigt.")
                #expect(try await solna.reviewRoster(withinSeconds: 0).openCases.isEmpty)
                await #expect(throws: BreakGlassError.alreadyClosed) {
                    try await solna.closeBreakGlass(glass, finding: "Igen.", by: claim)
                }
                try await world.close(solna)
                let again = try await world.node("kommun-solna")
                let kept = try await again.showBreakGlass()
                #expect(kept.map(\.glass) == [closed.glass])
                await #expect(throws: BreakGlassError.caseUnknown(text: "bg-0")) {
                    try await again.showBreakGlass("bg-0")
                }
            }
        }

        @Test func `it takes two humans of the roster with their own keys`() async throws {
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world)
                let whole = try Self.order(world, id)
                var one = whole
                one.signatures.removeLast()
                await Self.expect(.personsTooFew(found: 1, required: 2), one, solna)
                var twice = whole
                twice.signatures = [whole.signatures[0], whole.signatures[0]]
                await Self.expect(.personsTooFew(found: 1, required: 2), twice, solna)
                var swapped = whole
                swapped.signatures[0].bytes = whole.signatures[1].bytes
                await Self.expect(.signatureInvalid(try PersonID("person-1")), swapped, solna)
                // Without a key in the registry, whatever she signs.
                var keyless = whole
                keyless.signatures[1].person = try PersonID("person-3")
                await Self.expect(.signatureInvalid(try PersonID("person-3")), keyless, solna)
                _ = try await solna.removeFromRoster(RosterRemoveOrder(try PersonID("person-2")))
                await Self.expectDenied("personLeft", whole, solna)
                #expect(try await solna.showBreakGlass().isEmpty)
                #expect(await solna.outbox().isEmpty)
            }
        }

        @Test func `one human under two pseudonyms does not break the glass`() async throws {
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world, second: "Anna Ek")
                await Self.expect(
                    .personsTooFew(found: 1, required: 2), try Self.order(world, id), solna)
            }
        }

        @Test func `what may not be forwarded stays, and who has it gets nothing`() async throws {
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world, caveats: ["no-forward"])
                await Self.expect(.caveatForbids(.noForward), try Self.order(world, id), solna)
            }
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world)
                for actor in ["sos-alarm", "kommun-solna"] {
                    await Self.expect(
                        .recipientHasIt(try ActorID(actor)),
                        try Self.order(world, id, to: actor), solna)
                }
            }
        }

        @Test(arguments: [(Int64(300), true), (301, false)])
        func `a statement is signed now`(_ seconds: Int64, _ holds: Bool) async throws {
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world)
                let order = try Self.order(world, id)
                world.relay.clock.advance(seconds: seconds)
                if holds {
                    #expect(try await solna.breakGlass(order).line != nil)
                } else {
                    await Self.expect(
                        .statementOutdated(time: order.statement.time), order, solna)
                }
            }
        }

        @Test func `every other gate is asked, and a denial does nothing`() async throws {
            try await withWorld { world in
                let (_, solna, id) = try await Self.delivered(world)
                let reply = try await solna.breakGlass(Self.order(world, id, ground: nil))
                #expect(reply.line == nil)
                #expect(reply.denied.flatMap(\.gates).map(\.id) == ["secrecy.ground"])
                #expect(try await solna.showBreakGlass().isEmpty)
                #expect(try await !solna.ledger().contains { $0.event == .breakGlass })
                #expect(await solna.outbox().isEmpty)
            }
        }

        @Test func `what the law asks of persons is not waived`() async throws {
            try await withWorld { world in
                try world.askForPersons()
                let (_, solna, id) = try await Self.delivered(world)
                var withdrawal = RosterRemoveOrder(try PersonID("person-2"))
                withdrawal.facts = [.briefed]
                _ = try await solna.removeFromRoster(withdrawal)
                await Self.expectDenied("personFactMissing", try Self.order(world, id), solna)
                #expect(await solna.outbox().isEmpty)
            }
        }

        // MARK: Tools

        /// A message from the alarm centre to Solna, whose roster has three persons.
        private static func delivered(
            _ world: NodeWorld, second: String = "Bo Alm", caveats: [String] = []
        ) async throws -> (sos: NodeEngine, solna: NodeEngine, id: String) {
            let sos = try await world.node("sos-alarm")
            let solna = try await world.node("kommun-solna")
            try await sos.employ("person-1", named: "Disa Lund")
            try await solna.employ("person-1", named: "Anna Ek")
            try await solna.employ("person-2", named: second)
            try await solna.employ("person-3", named: "Cecilia Ros")
            var order = SendOrder.notice("Läckan.\nVatten.")
            order.caveats = caveats
            order.person = try TestPerson.claim("person-1")
            let id = try #require(try await sos.send(order).id)
            try await solna.receiveAll(world)
            return (sos, solna, id)
        }

        private static func order(
            _ world: NodeWorld, _ id: String, to recipient: String = "region-stockholm",
            ground: String? = "osl-10-2"
        ) throws -> BreakGlassOrder {
            let solna = try world.region.actor("kommun-solna")
            let statement = try BreakGlassStatement(
                actor: solna.id, message: MessageID(hex: id), recipients: [ActorID(recipient)],
                time: world.relay.clock.now, minutes: 60, reason: "Skogsbranden kommer.")
            let signatures = try ["person-1", "person-2"].map { name in
                let person = try PersonID(name)
                let key = try #require(solna.persons[person])
                return BreakGlassOrder.Signature(
                    person: person, bytes: try key.signature(over: statement.signedBytes))
            }
            return BreakGlassOrder(statement, signatures: signatures, ground: ground)
        }

        private static func expect(
            _ error: BreakGlassError, _ order: BreakGlassOrder, _ node: NodeEngine
        ) async {
            await #expect(throws: error) { try await node.breakGlass(order) }
        }

        private static func expectDenied(
            _ code: String, _ order: BreakGlassOrder, _ node: NodeEngine
        ) async {
            do {
                _ = try await node.breakGlass(order)
                Issue.record("not denied")
            } catch NodeError.personDenied(let gates) {
                #expect(gates.flatMap(\.facts).map { $0["code"] } == [code])
            } catch {
                Issue.record(error)
            }
        }
    }
}
