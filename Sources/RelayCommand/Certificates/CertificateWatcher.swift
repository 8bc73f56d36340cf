import Files
import Identity
import Logging
import Registry
import Relay
import ServiceLifecycle
import Synchronization

/// Takes certificates of the relay's directory in use while it runs, and says when the one is missing
/// that the registry wants.
final class CertificateWatcher: Service {
    private let configuration: RelayConfiguration
    private let certificates: OwnCertificates
    private let keeper: ViewKeeper
    private let logger: Logger
    private let seen: Mutex<[String: FileStamp?]>

    init(
        _ configuration: RelayConfiguration, _ certificates: OwnCertificates, _ keeper: ViewKeeper,
        _ logger: Logger
    ) {
        self.configuration = configuration
        self.certificates = certificates
        self.keeper = keeper
        self.logger = logger
        seen = Mutex(Self.present(configuration))
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                self.look()
            }
        }
    }

    /// Reads the directory when something in it changed; stays with what is in use when it cannot.
    private func look() {
        let present = Self.present(configuration)
        let isChanged = seen.withLock { seen in
            defer { seen = present }
            return seen != present
        }
        if isChanged { read() }
        guard let view = keeper.view() else { return }
        if certificates.isComplete(of: configuration.relay, in: view.registry) {
            keeper.settle(.certificateMissing)
        } else {
            keeper.raise(
                .certificateMissing,
                detail: view.registry.relay(configuration.relay)?.fingerprint.hex ?? "")
        }
    }

    private func read() {
        do {
            let found = try RelayKeys(configuration).certificates().map(\.identity)
            try certificates.replace(with: found)
            logger.notice("Certificates read", metadata: ["count": "\(found.count)"])
        } catch {
            logger.error("Certificates not read", metadata: ["reason": "\(error)"])
        }
    }

    private static func present(_ configuration: RelayConfiguration) -> [String: FileStamp?] {
        let certificates = (try? CertificateFiles(configuration.certificatePath).paths) ?? []
        return Dictionary(
            uniqueKeysWithValues: (certificates + [configuration.keyringPath]).map {
                ($0, File.stamp(of: $0))
            })
    }

    private static let interval = Duration.seconds(1)
}
