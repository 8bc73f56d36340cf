package import Identity
package import Labels
package import Policies

/// How long a ledger's entries are kept, by the levels of a signed policy.
package struct RetentionRules: Sendable {
    private let secondsByLevel: [Level: Int64]
    /// Of entries that speak of no level the policy uses; `nil`: for ever.
    private let longestSeconds: Int64?

    package init(_ policy: Policy) {
        self.init(
            secondsByLevel: Dictionary(
                uniqueKeysWithValues: policy.levelsInUse.map { ($0.level, $0.retentionSeconds) }))
    }

    init(secondsByLevel: [Level: Int64]) {
        self.secondsByLevel = secondsByLevel
        longestSeconds = secondsByLevel.values.max()
    }

    /// When what was written last of something may be disposed of.
    ///
    /// - Parameter level: the highest that is spoken of; `nil` where none is.
    package func end(of written: Timestamp, at level: Level?) -> Timestamp {
        let seconds = level.flatMap { secondsByLevel[$0] } ?? longestSeconds
        return seconds.map { written.adding(seconds: $0) } ?? .latest
    }
}
