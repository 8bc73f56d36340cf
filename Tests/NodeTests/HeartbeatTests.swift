import Identity
import RelaySupport
import Testing

@testable import Node

extension NodeTests {
    struct HeartbeatTests {
        private static let everySeconds: Int64 = 900

        @Test func `a heartbeat tells of the message that did not come, and is shown to nobody`()
            async throws
        {
            try await withWorld { world in
                let (sos, solna) = try await Self.lastOneLost(in: world)
                let inbox = await solna.inbox().map(\.id)
                #expect(try await solna.status().gaps.isEmpty)
                #expect(try await sos.sendHeartbeats(everySeconds: Self.everySeconds) == 1)
                try await solna.receiveAll(world)
                let gap = GapLine(
                    originator: "sos-alarm", level: "sekretess", status: "actual", first: 2,
                    last: 2)
                #expect(try await solna.status().gaps == [gap])
                #expect(await solna.inbox().map(\.id) == inbox)
                // And still after a start.
                try await world.close(solna)
                let again = try await world.node("kommun-solna")
                #expect(try await again.status().gaps == [gap])
                #expect(try await again.status().heard.map(\.originator) == ["sos-alarm"])
            }
        }

        @Test func `whoever is not heard any more is quiet, until heard again`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                _ = try await sos.send(.notice("ett"))
                #expect(try await sos.sendHeartbeats(everySeconds: Self.everySeconds) == 1)
                try await solna.receiveAll(world)
                #expect(try await solna.status().heard.map(\.isQuiet) == [false])
                world.relay.clock.advance(seconds: 2 * Self.everySeconds)
                #expect(try await solna.status().heard.map(\.isQuiet) == [true])
                #expect(try await sos.sendHeartbeats(everySeconds: Self.everySeconds) == 1)
                try await solna.receiveAll(world)
                #expect(try await solna.status().heard.map(\.isQuiet) == [false])
                #expect(try await solna.status().gaps.isEmpty)
            }
        }

        @Test func `what is still on its way is not missed`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                _ = try await sos.send(.notice("ett"))
                try await world.close(sos)
                let cut = try await world.node("sos-alarm", isReachable: false)
                _ = try await cut.send(.notice("två"))
                try await world.close(cut)
                // It has a way again, and the message in its outbox has not been tried yet.
                let back = try await world.node("sos-alarm")
                #expect(try await back.sendHeartbeats(everySeconds: Self.everySeconds) == 0)
            }
        }

        @Test func `nobody to whom nothing was sent hears anything`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                #expect(try await sos.sendHeartbeats(everySeconds: Self.everySeconds) == 0)
            }
        }

        /// Solna has the first of two messages; the second was sealed and never got away.
        private static func lastOneLost(
            in world: NodeWorld
        ) async throws -> (sos: NodeEngine, solna: NodeEngine) {
            let first = try await world.node("sos-alarm")
            _ = try await first.send(.notice("ett"))
            try await world.close(first)
            let cut = try await world.node("sos-alarm", isReachable: false)
            let lost = try #require(try await cut.send(.notice("två")).id)
            _ = try await cut.cancel(lost)
            try await world.close(cut)
            let solna = try await world.node("kommun-solna")
            try await solna.receiveAll(world)
            return (try await world.node("sos-alarm"), solna)
        }
    }
}
