import Foundation
package import Handover
package import Identity
package import Keystore
package import Primitives
import Registry
import Storage
import StorageSQLite

/// Opens and makes node directories.
package enum NodeOpening {
    /// Opens a node with an unlocked ring.
    ///
    /// - Throws: ``NodeError``, ``NodeError/inUse(path:process:)`` while another process has it,
    ///   ``NodeError/vaultMissing(path:)``, `RegistryError`.
    package static func open(
        _ directory: NodeDirectory, ring: KeyRing,
        connector: RelayConnector = .asRegistered,
        clock: @escaping @Sendable () -> Timestamp
    ) async throws -> NodeEngine {
        let configuration = try NodeConfiguration(reading: directory.configuration)
        let (material, _) = try directory.region.load(
            trusting: Digest(hex: configuration.genesis), earlierHeads: directory.heads.heads().all,
            at: clock())
        let keys = try RingNodeKeys(
            ring: ring, actor: ActorID(configuration.actor), node: NodeID(configuration.node),
            in: material.registry.view(at: clock()))
        try requireVault(directory)
        let store = try inUse(directory) { () throws(StorageError) in
            try SQLiteVaultStore(path: directory.vault.path(percentEncoded: false))
        }
        do {
            return try await NodeEngine(
                directory: directory, configuration: configuration, keys: keys, store: store,
                material: material, connector: connector, clock: clock)
        } catch {
            try await store.close()
            throw error
        }
    }

    /// Whether no other process uses the directory: to say so before a passphrase is asked for.
    ///
    /// - Throws: ``NodeError/inUse(path:process:)``.
    package static func requireFree(_ directory: NodeDirectory) throws {
        try inUse(directory) { () throws(StorageError) in
            try SQLiteVaultStore.requireFree(path: directory.vault.path(percentEncoded: false))
        }
    }

    /// Whether the vault that ``make(_:actor:node:ring:unlockedBy:region:relays:random:at:)`` made
    /// is still there. In place of a lost one none is made: the node would count its messages from
    /// one again, and nobody would notice what it has lost.
    ///
    /// - Throws: ``NodeError/vaultMissing(path:)``, `StorageError`.
    package static func requireVault(_ directory: NodeDirectory) throws {
        let path = directory.vault.path(percentEncoded: false)
        switch try StoreHeader.vault(at: path) {
        case nil, .empty: throw NodeError.vaultMissing(path: path)
        case .foreign, .version: break
        }
    }

    /// A vault in use is a node in use.
    private static func inUse<Value>(
        _ directory: NodeDirectory, _ open: () throws(StorageError) -> Value
    ) throws -> Value {
        do throws(StorageError) { return try open() } catch {
            guard case .inUse(_, let process) = error else { throw error }
            throw NodeError.inUse(
                path: directory.root.path(percentEncoded: false), process: process)
        }
    }

    /// Reads the ring, still locked.
    ///
    /// - Throws: `KeystoreError`, ``NodeError/notANode(path:)``.
    package static func ring(of directory: NodeDirectory) throws -> LockedRing {
        guard directory.exists, let bytes = try? Data(contentsOf: directory.keyRing) else {
            throw NodeError.notANode(path: directory.root.path(percentEncoded: false))
        }
        return try LockedRing(parsing: Array(bytes))
    }

    /// Makes a node's directory from an actor's ring and the public part of a region.
    ///
    /// The node gets a ring of its own, with what ``NodeRing`` says and a key for the vault, and an
    /// empty vault. Nothing is left behind when a step fails.
    ///
    /// - Parameters:
    ///   - ring: the actor's.
    ///   - method: what unlocks the node's ring.
    ///
    /// - Throws: ``NodeError/alreadyExists(path:)``, ``NodeError``, `RegistryError`,
    ///   `KeystoreError`.
    package static func make(
        _ directory: NodeDirectory, actor: ActorID, node: NodeID, ring: KeyRing,
        unlockedBy method: UnlockMethod, region: RegionDirectory, relays: [String],
        random: RandomSource, at now: Timestamp
    ) async throws {
        let files = FileManager.default
        guard !files.fileExists(atPath: directory.root.path(percentEncoded: false)) else {
            throw NodeError.alreadyExists(path: directory.root.path(percentEncoded: false))
        }
        let (material, _) = try region.load(at: now)
        guard let genesis = material.registry.genesis else { throw NodeError.policyMissing }
        let view = material.registry.view(at: now)
        guard let record = view.actor(actor)?.nodes[node] else {
            throw NodeError.nodeUnregistered(node, actor)
        }
        var ring = try NodeRing(of: record).made(from: ring, unlockedBy: method, random: random)
        let owner = KeyOwner.node(actor, node)
        if ring.entries(.vault, owner).isEmpty {
            try ring.add(secret: .random(count: 32), .vault, owner, random: random)
        }
        // Whether the ring and the registry agree is known before anything is written.
        _ = try RingNodeKeys(ring: ring, actor: actor, node: node, in: view)
        for url in relays where !view.relays.values.contains(where: { $0.url == url }) {
            throw NodeError.relayUnregistered(url: url)
        }
        try files.createDirectory(
            at: directory.root, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        do {
            try NodeDirectory.writePrivate(ring.encoded, to: directory.keyRing)
            try files.createDirectory(
                at: directory.region.root, withIntermediateDirectories: true)
            try files.copyItem(at: region.keys, to: directory.region.keys)
            try files.copyItem(at: region.policies, to: directory.region.policies)
            try await SQLiteVaultStore(path: directory.vault.path(percentEncoded: false)).close()
            let configuration = NodeConfiguration(
                actor: actor, node: node, relays: relays, genesis: genesis)
            // Last, since a directory with it counts as a node.
            try NodeDirectory.writePrivate(
                Array(configuration.yaml().utf8), to: directory.configuration)
        } catch {
            try? files.removeItem(at: directory.root)
            throw error
        }
    }
}
