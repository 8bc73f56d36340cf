import Foundation
import Identity
import Labels
import Ledger
@testable import Node
import Policies
import RegionSupport
import Relay
import RelaySupport
import Rosters
import Testing

extension NodeTests {
    /// The roster in a node's vault, and persons who sign in.
    struct RosterTests {
        @Test func `the roster outlives a restart, encrypted, and every change is in the ledger`()
            async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek") {
                    $0.functions = [try? FunctionID("tib")].compactMap { $0 }
                }
                var withdrawal = RosterRemoveOrder(try PersonID("person-1"))
                withdrawal.facts = [.trained]
                _ = try await solna.removeFromRoster(withdrawal)
                _ = try await solna.removeFromRoster(RosterRemoveOrder(try PersonID("person-1")))
                let before = try await solna.showRoster()
                let ledger = try await solna.ledger()
                #expect(ledger.map(\.event) == [.roster, .roster, .roster])
                #expect(ledger.map(\.person?.text) == ["person-1", "person-1", "person-1"])
                #expect(ledger.last?.detail == "left")
                #expect(!ledger.contains { $0.text.contains("Anna") })
                try await world.close(solna)
                let file = try world.directory("kommun-solna").vault
                let bytes = try Data(contentsOf: file)
                #expect(bytes.range(of: Data("Anna Ek".utf8)) == nil)
                #expect(bytes.range(of: Data("person-1".utf8)) == nil)
                let again = try await world.node("kommun-solna", isReachable: false)
                let after = try await again.showRoster()
                #expect(after.persons.map(\.name) == ["Anna Ek"])
                #expect(after.persons.map(\.left) == before.persons.map(\.left))
                #expect(after.persons.map(\.hasPassword) == [true])
                #expect(after.functions.map(\.holders) == [[]], "who has left holds nothing")
            }
        }

        @Test func `what policy asks a person for is shown to nobody who has not signed in`()
            async throws
        {
            try await withWorld { world in
                try world.askForPersons()
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                try await sos.employ("person-1", named: "Bo Alm")
                try await solna.employ("person-1", named: "Anna Ek")
                let denied = try await sos.send(.notice())
                #expect(denied.state == "denied")
                #expect(denied.denied.map(\.gates).map { $0.map(\.id) } == [["person.authorised"]])
                var order = SendOrder.notice("Läckan.\nVatten.")
                order.person = try TestPerson.claim("person-1")
                let id = try #require(try await sos.send(order).id)
                try await solna.receiveAll(world)
                let line = try #require(await solna.inbox().first)
                #expect(line.isSubjectWithheld && line.subject.isEmpty)
                #expect(await sos.outbox().map(\.subject) == [""])
                try await expectDenied { try await solna.show(id) }
                try await expectDenied { try await solna.acknowledge(id) }
                try await expectDenied {
                    try await solna.saveAttachments(
                        of: id, in: world.place.path(percentEncoded: false))
                }
                #expect(await solna.inbox().first?.opened == nil)
                let shown = try await solna.show(id, by: TestPerson.claim("person-1"))
                #expect(shown.body == Array("Läckan.\nVatten.".utf8))
                #expect(shown.line.subject == "Läckan.")
                let ledger = try await solna.ledger()
                #expect(
                    ledger.map(\.event) == [
                        .roster, .delivered, .withheld, .withheld, .withheld, .opened,
                    ])
                #expect(ledger.last?.person?.text == "person-1")
                #expect(ledger[2].gates.map(\.gate) == ["person.authorised"])
            }
        }

        @Test func `everybody who sees a message is in the ledger, once`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                for (person, name) in [("person-1", "Anna Ek"), ("person-2", "Bo Alm")] {
                    try await solna.employ(person, named: name)
                }
                let id = try #require(try await sos.send(.notice()).id)
                try await solna.receiveAll(world)
                for person in ["person-1", "person-2", "person-1"] {
                    _ = try await solna.show(id, by: TestPerson.claim(person))
                }
                _ = try await solna.show(id)
                let opened = try await solna.ledger().filter { $0.event == .opened }
                #expect(opened.map(\.person?.text) == ["person-1", "person-2"])
            }
        }

        @Test func `a sign-in is refused in one way, whatever is wrong, and counted durably`()
            async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                try await solna.employ("person-2", named: "Bo Alm") { $0.password = nil }
                let wrong = try [
                    TestPerson.claim("person-1", password: "ett annat lösenord"),
                    TestPerson.claim("person-2"), TestPerson.claim("person-3"),
                ]
                for claim in wrong {
                    await #expect(throws: RosterError.signInRefused) {
                        try await solna.proven(claim)
                    }
                }
                _ = try await solna.proven(TestPerson.claim("person-1"))
                for _ in 0..<SignInTries.freeCount {
                    await #expect(throws: RosterError.signInRefused) {
                        try await solna.proven(wrong[0])
                    }
                }
                // The right one neither, during the pause; nor after a restart.
                await #expect(throws: RosterError.signInRefused) {
                    try await solna.proven(TestPerson.claim("person-1"))
                }
                try await world.close(solna)
                let again = try await world.node("kommun-solna", isReachable: false)
                await #expect(throws: RosterError.signInRefused) {
                    try await again.proven(TestPerson.claim("person-1"))
                }
                world.relay.clock.advance(seconds: SignInTries.pauseMinSeconds)
                _ = try await again.proven(TestPerson.claim("person-1"))
                let refused = try await again.ledger().filter { $0.event == .signIn }
                #expect(refused.count == 3 + SignInTries.freeCount, "pauses are not filled up")
            }
        }

        @Test func `who leaves is shut out at once, with a password that is still right`()
            async throws
        {
            try await withWorld { world in
                try world.askForPersons()
                let sos = try await world.node("sos-alarm")
                try await sos.employ("person-1", named: "Bo Alm")
                _ = try await sos.removeFromRoster(RosterRemoveOrder(try PersonID("person-1")))
                var order = SendOrder.notice()
                order.person = try TestPerson.claim("person-1")
                let reply = try await sos.send(order)
                #expect(reply.state == "denied")
                let codes = reply.denied.flatMap(\.gates).flatMap(\.facts).map { $0["code"] }
                #expect(codes == ["personLeft"])
            }
        }

        @Test func `a function of the roster is used by a person who holds it, at any level`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let tib = try FunctionID("tib")
                try await sos.employ("person-1", named: "Bo Alm") { $0.functions = [tib] }
                try await sos.employ("person-2", named: "Anna Ek")
                var order = SendOrder.notice()
                order.function = "tib"
                let nobody = order
                await #expect(throws: NodeError.functionNeedsPerson(tib)) {
                    try await sos.send(nobody)
                }
                order.person = try TestPerson.claim("person-2")
                #expect(try await sos.send(order).state == "denied")
                order.person = try TestPerson.claim("person-1")
                #expect(try await sos.send(order).state == "accepted")
                // One that the roster does not know is the actor's own word, as before.
                var other = SendOrder.notice()
                other.function = "rsib"
                #expect(try await sos.send(other).state == "accepted")
            }
        }

        private func expectDenied<Value>(_ body: () async throws -> Value) async throws {
            do {
                _ = try await body()
                Issue.record("not denied")
            } catch NodeError.personDenied(let gates) {
                #expect(gates.map(\.id) == ["person.authorised"])
            }
        }
    }

    /// Releases by persons whom the actor's own roster knows.
    struct ReleaseTests {
        @Test func `two humans release, and not one under two pseudonyms`() async throws {
            try await withWorld { world in
                let board = try world.region.actor("lansstyrelsen-stockholm")
                let node = try await world.node("lansstyrelsen-stockholm")
                try await node.employ("person-1", named: "Anna Ek")
                try await node.employ("person-2", named: "anna ek")
                let id = try #require(try await node.send(.secretTest()).id)
                let message = try MessageID(hex: id)
                let one = try board.signature(by: "person-1", over: id)
                let two = try board.signature(by: "person-2", over: id)
                let (first, second) = (try PersonID("person-1"), try PersonID("person-2"))
                #expect(
                    try await node.release(message, by: first, signature: one).state
                        == "awaiting-release")
                await #expect(throws: NodeError.releasersSame(second, first)) {
                    try await node.release(message, by: second, signature: two)
                }
                #expect(await node.outbox().map(\.state) == [.awaitingRelease])
            }
        }

        @Test func `a stranger to the roster releases nothing, and who is in it does`() async throws
        {
            try await withWorld { world in
                let board = try world.region.actor("lansstyrelsen-stockholm")
                let node = try await world.node("lansstyrelsen-stockholm")
                try await node.employ("person-1", named: "Anna Ek")
                let id = try #require(try await node.send(.secretTest()).id)
                let message = try MessageID(hex: id)
                let (first, second) = (try PersonID("person-1"), try PersonID("person-2"))
                let one = try board.signature(by: "person-1", over: id)
                let two = try board.signature(by: "person-2", over: id)
                await #expect(throws: NodeError.releaserNotInRoster(second)) {
                    try await node.release(message, by: second, signature: two)
                }
                _ = try await node.release(message, by: first, signature: one)
                try await node.employ("person-2", named: "Bo Alm")
                let reply = try await node.release(message, by: second, signature: two)
                #expect(reply.state == "accepted")
                let sos = try await world.node("sos-alarm")
                #expect(try await sos.receiveAll(world) == 1)
                #expect(await sos.inbox().map(\.id) == [id])
                let released = try await node.ledger().filter { $0.event == .released }
                #expect(released.map(\.person?.text) == ["person-1", "person-2"])
            }
        }

        @Test func `an actor without a roster is held to the registry's keys`() async throws {
            try await withWorld { world in
                let board = try world.region.actor("lansstyrelsen-stockholm")
                let node = try await world.node("lansstyrelsen-stockholm")
                let id = try #require(try await node.send(.secretTest()).id)
                for (person, state) in [("person-1", "awaiting-release"), ("person-2", "accepted")]
                {
                    let reply = try await node.release(
                        MessageID(hex: id), by: PersonID(person),
                        signature: board.signature(by: person, over: id))
                    #expect(reply.state == state)
                }
            }
        }

        @Test func `limited extent is counted by message and human, justified, and bounded`()
            async throws
        {
            try await withWorld { world in
                try world.askForPersons()
                let board = try world.region.actor("lansstyrelsen-stockholm")
                let node = try await world.node("lansstyrelsen-stockholm")
                let sos = try await world.node("sos-alarm")
                try await node.employ("person-1", named: "Anna Ek")
                try await node.employ("person-2", named: "Bo Alm")
                for person in ["person-8", "person-9"] {
                    try await sos.employ(person, named: "Cecilia Ros", clearance: .third)
                }
                var ids: [String] = []
                for number in 0..<6 {
                    var order = SendOrder.secretTest("Prov \(number).\nText.")
                    order.person = try TestPerson.claim("person-1")
                    let id = try #require(try await node.send(order).id)
                    for person in ["person-1", "person-2"] {
                        _ = try await node.release(
                            MessageID(hex: id), by: PersonID(person),
                            signature: board.signature(by: person, over: id))
                    }
                    ids.append(id)
                }
                #expect(try await sos.receiveAll(world) == 6)
                let plain = try TestPerson.claim("person-8")
                let reasoned = try TestPerson.claim("person-8", because: "Vakthavande är sjuk.")
                #expect(try await codes(sos, ids[0], plain) == ["limitedExtentUnjustified"])
                for id in ids.prefix(5) { _ = try await sos.show(id, by: reasoned) }
                // Again, and without a reason: nothing new.
                _ = try await sos.show(ids[0], by: plain)
                let other = try TestPerson.claim("person-9", because: "Ett annat namn.")
                #expect(try await codes(sos, ids[5], other) == ["limitedExtentUsedUp"])
                try await world.close(sos)
                let again = try await world.node("sos-alarm")
                #expect(try await codes(again, ids[5], reasoned) == ["limitedExtentUsedUp"])
            }
        }

        /// Why a message is not shown; empty when it is.
        private func codes(
            _ node: NodeEngine, _ id: String, _ claim: PersonClaim
        ) async throws -> [String?] {
            do {
                _ = try await node.show(id, by: claim)
                return []
            } catch NodeError.personDenied(let gates) {
                return gates.flatMap(\.facts).map { $0["code"] }
            }
        }
    }
}
