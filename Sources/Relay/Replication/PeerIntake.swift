import Carriers
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Logging
import Primitives
import Registry
import Storage

/// Takes over what another relay's log has: shown to stand in the verified tree, decided on anew
/// and kept.
struct PeerIntake {
    let services: RelayServices
    let peer: RelayRecord
    let tree: TreeHead
    let view: RelayView
    let now: Timestamp

    /// What is to be kept together with the place in the peer's log. Messages are kept before: a
    /// receipt says that they are.
    struct Taken {
        /// The peer's, and our own for what we took over.
        var receipts: [AcceptedReceipt] = []
        /// Of what was not taken.
        var records: [LedgerRecord] = []
        /// What may be taken another time.
        var passedOver: [LogPlace] = []
    }

    /// - Throws: ``PeerFailure``.
    func take(_ entries: [ReplicatedEntry]) async throws(PeerFailure) -> Taken {
        for entry in entries { try checkProof(of: entry) }
        do {
            var taken = Taken()
            let judged = try await judged(entries, &taken)
            try await services.blobs.expect(judged.flatMap(\.blobs))
            let messages = judged.map(\.message)
            let acceptances = try await keep(messages)
            let custody = PeerCustody(services: services, peer: peer, now: now)
            taken.receipts += try await custody.receipts(over: messages, acceptances)
            for entry in entries where entry.kind == .receipt {
                let judge = PeerReceipts(services: services, peer: peer, view: view, now: now)
                guard let receipt = try await judge.judged(entry.body) else {
                    count("receipt-passed-over")
                    continue
                }
                count("receipt")
                taken.receipts.append(receipt)
            }
            return taken
        } catch let error as StorageError {
            throw .store(error)
        } catch let problem as Problem where problem.kind != .overloaded {
            throw .attachments(problem)
        } catch {
            // Of a turnstile, which throws nothing else: too much of this peer waits.
            throw .overloaded
        }
    }

    // MARK: Proofs

    /// An entry with a record is what the record says, and the record stands in the tree. One
    /// without is judged with nothing known of its way.
    private func checkProof(of entry: ReplicatedEntry) throws(PeerFailure) {
        guard let proof = entry.proof else { return }
        do {
            let disclosure = try EntryDisclosure(parsing: proof.disclosure)
            try MerkleTree.verifyInclusion(
                leaf: disclosure.leafHash, index: proof.record, size: tree.size, proof: proof.path,
                root: tree.root)
            guard isOf(entry, disclosure.facts) else { throw LedgerError.receiptUnrelated }
        } catch {
            throw .unproven(position: entry.position)
        }
    }

    private func isOf(_ entry: ReplicatedEntry, _ facts: LedgerFacts) -> Bool {
        switch entry.kind {
        case .message, .supplement:
            (facts.event == .accepted || facts.event == .supplemented)
                && facts.message == (try? entry.body.envelopeID)
        case .receipt:
            facts.event == .receipt
                && facts.receipt == Hashing.sha256(Array(entry.body.dropFirst()))
        case .withheld: true
        }
    }

    // MARK: Messages

    /// A message that may be kept, with what it names.
    private struct Judged {
        let message: AcceptedMessage
        let blobs: [NamedBlob]
    }

    private func judged(
        _ entries: [ReplicatedEntry], _ taken: inout Taken
    ) async throws -> [Judged] {
        var (messages, found) = ([Judged](), taken)
        let lane = entries.first.map { MailboxCursor.lanes[Int($0.lane)] } ?? .routine
        try await services.judging.during(entries.indices, of: holder, in: lane) { piece in
            for entry in entries[piece] {
                switch entry.kind {
                case .withheld:
                    count("withheld")
                    found.passedOver.append(entry.place)
                case .message, .supplement:
                    do throws(RefusedEnvelope) { messages.append(try await judged(entry)) } catch {
                        refuse(entry, error, &found)
                    }
                case .receipt: break
                }
            }
        }
        taken = found
        return messages
    }

    private func judged(
        _ entry: ReplicatedEntry
    ) async throws(RefusedEnvelope) -> Judged {
        let acceptor = acceptor(for: entry)
        let examined = try acceptor.examine(entry.body)
        let source = await services.sources(of: examined.envelope.core.references)
        let message = try acceptor.decide(examined, source: source)
        try await services.requireRoom(for: message, bytes: entry.body.count)
        return Judged(
            message: message,
            blobs: NamedBlob.all(of: message.id, in: examined.envelope.header))
    }

    private func acceptor(for entry: ReplicatedEntry) -> Acceptor {
        Acceptor(
            relay: services.identity.id,
            sender: .relay(peer, handedIn: entry.proof?.node(in: view.registry)), view: view,
            now: now, random: services.random)
    }

    /// Named in log, ledger and figures; asked for again unless nothing can change it.
    private func refuse(
        _ entry: ReplicatedEntry, _ refused: RefusedEnvelope, _ taken: inout Taken
    ) {
        let problem = refused.refusal.problem
        var metadata: Logger.Metadata = [
            "relay": "\(peer.id)", "kind": "\(problem.type)", "entry": "\(entry.place.text)",
        ]
        if let id = refused.id { metadata["message"] = "\(id)" }
        if let failed = problem.failed {
            metadata["gates"] = "\(failed.map(\.id).joined(separator: " "))"
        }
        if let record = acceptor(for: entry).record(of: refused) { taken.records.append(record) }
        if case .expired = refused.refusal {
            services.logger.info("Replicated message expired", metadata: metadata)
            return count("expired")
        }
        services.logger.notice("Replicated message refused", metadata: metadata)
        count("refused")
        services.metrics.refused(problem)
        if case .denied(let denials) = refused.refusal { services.metrics.denied(denials) }
        if refused.refusal.mayPass { taken.passedOver.append(entry.place) }
    }

    private func keep(_ messages: [AcceptedMessage]) async throws -> [Acceptance] {
        guard let first = messages.first else { return [] }
        let cost = messages.reduce(0) { $0 + $1.byteCount }
        let turn = Turnstile.Turn(holder: holder, lane: first.precedence, cost: cost)
        let acceptances = try await services.keeping.during(turn) {
            try await services.store.acceptAll(messages)
        }
        for (message, acceptance) in zip(messages, acceptances) {
            if acceptance.outcome == .known {
                count("known")
            } else {
                count("taken")
                services.metrics.accepted(message)
            }
        }
        return acceptances
    }

    private var holder: String { "relay:" + peer.id.text }

    private func count(_ fate: String) {
        services.metrics.count(.replicated, [("relay", peer.id.text), ("fate", fate)])
    }
}

extension ReplicatedEntry {
    var place: LogPlace { LogPlace(MailboxCursor.lanes[Int(lane)], LogIndex(position)) }
}

extension [UInt8] {
    fileprivate var envelopeID: MessageID {
        get throws { try EnvelopeFraming.split(self).envelope.id }
    }
}

extension Refusal {
    /// Whether the same bytes may pass another day: a key that comes, a policy that changes, room
    /// in a mailbox.
    fileprivate var mayPass: Bool {
        switch self {
        case .denied, .nobodyReached, .nodeCeiling, .mailboxFull: true
        case .envelope(let error): error.mayPass
        case .expired, .notOriginator, .keyCarrierUnsupported, .precedenceOverstated,
            .attachmentTooLarge:
            false
        }
    }
}

extension EnvelopeError {
    /// What the registry here does not know yet, or a clock that is behind.
    fileprivate var mayPass: Bool {
        switch self {
        case .keyUnknown, .keyMisused(_, .notYetValid), .createdInFuture, .releaseInvalid: true
        default: false
        }
    }
}
