package import Policies

/// One thing that has been found of a person, or has to be.
package struct RosterPart: Hashable, Sendable {
    /// `reliable`, `clearance 2`, `need forum:samverkansstab`, `function tib`.
    package let what: String
    /// `nil` where nothing has been found.
    package let validity: Validity?
}

extension RosterPerson {
    /// Reliability, training and briefing, which everybody must have; clearance where there is one,
    /// since a class is not for everybody; needs, of which there must be one; functions.
    package var parts: [RosterPart] {
        var parts = PersonFact.allCases.map {
            RosterPart(what: $0.rawValue, validity: standing[$0])
        }
        if let grant = standing.clearance {
            parts.append(
                RosterPart(what: "clearance \(grant.clearance)", validity: grant.validity))
        }
        if standing.needs.isEmpty { parts.append(RosterPart(what: "need", validity: nil)) }
        parts += standing.needs.map {
            RosterPart(what: "need \($0.scope.text)", validity: $0.validity)
        }
        return parts
            + standing.functions.map {
                RosterPart(what: "function \($0.function)", validity: $0.validity)
            }
    }
}
