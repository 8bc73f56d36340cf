import Foundation
import Identity
import Ledger
@testable import Node
import RegionSupport
import RelaySupport
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// Machines that stop at the worst moment.
    struct CrashTests {
        @Test func `a crash between the relay's answer and the commit sends again, once in effect`()
            async throws
        {
            try await withWorld { world in
                let store = FaultyVaultStore(try Self.vault(of: "sos-alarm", world))
                let sos = try await world.node("sos-alarm", store: store)
                // The message with its place in the outbox; what the relay answers is lost.
                store.fail(after: 1)
                await #expect(throws: StorageError.full) { try await sos.send(.notice()) }
                try await world.close(sos)
                try world.copyVault(of: "sos-alarm", to: "after-crash")

                let again = try await world.node("sos-alarm", in: "after-crash")
                #expect(await again.outbox().map(\.state) == [.queued])
                try await again.work()
                #expect(await again.outbox().map(\.state) == [.accepted])
                let solna = try await world.node("kommun-solna")
                #expect(try await solna.receiveAll(world) == 1)
                #expect(await solna.inbox().count == 1)
                #expect(try await solna.status().gaps.isEmpty)
            }
        }

        @Test func `a crash before a page is kept loses nothing of it and doubles nothing`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                _ = try await sos.send(.notice("ett"))
                _ = try await sos.send(.notice("två"))
                let store = FaultyVaultStore(try Self.vault(of: "kommun-solna", world))
                let solna = try await world.node("kommun-solna", store: store)
                store.fail(after: 0)
                await #expect(throws: StorageError.full) { try await solna.receiveAll(world) }
                #expect(await solna.inbox().isEmpty)
                try await world.close(solna)
                try world.copyVault(of: "kommun-solna", to: "after-crash")

                let again = try await world.node("kommun-solna", in: "after-crash")
                #expect(try await again.receiveAll(world) == 2)
                #expect(await again.inbox().count == 2)
                #expect(try await again.receiveAll(world) == 0)
                #expect(try await again.ledger().map(\.event) == [.delivered, .delivered])
            }
        }

        @Test func `the outbox goes on after a start`() async throws {
            try await withWorld { world in
                let cut = try await world.node("sos-alarm", isReachable: false)
                let reply = try await cut.send(.notice())
                #expect(reply.state == "waiting")
                #expect(reply.problem == RelayProblem(.noConnection))
                #expect(try await cut.status().rung == .none)
                try await world.close(cut)

                let sos = try await world.node("sos-alarm")
                #expect(try await sos.status().rung == .untried)
                world.relay.clock.advance(seconds: 600)
                let round = try await sos.synchronise()
                #expect(round.posted == 1 && round.queued == 0)
                #expect(await sos.outbox().map(\.id) == [reply.id])
                #expect(await sos.outbox().map(\.state) == [.accepted])
                #expect(try await sos.status().rung == .relay)
            }
        }

        @Test func `a write that fails changes nothing in memory either`() async throws {
            try await withWorld { world in
                let store = FaultyVaultStore(try Self.vault(of: "sos-alarm", world))
                let sos = try await world.node("sos-alarm", store: store)
                store.fail(after: 0)
                await #expect(throws: StorageError.full) { try await sos.send(.notice("ett")) }
                #expect(await sos.outbox().isEmpty)
                #expect(await sos.lastCounters.isEmpty)
                store.heal()
                let id = try #require(try await sos.send(.notice("två")).id)
                #expect(await sos.lastCounters.values.map { $0 } == [1])

                let inbox = FaultyVaultStore(try Self.vault(of: "kommun-solna", world))
                let solna = try await world.node("kommun-solna", store: inbox)
                try await solna.receiveAll(world)
                inbox.fail(after: 0)
                await #expect(throws: StorageError.full) { try await solna.show(id) }
                #expect(await solna.inbox().first?.opened == nil)
                inbox.heal()
                _ = try await solna.show(id)
                #expect(await solna.inbox().first?.opened != nil)
                #expect(try await solna.status().gaps.isEmpty)
            }
        }

        @Test func `answers that could not be noted do not take up the lane for ever`()
            async throws
        {
            try await withWorld { world in
                let store = FaultyVaultStore(try Self.vault(of: "sos-alarm", world))
                let sos = try await world.node("sos-alarm", store: store)
                // More than go at once.
                for number in 0..<6 {
                    store.fail(after: 1)
                    await #expect(throws: StorageError.full) {
                        try await sos.send(.notice("\(number)"))
                    }
                    store.heal()
                }
                #expect(try await sos.status().queued == 6)
                world.relay.clock.advance(seconds: 600)
                try await sos.tick()
                try await sos.work()
                #expect(try await sos.status().queued == 0)
                let solna = try await world.node("kommun-solna")
                #expect(try await solna.receiveAll(world) == 6)
            }
        }

        @Test func `a message that expires in the outbox leaves a report`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                var order = SendOrder.notice()
                order.expires = world.region.now.adding(seconds: 60).rfc3339
                let id = try #require(try await sos.send(order).id)
                world.relay.clock.advance(seconds: 59)
                try await sos.tick()
                try await sos.work()
                #expect(await sos.outbox().map(\.state) != [.expired])
                world.relay.clock.advance(seconds: 1)
                try await sos.tick()
                #expect(await sos.outbox().map(\.state) == [.expired])
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna") == ["expected", "expired"])
                #expect(try await sos.ledger().map(\.event) == [.sent, .expired])
                #expect(try await sos.status().queued == 0)
            }
        }

        private static func vault(
            of actor: String, _ world: NodeWorld
        ) throws -> SQLiteVaultStore {
            try SQLiteVaultStore(path: world.directory(actor).vault.path(percentEncoded: false))
        }
    }
}
