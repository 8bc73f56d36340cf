import Carriers
import Foundation
import Identity
import Ledger
import Logging
@testable import Node
import RegionSupport
import Registry
@testable import Relay
import RelaySupport
import ServiceLifecycle
import StorageSQLite
import TestSupport
import Testing

extension NodeTests {
    /// A node with two relays, the second of which takes over from the first.
    struct SeveralRelaysTests {
        /// The second relay beside the world's own.
        private struct Second {
            let fixture: RelayFixture
            let server: RelayServer

            /// Takes over what the first has.
            func follow(_ first: RelayFixture) async throws {
                let peer = try #require(fixture.keeper.view()?.registry.relay(first.relay.id))
                let client = try first.client(fixture.relay.machine.identity())
                let turn = PeerTurn(services: server.services, peer: peer, client: client)
                while try await turn.run().hasMore {}
                await client.shutdown()
            }
        }

        private func withSecond(
            _ world: NodeWorld, _ body: (Second) async throws -> Void
        ) async throws {
            let folder = world.place.appending(path: "relay-two")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let fixture = try RelayFixture(folder, limits: RelayLimits(), named: "relay-2")
            let server = try fixture.server(limits: RelayLimits())
            let group = ServiceGroup(
                configuration: .init(services: [server], logger: Logger.quiet))
            let running = Task { try await group.run() }
            try await eventually("the second relay listens") { fixture.isListening }
            let failure: (any Error)?
            do {
                try await body(Second(fixture: fixture, server: server))
                failure = nil
            } catch { failure = error }
            await group.triggerGracefulShutdown()
            try await running.value
            try await fixture.store.close()
            if let failure { throw failure }
        }

        /// A node that knows both, the first first.
        private func node(
            _ actor: String, _ world: NodeWorld, _ second: Second
        ) async throws -> NodeEngine {
            let addresses = [
                try world.relayID(): try world.relay.address,
                second.server.services.identity.id: try second.fixture.address,
            ]
            let connector = RelayConnector { record, identity in
                try RelayClient(
                    address: addresses[record.id] ?? "", certificates: record.certificates,
                    identity: identity)
            }
            return try await world.node(
                actor, connector: connector,
                relays: [world.relay.relay.url, second.fixture.relay.url])
        }

        @Test func `a message that comes over both relays is taken in once, each cursor its own`()
            async throws
        {
            try await withWorld { world in
                try await withSecond(world) { second in
                    let sos = try await world.node("sos-alarm")
                    let solna = try await node("kommun-solna", world, second)
                    let id = try #require(try await sos.send(.notice()).id)
                    try await second.follow(world.relay)
                    let other = second.server.services.identity.id
                    #expect(try await solna.receive(from: world.relayID(), waitSeconds: 0) == 1)
                    #expect(try await solna.receive(from: other, waitSeconds: 0) == 1)
                    #expect(await solna.inbox().map(\.id) == [id])
                    #expect(try await solna.ledger().map(\.event) == [.delivered])
                    let cursors = await solna.memory.cursors
                    #expect(cursors.keys.sorted() == ["relay-1", "relay-2"])
                    #expect(try await solna.receive(from: other, waitSeconds: 0) == 0)
                    try await world.close(solna)
                }
            }
        }

        @Test func `the sender counts each relay that holds its message once`() async throws {
            try await withWorld { world in
                try await withSecond(world) { second in
                    let sos = try await node("sos-alarm", world, second)
                    let id = try #require(try await sos.send(.notice()).id)
                    let before = try await sos.track(id).custody
                    #expect(before.relays.map(\.relay) == ["relay-1"])
                    #expect(before.needed == 2 && !before.isEnough)
                    try await second.follow(world.relay)
                    let other = second.server.services.identity.id
                    for _ in 0..<2 {
                        _ = try await sos.receive(from: other, waitSeconds: 0)
                    }
                    let custody = try await sos.track(id).custody
                    #expect(custody.relays.map(\.relay) == ["relay-1", "relay-2"])
                    #expect(custody.isEnough)
                    #expect(
                        try await sos.ledger().map(\.event).filter { $0 == .receipt }.count == 1)
                    try await world.close(sos)
                }
            }
        }
    }
}
