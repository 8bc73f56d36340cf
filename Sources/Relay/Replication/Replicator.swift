import Carriers
import Handover
import Identity
import Ledger
import Logging
import Notes
import Registry
import ServiceLifecycle
import Storage
import Synchronization

/// Follows the logs of the region's other relays, each at its own pace: one that is slow or away
/// holds up nobody.
struct Replicator: Service {
    let services: RelayServices
    let plan: ReplicationPlan

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let followed = Followed()
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    let peers = self.peers()
                    self.services.peers.forget(allBut: Set(peers.map(\.id)))
                    for peer in peers where followed.begins(peer.id) {
                        group.addTask {
                            await self.follow(peer)
                            followed.ended(peer.id)
                        }
                    }
                    try? await Task.sleep(for: Self.interval)
                }
            }
        }
    }

    /// Those that are registered now and that this relay is told to follow.
    private func peers() -> [RelayRecord] {
        (services.keeper.view()?.registry.relays ?? [:]).values
            .filter { $0.id != services.identity.id && plan.choice.includes($0.id) }
            .sorted { $0.id < $1.id }
    }

    /// Takes turns with one relay for as long as both are registered as they are now.
    private func follow(_ peer: RelayRecord) async {
        guard let own = ownCertificate(),
            let client = try? services.identity.client(to: peer, as: own)
        else { return }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.fetchAttachments(from: peer, over: client) }
            var pace = Pace()
            while !Task.isCancelled, self.peers().contains(peer),
                self.ownCertificate()?.fingerprint == own.fingerprint
            {
                let hasMore = await self.turn(with: peer, over: client, &pace)
                if !hasMore { try? await Task.sleep(for: Self.interval) }
            }
            group.cancelAll()
        }
        await client.shutdown()
    }

    /// Beside the log: nothing that is large holds up a message.
    private func fetchAttachments(from peer: RelayRecord, over client: RelayClient) async {
        var attachments = PeerAttachments(services: services, peer: peer, client: client)
        while !Task.isCancelled {
            if !services.peers.isCutOff(peer.id), await attachments.carry() { continue }
            try? await Task.sleep(for: Self.interval)
        }
        services.blobs.awaited.releaseAll(from: peer.id)
    }

    private func ownCertificate() -> TLSIdentity? {
        services.keeper.view().flatMap {
            services.identity.certificates.identity(of: services.identity.id, in: $0.registry)
        }
    }

    /// - Returns: whether more is there at once.
    func turn(with peer: RelayRecord, over client: RelayClient, _ pace: inout Pace) async -> Bool {
        await letIn(peer.id)
        guard !services.peers.isCutOff(peer.id) else {
            raiseCutOff(peer.id)
            return false
        }
        let turn = PeerTurn(services: services, peer: peer, client: client)
        do throws(PeerFailure) {
            let outcome = try await turn.run()
            services.peers.reached(peer.id, outcome, at: services.clock.now())
            if !outcome.hasMore, pace.mayAskAgain(services.keeper.view()?.stamp) {
                try await turn.askAgain()
            }
            return outcome.hasMore
        } catch {
            await failed(peer.id, error)
            return false
        }
    }

    private func failed(_ peer: RelayID, _ failure: PeerFailure) async {
        let isNew = services.peers.failed(peer, failure, at: services.clock.now())
        if case .contradicts(let held, let offered) = failure {
            await cutOff(peer, held, offered)
        } else if isNew {
            services.logger.warning(
                "Relay not followed", metadata: ["relay": "\(peer)", "reason": "\(failure.code)"])
        }
    }

    // MARK: Cutting off, and letting in again

    /// Both trees are kept, signed as they came; nothing more is taken from that relay, and nothing
    /// told to it, until an operator says otherwise.
    private func cutOff(_ peer: RelayID, _ held: SignedNote, _ offered: SignedNote) async {
        let now = services.clock.now()
        services.peers.cutOff(peer, since: now)
        let sizes = [held, offered].map { (try? Checkpoint(parsing: $0.text))?.size ?? 0 }
        services.logger.error(
            "Relay cut off: its log contradicts itself",
            metadata: [
                "relay": "\(peer)", "held": "\(sizes[0])", "offered": "\(sizes[1])",
            ])
        raiseCutOff(peer)
        do {
            try plan.evidence.keep(treesOf: peer, held, offered, at: now)
            try plan.folder.keep(
                CutOffFolder.CutOff(
                    peer, since: now, heldSize: sizes[0], offeredSize: sizes[1]))
        } catch {
            // It stays cut off while this relay runs, and contradicts itself again at the start.
            services.logger.error("Evidence not kept", metadata: ["reason": "\(error)"])
        }
        var facts = LedgerFacts(.cutOff, at: now)
        facts.set(detail: "\(peer) held \(sizes[0]) offered \(sizes[1])")
        do throws(StorageError) {
            try await services.store.append([LedgerRecord(facts, random: services.random)])
        } catch {
            services.logger.error("Cutting off not recorded", metadata: ["reason": "\(error)"])
        }
    }

    private func raiseCutOff(_ peer: RelayID) {
        if let known = plan.folder.cutOff(peer) { services.peers.cutOff(peer, since: known.since) }
        services.peers.cutOff(peer, since: services.clock.now())
        tellConcern()
    }

    private func tellConcern() {
        let relays = services.peers.all.filter { $0.cutOffSince != nil }.map(\.relay.text)
        if relays.isEmpty {
            services.keeper.settle(.peerCutOff)
        } else {
            services.keeper.raise(.peerCutOff, detail: relays.joined(separator: " "))
        }
    }

    /// Carries out what an operator said: the relay's log is believed anew from where it is, and
    /// read from its beginning, since it may be another one.
    private func letIn(_ peer: RelayID) async {
        guard let reason = plan.folder.readmissionReason(of: peer) else { return }
        var facts = LedgerFacts(.readmitted, at: services.clock.now())
        facts.set(detail: "\(peer): \(reason)")
        do {
            try await services.store.keep(
                PeerProgress(peer), accepting: [],
                recording: [LedgerRecord(facts, random: services.random)])
            try plan.folder.finishReadmission(of: peer)
        } catch {
            return services.logger.error(
                "Relay not let in", metadata: ["relay": "\(peer)", "reason": "\(error)"])
        }
        services.peers.readmitted(peer)
        tellConcern()
        services.logger.notice("Relay let in again", metadata: ["relay": "\(peer)"])
    }

    /// Also how soon a message that was handed in elsewhere is here.
    private static let interval = Duration.seconds(1)
}

/// When what was passed over is asked for again: when registry or policy is another, and now and then,
/// since windows open by themselves.
struct Pace {
    private var stamp: UInt64?
    private var askedAt: ContinuousClock.Instant?

    mutating func mayAskAgain(_ present: UInt64?) -> Bool {
        let now = ContinuousClock.now
        if let askedAt, stamp == present, now - askedAt < Self.interval { return false }
        stamp = present
        askedAt = now
        return true
    }

    private static let interval = Duration.seconds(600)
}

/// Which relays are followed now: each by one task.
private final class Followed: Sendable {
    private let relays = Mutex<Set<RelayID>>([])

    /// - Returns: `false` where it is followed already.
    func begins(_ relay: RelayID) -> Bool { relays.withLock { $0.insert(relay).inserted } }

    func ended(_ relay: RelayID) { _ = relays.withLock { $0.remove(relay) } }
}
