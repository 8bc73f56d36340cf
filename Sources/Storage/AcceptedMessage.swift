package import Identity
package import Labels
package import Ledger

/// A message that was verified and decided on, ready to be kept.
///
/// The store is dumb to what the bytes mean: it never opens head, slots or content.
package struct AcceptedMessage: Sendable {
    package let id: MessageID
    package let originator: ActorID
    package let level: Level
    package let status: StatusKind
    package let precedence: Precedence
    /// When the store may forget the message, and its id.
    package let expires: Timestamp
    /// The envelope without slots and content.
    package let head: [UInt8]
    /// Sorted by the store; empty for suites without slots and for messages under a key carrier.
    package let slots: [StoredSlot]
    /// Whose mailboxes get it.
    package let recipients: [ActorID]
    package let content: [UInt8]
    package let receivedAt: Timestamp
    /// The relay it was taken over from; `nil` for what a node handed in.
    package let source: RelayID?
    /// What the ledger says of it, appended in the same commit, if anything new is stored.
    package let record: LedgerRecord?

    package init(
        id: MessageID, originator: ActorID, level: Level, status: StatusKind,
        precedence: Precedence, expires: Timestamp, head: [UInt8], slots: [StoredSlot],
        recipients: [ActorID], content: [UInt8], receivedAt: Timestamp, source: RelayID? = nil,
        record: LedgerRecord?
    ) {
        self.id = id
        self.originator = originator
        self.level = level
        self.status = status
        self.precedence = precedence
        self.expires = expires
        self.head = head
        self.slots = slots
        self.recipients = recipients
        self.content = content
        self.receivedAt = receivedAt
        self.source = source
        self.record = record
    }

    package static let recipientsMax = 16_384
    package static let slotsMax = 32_768
    /// Head, slots and content together; larger things are attachments.
    package static let bytesMax = 128 << 20
}

/// One recipient's wrapped secret, with whatever proves that it belongs to the message.
package struct StoredSlot: Hashable, Sendable {
    package let recipient: ActorID
    /// The key it is wrapped to; a second slot of the same recipient and key is the same slot.
    package let key: KeyID
    package let bytes: [UInt8]

    package init(recipient: ActorID, key: KeyID, bytes: [UInt8]) {
        self.recipient = recipient
        self.key = key
        self.bytes = bytes
    }
}

/// A signed receipt on its way to those it concerns.
package struct AcceptedReceipt: Sendable {
    /// SHA-256 of the bytes: the same receipt twice is kept once.
    package let digest: Digest
    package let addressees: [ActorID]
    package let precedence: Precedence
    package let expires: Timestamp
    package let bytes: [UInt8]
    /// The relay it was taken over from; `nil` for what a node handed in or this relay made.
    package let source: RelayID?
    package let record: LedgerRecord?

    package init(
        digest: Digest, addressees: [ActorID], precedence: Precedence, expires: Timestamp,
        bytes: [UInt8], source: RelayID? = nil, record: LedgerRecord?
    ) {
        self.digest = digest
        self.addressees = addressees
        self.precedence = precedence
        self.expires = expires
        self.bytes = bytes
        self.source = source
        self.record = record
    }

    package static let bytesMax = 4 << 20
}

/// What became of something offered to the log; returned only after the flush.
package struct Acceptance: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case stored
        /// The message was known; slots or recipients were new and make an entry of their own.
        case supplemented
        /// Nothing was new.
        case known
    }

    package let outcome: Outcome
    /// The entry that was made, or the one that was there.
    package let index: LogIndex
    /// The number of the ledger record that was appended with it.
    package let record: UInt64?

    package init(_ outcome: Outcome, index: LogIndex, record: UInt64?) {
        self.outcome = outcome
        self.index = index
        self.record = record
    }
}

/// What the store knows of a message, without its content and slots.
package struct StoredMessage: Hashable, Sendable {
    package let id: MessageID
    package let index: LogIndex
    package let originator: ActorID
    package let level: Level
    package let status: StatusKind
    package let precedence: Precedence
    package let expires: Timestamp
    package let receivedAt: Timestamp
    package let head: [UInt8]
    /// Sorted; those of supplements included.
    package let recipients: [ActorID]
    /// The relay it was taken over from; `nil` for what a node handed in.
    package let source: RelayID?

    package init(
        id: MessageID, index: LogIndex, originator: ActorID, level: Level, status: StatusKind,
        precedence: Precedence, expires: Timestamp, receivedAt: Timestamp, head: [UInt8],
        recipients: [ActorID], source: RelayID? = nil
    ) {
        self.id = id
        self.index = index
        self.originator = originator
        self.level = level
        self.status = status
        self.precedence = precedence
        self.expires = expires
        self.receivedAt = receivedAt
        self.head = head
        self.recipients = recipients
        self.source = source
    }
}

extension AcceptedMessage {
    /// What must be refused before anything is written, by every store.
    package var defect: StorageError? {
        guard recipients.count <= Self.recipientsMax else {
            return .tooMany(part: "recipient", limit: Self.recipientsMax)
        }
        guard slots.count <= Self.slotsMax else {
            return .tooMany(part: "slot", limit: Self.slotsMax)
        }
        guard byteCount <= Self.bytesMax else {
            return .tooMany(part: "byte", limit: Self.bytesMax)
        }
        guard !slots.isEmpty else { return nil }
        let recipients = Set(recipients)
        return slots.first { !recipients.contains($0.recipient) }
            .map { .slotWithoutRecipient($0.recipient) }
    }

    /// Head, slots and content.
    package var byteCount: Int {
        head.count + content.count + slots.reduce(0) { $0 + $1.bytes.count }
    }
}

extension AcceptedReceipt {
    /// What must be refused before anything is written, by every store.
    package var defect: StorageError? {
        guard addressees.count <= AcceptedMessage.recipientsMax else {
            return .tooMany(part: "addressee", limit: AcceptedMessage.recipientsMax)
        }
        guard bytes.count <= Self.bytesMax else {
            return .tooMany(part: "byte", limit: Self.bytesMax)
        }
        return nil
    }
}
