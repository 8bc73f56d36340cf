package import Identity
import Policies

/// Something in the roster that somebody has to see to.
package struct RosterFinding: Hashable, Sendable, Codable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// It has ended.
        case expired
        /// It ends soon.
        case expiring
        /// It was never found, or has been taken back.
        case missing
    }

    package let kind: Kind
    /// `nil` for a function that nobody holds.
    package let person: PersonID?
    /// `reliable`, `clearance`, `need forum:samverkansstab`, `function tib`.
    package let what: String
    /// When it ended or ends.
    package let until: Timestamp?
}

extension Roster {
    /// What has ended, ends within `seconds`, or is missing, for those who have not left; the most
    /// urgent first.
    package func review(at now: Timestamp, within seconds: Int64) -> [RosterFinding] {
        let soon = now.adding(seconds: seconds)
        let present = persons.filter { !$0.hasLeft(at: now) }
        let findings =
            present.flatMap { person in
                person.parts.compactMap { part in
                    finding(part, of: person.id, now, soon)
                }
            }
            + functions.filter { holders(of: $0, at: now).isEmpty }.map {
                RosterFinding(kind: .missing, person: nil, what: "function \($0)", until: nil)
            }
        return findings.sorted { ($0.rank, $0.until ?? .latest) < ($1.rank, $1.until ?? .latest) }
    }

    private func finding(
        _ part: RosterPart, of person: PersonID, _ now: Timestamp, _ soon: Timestamp
    ) -> RosterFinding? {
        guard let validity = part.validity else {
            return RosterFinding(kind: .missing, person: person, what: part.what, until: nil)
        }
        guard validity.until <= soon else { return nil }
        return RosterFinding(
            kind: validity.until <= now ? .expired : .expiring, person: person, what: part.what,
            until: validity.until)
    }
}

extension RosterFinding {
    fileprivate var rank: Int {
        switch kind {
        case .expired: 0
        case .missing: 1
        case .expiring: 2
        }
    }
}
