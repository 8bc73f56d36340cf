package import Registers

/// What `audit review record` asks.
package struct LogReviewOrder: Codable, Sendable {
    /// Numbers of entries; where the last review ended, and the ledger's end, where they are not said.
    package var from: UInt64?
    package var until: UInt64?
    package var conclusion: String
    package var findings: [String]
    package var claim: PersonClaim

    package init(
        from: UInt64?, until: UInt64?, conclusion: String, findings: [String],
        by claim: PersonClaim
    ) {
        (self.from, self.until) = (from, until)
        (self.conclusion, self.findings, self.claim) = (conclusion, findings, claim)
    }
}

/// Reviews of this node's ledger, the latest first, and by when the next is due.
package struct LogReviewsReply: Codable, Sendable {
    package struct Line: Codable, Sendable {
        package var review: LogReview
        /// Whether the ledger still is the one that was reviewed.
        package var holds: Bool
    }

    package var reviews: [Line]
    /// `nil` where policy sets no interval, and where one review was asked for.
    package var due: LogReviewDue?
    package var isOverdue: Bool
}
