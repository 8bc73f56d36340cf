import Carriers
import Foundation
import Handover
import Identity
import Keystore
import Labels
@testable import Node
import Notes
import Primitives
import RegionSupport
import RelaySupport
import Registry
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// A node's directory, made of an actor's ring and opened.
    struct OpeningTests {
        private let keyFile = KeyFile()

        @Test func `two engines on one directory are refused, and one after the other works`()
            async throws
        {
            try await withoutRelay { world in
                let (directory, ring) = try await made(world)
                let engine = try await open(directory, ring, world)
                await #expect(
                    throws: NodeError.inUse(
                        path: directory.root.path(percentEncoded: false), process: getpid())
                ) {
                    try await open(directory, ring, world)
                }
                try await engine.close()
                try await open(directory, ring, world).close()
            }
        }

        @Test func `a node whose vault is lost does not start, and makes no new one`()
            async throws
        {
            try await withoutRelay { world in
                let (directory, ring) = try await made(world)
                try NodeOpening.requireVault(directory)
                let vault = directory.vault.path(percentEncoded: false)
                let files = FileManager.default
                let bytes = try Data(contentsOf: directory.vault)
                for isEmpty in [false, true] {
                    try files.removeItem(atPath: vault)
                    if isEmpty { _ = files.createFile(atPath: vault, contents: Data()) }
                    await #expect(throws: NodeError.vaultMissing(path: vault)) {
                        try await open(directory, ring, world)
                    }
                    #expect(try StoreHeader.vault(at: vault) == (isEmpty ? .empty : nil))
                    try bytes.write(to: directory.vault)
                }
                try await open(directory, ring, world).close()
            }
        }

        @Test func `a wrong passphrase or key file opens nothing`() async throws {
            let passphrase = UnlockMethod.passphrase(
                SecretBytes(copying: Array("rätt häst".utf8)),
                try PasswordKDF(operations: 1, memoryKiB: 8_192))
            try await withoutRelay { world in
                let (directory, _) = try await made(world, unlockedBy: passphrase)
                let locked = try NodeOpening.ring(of: directory)
                #expect(throws: KeystoreError.unlockFailed) {
                    try locked.unlocked(
                        by: .passphrase(SecretBytes(copying: Array("rätt hast".utf8))))
                }
                #expect(throws: KeystoreError.unlockUnavailable) {
                    try locked.unlocked(by: .keyFile(keyFile))
                }
                let ring = try locked.unlocked(
                    by: .passphrase(SecretBytes(copying: Array("rätt häst".utf8))))
                try await open(directory, ring, world).close()
            }
        }

        @Test func `a node's ring has its own keys and the actor's, never the identity`()
            async throws
        {
            try await withoutRelay { world in
                let (_, ring) = try await made(world)
                let purposes = Set(ring.entries.map(\.purpose))
                #expect(
                    purposes == [
                        .signing, .postQuantumSigning, .wrapping, .receipt, .tls, .vault,
                    ])
                #expect(ring.entries.count { $0.purpose == .vault } == 1)
            }
        }

        @Test(arguments: Level.allCases)
        func `message keys go to a node up to its ceiling and no further`(_ ceiling: Level) throws {
            let actor = try TestRegion.shared.actor("sos-alarm")
            let record = try Self.machine(of: actor, ceiling: ceiling)
            let ring = try actor.ring(unlockedBy: .keyFile(keyFile))
            let own = try NodeRing(of: record).made(
                from: ring, unlockedBy: .keyFile(keyFile), random: .system)
            let levels = Set(
                own.entries.compactMap { entry in
                    if case .messages(_, let level, _) = entry.owner {
                        try? Level(level.text)
                    } else {
                        nil
                    }
                })
            #expect(levels == Set(Level.allCases.filter { $0 <= ceiling }))
            // The other machine's keys, the identity and persons stay where they are.
            #expect(
                own.entries.allSatisfy {
                    [.signing, .postQuantumSigning, .wrapping].contains($0.purpose)
                })
        }

        @Test func `keys made later are taken once, and those above the ceiling left`() throws {
            let actor = try TestRegion.shared.actor("sos-alarm")
            let record = try Self.machine(of: actor, ceiling: .secrecy)
            var ring = try actor.ring(unlockedBy: .keyFile(keyFile))
            var own = try NodeRing(of: record).made(
                from: ring, unlockedBy: .keyFile(keyFile), random: .system)
            func add(_ level: Level) throws -> RingEntry {
                try ring.add(
                    WrappingPrivateKey.generate(), .wrapping,
                    .messages(of: actor.id, level: level.name, status: "actual"), random: .system)
            }
            let wanted = try add(.secrecy)
            _ = try add(.restricted)
            let node = NodeRing(of: record)
            #expect(try node.take(from: ring, into: &own, random: .system) == [wanted])
            #expect(try node.take(from: ring, into: &own, random: .system).isEmpty)
        }

        @Test func `a node without keys for a level says so and sends nothing`() async throws {
            try await withoutRelay { world in
                let (directory, ring) = try await made(world)
                var poorer = ring
                let owner = try KeyOwner.messages(
                    of: ActorID("sos-alarm"), level: "sekretess", status: "actual")
                for entry in ring.entries(.signing, owner) { try poorer.destroy(entry.id) }
                let engine = try await open(directory, poorer, world)
                await #expect(
                    throws: NodeError.keyMissing(
                        purpose: "signing", level: .secrecy, status: .actual)
                ) {
                    try await engine.send(.notice())
                }
                #expect(await engine.outbox().isEmpty)
                try await engine.close()
            }
        }

        @Test func `after a start under a longer registry an older freshness note still counts`()
            async throws
        {
            try await withWorld { world in
                let (directory, ring) = try await made(world)
                let reachable = try world.connector()
                let engine = try await open(directory, ring, world, reachable)
                let solna = try world.region.actor("kommun-solna")
                let note = try world.region.actorNote(
                    of: solna, after: world.region.registry,
                    [.revokePerson(PersonID("person-2"), Revocation(at: world.region.now))])
                try world.relay.directory.write(world.region.registry.appending(note))
                world.relay.reload()
                _ = try await engine.synchronise()
                #expect(try await Self.failedGates(engine).isEmpty)
                try await engine.close()

                let restarted = try await open(directory, ring, world, reachable)
                #expect(
                    try await restarted.status().registryHead
                        != world.region.registry.head.hex)
                #expect(try await Self.failedGates(restarted).isEmpty)
                try await restarted.close()

                try FileManager.default.removeItem(
                    at: directory.root.appending(path: "registry-heads"))
                let forgetful = try await open(directory, ring, world, reachable)
                #expect(try await Self.failedGates(forgetful) == ["policy.fresh"])
                try await forgetful.close()
            }
        }

        // MARK: Parts

        private func made(
            _ world: NodeWorld, unlockedBy method: UnlockMethod? = nil
        ) async throws -> (NodeDirectory, KeyRing) {
            let actor = try world.region.actor("sos-alarm")
            let method = method ?? .keyFile(keyFile)
            let directory = NodeDirectory(
                world.place.appending(path: "made", directoryHint: .isDirectory))
            try await NodeOpening.make(
                directory, actor: actor.id, node: actor.node.id,
                ring: actor.ring(unlockedBy: .keyFile(keyFile)), unlockedBy: method,
                region: world.relay.directory, relays: [world.relay.relay.url], random: .system,
                at: world.region.now)
            let locked = try NodeOpening.ring(of: directory)
            return switch method {
            case .keyFile(let file): (directory, try locked.unlocked(by: .keyFile(file)))
            case .passphrase(let passphrase, _):
                (directory, try locked.unlocked(by: .passphrase(passphrase)))
            }
        }

        private func open(
            _ directory: NodeDirectory, _ ring: KeyRing, _ world: NodeWorld,
            _ connector: RelayConnector = .asRegistered
        ) async throws -> NodeEngine {
            let clock = world.relay.clock
            return try await NodeOpening.open(
                directory, ring: ring, connector: connector, clock: { clock.now })
        }

        /// What would keep a message from Solna; nothing is sent.
        private static func failedGates(_ engine: NodeEngine) async throws -> [String] {
            var order = SendOrder.notice()
            order.dryRun = true
            return try await engine.send(order).denied.flatMap { $0.gates.map(\.id) }
        }

        private static func machine(of actor: TestActor, ceiling: Level) throws -> NodeRecord {
            let region = TestRegion.shared
            let id = try NodeID("sos-alarm-9")
            let receipt = try NoteKey(
                name: RegistryKeyName.node(id, in: region.region),
                ed25519: SigningPrivateKey.generate().publicKey)
            let note = try region.actorNote(
                of: actor, after: region.registry,
                [
                    .addNode(
                        id, ceiling: ceiling,
                        certificate: TLSIdentity.generate(
                            commonName: id.text, validFrom: region.now
                        ).certificate, receipt: receipt)
                ])
            let view = try region.registry.appending(note).view(at: region.now)
            return try #require(view.actor(actor.id)?.nodes[id])
        }
    }
}
