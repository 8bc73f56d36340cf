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
                let isFailing = self.services.storeHealth.failure != nil
                let pause = isFailing ? Self.failingInterval : Self.interval
                do { try await Task.sleep(for: pause) } catch { return }
                if isFailing { await self.tryAgain() }
                await self.sweep()
            }
        }
        await sign()
    }

    func sweep() async {
        do throws(StorageError) {
            let count = try await services.store.expire(at: services.clock.now())
            services.metrics.count(.entriesExpired, count)
        } catch {
            services.logger.error("Expiry failed", metadata: ["error": "\(error)"])
        }
        do {
            // After the messages: nobody is given a message whose blobs are gone.
            _ = try await services.blobs.sweep(at: services.clock.now())
        } catch {
            services.logger.error("Attachments not removed", metadata: ["error": "\(error)"])
        }
        await sign()
    }

    /// Nothing else may come to be written: the end of a full disk shall be noticed all the same.
    private func tryAgain() async {
        do throws(StorageError) {
            try await services.checkpoints.keepAgain()
            services.logger.notice("Store takes writes again")
        } catch {
            services.logger.warning("Store still fails", metadata: ["error": "\(error)"])
        }
    }

    /// A checkpoint now and then, whether or not anybody asks: what `fsck` holds the log to.
    private func sign() async {
        do throws(StorageError) { _ = try await services.checkpoints.checkpoint() } catch {
            services.logger.error("Checkpoint not kept", metadata: ["error": "\(error)"])
        }
    }

    private static let interval = Duration.seconds(60)
    private static let failingInterval = Duration.seconds(5)
}
