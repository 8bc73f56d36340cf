package import Identity
package import Labels

/// What lies in a relay's store, by what it can be told apart by.
package struct StoreStatistics: Sendable, Equatable {
    package let counts: StoreCounts
    package let levels: [LevelFigures]
    package let lanes: [LaneFigures]
    /// Those with anything in their mailbox, fullest first.
    package let mailboxes: [MailboxFigures]
    /// The position of the next entry.
    package let next: UInt64

    package struct LevelFigures: Sendable, Equatable {
        package let level: Level
        package let messages: UInt64
        package let bytes: UInt64
        /// When the oldest that is still kept came.
        package let oldest: Timestamp

        package init(level: Level, messages: UInt64, bytes: UInt64, oldest: Timestamp) {
            self.level = level
            self.messages = messages
            self.bytes = bytes
            self.oldest = oldest
        }
    }

    package struct LaneFigures: Sendable, Equatable {
        package let lane: Precedence
        package let entries: UInt64
        package let bytes: UInt64

        package init(lane: Precedence, entries: UInt64, bytes: UInt64) {
            self.lane = lane
            self.entries = entries
            self.bytes = bytes
        }
    }

    package struct MailboxFigures: Sendable, Equatable {
        package let actor: ActorID
        package let entries: UInt64
        package let bytes: UInt64

        package init(actor: ActorID, entries: UInt64, bytes: UInt64) {
            self.actor = actor
            self.entries = entries
            self.bytes = bytes
        }
    }

    package init(
        counts: StoreCounts, levels: [LevelFigures], lanes: [LaneFigures],
        mailboxes: [MailboxFigures], next: UInt64
    ) {
        self.counts = counts
        self.levels = levels
        self.lanes = lanes
        self.mailboxes = mailboxes
        self.next = next
    }
}

/// What waits in a mailbox behind a reader's cursor.
package struct WaitingFigures: Sendable, Equatable {
    package let entries: UInt64
    /// When the oldest message among them came; `nil` without one.
    package let oldest: Timestamp?

    package init(entries: UInt64, oldest: Timestamp?) {
        self.entries = entries
        self.oldest = oldest
    }
}
