import Carriers
import Delivery
import Handover
import Identity
import Labels
import Ledger
import Notes
import Primitives
import Registry
import Sealing
import Storage

extension NodeEngine {
    /// Hands waiting receipts to the first relay that takes them, those for what is urgent first.
    ///
    /// - Returns: how long to wait with what is left; `nil` when nothing is.
    @discardableResult
    package func postReceipts() async throws -> Duration? {
        while true {
            let waiting = memory.receipts.values.sorted { $0.value.lane < $1.value.lane }
                .prefix(RelayProtocol.Limit.framesMax)
            if waiting.isEmpty { return nil }
            guard try await post(Array(waiting)) else { return receiptPause() }
        }
    }

    /// - Returns: whether a relay took them.
    private func post(_ waiting: [Kept<PendingReceipt>]) async throws -> Bool {
        let frames = waiting.compactMap { kept in
            MailboxItem.Kind(rawValue: kept.value.kind).flatMap {
                try? ReceiptFrame(MailboxItem($0, kept.value.bytes))
            }
        }
        let now = ContinuousClock.now
        for relay in relays where now >= relay.receiptsNotBefore ?? now {
            do throws(CarrierError) {
                try await relay.client.submit(receipts: frames)
            } catch {
                noteReached(relay.id, problem: RelayProblem(error))
                spare(relay.id, seconds: error.retryAfterSeconds)
                continue
            }
            noteReached(relay.id, problem: nil)
            let ids = waiting.map(\.id)
            try await exclusively { engine in try await engine.forget(ids) }
            return true
        }
        return false
    }

    private func spare(_ relay: RelayID, seconds: Int?) {
        guard let seconds, let index = relays.firstIndex(where: { $0.id == relay }) else { return }
        relays[index].receiptsNotBefore = ContinuousClock.now + .seconds(seconds)
    }

    /// Until the first relay may be asked again, and at least ``receiptPauseMin``.
    private func receiptPause() -> Duration {
        let now = ContinuousClock.now
        let next = relays.map { $0.receiptsNotBefore ?? now }.min() ?? now
        return max(Self.receiptPauseMin, next - now)
    }

    private static let receiptPauseMin = Duration.seconds(5)

    /// As ``postReceipts()`` for a command that has done its work: receipts that find no relay wait
    /// for the next.
    package func postReceiptsQuietly() async throws {
        do { try await postReceipts() } catch is CarrierError {}
    }

    private func forget(_ ids: [VaultRowID]) async throws {
        let kept = ids.compactMap { memory.receipts[$0] }
        if kept.isEmpty { return }
        try await commit(kept.map { vault.removal(of: $0) })
        for id in ids { memory.receipts[id] = nil }
    }

    // MARK: Receipts for what we sent

    func take(deliveredNote bytes: [UInt8], into batch: inout ReceiptBatch) throws -> ReceiptFate {
        guard let note = try? SignedNote(parsing: bytes),
            let verified = try? note.verifiedReceipt(keyOf: { self.receiptKey(of: $0) })
        else { return .refused }
        return try take(verified, into: &batch)
    }

    func take(sealed entry: MailboxItem, into batch: inout ReceiptBatch) throws -> ReceiptFate {
        guard case .sealed(let message, let blob)? = try? ReceiptFrame(entry),
            let id = try? SealedReceipt.keyID(of: blob), let key = keys.wrappingKey(id),
            let bytes = try? SealedReceipt.open(blob, for: message, with: key),
            let note = try? SignedNote(parsing: bytes),
            let verified = try? note.verifiedReceipt(keyOf: { self.receiptKey(of: $0) }),
            verified.receipt.items.map(\.message) == [message]
        else { return .refused }
        return try take(verified, into: &batch)
    }

    /// A receipt counts for the actor whose node signed it, and only for messages sent to that
    /// actor.
    private func take(
        _ verified: VerifiedReceipt, into batch: inout ReceiptBatch
    ) throws -> ReceiptFate {
        let receipt = verified.receipt
        guard case .node(_, let recipient) = receipt.issuer, let fact = TrackFact(receipt.kind)
        else { return .refused }
        return try take(verified, from: recipient, into: &batch) { record in
            guard record.recipients.contains(recipient.text) else { return false }
            record.note(fact, by: [recipient.text], at: receipt.time)
            return true
        }
    }

