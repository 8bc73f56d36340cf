package import Identity

/// Who may have the information: every clause must hold, and a clause holds for whoever one of its
/// terms names.
///
/// An absent audience permits nobody; everybody is said explicitly, with ``AudienceTerm/all``.
package struct Audience: Hashable, Sendable {
    /// Sorted and without repetition; never empty.
    package let clauses: [AudienceClause]

    package static let clausesMax = 16

    /// - Throws: ``LabelError/audienceEmpty`` without a clause,
    ///   ``LabelError/tooMany(part:limit:)``.
    package init(_ clauses: [AudienceClause]) throws(LabelError) {
        guard !clauses.isEmpty else { throw .audienceEmpty }
        let unique = clauses.sortedUnique()
        guard unique.count <= Self.clausesMax else {
            throw .tooMany(part: "audience clauses", limit: Self.clausesMax)
        }
        self.clauses = unique
    }

    /// One clause of one term.
    package init(_ term: AudienceTerm) {
        clauses = [AudienceClause(term)]
    }

    /// Everybody in the region, said explicitly.
    package static let all = Audience(.all)

    /// Both audiences at once: a conjunction, which can only narrow.
    package func and(_ other: Audience) throws(LabelError) -> Audience {
        try Audience(clauses + other.clauses)
    }
}

/// An *any-of* clause.
package struct AudienceClause: Hashable, Sendable {
    /// Sorted and without repetition; never empty.
    package let terms: [AudienceTerm]

    package static let termsMax = 2_048

    /// - Throws: ``LabelError/clauseEmpty``, ``LabelError/tooMany(part:limit:)``.
    package init(_ terms: [AudienceTerm]) throws(LabelError) {
        guard !terms.isEmpty else { throw .clauseEmpty }
        let unique = terms.sortedUnique()
        guard unique.count <= Self.termsMax else {
            throw .tooMany(part: "audience terms", limit: Self.termsMax)
        }
        self.terms = unique
    }

    package init(_ term: AudienceTerm) { terms = [term] }
}

extension AudienceClause: Comparable {
    package static func < (left: AudienceClause, right: AudienceClause) -> Bool {
        left.terms.lexicographicallyPrecedes(right.terms)
    }
}

package enum AudienceTerm: Hashable, Sendable {
    case all
    case forum(ForumID)
    case group(GroupID)
    case actor(ActorID)

    /// The text form: `all`, `forum:regionalt-samordnande`, `group:kommuner`, `actor:sos-alarm`.
    package var text: String {
        switch self {
        case .all: "all"
        case .forum(let id): "forum:\(id)"
        case .group(let id): "group:\(id)"
        case .actor(let id): "actor:\(id)"
        }
    }

    /// - Throws: ``LabelError`` for anything ``text`` would not have written.
    package init(_ text: some StringProtocol) throws(LabelError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1]) : ""
        do throws(IdentityError) {
            switch (parts[0], parts.count) {
            case ("all", 1): self = .all
            case ("forum", 2): self = .forum(try ForumID(name))
            case ("group", 2): self = .group(try GroupID(name))
            case ("actor", 2): self = .actor(try ActorID(name))
            default:
                throw IdentityError.nameInvalid(concept: "audience", text: String(text), offset: 0)
            }
        } catch {
            throw .nameInvalid(error)
        }
    }
}

extension AudienceTerm: Comparable {
    package static func < (left: AudienceTerm, right: AudienceTerm) -> Bool {
        left.text < right.text
    }
}
