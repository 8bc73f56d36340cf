/// Decisions of this node's ledger, page by page.
package struct HandoverPage: Codable, Sendable {
    package var handovers: [HandoverLine] = []
    /// Where the next page begins; at ``entries`` there is no more.
    package var next: UInt64
    /// Entries of the whole ledger.
    package var entries: UInt64
    /// Entries whose facts have been erased.
    package var erased = 0
    /// Entries of a decision that do not say enough of it to be decided again.
    package var silent = 0

    package init(next: UInt64, entries: UInt64) {
        (self.next, self.entries) = (next, entries)
    }
}

/// One recipient's decision as the ledger has it, and what the vault still holds of the message.
/// Names in their text form.
package struct HandoverLine: Codable, Sendable {
    package var message: String
    package var originator: String
    package var recipient: String
    package var stage: String
    package var level: String
    package var status: String
    package var timeMs: Int64
    /// The gates that failed.
    package var failed: [String]
    package var label: String?
    package var header: Header?

    /// What the header names, where the envelope is held.
    package struct Header: Codable, Sendable {
        package var kind: String
        package var ground: String?
        package var approval: String?
        package var isOpaque: Bool
    }
}
