package import Identity
package import Labels

/// How much one reading of a mailbox may give.
package struct PageLimit: Hashable, Sendable {
    package let entriesMax: Int
    /// Bytes of heads, slots, contents and receipts. One entry is given even if it is larger, or a
    /// reader would never get past it.
    package let bytesMax: Int

    /// Both at least 1.
    package init(entriesMax: Int, bytesMax: Int) {
        self.entriesMax = max(1, entriesMax)
        self.bytesMax = max(1, bytesMax)
    }
}

/// One log entry as one recipient gets it.
package struct MailboxEntry: Hashable, Sendable {
    package let index: LogIndex
    package let precedence: Precedence
    package let expires: Timestamp
    package let item: Item

    package enum Item: Hashable, Sendable {
        case message(DeliveredMessage)
        /// Slots or a recipient added later; the message is brought along.
        case supplement(DeliveredMessage)
        case receipt([UInt8])
    }

    package init(index: LogIndex, precedence: Precedence, expires: Timestamp, item: Item) {
        self.index = index
        self.precedence = precedence
        self.expires = expires
        self.item = item
    }
}

/// A message with the slots of those it is read for: a mailbox has its owner's and nobody else's,
/// another relay all that an entry brought.
package struct DeliveredMessage: Hashable, Sendable {
    package let id: MessageID
    package let originator: ActorID
    package let level: Level
    package let status: StatusKind
    package let head: [UInt8]
    package let slots: [StoredSlot]
    package let content: [UInt8]
    package let receivedAt: Timestamp

    package init(
        id: MessageID, originator: ActorID, level: Level, status: StatusKind, head: [UInt8],
        slots: [StoredSlot], content: [UInt8], receivedAt: Timestamp
    ) {
        self.id = id
        self.originator = originator
        self.level = level
        self.status = status
        self.head = head
        self.slots = slots
        self.content = content
        self.receivedAt = receivedAt
    }

    package var byteCount: Int {
        head.count + content.count + slots.reduce(0) { $0 + $1.bytes.count }
    }
}

/// Entries in lane order, and where to go on.
package struct MailboxPage: Hashable, Sendable {
    package let entries: [MailboxEntry]
    package let next: MailboxCursor
    /// Whether a limit, or what is urgent, ended the page, so that more is there at once.
    package let hasMore: Bool

    package init(entries: [MailboxEntry], next: MailboxCursor, hasMore: Bool) {
        self.entries = entries
        self.next = next
        self.hasMore = hasMore
    }
}

/// What lies in a mailbox, for limits.
package struct MailboxLoad: Hashable, Sendable {
    package var entries: Int
    /// Heads, contents, receipts and the largest slot of each entry.
    package var bytes: Int

    package init(entries: Int, bytes: Int) {
        self.entries = entries
        self.bytes = bytes
    }

    package static let empty = MailboxLoad(entries: 0, bytes: 0)
}
