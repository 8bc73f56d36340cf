import Identity
import Logging
import ServiceLifecycle
import Storage

/// Forgets what has expired and signs what is there, every minute and before the end.
struct Janitor: Service {
    let services: RelayServices

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                await self.sweep()
            }
        }
        await sign()
    }

    func sweep() async {
        do throws(StorageError) {
            let count = try await services.store.expire(at: services.clock.now())
            services.metrics.entriesExpired.count(count)
        } catch {
            services.logger.error("Expiry failed", metadata: ["error": "\(error)"])
        }
        await sign()
    }

    /// A checkpoint now and then, whether or not anybody asks: what `fsck` holds the log to.
    private func sign() async {
        do throws(StorageError) { _ = try await services.checkpoints.checkpoint() } catch {
            services.logger.error("Checkpoint not kept", metadata: ["error": "\(error)"])
        }
    }

    private static let interval = Duration.seconds(60)
}
