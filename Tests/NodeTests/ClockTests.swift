import Carriers
import Identity
@testable import Node
import RegionSupport
import Testing

extension NodeTests {
    /// A node whose machine's clock is a day off seals nothing and takes nothing in, says so, and
    /// loses nothing by it.
    struct ClockTests {
        private static let daySeconds: Int64 = 86_400

        // Behind by a little more: while a busy machine answers, its clock seems to catch up.
        @Test(arguments: [daySeconds, -daySeconds, 301, -420])
        func `a clock that is off is named, and what waits stays at the relay`(
            _ seconds: Int64
        ) async throws {
            try await withWorld { world in
                let sender = try await world.node("sos-alarm")
                let sent = try await sender.send(order(to: "kommun-solna"))
                #expect(sent.state == "accepted")
                let wrong = try await world.node(
                    "kommun-solna", connector: world.connector(clockAheadSeconds: seconds))
                let reply = try await wrong.synchronise()
                #expect(reply.problem?.code == .clockDiffers)
                let measured = try #require(reply.problem?.secondsAhead)
                #expect(abs(measured - seconds) <= Self.toleranceSeconds)
                #expect(!reply.reached && reply.received == 0)
                let status = try await wrong.status()
                #expect(status.relays.map(\.problem?.code) == [.clockDiffers])
                await #expect(throws: NodeError.self) {
                    try await wrong.send(order(to: "sos-alarm"))
                }
                #expect(await wrong.outbox().isEmpty)
                try await world.close(wrong)

                let right = try await world.node("kommun-solna")
                #expect(try await right.synchronise().received > 0)
                #expect(await right.inbox().count == 1)
            }
        }

        @Test func `a clock three minutes off is no reason to stop`() async throws {
            try await withWorld { world in
                let node = try await world.node(
                    "sos-alarm", connector: world.connector(clockAheadSeconds: -200))
                #expect(try await node.synchronise().reached)
                #expect(try await node.send(order(to: "kommun-solna")).state == "accepted")
            }
        }

        /// The date on an answer has whole seconds, and the machine may be busy.
        private static let toleranceSeconds: Int64 = 120

        private func order(to actor: String) -> SendOrder {
            var order = SendOrder(
                body: Array("Prov\nText.".utf8), level: "oppen", status: "actual")
            order.kind = "notice"
            order.to = [actor]
            return order
        }
    }
}
