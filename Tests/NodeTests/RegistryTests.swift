import Foundation
import Handover
import Identity
import Ledger
import Node
import RegionSupport
import Registry
import Relay
import RelaySupport
import Testing

extension NodeTests {
    /// How a node comes by the registry, and what it does with one that contradicts its own.
    struct RegistryTests {
        private let region = TestRegion.shared

        private func revoked(_ relay: Int) throws -> Registry {
            try region.registry.appending(
                region.rootNote(
                    after: region.registry,
                    [.revokeRelay(region.relays[relay].id, Revocation(at: region.now))]))
        }

        @Test func `a relay that rolls its registry back is found out, and the node goes on`()
            async throws
        {
            try await withWorld { world in
                let node = try await world.node("kommun-solna")
                let id = try world.relayID()
                world.relay.hear(try revoked(1), from: world.region.relays[1].id)
                #expect(try await node.refreshRegion(from: id))
                let head = try await node.status().registryHead
                // As if the relay had been put back from a copy.
                let (old, _) = try RelayMaterial.read(
                    world.relay.directory, trusting: world.region.registry.genesis,
                    at: world.region.now)
                world.relay.keeper.replace(with: old)
                #expect(try await !node.refreshRegion(from: id))
                let status = try await node.status()
                #expect(status.registryHead == head)
                #expect(status.evidence.map(\.from) == ["relay:relay-1"])
                #expect(status.evidence.first?.name.hasPrefix("rollback-root-000001-") == true)
                // Asked again and again it stays one finding.
                _ = try await node.refreshRegion(from: id)
                #expect(try await node.status().evidence.count == 1)
                let entries = try await node.ledger().filter { $0.event == .registry }
                #expect(
                    entries.map(\.detail) == [
                        "head \(head)", "contradicted root 1 rollback from relay:relay-1",
                    ])
            }
        }

        @Test func `notes brought as files are taken; a fork is kept with its rival and refused`()
            async throws
        {
            try await withoutRelay { world in
                let node = try await world.node("kommun-solna", isReachable: false)
                let (mine, theirs) = (try revoked(1), try revoked(0))
                let taken = try await node.importRegistry(mine.files, from: "file:a")
                #expect(taken.added == ["root/000001.note"] && taken.refused.isEmpty)
                #expect(taken.registryHead == mine.head.hex)
                let refused = try await node.importRegistry(theirs.files, from: "file:b")
                #expect(refused.added.isEmpty && refused.refused.map(\.isEvidence) == [true])
                let status = try await node.status()
                #expect(status.registryHead == mine.head.hex)
                #expect(status.evidence.map(\.from) == ["file:b"])
                // An older copy is no evidence against anybody who carries files.
                let older = try await node.importRegistry(
                    world.region.registry.files, from: "file:c")
                #expect(older.added.isEmpty && older.refused.isEmpty)
                #expect(try await node.status().evidence.count == 1)
            }
        }

        @Test func `a node that dropped void notes starts again`() async throws {
            try await withoutRelay { world in
                let region = world.region
                let node = try await world.node("kommun-solna", isReachable: false)
                let sos = try region.actor("sos-alarm")
                let head = try #require(region.registry.head(of: sos.id))
                let stolen = try region.registry.appending(
                    region.actorNote(
                        of: sos, after: region.registry,
                        [.revokeNode(sos.node.id, Revocation(at: region.now))]))
                _ = try await node.importRegistry(stolen.files, from: "file:a")
                let new = try TestAuthority(
                    RegistryKeyName.identity(of: sos.id, in: region.region), TestKeys("ny"))
                let cut = try stolen.appending(
                    region.rootNote(
                        after: stolen,
                        [.replaceIdentity(sos.id, after: head, identity: new.authority)]))
                _ = try await node.importRegistry(cut.files, from: "file:a")
                let folder = try world.directory("kommun-solna").region
                let read = try folder.registry(trusting: region.registry.genesis)
                #expect(read.head == cut.head && read.chain(of: sos.id).count == 1)
            }
        }
    }
}
