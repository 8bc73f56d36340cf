import ArgumentParser
import Carriers
import Foundation
import Handover
import Identity
import Keystore
import Logging
import Primitives
import Registry
import Relay
import ServiceLifecycle
import StorageSQLite
import UnixSignals
import Wording

struct RelayServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Kör reläet tills det får SIGTERM eller SIGINT.")

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "Nyckelfilen. Utan den: filen key bredvid nyckelringen.")
    var keyFile: String?

    @Option(help: "Minsta nivå i loggen: debug, info, notice, warning, error.")
    var logLevel: String?

    @Option(help: "Språk för fel: sv eller en. Annars efter miljön.")
    var lang: Language?

    @Flag(help: "Skriv inställningarna som de gäller, och sluta.")
    var printConfig = false

    func run() async throws {
        let settings = try options.settings(
            flags: [("key-file", keyFile), ("log-level", logLevel)])
        let configuration = try settings.configuration()
        if printConfig { return print(settings.described) }
        let logger = bootstrapLogger(configuration)
        // First of all: who comes second to a directory shall not get any further.
        let store = try SQLiteRelayStore(path: configuration.storePath)
        do { try await serve(configuration, store, logger) } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
    }

    private func serve(
        _ configuration: RelayConfiguration, _ store: SQLiteRelayStore, _ logger: Logger
    ) async throws {
        let directory = RegionDirectory(
            URL(filePath: configuration.regionPath, directoryHint: .isDirectory))
        let clock = TrustedClock(systemTime)
        let memory = HeadMemory(path: configuration.dataPath + "/registry-heads")
        let (material, refusals) = try RelayMaterial.read(
            directory, trusting: configuration.genesis, earlierHeads: memory.heads().all,
            at: clock.now())
        do { try memory.remember(material.region.registry.head) } catch {
            throw RelayError.regionUnreadable(error)
        }
        logger.report(refusals)
        let polls = WaitingPolls(
            pollsMax: configuration.limits.pollsMax,
            pollsPerNodeMax: configuration.limits.pollsPerNodeMax)
        let keeper = ViewKeeper(material, clock: clock) { polls.materialChanged() }
        let watcher = RegionWatcher(
            keeper, directory, genesis: configuration.genesis, memory: memory, logger: logger)
        let ports = URL(filePath: try options.path()).deletingLastPathComponent()
            .appending(path: "ports.json")
        let server = try RelayServer(
            identity: identity(configuration, material), store: store,
            blobs: BlobFolder(configuration.blobsPath), keeper: keeper, polls: polls,
            listen: configuration.listen, admin: configuration.admin,
            limits: configuration.limits, logger: logger
        ) { found in await announce(found, configuration.listen, in: ports) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: watcher), .init(service: ReloadOnHangUp(watcher: watcher)),
                    .init(service: server),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        try? FileManager.default.removeItem(at: ports)
    }

    private func identity(
        _ configuration: RelayConfiguration, _ material: RelayMaterial
    ) throws -> RelayIdentity {
        let key = try KeyFile(
            parsing: SecretBytes(copying: bytes(of: configuration.keyFilePath)))
        let ring = try LockedRing(parsing: bytes(of: configuration.keyringPath)).unlocked(
            by: .keyFile(key))
        let owner = KeyOwner.relay(configuration.relay)
        guard let receipt = ring.entries(.receipt, owner).last,
            let tls = ring.entries(.tls, owner).last
        else { throw RelayError.identityInvalid }
        return try RelayIdentity(
            id: configuration.relay, region: material.region.registry.region,
            tls: TLSIdentity(
                certificate: bytes(of: configuration.certificatePath),
                privateKey: ring.secret(tls)),
            receiptKey: ring.signingKey(receipt))
    }

    private func bytes(of path: String) throws -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw RelayError.fileUnreadable(path: path)
        }
        return Array(data)
    }

    private func bootstrapLogger(_ configuration: RelayConfiguration) -> Logger {
        let level = Logger.Level(rawValue: configuration.logLevel) ?? .notice
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "budkavle.relay")
    }
}

/// SIGHUP: what lies in the region's directory is read at once.
private struct ReloadOnHangUp: Service {
    let watcher: RegionWatcher

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            watcher.reload()
        }
    }
}

/// Tells people and programs where the relay listens now.
private func announce(_ ports: RelayPorts, _ listen: ListenAddress, in file: URL) async {
    if let bytes = try? JSONEncoder().encode(ports) {
        try? bytes.write(to: file, options: .atomic)
    }
    let host = listen.host.contains(":") ? "[\(listen.host)]" : listen.host
    FileHandle.standardError.write(Data("ready https://\(host):\(ports.https)\n".utf8))
}
