package import Carriers
import Crypto
package import Foundation
package import Handover
package import Identity
import Labels
import Logging
import Notes
import Policies
import Primitives
package import RegionSupport
package import Registry
package import Relay
import ServiceLifecycle
package import StorageSQLite
import Synchronization
import TestSupport

/// A real relay on loopback, over a throw-away directory with the test region's registry and the
/// repository's own policy, signed by the test region's authorities.
package final class RelayFixture: Sendable {
    package let region: TestRegion
    package let directory: RegionDirectory
    package let store: SQLiteRelayStore
    package let storeFile: URL
    package let blobs: BlobFolder
    package let keeper: ViewKeeper
    package let polls: WaitingPolls
    /// What it keeps of the registry itself.
    package let keep: RegistryKeep
    package let clock: SteppingClock
    /// Of the relay that runs here.
    package let name: String
    /// It follows nobody by itself; tests take its turns.
    package let plan: ReplicationPlan
    package let cutOffs: CutOffFolder
    private let ports = Mutex<RelayPorts?>(nil)
    private let watcher: RegionWatcher

    package static let relayName = "relay-1"

    package init(
        _ folder: URL, limits: RelayLimits, options: StoreOptions = StoreOptions(),
        named name: String = relayName, material: FixtureMaterial = .shared
    ) throws {
        self.name = name
        region = material.region
        directory = RegionDirectory(folder.appending(path: "region"))
        clock = SteppingClock(region.now)
        try directory.write(region.registry)
        try directory.write(material.bundle, to: directory.bundle)
        try directory.write(material.freshness, to: directory.freshness)
        keep = RegistryKeep(dataPath: folder.path(percentEncoded: false) + "data")
        cutOffs = CutOffFolder(dataPath: folder.path(percentEncoded: false) + "data")
        plan = ReplicationPlan(.none, folder: cutOffs, evidence: keep.evidence)
        storeFile = folder.appending(path: "relay.sqlite")
        blobs = BlobFolder(folder.appending(path: "blobs").path(percentEncoded: false))
        store = try SQLiteRelayStore(path: storeFile.path(percentEncoded: false), options: options)
        let polls = WaitingPolls(
            pollsMax: limits.pollsMax, pollsPerNodeMax: limits.pollsPerNodeMax)
        self.polls = polls
        let clock = clock
        keeper = ViewKeeper(
            material.material, clock: TrustedClock { clock.now }
        ) {
            polls.materialChanged()
        }
        watcher = RegionWatcher(
            keeper, directory, genesis: region.registry.genesis, keep: keep,
            recordingIn: store, logger: Logger.quiet)
    }

    /// What the running relay's watcher does within a second of a change.
    package func reload() { watcher.readNow() }

    /// What it does once another relay has told its registry.
    package func hear(_ registry: Registry, from relay: RelayID) {
        watcher.offer(registry.files, from: relay)
        watcher.takeOffers()
    }

    package func watch() async throws { try await watcher.run() }

    package var relay: TestRelay {
        get throws {
            try found((region.relays + [region.spareRelay]).first { $0.id.text == name })
        }
    }

    /// - Parameter onReady: told the ports beside this fixture.
    package func server(
        limits: RelayLimits, onReady: @escaping @Sendable (RelayPorts) -> Void = { _ in }
    ) throws -> RelayServer {
        let relay = try relay
        let identity = try RelayIdentity(
            id: relay.id, region: region.region, tls: [relay.machine.identity()],
            receiptKey: relay.receiptKey)
        return try RelayServer(
            identity: identity, store: store, blobs: blobs, keeper: keeper, polls: polls,
            replication: plan,
            listen: ListenAddress(host: "127.0.0.1", port: 0),
            admin: ListenAddress(host: "127.0.0.1", port: 0), limits: limits,
            logger: Logger.quiet
        ) { [self] ready in
            ports.withLock { $0 = ready }
            onReady(ready)
        }
    }

    package var isListening: Bool { ports.withLock { $0 != nil } }

    package var address: String {
        get throws { "https://127.0.0.1:\(try found(ports.withLock { $0 }).https)" }
    }

    package var adminAddress: String {
        get throws { "http://127.0.0.1:\(try found(ports.withLock { $0 }).admin)" }
    }

    package func client(_ actor: String) throws -> RelayClient {
        try client(region.actor(actor).node.machine.identity())
    }

    package func client(_ identity: TLSIdentity) throws -> RelayClient {
        var options = RelayClient.Options()
        options.answerTimeoutSeconds = 30
        return try RelayClient(
            address: address, relayCertificate: relay.machine.certificate, identity: identity,
            options: options)
    }
}

/// Something a fixture must have by now.
private func found<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw FixtureError.missing }
    return value
}

package enum FixtureError: Error {
    case missing
}

/// What a fixture begins with, signed and verified once.
package struct FixtureMaterial: Sendable {
    let region: TestRegion
    let bundle: [UInt8]
    let freshness: [UInt8]
    let material: RelayMaterial

    package static let shared = made()

    /// - Parameter edit: changes a source file of the repository's policy: its name, its text.
    package init(of region: TestRegion, _ edit: (String, String) -> String = { $1 }) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = RegionDirectory(folder)
        try directory.write(region.registry)
        try directory.writePolicy(of: region, at: region.now, edit)
        let (material, refusals) = try RelayMaterial.read(
            directory, trusting: region.registry.genesis, at: region.now)
        precondition(refusals.isEmpty, "\(refusals)")
        self.region = region
        bundle = Array(try Data(contentsOf: directory.bundle))
        freshness = Array(try Data(contentsOf: directory.freshness))
        self.material = material
    }

    private static func made() -> FixtureMaterial {
        do { return try FixtureMaterial(of: .shared) } catch { fatalError("fixture: \(error)") }
    }
}
