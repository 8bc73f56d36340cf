import Foundation
import Handover
import Identity
import Labels
@testable import Node
import RegionSupport
import Relay
import Registry
import RelaySupport
import Testing

extension NodeTests {
    /// What a node does with what it has, when it learns that a key had been in other hands.
    struct QuarantineTests {
        private let region = TestRegion.shared

        /// The registry in which the sender's key for the notices here is revoked.
        private func revoked(since: Timestamp?, at now: Timestamp) throws -> Registry {
            let sender = try region.actor("sos-alarm")
            let key = try #require(
                region.view().usableKey(
                    of: sender.id, .signing, level: .secrecy, status: .actual))
            let note = try region.actorNote(
                of: sender, after: region.registry, at: now,
                [.revokeKey(key.id, Revocation(at: now, compromisedSince: since))])
            return try region.registry.appending(note)
        }

        /// Receives one notice, learns of the revocation a minute later, and gives the inbox then.
        private func inbox(
            sinceAfterArrival seconds: Int64?, _ body: (NodeEngine, InboxLine) async throws -> Void
        ) async throws {
            try await withWorld { world in
                let sender = try await world.node("sos-alarm")
                let reader = try await world.node("kommun-solna")
                _ = try await sender.send(.notice())
                _ = try await sender.synchronise()
                _ = try await reader.synchronise()
                let arrived = try #require(await reader.inbox().first).received
                #expect(await reader.inbox().first?.quarantined == nil)
                world.relay.clock.advance(seconds: 60)
                let registry = try revoked(
                    since: seconds.map { arrived.adding(seconds: $0) },
                    at: world.relay.clock.now)
                _ = try await reader.importRegistry(registry.files, from: "file:a")
                try await body(reader, #require(await reader.inbox().first))
            }
        }

        @Test(arguments: [Int64(0), -3_600])
        func `what came since a key was in other hands is set apart, and nobody opens it`(
            _ seconds: Int64
        ) async throws {
            try await inbox(sinceAfterArrival: seconds) { reader, line in
                #expect(line.quarantined != nil)
                let id = try MessageID(hex: line.id)
                await #expect(throws: NodeError.quarantined(id)) { try await reader.show(line.id) }
                await #expect(throws: NodeError.quarantined(id)) {
                    try await reader.acknowledge(line.id)
                }
            }
        }

        @Test(arguments: [Int64(1), nil])
        func `what this node had before that stays as it is`(_ seconds: Int64?) async throws {
            try await inbox(sinceAfterArrival: seconds) { reader, line in
                #expect(line.quarantined == nil)
                let shown = try await reader.show(line.id)
                #expect(!shown.body.isEmpty)
            }
        }

        @Test func `a revocation that came just before a stop binds at the next start`()
            async throws
        {
            try await withWorld { world in
                let sender = try await world.node("sos-alarm")
                let reader = try await world.node("kommun-solna")
                _ = try await sender.send(.notice())
                _ = try await sender.synchronise()
                _ = try await reader.synchronise()
                try await world.close(reader)
                var material = world.relay.keeper.material.region
                _ = material.replace(
                    registry: try revoked(since: region.start, at: world.relay.clock.now))
                let again = try await world.node("kommun-solna", material: material)
                let ledger = try await again.status().ledgerSize
                #expect(await again.inbox().first?.quarantined != nil)
                try await world.close(again)
                // Set apart once.
                let third = try await world.node("kommun-solna", material: material)
                #expect(try await third.status().ledgerSize == ledger)
            }
        }
    }
}
