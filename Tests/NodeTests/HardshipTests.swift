import Foundation
import Identity
import Labels
@testable import Node
import Pictures
import Policies
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// Too much of everything, and a disk that has no more room.
    struct HardshipTests {
        @Test func `a body is sent up to its limit and not one byte longer`() async throws {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                var order = SendOrder.notice()
                order.kind = "file"
                order.dryRun = true
                order.body = [UInt8](repeating: 0x61, count: SendOrder.bodyMaxBytes)
                #expect(try await sos.send(order).state == "dry-run")
                order.body.append(0x61)
                let found = order.body.count
                await #expect(
                    throws: NodeError.bodyTooLong(
                        limitBytes: SendOrder.bodyMaxBytes, foundBytes: found)
                ) { try await sos.send(order) }
            }
        }

        /// A part of an order, as long or as many as may be, and one more.
        enum Part: CaseIterable {
            case function, provision, fileName, compartments, audience

            func order(_ extra: Int) -> SendOrder {
                var order = SendOrder.notice()
                order.dryRun = true
                switch self {
                case .function: order.function = letters(nameLengthMaxBytes + extra)
                case .provision: order.provision = letters(Secrecy.provisionMaxBytes + extra)
                case .fileName: order.fileName = letters(PlainFile.nameMaxBytes + extra)
                case .compartments:
                    order.compartments = (0..<Label.partsMax + extra).map { "omrade-\($0)" }
                case .audience:
                    order.to = []
                    // Each clause another: all of them hold for Solna.
                    order.audience = (0..<Audience.clausesMax + extra).map {
                        "kommun-solna|" + Self.others[$0]
                    }
                }
                if self == .fileName { order.kind = "file" }
                return order
            }

            private func letters(_ count: Int) -> String { String(repeating: "a", count: count) }

            private static let others = [
                "botkyrka", "danderyd", "ekero", "haninge", "huddinge", "jarfalla", "lidingo",
                "nacka", "norrtalje", "nykvarn", "nynashamn", "salem", "sigtuna", "sollentuna",
                "stockholm", "sundbyberg", "sodertalje",
            ].map { "kommun-" + $0 }
        }

        @Test(arguments: Part.allCases)
        func `what is longer than its limit is refused, told with the limit`(_ part: Part)
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                // What the gates say of it is another matter.
                _ = try await sos.send(part.order(0))
                await #expect(throws: (any Error).self) { try await sos.send(part.order(1)) }
                #expect(await sos.outbox().isEmpty)
            }
        }

        @Test func `a full vault takes nothing it cannot keep, and goes on when there is room`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                var sent: Set<String> = []
                for number in 0..<30 {
                    var order = SendOrder.notice()
                    order.kind = "file"
                    order.body = [UInt8](repeating: UInt8(number), count: 20_000)
                    sent.insert(try #require(try await sos.send(order).id))
                }
                let path = try world.directory("kommun-solna").vault.path(percentEncoded: false)
                let small = try SQLiteVaultStore(
                    path: path, options: StoreOptions(sizeMaxBytes: 400_000))
                let solna = try await world.node("kommun-solna", store: small)
                await #expect(throws: StorageError.full) { try await solna.receiveAll(world) }
                let kept = Set(await solna.inbox().map(\.id))
                #expect(kept.count < sent.count)
                try await world.close(solna)

                // Room is made: what was kept is there, and the rest comes, once.
                let roomy = try await world.node("kommun-solna")
                #expect(Set(await roomy.inbox().map(\.id)) == kept)
                try await roomy.receiveAll(world)
                let all = await roomy.inbox().map(\.id)
                #expect(Set(all) == sent && all.count == sent.count)
                #expect(try await roomy.status().gaps.isEmpty)
            }
        }
    }
}
