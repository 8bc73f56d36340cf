import Foundation
import Identity
@testable import Node
import RelaySupport
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// What happens while nothing can be kept, and is not forgotten for that.
    struct UntoldTests {
        @Test func `what was due while nothing could be kept is due once something can`()
            async throws
        {
            try await withFaultyNode { world, store, sos in
                let short = try await send(sos, lifeSeconds: 1_000, world)
                world.relay.clock.advance(seconds: 1_100)
                store.fail(after: 0)
                for _ in 0..<2 {
                    await #expect(throws: StorageError.self) { try await sos.tickIfDue() }
                }
                #expect(await sos.state(of: short) == .waiting)
                store.heal()
                #expect(try await sos.tickIfDue())
                #expect(await sos.state(of: short) == .expired)
            }
        }

        @Test func `an attempt whose end could not be kept is made again once something can`()
            async throws
        {
            try await withFaultyNode { world, store, sos in
                let short = try await send(sos, lifeSeconds: 1_000, world)
                let lasting = try await send(sos, lifeSeconds: 100_000, world)
                world.relay.clock.advance(seconds: 400)
                _ = try await sos.tickIfDue()
                var attempts: [AttemptBook.Attempt] = []
                while let attempt = await sos.nextAttempt() { attempts.append(attempt) }
                #expect(attempts.contains { $0.message == lasting })
                // Now nothing can be said of the one without writing that the other has expired.
                world.relay.clock.advance(seconds: 700)
                store.fail(after: 0)
                for attempt in attempts {
                    await #expect(throws: StorageError.self) { try await sos.make(attempt) }
                }
                store.heal()
                _ = try await sos.tickIfDue()
                #expect(await sos.untold.outbox.isEmpty)
                #expect(await sos.state(of: short) == .expired)
                world.relay.clock.advance(seconds: 600)
                _ = try await sos.tickIfDue()
                #expect(await sos.nextAttempt()?.message == lasting)
            }
        }

        // MARK: Parts

        private func send(
            _ node: NodeEngine, lifeSeconds: Int64, _ world: NodeWorld
        ) async throws -> MessageID {
            var order = SendOrder.notice()
            order.expires = world.relay.clock.now.adding(seconds: lifeSeconds).rfc3339
            return try MessageID(hex: #require(try await node.send(order).id))
        }

        /// A node without a relay, and its disk.
        private func withFaultyNode(
            _ body: (NodeWorld, FaultyVaultStore, NodeEngine) async throws -> Void
        ) async throws {
            try await withoutRelay { world in
                let vault = try world.directory("sos-alarm").vault.path(percentEncoded: false)
                let store = FaultyVaultStore(try SQLiteVaultStore(path: vault))
                let sos = try await world.node("sos-alarm", store: store, isReachable: false)
                try await body(world, store, sos)
                store.heal()
            }
        }
    }
}

extension NodeEngine {
    fileprivate func state(of id: MessageID) -> SentDelivery.State? {
        memory.sent[id]?.value.delivery.state
    }
}
