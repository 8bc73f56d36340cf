package import Auditing

/// What `audit disposal execute` asks: two who sign in.
package struct DisposalOrder: Codable, Sendable {
    package var claim: PersonClaim
    package var supervisor: PersonClaim

    package init(by claim: PersonClaim, supervisedBy supervisor: PersonClaim) {
        (self.claim, self.supervisor) = (claim, supervisor)
    }
}

/// What would be disposed of now, and what would stay.
package struct DisposalPlanReply: Codable, Sendable {
    package var policyVersion: UInt64
    package var policy: BundleDigest
    /// Whether somebody has decided the policy's levels; otherwise nothing is disposed of.
    package var isDecided: Bool
    /// How many entries the ledger has.
    package var ledgerSize: UInt64
    package var entries: EntryRanges
    package var count: Int
    /// Of those that go, by event.
    package var events: [String: Int]
    /// Of those that stay though their time is over, by reason.
    package var held: [String: Int]
    package var inTime: Int
    package var erased: Int
    /// For another disposal after this one.
    package var later: Int
}

/// What was disposed of, the latest first, and whether anything else was erased.
package struct DisposalsReply: Codable, Sendable {
    package var disposals: [Disposal]
    /// Entries without facts that no disposal explains.
    package var unexplained: EntryRanges
}
