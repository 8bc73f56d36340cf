import Identity
import Logging
import ServiceLifecycle
import Storage

/// Forgets what has expired, every minute.
struct Janitor: Service {
    let services: RelayServices

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                await self.sweep()
            }
        }
    }

    func sweep() async {
        do throws(StorageError) {
            let count = try await services.store.expire(at: services.clock.now())
            services.metrics.entriesExpired.count(count)
        } catch {
            services.logger.error("Expiry failed", metadata: ["error": "\(error)"])
        }
    }

    private static let interval = Duration.seconds(60)
}
