import Carriers
import Foundation
import Identity
package import Logging
import ServiceLifecycle

/// A running node: polls every relay, works through the outbox, hands receipts in, follows the
/// region's notes.
///
/// Stops in order on a graceful shutdown; whatever was promised is in the vault already.
package struct NodeService: Service {
    private let engine: NodeEngine
    private let pollSeconds: Int
    private let logger: Logger

    package init(_ engine: NodeEngine, pollSeconds: Int, logger: Logger) {
        self.engine = engine
        self.pollSeconds = pollSeconds
        self.logger = logger
    }

    package func run() async throws {
        let relays = await engine.relayIDs
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for relay in relays {
                    group.addTask { await self.poll(relay) }
                    group.addTask { await self.follow(relay) }
                }
                group.addTask { await self.workThroughOutbox() }
                group.addTask {
                    await self.carryAttachments { try await self.engine.carryUpload() }
                }
                group.addTask {
                    await self.carryAttachments { try await self.engine.carryFetch() }
                }
                await group.waitForAll()
            }
        }
    }

    /// Reads the mailbox again and again; after a failure with growing pauses.
    private func poll(_ relay: RelayID) async {
        var pauseSeconds = pollPauseMinSeconds
        while !Task.isCancelled {
            do {
                let came = try await engine.receive(from: relay, waitSeconds: pollSeconds)
                if came > 0 { logger.debug("received", metadata: ["entries": "\(came)"]) }
                pauseSeconds = pollPauseMinSeconds
            } catch {
                if Task.isCancelled { return }
                logger.warning(
                    "relay not read",
                    metadata: ["relay": "\(relay)", "error": "\(error)"])
                let asked = Double((error as? CarrierError)?.retryAfterSeconds ?? 0)
                try? await Task.sleep(for: .seconds(max(pauseSeconds, asked)))
                pauseSeconds = min(pauseSeconds * 2, pollPauseMaxSeconds)
            }
        }
    }

    /// Asks for newer notes of the region.
    private func follow(_ relay: RelayID) async {
        while !Task.isCancelled {
            var pauseSeconds = regionPauseSeconds
            do {
                if try await engine.refreshRegion(from: relay) { logger.info("region changed") }
            } catch {
                logger.debug(
                    "region not read", metadata: ["relay": "\(relay)", "error": "\(error)"])
                let asked = Double((error as? CarrierError)?.retryAfterSeconds ?? 0)
                pauseSeconds = max(pauseSeconds, asked)
            }
            try? await Task.sleep(for: .seconds(pauseSeconds))
        }
    }

    /// Works whenever the bell rings, and when the machine's alarm does.
    private func workThroughOutbox() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in engine.bell.rings { await self.work() }
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(alarmStepMilliseconds))
                    await self.tickIfDue()
                }
            }
            await group.waitForAll()
        }
    }

    /// Piece by piece, beside everything else; looks again when nothing was due.
    private func carryAttachments(_ carry: @Sendable () async throws -> Bool) async {
        while !Task.isCancelled {
            do { if try await carry() { continue } } catch {
                logger.error("attachment not carried", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .milliseconds(alarmStepMilliseconds))
        }
    }

    private func work() async {
        do {
            try await engine.work()
            try await engine.postReceipts()
        } catch {
            logger.error("outbox not worked through", metadata: ["error": "\(error)"])
        }
    }

    private func tickIfDue() async {
        do {
            guard try await engine.tickIfDue() else { return }
            await work()
        } catch {
            logger.error("outbox not ticked", metadata: ["error": "\(error)"])
        }
    }
}

private let pollPauseMinSeconds = 0.2
private let pollPauseMaxSeconds = 30.0
private let regionPauseSeconds = 2.0
private let alarmStepMilliseconds = 200
