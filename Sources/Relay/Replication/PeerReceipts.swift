import Carriers
import Identity
import Ledger
import Notes
import Primitives
import Registry
import Storage

/// Judges receipts in another relay's log as those that are handed in here: who signed them, and for
/// which of the messages that are here.
struct PeerReceipts {
    let services: RelayServices
    let peer: RelayRecord
    let view: RelayView
    let now: Timestamp

    /// `nil` for what does not verify here, and for what speaks of nothing that is here.
    ///
    /// - Parameter bytes: as ``ReceiptBytes`` writes them.
    func judged(_ bytes: [UInt8]) async throws(StorageError) -> AcceptedReceipt? {
        guard let item = ReceiptBytes.item(bytes) else { return nil }
        switch item.kind {
        case .deliveredReceipt: return try await signed(item, .delivered)
        case .custodyReceipt: return try await signed(item, .accepted)
        case .sealedReceipt:
            guard case .sealed(let id, _)? = try? ReceiptFrame(item),
                let message = try await services.store.message(id)
            else { return nil }
            return accepted(item, [message], nil)
        case .message, .supplement: return nil
        }
    }

    private func signed(
        _ item: MailboxItem, _ kind: ReceiptKind
    ) async throws(StorageError) -> AcceptedReceipt? {
        guard item.bytes.count <= RelayProtocol.Limit.noteMaxBytes,
            let note = try? SignedNote(parsing: item.bytes),
            let receipt = try? note.verifiedReceipt(keyOf: key).receipt, receipt.kind == kind
        else { return nil }
        var messages: [StoredMessage] = []
        for entry in receipt.items {
            guard let message = try await services.store.message(entry.message),
                receipt.issuer.mayAnswer(for: message)
            else { continue }
            messages.append(message)
        }
        guard let first = messages.first,
            messages.allSatisfy({ $0.originator == first.originator })
        else { return nil }
        return accepted(item, messages, record(of: item, receipt, messages))
    }

    private func key(of issuer: ReceiptIssuer) -> NoteKey? {
        switch issuer {
        case .relay(let id): view.registry.relay(id)?.receiptKey
        case .node(let id, let actor): view.registry.node(id, of: actor)?.receiptKey
        }
    }

    /// As for a receipt that a node handed in. A relay's own word is in its own ledger.
    private func record(
        of item: MailboxItem, _ receipt: Receipt, _ messages: [StoredMessage]
    ) -> LedgerRecord? {
        guard case .node(let node, let actor) = receipt.issuer else { return nil }
        var facts = LedgerFacts(.receipt, at: now)
        facts.message = messages.count == 1 ? messages.first?.id : nil
        facts.originator = messages.first?.originator
        facts.actor = actor
        facts.node = node
        facts.receipt = Hashing.sha256(item.bytes)
        facts.expires = messages.map(\.expires).max()
        facts.set(detail: "replicated from \(peer.id)")
        return LedgerRecord(facts, random: services.random)
    }

    private func accepted(
        _ item: MailboxItem, _ messages: [StoredMessage], _ record: LedgerRecord?
    ) -> AcceptedReceipt? {
        guard let first = messages.first else { return nil }
        return AcceptedReceipt(
            ReceiptBytes.stored(item), to: first.originator,
            about: messages.map { ($0.precedence, $0.expires) }, source: peer.id, record: record)
    }
}

extension ReceiptIssuer {
    /// A node says that its actor has what was for that actor; a relay holds everybody's.
    fileprivate func mayAnswer(for message: StoredMessage) -> Bool {
        switch self {
        case .relay: true
        case .node(_, let actor): message.recipients.contains(actor)
        }
    }
}
