import Carriers
import Envelopes
import Identity
import Labels
import Primitives
import Registry
import Storage

/// Compares the entries of a stored log with the signed headers they carry, and with what the
/// ledger says of them.
struct LogInspection {
    private let ledger: LedgerInspection
    /// `nil` leaves signatures unchecked.
    private let registry: RegistryView?
    private var messages: Set<MessageID> = []
    private var receipts: Set<Digest> = []
    /// What headers name, by message.
    private(set) var attachments: [MessageID: [AttachmentReference]] = [:]

    init(_ ledger: LedgerInspection, registry: RegistryView?) {
        self.ledger = ledger
        self.registry = registry
    }

    mutating func take(_ entry: InspectedEntry, _ tell: (StoreFinding) -> Void) {
        switch entry.part {
        case .message(let message, let slots):
            let id = MessageID(entry.name)
            messages.insert(id)
            check(message, slots, of: entry, id, tell)
            compareWithLedger(entry, id, message, tell)
        case .supplement(let head, let contentBytes, let slots):
            check(slots, under: head, of: entry, tell)
            checkSize(entry, head.count + contentBytes + largest(slots), tell)
        case .receipt(let bytes): checkReceipt(bytes, of: entry, tell)
        }
    }

    /// What the ledger accepts and the log has not got.
    ///
    /// - Parameter now: what expires before may be forgotten.
    func finish(now: Timestamp, _ tell: (StoreFinding) -> Void) {
        for (message, records) in ledger.accepted.sorted(by: { $0.key.digest < $1.key.digest })
        where !messages.contains(message) {
            guard let last = records.last, let expires = last.expires, expires > now else {
                continue
            }
            tell(.messageLost(message: message, record: last.number))
        }
        for (receipt, record) in ledger.receipts.sorted(by: { $0.value.number < $1.value.number })
        where !receipts.contains(receipt) {
            guard let expires = record.expires, expires > now else { continue }
            tell(.receiptLost(receipt: receipt, record: record.number))
        }
    }

    // MARK: Messages

    private mutating func check(
        _ message: InspectedMessage, _ slots: [StoredSlot], of entry: InspectedEntry,
        _ id: MessageID, _ tell: (StoreFinding) -> Void
    ) {
        let position = entry.position
        let received: ReceivedEnvelope
        do {
            received = try ReceivedEnvelope(encodedHead: message.head)
        } catch {
            return tell(.envelopeUnreadable(position: position, defect: error.caseName))
        }
        if received.id != id {
            return tell(.envelopeOfOtherName(position: position, found: received.id))
        }
        for column in Self.contradictions(entry, message, received.core) {
            tell(.columnContradicts(position: position, column: column))
        }
        let header = received.header
        if !header.attachments.isEmpty { attachments[id] = header.attachments }
        if UInt64(message.content.count) != header.contentBytes
            || Hashing.sha256(message.content) != header.contentDigest
        {
            tell(.contentWrong(position: position, message: id))
        }
        checkSize(
            entry, message.head.count + message.content.count + largest(slots), tell)
        checkSignatures(of: received, at: position, tell)
        check(slots, under: message.head, of: entry, tell)
    }

    private static func contradictions(
        _ entry: InspectedEntry, _ message: InspectedMessage, _ core: MessageCore
    ) -> [String] {
        var columns: [String] = []
        if message.originator != core.originator { columns.append("originator") }
        if message.level != Int64(core.label.level.rawValue) { columns.append("level") }
        if message.status != core.label.status.kind.rawValue { columns.append("status") }
        if entry.lane != core.precedence.lane { columns.append("lane") }
        if entry.expires != core.label.expires { columns.append("expires") }
        return columns
    }

    private func checkSignatures(
        of received: ReceivedEnvelope, at position: UInt64, _ tell: (StoreFinding) -> Void
    ) {
        guard let registry else { return }
        do throws(EnvelopeError) { try received.checkSignatures(in: registry) } catch {
            // What became of a key since is no damage.
            if case .keyMisused(_, .revoked) = error { return }
            if case .keyMisused(_, .expired) = error { return }
            tell(
                .signatureWrong(position: position, message: received.id, defect: error.caseName))
        }
    }

    private func check(
        _ slots: [StoredSlot], under head: [UInt8], of entry: InspectedEntry,
        _ tell: (StoreFinding) -> Void
    ) {
        for slot in slots {
            do throws(EnvelopeError) {
                let envelope = try SlotBytes.envelope(head: head, slot: slot)
                try envelope.checkSlots()
                guard envelope.head.slots.first?.slot.recipient == slot.recipient,
                    envelope.head.slots.first?.slot.keyID == slot.key
                else { throw .slotRootMismatch }
            } catch {
                tell(
                    .slotInvalid(
                        position: entry.position, recipient: slot.recipient,
                        defect: error.caseName))
            }
        }
    }

    private func compareWithLedger(
        _ entry: InspectedEntry, _ id: MessageID, _ message: InspectedMessage,
        _ tell: (StoreFinding) -> Void
    ) {
        guard let records = ledger.accepted[id] else {
            // A silent record may have been the one.
            if ledger.silentCount == 0 {
                tell(.messageUnrecorded(position: entry.position, message: id))
            }
            return
        }
        let recipients = Set(entry.recipients).sorted().hashValue
        let level = Level(rawValue: Int(message.level))?.name
        // A message that came again, with more slots or after it was forgotten, has several.
        let misses = records.map { record -> String? in
            // One that was rewritten is a finding already.
            if !record.isSound { return nil }
            if record.originator != message.originator { return "originator" }
            if record.level != level { return "level" }
            if record.status != message.status { return "status" }
            if let expires = record.expires, expires != entry.expires { return "expires" }
            if let stated = record.recipients, stated != recipients { return "recipients" }
            return nil
        }
        if let first = records.first, let part = misses.first.flatMap({ $0 }),
            misses.allSatisfy({ $0 != nil })
        {
            tell(
                .messageContradictsRecord(
                    position: entry.position, record: first.number, part: part))
        }
    }

    // MARK: Receipts

    private mutating func checkReceipt(
        _ bytes: [UInt8], of entry: InspectedEntry, _ tell: (StoreFinding) -> Void
    ) {
        checkSize(entry, bytes.count, tell)
        guard Hashing.sha256(bytes) == entry.name, let item = ReceiptBytes.item(bytes) else {
            return tell(.receiptWrong(position: entry.position))
        }
        // Sealed ones are nobody's business, and have no record.
        guard item.kind == .deliveredReceipt else { return }
        let digest = Hashing.sha256(item.bytes)
        receipts.insert(digest)
        if ledger.receipts[digest] == nil && ledger.silentCount == 0 {
            tell(.receiptUnrecorded(position: entry.position))
        }
    }

    // MARK: Sizes

    private func checkSize(
        _ entry: InspectedEntry, _ found: Int, _ tell: (StoreFinding) -> Void
    ) {
        if entry.bytes != found {
            tell(.columnContradicts(position: entry.position, column: "bytes"))
        }
    }

    private func largest(_ slots: [StoredSlot]) -> Int { slots.map(\.bytes.count).max() ?? 0 }
}
