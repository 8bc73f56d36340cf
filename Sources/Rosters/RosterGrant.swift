package import Identity
package import Policies

/// What is recorded of a person in one act, all for the same time.
package struct RosterGrant: Hashable, Sendable {
    package let person: PersonID
    /// Needed for a pseudonym that is new.
    package var name: String?
    package var facts: Set<PersonFact> = []
    package var clearance: Clearance?
    package var needs: [NeedScope] = []
    package var functions: [FunctionID] = []
    package let validity: Validity

    package init(of person: PersonID, _ validity: Validity) {
        (self.person, self.validity) = (person, validity)
    }

    /// As many needs and functions together as one entry of the ledger can name.
    package static let itemsMax = 6
    package static let needsMax = 64

    /// One line for the ledger: what was found and until when, no name.
    package var summary: String {
        let words =
            PersonFact.allCases.filter(facts.contains).map(\.rawValue)
            + [clearance.map { "clearance \($0)" }].compactMap { $0 }
            + needs.map { "need \($0.text)" } + functions.map { "function \($0)" }
        return "granted \(words.joined(separator: ", ")) from \(validity.from) until "
            + validity.until.rfc3339
    }

    /// Whether nothing is found by it.
    package var isEmpty: Bool {
        facts.isEmpty && clearance == nil && needs.isEmpty && functions.isEmpty
    }
}

extension Roster {
    /// The person as she stands after a grant; a finding renewed takes the place of the earlier one.
    ///
    /// - Throws: ``RosterError``.
    package func granting(
        _ grant: RosterGrant, at now: Timestamp
    ) throws(RosterError) -> RosterPerson {
        try check(grant)
        var person = try subject(of: grant, at: now)
        let validity = grant.validity
        for fact in grant.facts {
            switch fact {
            case .reliable: person.standing.reliable = validity
            case .trained: person.standing.trained = validity
            case .briefed: person.standing.briefed = validity
            }
        }
        if let clearance = grant.clearance {
            person.standing.clearance = ClearanceGrant(clearance, validity)
        }
        let needs = Set(grant.needs)
        person.standing.needs.removeAll { needs.contains($0.scope) }
        person.standing.needs += grant.needs.map { Need($0, validity) }
        let functions = Set(grant.functions)
        person.standing.functions.removeAll { functions.contains($0.function) }
        person.standing.functions += grant.functions.map { FunctionHolding($0, validity) }
        guard person.standing.needs.count <= RosterGrant.needsMax,
            person.standing.functions.count <= RosterGrant.needsMax
        else { throw .tooMany(limit: RosterGrant.needsMax) }
        return person
    }

    private func check(_ grant: RosterGrant) throws(RosterError) {
        guard grant.validity.from < grant.validity.until else { throw .validityEmpty }
        guard grant.needs.count + grant.functions.count <= RosterGrant.itemsMax else {
            throw .tooMany(limit: RosterGrant.itemsMax)
        }
        guard grant.name != nil || !grant.isEmpty else { throw .nothingToRecord }
    }

    /// Who it is about. A pseudonym belongs to one human for good.
    private func subject(
        of grant: RosterGrant, at now: Timestamp
    ) throws(RosterError) -> RosterPerson {
        guard let known = self[grant.person] else {
            guard let name = grant.name else { throw .personUnknown(grant.person) }
            guard isPersonName(name) else { throw .nameInvalid }
            return RosterPerson(PersonStanding(grant.person), name: name)
        }
        if let left = known.standing.leftAt, left <= now {
            throw .personLeft(grant.person, at: left)
        }
        if let name = grant.name, !known.bears(name) { throw .nameFixed(grant.person) }
        return known
    }
}

/// One line with something in it.
private func isPersonName(_ name: String) -> Bool {
    (1...RosterPerson.nameMaxBytes).contains(name.utf8.count)
        && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
        && name.contains { $0 != " " }
}
