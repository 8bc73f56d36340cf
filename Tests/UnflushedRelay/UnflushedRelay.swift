import Carriers
import Foundation
import Handover
import Identity
import Keystore
import Logging
import Primitives
import Registry
import RelaySupport
import Relay
import ServiceLifecycle
import StorageSQLite
import UnixSignals

/// A relay that `budkavle-relay init` made, over a store that does not flush: what the check of
/// flushes must notice. Never installed.
///
///     unflushed-relay relay.yaml
///
/// Writes `ports.json` beside the configuration when it listens, and ends by SIGTERM.
@main
struct UnflushedRelay {
    private let configuration: RelayConfiguration
    private let folder: URL

    static func main() async throws {
        guard let path = CommandLine.arguments.dropFirst().first else {
            FileHandle.standardError.write(Data("usage: unflushed-relay relay.yaml\n".utf8))
            exit(64)
        }
        try await UnflushedRelay(URL(filePath: path)).serve()
    }

    private init(_ file: URL) throws {
        configuration = try RelayConfiguration(
            parsing: String(contentsOf: file, encoding: .utf8),
            path: file.path(percentEncoded: false))
        folder = file.deletingLastPathComponent()
    }

    private func serve() async throws {
        let clock = TrustedClock {
            Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
        let (material, _) = try RelayMaterial.read(
            RegionDirectory(
                URL(filePath: configuration.regionPath, directoryHint: .isDirectory)),
            trusting: configuration.genesis, earlierHeads: [], at: clock.now())
        let polls = WaitingPolls(
            pollsMax: configuration.limits.pollsMax,
            pollsPerNodeMax: configuration.limits.pollsPerNodeMax)
        let store = try SQLiteRelayStore(
            path: configuration.dataPath + "/relay.sqlite",
            options: StoreOptions(durability: .unflushedForTestsOnly))
        let server = try RelayServer(
            identity: identity(material), store: store,
            blobs: BlobFolder(configuration.dataPath + "/blobs"),
            keeper: ViewKeeper(material, clock: clock), polls: polls,
            listen: configuration.listen, admin: configuration.admin,
            limits: configuration.limits, logger: .quiet
        ) { [folder] ports in
            try? JSONEncoder().encode(ports).write(
                to: folder.appending(path: "ports.json"), options: .atomic)
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [server], gracefulShutdownSignals: [.sigterm], logger: .quiet))
        try await group.run()
        try await store.close()
    }

    private func identity(_ material: RelayMaterial) throws -> RelayIdentity {
        let key = try KeyFile(
            parsing: SecretBytes(
                copying: bytes(folder.appending(path: "key").path(percentEncoded: false))))
        let ring = try LockedRing(parsing: bytes(configuration.keyringPath))
            .unlocked(by: .keyFile(key))
        let owner = KeyOwner.relay(configuration.relay)
        guard let receipt = ring.entries(.receipt, owner).last,
            let tls = ring.entries(.tls, owner).last
        else { throw RelayError.identityInvalid }
        return try RelayIdentity(
            id: configuration.relay, region: material.region.registry.region,
            tls: [
                TLSIdentity(
                    certificate: bytes(configuration.certificatePath),
                    privateKey: ring.secret(tls))
            ],
            receiptKey: ring.signingKey(receipt))
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }
}
