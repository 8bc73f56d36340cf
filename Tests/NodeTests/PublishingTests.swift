import Carriers
import Foundation
import Handover
import Identity
@testable import Node
import RegionSupport
import RelaySupport
import Testing
import WISSupport

extension NodeTests {
    /// WIS first, the relays while it is away, WIS again afterwards.
    struct PublishingTests {
        @Test func `an open notice goes by WIS alone while that answers, and is read there`()
            async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                let sent = try await sos.send(.openNotice())
                #expect(sent.state == "published")
                #expect(gateway.publications.map(\.id) == [sent.id])
                #expect(gateway.publications.first?.headline == "Vattenläckan är lagad.")
                #expect(gateway.publications.first?.late == false)
                let solna = try await world.node("kommun-solna", by: gateway)
                #expect(try await solna.receiveAll(world) == 0)
                #expect(try await solna.fetchPublications() == 1)
                #expect(await solna.inbox().map(\.id) == [sent.id])
                #expect(try await solna.fetchPublications() == 0)
                #expect(try await sos.fetchPublications() == 1)
                #expect(await sos.inbox().isEmpty)
                #expect(try await sos.way("oppen") == "wis")
                #expect(try await sos.way("sekretess") == "relays")
            }
        }

        @Test func `a recipient signs again when the relay brings what it read in WIS`()
            async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                let id = try #require(try await sos.send(.openNotice()).id)
                let solna = try await world.node("kommun-solna", by: gateway)
                _ = try await solna.fetchPublications()
                _ = try await solna.show(id, by: nil)
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                #expect(try await furthest(of: id, by: "kommun-solna", in: sos) == "expected")
                world.relay.clock.advance(seconds: 3_600)
                try await sos.tendLadder()
                try await sos.work()
                try await solna.receiveAll(world)
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                #expect(try await furthest(of: id, by: "kommun-solna", in: sos) == "opened")
                #expect(await solna.inbox().count == 1)
                #expect(try await solna.receiveAll(world) == 0)
            }
        }

        @Test(arguments: NeverThere.allCases)
        func `what is not open, or not for everybody, is never sent to WIS`(
            _ kind: NeverThere
        ) async throws {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                #expect(try await sos.send(kind.order).state == "accepted")
                world.relay.clock.advance(seconds: 86_400)
                try await sos.tendLadder()
                try await sos.work()
                #expect(gateway.postCount == 0)
                #expect(try await sos.rung("wis").ceiling == "oppen")
            }
        }

        enum NeverThere: CaseIterable {
            case secrecy, named, request

            var order: SendOrder {
                var order = SendOrder.openNotice()
                switch self {
                case .secrecy:
                    order = .notice()
                    order.precedence = "flash"
                case .named: (order.audience, order.to) = ([], ["kommun-solna"])
                case .request: order.kind = "request"
                }
                return order
            }
        }

        @Test func `policy decides anew before each attempt, and the gate is told by its name`()
            async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                gateway.mood = .fails
                try await world.until("wis", of: sos, is: .down)
                let id = try #require(try await sos.send(.openNotice()).id)
                let folder = try world.directory("sos-alarm").region
                try folder.writePolicy(
                    of: world.region, version: 2, at: world.relay.clock.now
                ) {
                    $0 == "levels.yaml"
                        ? $1.replacing("qr, thin, wis]", with: "qr, thin]") : $1
                }
                #expect(try await sos.rereadRegion())
                gateway.mood = .well
                try await world.until("wis", of: sos, is: .up)
                try await sos.work()
                #expect(gateway.postCount == 0)
                #expect(try await sos.rung("wis").ceiling == nil)
                let message = try MessageID(hex: id)
                let record = try #require(await sos.memory.sent[message]?.value)
                #expect(record.ladder?.legs["wis"]?.state == .refused)
            }
        }

        @Test func `flash goes both ways at once`() async throws {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                var order = SendOrder.openNotice()
                order.precedence = "flash"
                let sent = try await sos.send(order)
                try await sos.work()
                #expect(await sos.outbox().map(\.state) == [.accepted])
                #expect(gateway.publications.map(\.id) == [sent.id])
                let solna = try await world.node("kommun-solna", by: gateway)
                try await solna.receiveAll(world)
                _ = try await solna.fetchPublications()
                #expect(await solna.inbox().map(\.id) == [sent.id])
            }
        }

        @Test(arguments: [WISGateway.Mood.fails, .failsToPublish, .loses, .refuses, .impostor])
        func `where WIS fails the notice goes by the relay in the same breath`(
            _ mood: WISGateway.Mood
        ) async throws {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                gateway.mood = mood
                let sent = try await sos.send(.openNotice())
                #expect(sent.state == "accepted")
                #expect(gateway.publications.isEmpty)
                let solna = try await world.node("kommun-solna")
                #expect(try await solna.receiveAll(world) == 1)
            }
        }

        @Test func `what WIS missed is entered when it returns: once, in order, as late`()
            async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                gateway.mood = .fails
                try await world.until("wis", of: sos, is: .down)
                #expect(try await sos.way("oppen") == "relays")
                let (ids, times) = try await sent(5, by: sos, world)
                #expect(try await sos.rung("wis").owed == 5)
                #expect(gateway.publications.isEmpty)
                gateway.mood = .well
                try await world.until("wis", of: sos, is: .up)
                try await sos.work()
                #expect(gateway.publications.map(\.id) == ids)
                #expect(gateway.publications.map(\.created) == times)
                #expect(gateway.publications.map(\.late) == [Bool](repeating: true, count: 5))
                #expect(gateway.postCount == 5)
                #expect(try await sos.rung("wis").owed == 0)
                #expect(try await sos.way("oppen") == "wis")
            }
        }

        @Test func `a node that is killed in the middle of that goes on where it was`() async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                gateway.mood = .fails
                try await world.until("wis", of: sos, is: .down)
                let (ids, _) = try await sent(4, by: sos, world)
                gateway.mood = .well
                // Two attempts of the four, of which the second is not told any more.
                let first = try #require(try await nextAttempt(of: sos, world))
                try await sos.make(first)
                let second = try #require(try await nextAttempt(of: sos, world))
                try world.copyVault(of: "sos-alarm", to: "after-kill")
                try await sos.make(second)
                try await world.close(sos)
                #expect(gateway.publications.map(\.id) == Array(ids.prefix(2)))

                let again = try await world.node("sos-alarm", in: "after-kill", by: gateway)
                try await again.work()
                #expect(gateway.publications.map(\.id) == ids)
                #expect(gateway.postCount == 4)
                #expect(try await again.rung("wis").owed == 0)
            }
        }

        @Test func `a notice that was through by no way when the node was killed is sent again`()
            async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", isReachable: false, by: gateway)
                gateway.mood = .fails
                let id = try #require(try await sos.send(.openNotice()).id)
                try world.copyVault(of: "sos-alarm", to: "after-kill")
                gateway.mood = .well
                let again = try await world.node(
                    "sos-alarm", in: "after-kill", isReachable: false, by: gateway)
                try await again.work()
                #expect(gateway.publications.map(\.id) == [id])
            }
        }

        @Test func `where nobody signs for it in time, it goes by the relay too`() async throws {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                _ = try await sos.send(.openNotice())
                world.relay.clock.advance(seconds: 3_599)
                try await sos.tendLadder()
                try await sos.work()
                #expect(await sos.outbox().map(\.state) == [.published])
                world.relay.clock.advance(seconds: 1)
                try await sos.tendLadder()
                try await sos.work()
                #expect(await sos.outbox().map(\.state) == [.accepted])
            }
        }

        @Test func `what was published cannot be called back; what waits can`() async throws {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", isReachable: false, by: gateway)
                let there = try #require(try await sos.send(.openNotice()).id)
                await #expect(throws: NodeError.alreadyFinal(.published)) {
                    try await sos.cancel(there)
                }
                gateway.mood = .fails
                try await world.until("wis", of: sos, is: .down)
                let waiting = try #require(try await sos.send(.openNotice("Något annat.")).id)
                #expect(try await sos.cancel(waiting).state == "cancelled")
                gateway.mood = .well
                try await world.until("wis", of: sos, is: .up)
                try await sos.work()
                #expect(gateway.publications.map(\.id) == [there])
            }
        }

        @Test func `what others write in WIS is kept apart, and what is forged leaves no trace`()
            async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                _ = try await sos.send(.openNotice())
                var forged = try #require(gateway.publications.first)
                var envelope = try #require(forged.envelope)
                envelope[envelope.count / 2] ^= 1
                (forged.id, forged.envelope) = (String(repeating: "ab", count: 32), envelope)
                gateway.publish(forged)
                var plain = forged
                (plain.id, plain.envelope) = ("W-17", nil)
                gateway.publish(plain)
                let solna = try await world.node("kommun-solna", by: gateway)
                #expect(try await solna.fetchPublications() == 3)
                #expect(await solna.inbox().count == 1)
                let status = try await solna.status()
                #expect(status.publications == 1)
                #expect(status.refused.isEmpty)
            }
        }

        @Test func `a token others can read is not used, and the relays do not care`() async throws
        {
            try await withBoth { world, gateway in
                let sos = try await world.node("sos-alarm", by: gateway)
                let token = world.place.appending(path: "wis-token").path(percentEncoded: false)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o644], ofItemAtPath: token)
                #expect(try await sos.send(.openNotice()).state == "accepted")
                #expect(try await sos.rung("wis").problem?.code == .tokenUnusable)
            }
        }

        @Test func `a node whose WIS is set up wrongly opens, and says what is wrong`() async throws
        {
            try await withWorld { world in
                let sos = try await world.node(
                    "sos-alarm",
                    wis: GatewayConfiguration(
                        address: "https://wis.example", certificate: "finns-inte", token: "x"))
                #expect(try await sos.send(.openNotice()).state == "accepted")
                #expect(try await sos.rung("wis").problem?.code == .certificateInvalid)
            }
        }

        // MARK: Parts

        private func withBoth(
            _ body: (NodeWorld, WISGateway) async throws -> Void
        ) async throws {
            try await withWorld { world in
                try await withWIS { gateway in try await body(world, gateway) }
            }
        }

        private func furthest(
            of id: String, by actor: String, in node: NodeEngine
        ) async throws -> String? {
            try await node.track(id).recipients.first { $0.actor == actor }?.furthest
        }

        /// Notices a second apart, taken by the relay; with their times.
        private func sent(
            _ count: Int, by sos: NodeEngine, _ world: NodeWorld
        ) async throws -> (ids: [String], times: [Timestamp]) {
            var (ids, times): ([String], [Timestamp]) = ([], [])
            for number in 1...count {
                times.append(world.relay.clock.now)
                let reply = try await sos.send(.openNotice("Nummer \(number)."))
                #expect(reply.state == "accepted")
                ids.append(try #require(reply.id))
                world.relay.clock.advance(seconds: 1)
            }
            return (ids, times)
        }

        /// The next attempt the ladder asks for, of which nobody has begun.
        private func nextAttempt(
            of sos: NodeEngine, _ world: NodeWorld
        ) async throws -> LadderBook.Attempt? {
            for _ in 0..<200 {
                if let attempt = await sos.nextLadderAttempt() { return attempt }
                while let rung = await sos.nextProbe() { try await sos.probe(rung) }
                world.relay.clock.advance(seconds: 1)
                try await sos.tendLadder()
            }
            return nil
        }
    }
}
