package import Identity
package import Notes

/// What a receipt says was done with messages.
package enum ReceiptKind: String, CaseIterable, Sendable, Hashable {
    /// The relay holds it, and it survives a power cut.
    case accepted
    /// A node of the recipient holds it.
    case delivered
    /// It was first shown to a person.
    case opened
    case acknowledged
    /// It will not be taken in; reasons stay with the issuer.
    case refused
    /// It expired undelivered.
    case expired
}

/// Who signs a receipt.
package enum ReceiptIssuer: Hashable, Sendable {
    case relay(RelayID)
    case node(NodeID, of: ActorID)

    /// `relay relay-1` or `node polisen-region-stockholm/vakt-1`.
    package var text: String {
        switch self {
        case .relay(let id): "relay \(id)"
        case .node(let id, let actor): "node \(actor)/\(id)"
        }
    }

    package init?(parsing text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "relay":
            guard let id = try? RelayID(parts[1]) else { return nil }
            self = .relay(id)
        case "node":
            let names = parts[1].split(separator: "/", omittingEmptySubsequences: false)
            guard names.count == 2, let actor = try? ActorID(String(names[0])),
                let id = try? NodeID(String(names[1]))
            else { return nil }
            self = .node(id, of: actor)
        default: return nil
        }
    }
}

/// One message a receipt speaks of, and by which slot the issuer had it.
package struct ReceiptItem: Hashable, Sendable {
    package let message: MessageID
    /// SHA-256 of the slot and the key it is wrapped to; absent for a custodian, who has no slot of
    /// its own, and for messages without slots.
    package let slot: SlotReference?

    package struct SlotReference: Hashable, Sendable {
        package let digest: Digest
        package let key: KeyID

        package init(digest: Digest, key: KeyID) {
            self.digest = digest
            self.key = key
        }
    }

    package init(_ message: MessageID, slot: SlotReference? = nil) {
        self.message = message
        self.slot = slot
    }
}

/// A statement about messages that its issuer signs as a note.
///
///     budkavle-receipt v1
///     kind accepted
///     issuer relay relay-1
///     time 2026-11-23T05:21:08Z
///     log relay-1.example/ledger 20852163
///     message 2f0c…(64 hexadecimal digits)
///     message 77aa…
///
/// One receipt may cover everything one durable commit stored. Vouched for by nobody until
/// ``Notes/SignedNote/verifiedReceipt(keyOf:)`` returns. Spec: Receipt.
package struct Receipt: Hashable, Sendable {
    package let kind: ReceiptKind
    package let issuer: ReceiptIssuer
    package let time: Timestamp
    /// Whose copy it speaks of, when the issuer is not the recipient.
    package let recipient: ActorID?
    /// The log that has an entry of this, and a size of its tree that includes it.
    package let log: LogReference?
    /// A remark; one line.
    package let detail: String?
    /// Sorted by message, each once; never empty.
    package let items: [ReceiptItem]

    package struct LogReference: Hashable, Sendable {
        package let origin: String
        package let size: UInt64

        package init(origin: String, size: UInt64) {
            self.origin = origin
            self.size = size
        }
    }

    /// - Throws: ``LedgerError/partInvalid(part:)`` for no message, one named twice, an origin with
    ///   a space or a detail of more than one line; ``LedgerError/tooMany(part:limit:)``.
    package init(
        _ kind: ReceiptKind, of items: [ReceiptItem], issuer: ReceiptIssuer, at time: Timestamp,
        recipient: ActorID? = nil, log: LogReference? = nil, detail: String? = nil
    ) throws(LedgerError) {
        guard items.count <= Self.itemsMax else {
            throw .tooMany(part: "message", limit: Self.itemsMax)
        }
        let sorted = items.sorted { $0.message < $1.message }
        let isRepeated = zip(sorted, sorted.dropFirst()).contains { $0.message == $1.message }
        guard !items.isEmpty, !isRepeated else { throw .partInvalid(part: "message") }
        if let detail, !isPlainLine(detail, maxBytes: Self.detailMaxBytes) {
            throw .partInvalid(part: "detail")
        }
        if let origin = log?.origin, !isReceiptOrigin(origin) { throw .partInvalid(part: "log") }
        self.kind = kind
        self.issuer = issuer
        self.time = time
        self.recipient = recipient
        self.log = log
        self.detail = detail
        self.items = sorted
    }

    /// - Throws: ``LedgerError/note(_:)``.
    package func signed(by signer: NoteSigner) throws(LedgerError) -> SignedNote {
        do { return try SignedNote(text: text, signers: [signer]) } catch { throw .note(error) }
    }

    package static let itemsMax = 4_096
    package static let detailMaxBytes = 512
}

func isReceiptOrigin(_ origin: String) -> Bool {
    isPlainLine(origin, maxBytes: Checkpoint.lineMaxBytes) && !origin.contains(" ")
}
