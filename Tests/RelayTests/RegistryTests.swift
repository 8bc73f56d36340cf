import Carriers
import Foundation
import Handover
import Identity
import Notes
import RegionSupport
import RelaySupport
import Registry
@testable import Relay
import TestSupport
import Testing

extension RelayTests {
    /// How a relay comes by the registry, and what it does with one that contradicts its own.
    struct RegistryTests {
        private let region = TestRegion.shared

        private func revoked(_ relay: Int) throws -> Registry {
            try region.registry.appending(
                region.rootNote(
                    after: region.registry,
                    [.revokeRelay(region.relays[relay].id, Revocation(at: region.now))]))
        }

        private func revokedNode(after registry: Registry) throws -> Registry {
            let solna = try region.actor("kommun-solna")
            return try registry.appending(
                region.actorNote(
                    of: solna, after: registry,
                    [.revokeNode(solna.node.id, Revocation(at: region.now))]))
        }

        @Test func `a revocation that another relay tells ends a kept connection`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    _ = try await client.checkpoint()
                    relay.hear(
                        try revokedNode(after: region.registry), from: region.relays[1].id)
                    await #expect(throws: CarrierError.refused(Problem(.peerUnknown))) {
                        _ = try await client.checkpoint()
                    }
                }
                // The directory, which knows nothing of it, undoes nothing.
                relay.reload()
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    await #expect(throws: CarrierError.unreachable(.closedByPeer)) {
                        _ = try await client.checkpoint()
                    }
                }
            }
        }

        @Test func `another relay's fork changes nothing, and both notes are kept`() async throws {
            try await withRelay { relay in
                let (mine, theirs) = (try revoked(1), try revoked(0))
                try relay.directory.write(mine)
                relay.reload()
                relay.hear(try revokedNode(after: theirs), from: region.relays[1].id)
                let registry = relay.keeper.material.region.registry
                #expect(registry.rootChain.map(\.text) == mine.rootChain.map(\.text))
                // What does not depend on the fork was taken.
                #expect(registry.chain(of: try region.actor("kommun-solna").id).count == 2)
                let kept = try #require(relay.keep.evidence.all().first)
                #expect(kept.from == "relay:relay-2")
                let held = try Data(contentsOf: URL(filePath: kept.held))
                let offered = try Data(contentsOf: URL(filePath: kept.offered))
                #expect(Array(held) == mine.rootChain[1].encoded)
                #expect(Array(offered) == theirs.rootChain[1].encoded)
            }
        }

        @Test func `a directory that is exchanged for a fork is refused, and the old view goes on`()
            async throws
        {
            try await withRelay { relay in
                let (mine, theirs) = (try revoked(1), try revoked(0))
                try relay.directory.write(mine)
                relay.reload()
                try relay.directory.write(theirs)
                relay.reload()
                #expect(relay.keeper.material.region.registry.head == mine.head)
                #expect(relay.keeper.concerns.map(\.kind) == [.registryRefused])
                #expect(relay.keep.evidence.all().count == 1)
                try relay.directory.write(mine)
                relay.reload()
                #expect(relay.keeper.concerns.isEmpty)
            }
        }

        @Test func `what others told outlives a restart, and is held against the directory`()
            async throws
        {
            try await withRelay { relay in
                let longer = try revokedNode(after: region.registry)
                relay.hear(longer, from: region.relays[1].id)
                let held = try #require(relay.keep.held(trusting: region.registry.genesis))
                #expect(held.head == longer.head)
                let (material, _) = try RelayMaterial.read(
                    relay.directory, trusting: region.registry.genesis, held: held,
                    at: region.now)
                #expect(material.region.registry.head == longer.head)
                var found: [RegistryEvidence] = []
                let forked = try revoked(0)
                try relay.directory.write(forked)
                #expect(throws: RelayError.self) {
                    _ = try RelayMaterial.read(
                        relay.directory, trusting: region.registry.genesis,
                        held: revoked(1), at: region.now, onEvidence: { found.append($0) })
                }
                #expect(found.map(\.offered) == [forked.rootChain[1]])
            }
        }
    }
}
