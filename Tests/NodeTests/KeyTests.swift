import Foundation
import Handover
import Identity
import Keystore
import Labels
import Ledger
@testable import Node
import Notes
import Policies
import Primitives
import RegionSupport
import Relay
import RelaySupport
import Registry
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// How long private keys live on a node, and how they end.
    struct KeyTests {
        private let keyFile = KeyFile()
        private let region = TestRegion.shared

        @Test func `keys nobody can need are destroyed on disk, each with an entry in the ledger`()
            async throws
        {
            try await withoutRelay { world in
                let old = region.now.adding(seconds: -3 * 365 * 86_400)
                let (directory, ring, added) = try await made(
                    world, from: old, until: old.adding(seconds: 30 * 86_400))
                let engine = try await open(directory, ring, world)
                let before = try await engine.status().ledgerSize
                #expect(try await Set(engine.tendKeys()) == Set(added))
                let left = try reread(directory)
                #expect(added.allSatisfy { left.entry($0) == nil })
                #expect(left.entries.count == ring.entries.count - added.count)
                #expect(try await engine.status().ledgerSize == before + UInt64(added.count))
                #expect(try await engine.tendKeys().isEmpty)
                try await engine.close()
            }
        }

        @Test func `a key is destroyed at its second and not before`() async throws {
            try await withoutRelay { world in
                let issued = try #require(world.relay.keeper.material.region.freshness?.issued)
                let ends = issued.adding(seconds: -KeySchedule.graceSeconds)
                for (late, count) in [(Int64(1), 0), (0, 1)] {
                    let (directory, ring, _) = try await made(
                        world, purposes: [.signing], from: ends.adding(seconds: -86_400),
                        until: ends.adding(seconds: late), in: "made-\(late)")
                    let engine = try await open(directory, ring, world)
                    #expect(try await engine.tendKeys().count == count)
                    try await engine.close()
                }
            }
        }

        @Test func `a clock that is set ahead destroys nothing`() async throws {
            try await withoutRelay { world in
                let (directory, ring, _) = try await made(
                    world, from: region.now, until: region.now.adding(seconds: 86_400))
                let engine = try await open(directory, ring, world)
                world.relay.clock.advance(seconds: 10 * 365 * 86_400)
                #expect(try await engine.tendKeys().isEmpty)
                #expect(try reread(directory).entries.count == ring.entries.count)
                try await engine.close()
            }
        }

        @Test func `what came into the ring beside a running node is taken up, not written over`()
            async throws
        {
            try await withoutRelay { world in
                let old = region.now.adding(seconds: -3 * 365 * 86_400)
                let (directory, ring, added) = try await made(
                    world, from: old, until: old.adding(seconds: 86_400))
                let engine = try await open(directory, ring, world)
                var later = ring
                let new = try later.add(
                    WrappingPrivateKey.generate(), .wrapping, owner(), random: .system)
                try NodeDirectory.writePrivate(later.encoded, to: directory.keyRing)
                #expect(try await engine.tendKeys().count == added.count)
                #expect(await engine.keys.wrappingKey(new.id) != nil)
                #expect(try reread(directory).entry(new.id) != nil)
                try await engine.close()
            }
        }

        @Test func `what comes for a destroyed key is told from what comes for an unknown one`()
            async throws
        {
            try await withoutRelay { world in
                let (directory, ring, _) = try await made(
                    world, from: region.start, until: region.end)
                let engine = try await open(directory, ring, world)
                let view = try #require(world.relay.keeper.material.region.view(at: region.now))
                let key = try #require(
                    view.registry.usableKey(
                        of: ActorID("sos-alarm"), .wrapping, level: .secrecy, status: .actual))
                #expect(await engine.absence(of: key.id, in: view).code == .keyMissing)
                world.relay.clock.advance(seconds: 3 * 365 * 86_400)
                let late = await engine.absence(of: key.id, in: view)
                #expect(late.code == .keyDestroyed)
                #expect(late.facts["time"] == region.end.rfc3339)
                let other = try #require(
                    view.registry.usableKey(
                        of: ActorID("kommun-solna"), .wrapping, level: .secrecy, status: .actual))
                #expect(await engine.absence(of: other.id, in: view).code == .keyMissing)
                try await engine.close()
            }
        }

        @Test func `a node names the keys that should have successors`() async throws {
            try await withoutRelay { world in
                let (directory, ring, added) = try await made(
                    world, purposes: [.wrapping], from: region.now.adding(seconds: -75 * 86_400),
                    until: region.now.adding(seconds: 25 * 86_400), replacing: true)
                let engine = try await open(directory, ring, world)
                #expect(try await engine.status().keysDue.map(\.id) == added.map(\.hex))
                try await engine.close()
            }
        }

        @Test func `erasing destroys the ring before anything else is touched`() async throws {
            try await withoutRelay { world in
                let (directory, _, _) = try await made(
                    world, from: region.start, until: region.end)
                try Data("k".utf8).write(to: directory.root.appending(path: "key"))
                let ring = try Data(contentsOf: directory.keyRing)
                let vault = try Data(contentsOf: directory.vault)
                let erasure = try NodeErasure(of: directory)
                #expect(NodeErasure.Step.allCases.first == .overwriteKeys)
                try erasure.take(.overwriteKeys)
                let overwritten = try Data(contentsOf: directory.keyRing)
                #expect(overwritten.count == ring.count && overwritten != ring)
                #expect(throws: KeystoreError.self) { try NodeOpening.ring(of: directory) }
                #expect(try Data(contentsOf: directory.vault) == vault)
                try erasure.take(.removeKeys)
                #expect(throws: NodeError.self) { try NodeOpening.ring(of: directory) }
                #expect(try Data(contentsOf: directory.vault) == vault)
                var told: [NodeErasure.Step] = []
                try NodeErasure(of: directory).perform { told.append($0) }
                #expect(told == NodeErasure.Step.allCases)
                #expect(!FileManager.default.fileExists(atPath: directory.root.path))
            }
        }

        @Test func `a directory that is no node is not erased`() async throws {
            try await withoutRelay { world in
                let directory = try world.directory("annat")
                #expect(throws: NodeError.self) { try NodeErasure(of: directory) }
                #expect(FileManager.default.fileExists(atPath: directory.root.path))
            }
        }

        // MARK: Parts

        private func owner() throws -> KeyOwner {
            try .messages(of: ActorID("sos-alarm"), level: "sekretess", status: "actual")
        }

        /// A node's directory whose ring has keys of that life beside the actor's own.
        ///
        /// - Parameter replacing: in place of those of the same purpose and owner.
        private func made(
            _ world: NodeWorld,
            purposes: [PrivateKeyPurpose] = [.signing, .wrapping], from: Timestamp,
            until: Timestamp, replacing: Bool = false, in name: String = "made"
        ) async throws -> (NodeDirectory, KeyRing, [KeyID]) {
            let actor = try world.region.actor("sos-alarm")
            var ring = try actor.ring(unlockedBy: .keyFile(keyFile))
            var added: [KeyID] = []
            for purpose in purposes {
                if replacing {
                    for entry in try ring.entries(purpose, owner()) { try ring.destroy(entry.id) }
                }
                let entry =
                    purpose == .wrapping
                    ? try ring.add(
                        WrappingPrivateKey.generate(), .wrapping, owner(), validFrom: from,
                        validUntil: until, random: .system)
                    : try ring.add(
                        SigningPrivateKey.generate(), .signing, owner(), validFrom: from,
                        validUntil: until, random: .system)
                added.append(entry.id)
            }
            let directory = NodeDirectory(
                world.place.appending(path: name, directoryHint: .isDirectory))
            try await NodeOpening.make(
                directory, actor: actor.id, node: actor.node.id, ring: ring,
                unlockedBy: .keyFile(keyFile), region: world.relay.directory,
                relays: [world.relay.relay.url], random: .system, at: world.region.now)
            return (directory, try reread(directory), added)
        }

        private func reread(_ directory: NodeDirectory) throws -> KeyRing {
            try NodeOpening.ring(of: directory).unlocked(by: .keyFile(keyFile))
        }

        private func open(
            _ directory: NodeDirectory, _ ring: KeyRing, _ world: NodeWorld
        ) async throws -> NodeEngine {
            let clock = world.relay.clock
            return try await NodeOpening.open(directory, ring: ring, clock: { clock.now })
        }
    }
}
