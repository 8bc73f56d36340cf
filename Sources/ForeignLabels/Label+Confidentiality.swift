package import Identity
package import Labels

extension Label {
    /// The label in STANAG 4774's form, under our own policy; `created` is when it was set.
    ///
    /// Whoever does not know the policy must be kept out rather than let in: each clause of the
    /// audience is a permissive category of its own (one category for all would widen it),
    /// compartments and caveats are restrictive. The rest is informative.
    package func confidentiality(created: Timestamp) -> ConfidentialityLabel {
        var categories = [LabelCategory(.informative, Tag.status, [status.description])]
        if !secrecy.isEmpty {
            let markings = secrecy.map { "\($0.provision)|\($0.authority)|\($0.date)" }
            categories.append(LabelCategory(.informative, Tag.secrecy, markings))
        }
        for (index, clause) in audience.clauses.enumerated() {
            categories.append(
                LabelCategory(.permissive, Tag.audience(index + 1), clause.terms.map(\.text)))
        }
        if !compartments.isEmpty {
            categories.append(
                LabelCategory(.restrictive, Tag.compartments, compartments.map(\.text)))
        }
        if !caveats.isEmpty {
            categories.append(LabelCategory(.restrictive, Tag.caveats, caveats.map(\.rawValue)))
        }
        categories.append(LabelCategory(.informative, Tag.origin, [origin.text]))
        categories.append(LabelCategory(.informative, Tag.owners, owners.map(\.text)))
        return ConfidentialityLabel(
            policy: .own, classification: Marking.levelText(level), categories: categories,
            created: created, review: expires)
    }
}

/// The tag names of our policy.
enum Tag {
    static let status = "Status"
    static let secrecy = "Secrecy"
    static let compartments = "Compartments"
    static let caveats = "Caveats"
    static let origin = "Origin"
    static let owners = "Owners"

    /// Clauses are numbered from 1, since all must hold.
    static func audience(_ number: Int) -> String { "Audience \(number)" }
}
