import Foundation
import Identity
@testable import Node
import RegionSupport
import RelaySupport
import Storage
import Testing

extension NodeTests {
    /// What a node's ledger and vault say of the decisions it has taken.
    struct HandoverTests {
        @Test func `what was sent and what came is told with the question as far as it is held`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let id = try #require(try await sos.send(.notice("Läckan är lagad.")).id)
                #expect(try await solna.receiveAll(world) == 1)
                let sent = try await sos.handovers(from: 0)
                #expect(sent.next == sent.entries && sent.erased == 0 && sent.silent == 0)
                let line = try #require(sent.handovers.first)
                #expect(sent.handovers.count == 1 && line.message == id)
                #expect(line.recipient == "kommun-solna" && line.stage == "sender")
                #expect(line.failed.isEmpty && line.label != nil)
                #expect(line.header?.kind == "notice" && line.header?.ground != nil)
                let came = try await solna.handovers(from: 0)
                let arrival = try #require(came.handovers.first)
                #expect(arrival.stage == "receiver" && arrival.recipient == "kommun-solna")
                // The receiver keeps the label and no header.
                #expect(arrival.label == line.label && arrival.header == nil)
            }
        }

        @Test func `whom policy refused is told with the gates`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                var order = SendOrder.notice("Läckan är lagad.")
                order.to = []
                // Not recorded to the port.
                order.ground = "osl-10-27"
                order.audience = ["actor:kommun-solna|actor:stockholms-hamnar"]
                let reply = try await sos.send(order)
                let denied = try #require(reply.denied.first)
                let lines = try await sos.handovers(from: 0).handovers
                #expect(lines.map(\.recipient) == ["kommun-solna", denied.actor])
                #expect(lines.map(\.failed) == [[], denied.gates.map(\.id)])
            }
        }

        @Test func `erased facts are counted, and pages join without a gap`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                for number in 1...3 { _ = try await sos.send(.notice("Prov \(number).")) }
                let whole = try await sos.handovers(from: 0)
                #expect(whole.handovers.count == 3)
                let rest = try await sos.handovers(from: whole.entries - 1)
                #expect(rest.next == whole.entries)
                #expect(try await sos.handovers(from: whole.entries).handovers.isEmpty)
                #expect(try await sos.handovers(from: .max).handovers.isEmpty)
                try await sos.store.eraseFacts(of: Array(0..<whole.entries))
                let erased = try await sos.handovers(from: 0)
                #expect(erased.handovers.isEmpty && erased.erased == Int(whole.entries))
            }
        }
    }
}
