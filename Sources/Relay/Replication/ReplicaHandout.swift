import Carriers
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Notes
import Policies
import Registry
import Storage

/// Makes what another relay gets of the log: each entry decided on once more, and shown to stand in
/// the tree that is signed now.
struct ReplicaHandout {
    let services: RelayServices
    let peer: RelayRecord
    let view: RelayView
    let now: Timestamp

    /// - Throws: ``Problem``.
    func page(_ query: ReplicationQuery) async throws -> (ReplicationPage, ReplicaPage) {
        do {
            // First: no entry is told of before its record is signed.
            let checkpoint = try await services.checkpoints.note()
            let size = try Checkpoint(parsing: checkpoint.text).size
            let reading = try await services.store.replica(self.reading(query, treeSize: size))
            var prover = EntryProver(services.store, treeSize: size)
            var entries: [ReplicatedEntry] = []
            let lane = reading.entries.first?.precedence ?? .routine
            try await services.judging.during(
                reading.entries.indices, of: "relay:" + peer.id.text, in: lane
            ) { piece in
                for entry in reading.entries[piece] {
                    if let told = try await told(entry, &prover) { entries.append(told) }
                }
            }
            return (ReplicationPage(checkpoint: checkpoint.encoded, entries: entries), reading)
        } catch StorageError.cursorBeyondEnd {
            throw Problem(.cursorInvalid, defect: "beyondEnd")
        } catch let error as StorageError {
            throw Problem(storage: error)
        } catch is LedgerError {
            // A log that contradicts itself; `fsck` tells how.
            throw Problem(.internalError)
        }
    }

    private func reading(_ query: ReplicationQuery, treeSize: UInt64) -> ReplicaReading {
        let skipping = query.withReturns ? nil : peer.id
        switch query.part {
        case .after(let cursor):
            let bytesMax = min(Self.pageMaxBytes, services.limits.pageMaxBytes)
            return ReplicaReading(
                after: cursor, treeSize: treeSize, skipping: skipping,
                limit: PageLimit(
                    entriesMax: RelayProtocol.Limit.replicatedMax, bytesMax: bytesMax))
        case .only(let place):
            var cursor = MailboxCursor.start
            cursor[place.lane] = place.index.value
            return ReplicaReading(
                after: cursor, lanes: [place.lane], treeSize: treeSize, skipping: nil,
                limit: PageLimit(entriesMax: 1, bytesMax: 1))
        }
    }

    /// `nil` for what has expired and is about to be forgotten.
    private func told(
        _ entry: ReplicaEntry, _ prover: inout EntryProver
    ) async throws -> ReplicatedEntry? {
        guard entry.expires > now else { return nil }
        let proof = try await prover.proof(of: entry.record)
        switch entry.item {
        case .message(let message): return told(.message, message, entry, proof)
        case .supplement(let message): return told(.supplement, message, entry, proof)
        case .receipt(let bytes): return ReplicatedEntry(.receipt, entry, proof, bytes)
        }
    }

    private func told(
        _ kind: ReplicatedEntry.Kind, _ message: DeliveredMessage, _ entry: ReplicaEntry,
        _ proof: ReplicatedEntry.Proof?
    ) -> ReplicatedEntry {
        guard
            let envelope = try? SlotBytes.envelope(head: message.head, slots: message.slots)
                .verified(in: view.registry, at: now),
            mayHave(envelope, message, proof)
        else { return ReplicatedEntry(.withheld, entry, nil, []) }
        return ReplicatedEntry(
            kind, entry, proof, EnvelopeFraming.opening(of: envelope.head) + message.content)
    }

    /// Whether the message may go to somebody by way of that relay. For whom it decides itself.
    private func mayHave(
        _ envelope: VerifiedEnvelope, _ message: DeliveredMessage, _ proof: ReplicatedEntry.Proof?
    ) -> Bool {
        let sender = MessageSender.relay(peer, handedIn: proof?.node(in: view.registry))
        let circumstances = HandoverCircumstances(
            stage: .relayAccept, carrier: .relay,
            systems: sender.systems + [UsedSystem(.relay, .relay(services.identity.id))],
            witnessed: message.receivedAt, now: now)
        let recipients =
            envelope.core.suite.seals
            ? envelope.slotRecipients
            : view.policy.reach(
                of: envelope.core.label, activation: envelope.core.activation, at: now)
        return recipients.contains { recipient in
            Policies.decide(AccessRequest(envelope, to: recipient, circumstances), in: view.policy)
                .isPermitted
        }
    }

    /// What a relay holds in memory of another's log; one entry may be larger.
    private static let pageMaxBytes = 4 * 1024 * 1024
}

extension ReplicatedEntry {
    fileprivate init(
        _ kind: Kind, _ entry: ReplicaEntry, _ proof: Proof?, _ body: [UInt8]
    ) {
        self.init(
            kind, lane: UInt8(clamping: entry.precedence.lane), position: entry.index.value,
            proof: proof, body: body)
    }
}

extension ReplicatedEntry.Proof {
    var facts: LedgerFacts? { try? EntryDisclosure(parsing: disclosure).facts }

    /// The node that handed the message in where it was first taken, if it is one still.
    func node(in registry: RegistryView) -> NodeRecord? {
        guard let facts, let node = facts.node, let actor = facts.actor else { return nil }
        return registry.node(node, of: actor)
    }
}
