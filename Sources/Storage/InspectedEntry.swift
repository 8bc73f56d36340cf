package import Identity

/// An entry of the log with everything it carries, as a check reads it: nothing of it is believed.
package struct InspectedEntry: Sendable {
    package let position: UInt64
    package let lane: Int
    package let expires: Timestamp
    /// The message's id, or the receipt's digest.
    package let name: Digest
    /// What a recipient reads at most, as the entry states it.
    package let bytes: Int
    package let recipients: [ActorID]
    package let part: Part

    package enum Part: Sendable {
        case message(InspectedMessage, slots: [StoredSlot])
        /// With the head of the message it belongs to.
        case supplement(head: [UInt8], contentBytes: Int, slots: [StoredSlot])
        case receipt([UInt8])
    }

    package init(
        position: UInt64, lane: Int, expires: Timestamp, name: Digest, bytes: Int,
        recipients: [ActorID], part: Part
    ) {
        self.position = position
        self.lane = lane
        self.expires = expires
        self.name = name
        self.bytes = bytes
        self.recipients = recipients
        self.part = part
    }
}

/// The columns of a message as they are stored.
package struct InspectedMessage: Sendable {
    /// `nil` where the number is nobody's.
    package let originator: ActorID?
    package let level: Int64
    package let status: String
    package let head: [UInt8]
    package let content: [UInt8]

    package init(
        originator: ActorID?, level: Int64, status: String, head: [UInt8], content: [UInt8]
    ) {
        self.originator = originator
        self.level = level
        self.status = status
        self.head = head
        self.content = content
    }
}

/// A record of the ledger as it is stored: nothing of it is believed.
package struct InspectedRecord: Sendable {
    package let number: UInt64
    package let commitment: Digest
    package let salt: [UInt8]?
    package let facts: [UInt8]?

    package init(number: UInt64, commitment: Digest, salt: [UInt8]?, facts: [UInt8]?) {
        self.number = number
        self.commitment = commitment
        self.salt = salt
        self.facts = facts
    }
}

/// A checkpoint that was signed and kept.
package struct StoredCheckpoint: Hashable, Sendable {
    package let size: UInt64
    package let note: [UInt8]

    package init(size: UInt64, note: [UInt8]) {
        self.size = size
        self.note = note
    }

    package static let keptMax = 1_024
}