    /// A relay's word that it, too, has messages of ours.
    func take(custodyNote bytes: [UInt8], into batch: inout ReceiptBatch) throws -> ReceiptFate {
        let view = material.registry.view(at: clock())
        guard let note = try? SignedNote(parsing: bytes),
            let verified = try? note.verifiedReceipt(keyOf: { issuer in
                guard case .relay(let id) = issuer else { return nil }
                return view.relay(id)?.receiptKey
            }), verified.receipt.kind == .accepted,
            case .relay(let relay) = verified.receipt.issuer
        else { return .refused }
        return try take(verified, from: nil, into: &batch) { record in
            record.note(custodian: relay, at: verified.receipt.time)
            return true
        }
    }

    /// Takes note of a verified receipt on every message of ours that it speaks of.
    ///
    /// - Parameters:
    ///   - actor: whose word it is; `nil` for a relay's.
    ///   - note: changes the record; `false` where the receipt says nothing about it.
    private func take(
        _ verified: VerifiedReceipt, from actor: ActorID?, into batch: inout ReceiptBatch,
        _ note: (inout SentRecord) -> Bool
    ) throws -> ReceiptFate {
        let receipt = verified.receipt
        let row = try vault.newBytes(verified.note.encoded, in: NodeTable.receiptNotes)
        var fate = ReceiptFate.refused
        for item in receipt.items {
            guard let kept = batch.memory.sent[item.message] else { continue }
            var record = kept.value
            guard note(&record) else { continue }
            if fate != .new { fate = .known }
            guard
                record.track != kept.value.track || record.custodians != kept.value.custodians
            else { continue }
            fate = .new
            record.keepReceipt(in: row)
            let (updated, change) = try vault.updated(kept, record)
            batch.changes.append(change)
            batch.memory.sent.put(updated, at: item.message)
        }
        // Nothing came of it: a bundle may be taken in any number of times.
        guard fate == .new else { return fate }
        batch.changes.append(.put(row))
        var facts = LedgerFacts(.receipt, at: clock())
        facts.message = receipt.items.first?.message
        facts.actor = actor
        facts.receipt = Hashing.sha256(verified.note.encoded)
        batch.records.append(try ledgerRecord(facts))
        return fate
    }

    private func receiptKey(of issuer: ReceiptIssuer) -> NoteKey? {
        guard case .node(let node, let actor) = issuer else { return nil }
        let record = material.registry.view(at: clock()).actor(actor)?.nodes[node]
        return record?.revocation == nil ? record?.receiptKey : nil
    }

    // MARK: Receipts for what we received

    /// Queues a receipt that only the originator can read.
    func queueSealed(
        _ kind: ReceiptKind, _ message: MessageID, label: Label, originator: ActorID,
        slot: ReceiptItem.SlotReference?, precedence: Precedence, into batch: inout ReceiptBatch
    ) throws {
        let item = ReceiptItem(message, slot: slot)
        guard let frame = try sealed(kind, of: item, label, to: originator, at: clock()) else {
            return
        }
        try batch.queue(frame, precedence, vault)
    }

    /// - Returns: `nil` while the originator has no key to seal it to.
    func sealed(
        _ kind: ReceiptKind, of item: ReceiptItem, _ label: Label, to originator: ActorID,
        at time: Timestamp
    ) throws -> ReceiptFrame? {
        // Open messages have no wrapping key of their own level; their receipts take sekretess'.
        let level = max(label.level, .secrecy)
        let view = material.registry.view(at: clock())
        guard
            let record = view.usableKey(
                of: originator, .wrapping, level: level, status: label.status.kind),
            case .wrapping(let key) = record.key
        else { return nil }
        let receipt = try Receipt(kind, of: [item], issuer: .node(node, of: actor), at: time)
        let note = try receipt.signed(by: keys.receiptSigner)
        let blob = try SealedReceipt.seal(note.encoded, for: item.message, to: key)
        return .sealed(message: item.message, blob: blob)
    }
}

extension TrackFact {
    /// What a recipient's receipt says; a relay's acceptance is not a recipient's.
    init?(_ kind: ReceiptKind) {
        switch kind {
        case .accepted: return nil
        case .delivered: self = .delivered
        case .opened: self = .opened
        case .acknowledged: self = .acknowledged
        case .refused: self = .refused
        case .expired: self = .expired
        }
    }
}
