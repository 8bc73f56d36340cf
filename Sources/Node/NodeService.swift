import Carriers
import Delivery
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
    private let heartbeatSeconds: Int
    private let logger: Logger

    package init(_ engine: NodeEngine, _ configuration: NodeConfiguration, logger: Logger) {
        self.engine = engine
        pollSeconds = configuration.pollSeconds
        heartbeatSeconds =
            configuration.heartbeatSeconds ?? NodeConfiguration.heartbeatSecondsDefault
        self.logger = logger
    }

    package func run() async throws {
        let relays = await engine.relayIDs
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for relay in relays {
                    group.addTask { await self.poll(relay) }
                    group.addTask { await self.follow(relay) }
                    group.addTask { await self.witness(relay) }
                }
                group.addTask { await self.watchFolder() }
                group.addTask { await self.tellHeartbeats() }
                group.addTask { await self.followPublications() }
                group.addTask { await self.workThroughOutbox() }
                group.addTask { await self.ringAlarms() }
                group.addTask { await self.handReceiptsIn() }
                group.addTask { await self.tendKeys() }
                group.addTask { await self.tellAlerts() }
                group.addTask { await self.tellSIEM() }
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
                try? await Task.sleep(for: .seconds(max(pauseSeconds, pauseAsked(by: error))))
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
                try await engine.reached(relay)
            } catch {
                logger.debug(
                    "region not read", metadata: ["relay": "\(relay)", "error": "\(error)"])
                pauseSeconds = max(pauseSeconds, pauseAsked(by: error))
            }
            try? await Task.sleep(for: .seconds(pauseSeconds))
        }
    }

    /// Takes in what somebody puts into the region's folder: once for all relays, and where there is
    /// none.
    private func watchFolder() async {
        while !Task.isCancelled {
            do {
                if try await engine.rereadRegion() { logger.info("region changed in its folder") }
            } catch {
                logger.debug("region's folder not read", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(regionPauseSeconds))
        }
    }

    /// Says that this node is there, to all who count on hearing from it.
    private func tellHeartbeats() async {
        while !Task.isCancelled {
            do {
                let count = try await engine.sendHeartbeats(everySeconds: Int64(heartbeatSeconds))
                if count > 0 { logger.debug("heartbeats sent", metadata: ["count": "\(count)"]) }
            } catch {
                logger.warning("heartbeats not sent", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(heartbeatSeconds))
        }
    }

    /// Looks at the relay's tree now and then, and cosigns it where this node is a witness.
    private func witness(_ relay: RelayID) async {
        while !Task.isCancelled {
            do {
                try await engine.witness(relay)
                try await engine.lookAtTree(of: relay)
            } catch {
                logger.debug(
                    "tree not looked at", metadata: ["relay": "\(relay)", "error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(witnessPauseSeconds))
        }
    }

    /// Begins whatever attempts are due when the bell rings, each beside the others: a slow one
    /// holds up nothing. The machine bounds how many there are.
    private func workThroughOutbox() async {
        await withDiscardingTaskGroup { group in
            for await _ in engine.bell.rings {
                while let attempt = await engine.nextAttempt() {
                    group.addTask { await self.make(attempt) }
                }
                while let attempt = await engine.nextLadderAttempt() {
                    group.addTask { await self.make(attempt) }
                }
                while let rung = await engine.nextProbe() {
                    group.addTask { await self.probe(rung) }
                }
            }
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

    private func make(_ attempt: AttemptBook.Attempt) async {
        do { try await engine.make(attempt) } catch {
            logger.error("outbox not worked through", metadata: ["error": "\(error)"])
        }
    }

    private func make(_ attempt: LadderBook.Attempt) async {
        do { try await engine.make(attempt) } catch {
            logger.error("ladder not worked through", metadata: ["error": "\(error)"])
        }
    }

    private func probe(_ rung: Rung) async {
        do { try await engine.probe(rung) } catch {
            logger.error("rung not asked", metadata: ["error": "\(error)"])
        }
    }

    /// Reads what others publish in WIS, where this node has it.
    private func followPublications() async {
        guard await engine.hasWIS else { return }
        while !Task.isCancelled {
            do { while try await engine.fetchPublications() > 0 {} } catch {
                logger.debug("publications not read", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(publicationsPauseSeconds))
        }
    }

    /// Lets the machine look at the clock when it asked for that.
    private func ringAlarms() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(alarmStepMilliseconds))
            do {
                _ = try await engine.tickIfDue()
                try await engine.tendLadder()
            } catch {
                logger.error("outbox not ticked", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Looks after the private keys again and again.
    private func tendKeys() async {
        while !Task.isCancelled {
            do {
                for key in try await engine.tendKeys() {
                    logger.notice("key destroyed", metadata: ["key": "\(key)"])
                }
            } catch {
                logger.error("keys not looked after", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(keysPauseSeconds))
        }
    }

    /// Tells those who want to know that something came, each beside the others: a mail server that
    /// hangs holds up nobody's SMS.
    private func tellAlerts() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    while let attempt = try await engine.nextAlert() {
                        group.addTask { await self.tell(attempt) }
                    }
                } catch {
                    logger.error("alerts not gone through", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .milliseconds(alarmStepMilliseconds))
            }
        }
    }

    /// Tells a SIEM what the ledger says, where this node has one.
    private func tellSIEM() async {
        let logger = logger
        do {
            let feed = try await engine.makeSyslogFeed { trouble in
                switch trouble {
                case .ledgerChanged(let next):
                    logger.warning(
                        "ledger is not the one the SIEM was told of; told anew",
                        metadata: ["next": "\(next)"])
                case .failed(let error):
                    logger.error("SIEM not told", metadata: ["error": "\(error)"])
                }
            }
            await feed?.run()
        } catch {
            logger.error("SIEM not told", metadata: ["error": "\(error)"])
        }
    }

    private func tell(_ attempt: AlertBook.Attempt) async {
        do { try await engine.tell(attempt) } catch {
            logger.error("alert not noted", metadata: ["error": "\(error)"])
        }
    }

    /// Hands receipts in when the bell rings; what finds no relay is tried again.
    private func handReceiptsIn() async {
        for await _ in engine.receiptBell.rings {
            var pause: Duration?
            repeat {
                do { pause = try await engine.postReceipts() } catch {
                    logger.error("receipts not handed in", metadata: ["error": "\(error)"])
                    pause = .seconds(pollPauseMaxSeconds)
                }
                if let pause { try? await Task.sleep(for: pause) }
            } while pause != nil && !Task.isCancelled
        }
    }
}

/// How long a relay asked us to wait, in seconds; 0 where it did not.
private func pauseAsked(by error: any Error) -> Double {
    Double((error as? CarrierError)?.retryAfterSeconds ?? 0)
}

private let pollPauseMinSeconds = 0.2
private let pollPauseMaxSeconds = 30.0
private let regionPauseSeconds = 2.0
private let publicationsPauseSeconds = 5.0
private let keysPauseSeconds = 10.0
private let witnessPauseSeconds = 5.0
private let alarmStepMilliseconds = 200
