package import Identity
package import Labels

/// What another relay asks of a store's log.
package struct ReplicaReading: Hashable, Sendable {
    package let cursor: MailboxCursor
    package let lanes: [Precedence]
    /// The ledger's tree that the answer is to be shown in: an entry whose record lies beyond it is
    /// for a later page, and so is its lane.
    package let treeSize: UInt64
    /// Entries that came from this relay are passed over: it has them.
    package let skipping: RelayID?
    package let limit: PageLimit

    package init(
        after cursor: MailboxCursor, lanes: [Precedence] = MailboxCursor.lanes, treeSize: UInt64,
        skipping: RelayID? = nil, limit: PageLimit
    ) {
        self.cursor = cursor
        self.lanes = lanes
        self.treeSize = treeSize
        self.skipping = skipping
        self.limit = limit
    }
}

/// One log entry as another relay gets it, whomever it is for.
package struct ReplicaEntry: Hashable, Sendable {
    package let index: LogIndex
    package let precedence: Precedence
    package let expires: Timestamp
    /// The number of the ledger's record of it; `nil` where it has none, and for entries of programs
    /// that did not keep it.
    package let record: UInt64?
    /// A message or supplement has all slots that the entry brought.
    package let item: MailboxEntry.Item

    package init(
        index: LogIndex, precedence: Precedence, expires: Timestamp, record: UInt64?,
        item: MailboxEntry.Item
    ) {
        self.index = index
        self.precedence = precedence
        self.expires = expires
        self.record = record
        self.item = item
    }

    package var byteCount: Int {
        switch item {
        case .message(let message), .supplement(let message): message.byteCount
        case .receipt(let bytes): bytes.count
        }
    }
}

/// Entries in lane order, and where to go on.
package struct ReplicaPage: Hashable, Sendable {
    package let entries: [ReplicaEntry]
    /// A lane read to its end is at ``end``.
    package let next: MailboxCursor
    /// The position of the log's next entry.
    package let end: UInt64
    /// Whether a limit, or what is urgent, ended the page, so that more is there at once.
    package let hasMore: Bool

    package init(entries: [ReplicaEntry], next: MailboxCursor, end: UInt64, hasMore: Bool) {
        self.entries = entries
        self.next = next
        self.end = end
        self.hasMore = hasMore
    }
}
