package import Identity
package import Policies

package enum DisposalConcept: NameConcept { package static let word = "disposal" }
package typealias DisposalID = Name<DisposalConcept>

/// SHA-256 of a signed bundle's text.
package typealias BundleDigest = DigestIdentifier<PolicyBundle>
/// Of what the roster had of a person when the gates about her were asked.
package typealias StandingDigest = DigestIdentifier<PersonStanding>

/// *Gallring*: that facts and salts of entries were erased, under which signed policy, and who answers
/// for it. Written before anything is erased.
package struct Disposal: Hashable, Sendable, Codable {
    package let id: DisposalID
    package let time: Timestamp
    package let by: PersonID
    /// Another human, who signed in as well.
    package let supervisor: PersonID
    package let policyVersion: UInt64
    package let policy: BundleDigest
    package let entries: EntryRanges
    /// What the roster had of persons, kept beside those entries.
    package let standings: [StandingDigest]
    /// Whether it has come to its end.
    package var isDone = false

    package init(
        _ id: DisposalID, of plan: DisposalPlan, underPolicy edition: PolicyEdition,
        by person: PersonID, supervisedBy supervisor: PersonID, at now: Timestamp
    ) {
        (self.id, time, by, self.supervisor) = (id, now, person, supervisor)
        (policyVersion, policy) = (edition.version, BundleDigest(edition.digest))
        entries = plan.entries
        standings = plan.standings.map { StandingDigest($0) }.sorted()
    }

    /// What the ledger says of it, a line each.
    package var lines: [String] {
        entries.lines(maxBytes: Self.rangesMaxBytes).map {
            "\(id) policy \(policyVersion) \(policy.hex) supervised by \(supervisor): \($0)"
        }
    }

    /// Leaves a line of the ledger room for the rest.
    private static let rangesMaxBytes = 600
}
