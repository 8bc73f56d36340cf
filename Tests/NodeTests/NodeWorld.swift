import Carriers
import Foundation
import Handover
import Identity
import Ledger
import Logging
import Node
import RegionSupport
import Registry
import Relay
import RelaySupport
import ServiceLifecycle
import Storage
import StorageSQLite
import Synchronization
import Testing

/// Nodes of the test region around one relay, in a place of their own that goes with them.
final class NodeWorld: Sendable {
    let relay: RelayFixture
    let place: URL
    private let engines = Mutex<[NodeEngine]>([])

    static let relayID = RelayFixture.relayName

    fileprivate init(_ place: URL) throws {
        self.place = place
        relay = try RelayFixture(place.appending(path: "relay"), limits: RelayLimits())
    }

    var region: TestRegion { relay.region }

    func relayID() throws -> RelayID { try RelayID(Self.relayID) }

    func directory(_ name: String) throws -> NodeDirectory {
        let root = place.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        return NodeDirectory(root)
    }

    /// Opens an actor's node on its vault, as a start does.
    ///
    /// - Parameters:
    ///   - name: of the directory; the actor's by default.
    ///   - store: in place of the vault in the directory.
    ///   - material: in place of the relay's own.
    ///   - isReachable: whether the relay is where the node looks for it.
    ///   - connector: in place of the way there that follows from that.
    ///   - relays: addresses as registered, in place of the one relay's.
    ///   - wis: a gateway beside the relay.
    ///   - alerts: the thin ways to those who are told.
    func node(
        _ actor: String, in name: String? = nil, store: (any VaultStore)? = nil,
        material: RegionMaterial? = nil, isReachable: Bool = true,
        connector: RelayConnector? = nil, relays: [String]? = nil, witness: Witness? = nil,
        wis: GatewayConfiguration? = nil, alerts: AlertsConfiguration? = nil
    ) async throws -> NodeEngine {
        let directory = try directory(name ?? actor)
        let actor = try region.actor(actor)
        let genesis = try #require(region.registry.genesis)
        let configuration = NodeConfiguration(
            actor: actor.id, node: actor.node.id, relays: try relays ?? [relay.relay.url],
            genesis: genesis, wis: wis, alerts: alerts)
        let store = try store ?? SQLiteVaultStore(path: directory.vault.path(percentEncoded: false))
        let clock = relay.clock
        do {
            let engine = try await NodeEngine(
                directory: directory, configuration: configuration,
                keys: TestNodeKeys(actor, witness: witness),
                store: store, material: material ?? relay.keeper.material.region,
                connector: connector ?? self.connector(isReachable: isReachable),
                clock: { clock.now })
            engines.withLock { $0.append(engine) }
            return engine
        } catch {
            try await store.close()
            throw error
        }
    }

    /// To the relay as it listens now, or to a port nobody listens at.
    ///
    /// - Parameter clockAheadSeconds: how wrong the clock of the node's machine is.
    func connector(
        isReachable: Bool = true, clockAheadSeconds: Int64 = 0
    ) throws -> RelayConnector {
        let address = isReachable ? try relay.address : "https://127.0.0.1:9"
        var options = RelayClient.Options()
        let right = options.clock
        options.clock = { right().adding(seconds: clockAheadSeconds) }
        return RelayConnector { [options] record, identity in
            try RelayClient(
                address: address, certificates: record.certificates, identity: identity,
                options: options)
        }
    }

    /// To be closed with the others.
    func adopt(_ engine: NodeEngine) { engines.withLock { $0.append(engine) } }

    func close(_ engine: NodeEngine) async throws {
        engines.withLock { $0.removeAll { $0 === engine } }
        try await engine.close()
    }

    fileprivate func closeAll() async throws {
        for engine in engines.withLock({ $0 }) { try await close(engine) }
    }

    /// The vault as it lies on disk now, in a directory of its own: what a crashed machine finds.
    func copyVault(of name: String, to copy: String) throws {
        let (from, to) = (try directory(name), try directory(copy))
        for suffix in ["", "-wal"] {
            let file = from.vault.path(percentEncoded: false) + suffix
            guard FileManager.default.fileExists(atPath: file) else { continue }
            try FileManager.default.copyItem(
                atPath: file, toPath: to.vault.path(percentEncoded: false) + suffix)
        }
    }
}

/// Runs `body` around a relay that listens, and stops it afterwards as SIGTERM would.
func withWorld(_ body: (NodeWorld) async throws -> Void) async throws {
    try await inPlace { world in
        let group = ServiceGroup(
            configuration: .init(
                services: [try world.relay.server(limits: RelayLimits())], logger: Logger.quiet))
        let running = Task { try await group.run() }
        let failure = await caught {
            try await untilListening(world.relay)
            try await body(world)
        }
        let closing = await caught { try await world.closeAll() }
        await group.triggerGracefulShutdown()
        try await running.value
        if let error = failure ?? closing { throw error }
    }
}

/// Runs `body` where no relay listens.
func withoutRelay(_ body: (NodeWorld) async throws -> Void) async throws {
    try await inPlace { world in
        let failure = await caught { try await body(world) }
        let closing = await caught { try await world.closeAll() }
        if let error = failure ?? closing { throw error }
    }
}

private func inPlace(_ body: (NodeWorld) async throws -> Void) async throws {
    let place = FileManager.default.temporaryDirectory.appending(
        path: "budkavle-node-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let world = try NodeWorld(place)
    let failure = await caught { try await body(world) }
    try await world.relay.store.close()
    if let failure { throw failure }
}

private func caught(_ body: () async throws -> Void) async -> (any Error)? {
    do {
        try await body()
        return nil
    } catch { return error }
}

private func untilListening(_ relay: RelayFixture) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !relay.isListening {
        try #require(ContinuousClock.now < deadline, "the relay listens")
        try await Task.sleep(for: .milliseconds(5))
    }
}
