import ArgumentParser
import Carriers
import Files
import Foundation
import Handover
import Identity
import Ledger
import Logging
import Notes
import Registry
import Relay
import ServiceLifecycle
import Speaking
import StorageSQLite
import UnixSignals
import Wording

struct RelayServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: spoken(
            sv: "Kör reläet tills det får SIGTERM eller SIGINT.",
            en: "Runs the relay until SIGTERM or SIGINT."),
        discussion: spoken(
            sv: """
                När det lyssnar skrivs ready https://… till felutgången och portarna till \
                ports.json bredvid inställningsfilen. SIGHUP läser regionens katalog genast.
                """,
            en: """
                Once it listens, ready https://… is written to standard error and the ports to \
                ports.json beside the settings file. SIGHUP reads the region's directory at once.
                """))

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            sv: "Nyckelfilen. Utan den: filen key bredvid nyckelringen.",
            en: "The key file. Without it: the file key beside the key ring.", value: .file),
        completion: .file())
    var keyFile: String?

    @Option(
        help: ArgumentHelp(
            sv: "Minsta nivå i loggen: trace, debug, info, notice, warning eller error.",
            en: "The least level in the log: trace, debug, info, notice, warning or error.",
            value: .level), completion: .list(RelayConfiguration.logLevels))
    var logLevel: String?

    @Option(
        help: ArgumentHelp(
            sv: "Loggens form: text, eller json med ett dokument per rad.",
            en: "The log's form: text, or json with one document a line."),
        completion: .list(RelayConfiguration.logFormats))
    var logFormat: String?

    @Flag(
        help: ArgumentHelp(
            sv: "Skriv inställningarna som de gäller, och sluta.",
            en: "Print the settings that are in force, and end."))
    var printConfig = false

    @OptionGroup var speech: OutputOptions

    func run() async throws {
        let settings = try options.settings(
            flags: [
                ("key-file", keyFile), ("log-level", logLevel), ("log-format", logFormat),
            ])
        let configuration = try settings.configuration()
        if printConfig { return try show(settings.inForce) }
        let logger = bootstrapLogger(configuration)
        let signed = SignedMemory(path: configuration.signedPath)
        guard File.isThere(configuration.storePath) || !signed.isOfRecords else {
            throw RelayError.storeMissing(path: configuration.storePath)
        }
        // First of all: who comes second to a directory shall not get any further.
        let store = try SQLiteRelayStore(path: configuration.storePath)
        do { try await serve(configuration, store, signed, logger) } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
    }

    private func show(_ settings: [SettingInForce]) throws {
        let document = settings.map {
            ["key": $0.key, "value": $0.text, "source": $0.source.described]
        }
        try speech.output.show(["settings": document]) {
            $0.say(Phrase(verbatim: settings.described))
        }
    }

    private func serve(
        _ configuration: RelayConfiguration, _ store: SQLiteRelayStore, _ signed: SignedMemory,
        _ logger: Logger
    ) async throws {
        let directory = configuration.regionDirectory
        let clock = TrustedClock(systemTime)
        let memory = HeadMemory(path: configuration.dataPath + "/registry-heads")
        let keep = RegistryKeep(dataPath: configuration.dataPath)
        let held = keep.held(trusting: configuration.genesis)
        let (material, refusals) = try RelayMaterial.read(
            directory, trusting: configuration.genesis, held: held,
            earlierHeads: memory.heads().all, at: clock.now(),
            onEvidence: { keepEvidence($0, in: keep, at: clock.now(), logger) })
        try keep.write(material.region.registry, after: held)
        try keep.archive.keep(material.region, afresh: true)
        do { try memory.remember(material.region.registry.head) } catch {
            throw RelayError.regionUnreadable(error)
        }
        logger.report(refusals)
        let polls = WaitingPolls(
            pollsMax: configuration.limits.pollsMax,
            pollsPerNodeMax: configuration.limits.pollsPerNodeMax)
        let keeper = ViewKeeper(material, clock: clock) { polls.materialChanged() }
        let watcher = RegionWatcher(
            keeper, directory, genesis: configuration.genesis, memory: memory, keep: keep,
            recordingIn: store, logger: logger)
        let ports = URL(filePath: try options.path()).deletingLastPathComponent()
            .appending(path: "ports.json")
        let identity = try RelayKeys(configuration).identity(
            in: material.region.registry.region)
        try await signed.requireContinued(by: store, key: identity.receiptSigner.key)
        let server = try RelayServer(
            identity: identity, store: store, blobs: BlobFolder(configuration.blobsPath),
            keeper: keeper, polls: polls, signed: signed,
            replication: ReplicationPlan(
                configuration.peers, folder: configuration.cutOffs, evidence: keep.evidence),
            syslog: syslog(configuration, store, identity, clock, logger),
            listen: configuration.listen, admin: configuration.admin,
            limits: configuration.limits, logger: logger
        ) { found in
            announce(found, in: ports)
            let address = ListenAddress(host: configuration.listen.host, port: found.https)
            if configuration.logFormat == "json" {
                logger.notice("Ready", metadata: ["url": "https://\(address)"])
            } else {
                Terminal.write("ready https://\(address)\n", to: STDERR_FILENO)
            }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // Named, since a service without a name is spelt out, with all it holds.
                services: [
                    .init(service: watcher, serviceName: "region"),
                    .init(service: ReloadOnHangUp(watcher: watcher), serviceName: "hang-up"),
                    .init(
                        service: CertificateWatcher(
                            configuration, identity.certificates, keeper, logger),
                        serviceName: "certificate"),
                    .init(service: server, serviceName: "relay"),
                    .init(
                        service: RegistryFollower(keeper, watcher, as: identity, logger: logger),
                        serviceName: "registry"),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        try? FileManager.default.removeItem(at: ports)
    }

    private func syslog(
        _ configuration: RelayConfiguration, _ store: SQLiteRelayStore, _ identity: RelayIdentity,
        _ clock: TrustedClock, _ logger: Logger
    ) -> SyslogFeed? {
        configuration.syslog.map { target in
            SyslogFeed(
                telling: SyslogLedger(of: store),
                as: SyslogSource(
                    host: identity.id.text, program: "budkavle-relay",
                    log: identity.receiptSigner.key.name
                ) { $0.phrase.swedish }, to: target, from: configuration.syslogPlacePath,
                clock: { clock.now() }
            ) { logger.report($0) }
        }
    }

    /// What lay in the directory contradicts what this relay had verified before it started.
    private func keepEvidence(
        _ evidence: RegistryEvidence, in keep: RegistryKeep, at now: Timestamp, _ logger: Logger
    ) {
        do { try keep.evidence.keep(evidence, from: "directory", at: now) } catch {
            logger.error("Evidence not kept", metadata: ["reason": "\(error)"])
        }
    }

    private func bootstrapLogger(_ configuration: RelayConfiguration) -> Logger {
        let level = Logger.Level(rawValue: configuration.logLevel) ?? .notice
        let isJSON = configuration.logFormat == "json"
        LoggingSystem.bootstrap { label in
            if isJSON {
                return JSONLogHandler(label: label, level: level, clock: systemTime) {
                    Terminal.write($0, to: STDERR_FILENO)
                }
            }
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "budkavle.relay")
    }
}

extension Logger {
    fileprivate func report(_ trouble: SyslogTrouble) {
        switch trouble {
        case .ledgerChanged(let next):
            warning(
                "Ledger is not the one the SIEM was told of; told anew",
                metadata: ["next": "\(next)"])
        case .failed(let error):
            self.error("SIEM not told", metadata: ["error": "\(error)"])
        }
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

/// Tells programs where the relay listens now.
private func announce(_ ports: RelayPorts, in file: URL) {
    if let bytes = try? JSONEncoder().encode(ports) {
        try? bytes.write(to: file, options: .atomic)
    }
}
