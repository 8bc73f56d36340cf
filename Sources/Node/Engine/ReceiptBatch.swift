import Carriers
import Delivery
import Envelopes
import Identity
import Labels
import Ledger
import Notes
import Storage

/// What one page, or one act of a person, changes.
struct ReceiptBatch {
    /// Memory as it will be once ``changes`` are durable.
    var memory: MemoryDraft
    var changes: [VaultChange] = []
    var records: [LedgerRecord] = []
    /// A relay passes a delivered receipt on to one originator; a bundle takes those of one status.
    var delivered: [ReceiptAddressee: [ReceiptItem]] = [:]
    /// Of the most urgent of them.
    var deliveredPrecedence = Precedence.routine

    init(_ memory: NodeMemory) { self.memory = MemoryDraft(over: memory) }

    /// What a batch comes to. It holds on to no memory: whoever takes it over while a batch still
    /// did would copy everything the node knows.
    struct Step {
        let memory: MemoryChanges
        var changes: [VaultChange]
        let records: [LedgerRecord]
    }

    var step: Step { Step(memory: memory.changes, changes: changes, records: records) }

    mutating func record(
        _ engine: isolated NodeEngine, _ event: LedgerEvent, _ envelope: VerifiedEnvelope,
        _ question: RecordedQuestion
    ) throws {
        var facts = LedgerFacts(event, at: engine.clock())
        facts.message = envelope.id
        facts.originator = envelope.core.originator
        facts.actor = engine.actor
        facts.node = engine.node
        try facts.setHandling(
            level: envelope.core.label.level.name,
            status: envelope.core.label.status.kind.rawValue)
        try facts.setQuestion(question)
        records.append(try engine.ledgerRecord(facts))
    }

    /// Adds what follows from all that was taken in: receipts, and what is owed to those who want to
    /// be told.
    mutating func conclude(_ engine: isolated NodeEngine) throws {
        try addDeliveredReceipts(engine)
        try addAlerts(engine)
    }

    /// One signed note per originator and status for all that was taken in.
    private mutating func addDeliveredReceipts(_ engine: isolated NodeEngine) throws {
        for (_, items) in delivered.sorted(by: { $0.key < $1.key }) {
            let receipt = try Receipt(
                .delivered, of: items, issuer: .node(engine.node, of: engine.actor),
                at: engine.clock())
            let note = try receipt.signed(by: engine.keys.receiptSigner)
            try queue(.delivered(note: note.encoded), deliveredPrecedence, engine.vault)
        }
    }

    mutating func queue(
        _ frame: ReceiptFrame, _ precedence: Precedence, _ vault: Vault
    ) throws {
        let item = frame.mailboxItem
        let (kept, put) = try vault.new(
            PendingReceipt(
                kind: item.kind.rawValue, bytes: item.bytes, precedence: precedence.rawValue),
            in: NodeTable.receipts)
        changes.append(put)
        memory.receipts.put(kept, at: kept.id)
    }
}

/// Whose messages a delivered receipt speaks of.
struct ReceiptAddressee: Hashable, Comparable {
    let originator: ActorID
    let status: StatusKind

    static func < (left: ReceiptAddressee, right: ReceiptAddressee) -> Bool {
        (left.originator, left.status.rawValue) < (right.originator, right.status.rawValue)
    }
}

extension ReceivedRecord {
    /// The slot a receipt binds itself to; `nil` for open messages.
    var slotReference: ReceiptItem.SlotReference? {
        guard let digest = try? slotDigest.map({ try Digest(hex: $0) }),
            let key = try? slotKey.map({ try KeyID(hex: $0) })
        else { return nil }
        return ReceiptItem.SlotReference(digest: digest, key: key)
    }
}
