import Carriers
import Foundation
import Identity
import Ledger
@testable import Node
import RelaySupport
import Storage
import Testing
import WISSupport

extension NodeTests {
    /// Canaries over every rung, what came of them, and which rungs are due.
    struct DrillTests {
        @Test
        func `canaries that everybody signs for are counted with their times, and in the ledger`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let reply = try await drill(sos, .solna(count: 2), answeredBy: solna, world)
                let drill = try #require(reply.drills.first)
                #expect(reply.drills.count == 1)
                #expect(drill.carrier == "relay" && drill.rung == NodeWorld.relayID)
                #expect(drill.isPassed && drill.count(.arrived) == 2)
                for canary in drill.canaries {
                    let (taken, arrived) = (canary.takenMilliseconds, canary.arrivedMilliseconds)
                    #expect(try #require(taken) <= (try #require(arrived)))
                }
                try await expectUntold(solna, count: 2)
                let entry = try #require(try await sos.ledger().last { $0.event == .drill })
                #expect(
                    entry.detail?.hasPrefix("relay relay-1: 2 canaries, 2 arrived; ms ") == true)
                #expect(entry.message?.hex == drill.canaries.last?.id)
                #expect(await sos.outbox().allSatisfy { $0.state == .accepted })
            }
        }

        @Test
        func `a canary that the relay took and nobody signs for is lost, and who is missing told`()
            async throws
        {
            try await withWorld { world in
                try askForDrills(in: world)
                let sos = try await world.node("sos-alarm")
                let reply = try await sos.drill(.solna(waitSeconds: 1))
                #expect(try await sos.shift().underway.isEmpty)
                let canary = try #require(reply.drills.first?.canaries.first)
                #expect(canary.outcome == .lost && canary.missing == ["kommun-solna"])
                #expect(canary.takenMilliseconds != nil && canary.arrivedMilliseconds == nil)
                #expect(reply.drills.first?.isPassed == false)
                #expect(reply.due.contains { $0.carrier == "relay" && $0.passed == nil })
            }
        }

        @Test func `a relay that does not answer fails, and nothing of the drill goes later`()
            async throws
        {
            try await withWorld { world in
                let cut = try await world.node("sos-alarm", isReachable: false)
                let canary = try #require(
                    try await cut.drill(.solna()).drills.first?.canaries.first)
                #expect(canary.outcome == .failed)
                #expect(canary.relayProblem == RelayProblem(.noConnection))
                #expect(await cut.outbox().map(\.state) == [.cancelled])
                try await world.close(cut)
                let sos = try await world.node("sos-alarm")
                world.relay.clock.advance(seconds: 600)
                _ = try await sos.synchronise()
                let solna = try await world.node("kommun-solna")
                #expect(try await solna.receive(from: world.relayID(), waitSeconds: 0) == 0)
            }
        }

        @Test func `a drill for nobody is refused, and of one whom policy denies says which gate`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                await #expect(throws: NodeError.recipientsMissing) {
                    try await sos.drill(
                        DrillOrder(to: [], count: 1, waitSeconds: 1, exercise: nil))
                }
                let order = DrillOrder(
                    to: ["kommun-solna"], count: 1, waitSeconds: 1, exercise: "finns-inte")
                let canary = try #require(try await sos.drill(order).drills.first?.canaries.first)
                #expect(canary.outcome == .denied && canary.id == nil)
                #expect(canary.gates.contains { $0.id == "status.separate" })
            }
        }

        @Test(
            arguments: [
                (.well, .arrived), (.loses, .lost), (.hangs, .failed), (.fails, .failed),
                (.refuses, .failed), (.alters, .failed), (.impostor, .failed),
            ] as [(WISGateway.Mood, Drill.Canary.Outcome)])
        func `WIS is drilled as it is`(
            _ mood: WISGateway.Mood, _ outcome: Drill.Canary.Outcome
        ) async throws {
            try await withoutRelay { world in
                try await withWIS { gateway in
                    try askForDrills(in: world)
                    let sos = try await world.node(
                        "sos-alarm", isReachable: false, relays: [], by: gateway)
                    gateway.mood = mood
                    let reply = try await sos.drill(
                        DrillOrder(to: [], count: 1, waitSeconds: 1, exercise: nil))
                    gateway.mood = .well
                    let drill = try #require(reply.drills.first)
                    #expect(drill.carrier == "wis" && reply.drills.count == 1)
                    #expect(drill.canaries.map(\.outcome) == [outcome])
                    #expect((drill.canaries.first?.gatewayProblem == nil) == (mood == .well))
                    #expect(reply.due.contains { $0.carrier == "wis" } == (mood != .well))
                    if mood == .well {
                        let shown = gateway.publications.first?.headline
                        #expect(shown?.hasPrefix("TEST: ") == true)
                    }
                }
            }
        }

        @Test
        func
            `a rung is due from the second policy says, also after a start, and a failure is no drill`()
            async throws
        {
            try await withWorld { world in
                try askForDrills(in: world)
                let sos = try await world.node("sos-alarm")
                #expect(try await due(sos) == ["relay", "bundle"])
                let solna = try await world.node("kommun-solna")
                _ = try await drill(sos, .solna(), answeredBy: solna, world)
                let last = try #require(await sos.memory.drills.values.first?.value.passed)
                #expect(try await due(sos) == ["bundle"])
                let now = world.relay.clock.now
                world.relay.clock.advance(seconds: last.milliseconds(since: now) / 1_000)
                world.relay.clock.advance(seconds: 7 * 86_400 - 1)
                #expect(try await due(sos) == ["bundle"])
                try await world.close(sos)
                let again = try await world.node("sos-alarm", isReachable: false)
                #expect(try await due(again) == ["bundle"])
                _ = try await again.drill(.solna())
                world.relay.clock.advance(seconds: 1)
                #expect(try await due(again) == ["relay", "bundle"])
                let line = try #require(try await again.status().drillsDue.first)
                #expect(line.passed == last && line.everySeconds == 7 * 86_400)
            }
        }

        @Test func `without an interval in policy nothing is due`() async throws {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                #expect(try await due(sos).isEmpty)
            }
        }

        @Test func `what people carry is drilled by a canary whose receipt came home`() async throws
        {
            try await withoutRelay { world in
                try askForDrills(in: world)
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                // Something else of the same status, carried the same way, is no drill.
                _ = try await sos.send(.rehearsal())
                try await carry(from: sos, to: solna, and: "hem-1", by: stick)
                #expect(try await due(sos).contains("bundle"))

                let reply = try await sos.drill(.solna(over: .byHand))
                let drill = try #require(reply.drills.first)
                #expect(drill.carrier == "bundle" && drill.count(.waiting) == 1 && !drill.isPassed)
                #expect(try await due(sos).contains("bundle"))
                try await carry(from: sos, to: solna, and: "hem-2", by: stick)
                #expect(try await !due(sos).contains("bundle"))
                #expect(await solna.inbox().map(\.subject) == ["Prov."])
                let events = try await sos.ledger().map(\.event)
                #expect(events.contains(.drill) && events.last == .receipt)
            }
        }

        @Test(arguments: [("test", 0), ("actual", 1)])
        func `nothing real can be hidden by calling it a canary`(
            _ status: String, _ shown: Int
        ) async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                var order = SendOrder(body: Array("Prov.".utf8), level: "oppen", status: status)
                (order.kind, order.to) = ("file", ["kommun-solna"])
                order.mediaType = "application/vnd.budkavle.canary"
                _ = try await sos.send(order)
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                _ = try await solna.importBundles([out])
                #expect(await solna.inbox().count == shown)
                #expect(try await solna.status().unread == shown)
            }
        }

        // MARK: Parts

        /// From now on policy asks for drills of all that can be drilled.
        private func askForDrills(in world: NodeWorld) throws {
            let intervals = ["relay": "7d", "bundle": "90d", "wis": "30d"]
            try world.relay.directory.writePolicy(
                of: world.region, version: 2, at: world.relay.clock.now
            ) { name, text in
                guard name == "carriers.yaml" else { return text }
                return intervals.reduce(text) { text, item in
                    text.replacing(
                        "{kind: \(item.key),", with: "{kind: \(item.key), drill: \(item.value),")
                }
            }
            world.relay.reload()
        }

        /// Canaries came, are signed for, and nobody is told.
        private func expectUntold(_ node: NodeEngine, count: Int) async throws {
            #expect(await node.memory.received.count == count)
            #expect(await node.inbox().isEmpty)
            #expect(try await node.status().unread == 0)
            #expect(await node.awaitInbox(known: 0, seconds: 0).isEmpty)
            let id = try #require(await node.memory.received.keys.first).hex
            await #expect(throws: NodeError.messageUnknown(text: id)) { try await node.show(id) }
        }

        /// A stick there with what waits, and home with the receipts.
        private func carry(
            from node: NodeEngine, to other: NodeEngine, and home: String, by stick: BundleStick
        ) async throws {
            let (out, back) = (stick.path("ut-\(home).kavle"), stick.path("\(home).kavle"))
            try await node.export(to: out)
            _ = try await other.importBundles([out])
            _ = try await other.answerBundle(out, into: back)
            _ = try await node.importBundles([back])
        }

        private func due(_ node: NodeEngine) async throws -> [String] {
            try await node.status().drillsDue.map(\.carrier)
        }

        /// A drill, while the other node takes in what comes and signs for it.
        private func drill(
            _ node: NodeEngine, _ order: DrillOrder, answeredBy other: NodeEngine,
            _ world: NodeWorld
        ) async throws -> DrillReply {
            try await withThrowingTaskGroup(of: DrillReply?.self) { group in
                group.addTask { try await node.drill(order) }
                group.addTask {
                    while !Task.isCancelled {
                        _ = try await other.receive(from: world.relayID(), waitSeconds: 1)
                        try await other.postReceipts()
                    }
                    return nil
                }
                defer { group.cancelAll() }
                while let reply = try await group.next() { if let reply { return reply } }
                throw CancellationError()
            }
        }
    }
}

extension DrillOrder {
    fileprivate static func solna(
        over rungs: Rungs = .asked, count: Int = 1, waitSeconds: Int = 120
    ) -> DrillOrder {
        DrillOrder(
            to: ["kommun-solna"], over: rungs, count: count, waitSeconds: waitSeconds, exercise: nil
        )
    }
}

extension SendOrder {
    fileprivate static func rehearsal() -> SendOrder {
        var order = SendOrder(body: Array("Prov.".utf8), level: "oppen", status: "test")
        (order.kind, order.to) = ("notice", ["kommun-solna"])
        return order
    }
}
