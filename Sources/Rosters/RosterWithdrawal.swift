package import Identity
package import Policies

/// What is taken back from a person, at once: single findings, or everything when she leaves.
package struct RosterWithdrawal: Hashable, Sendable {
    package let person: PersonID
    package var facts: Set<PersonFact> = []
    package var clearance = false
    package var needs: [NeedScope] = []
    package var functions: [FunctionID] = []

    package init(from person: PersonID) { self.person = person }

    /// Nothing is named, so all of it: she leaves.
    package var isLeaving: Bool {
        facts.isEmpty && !clearance && needs.isEmpty && functions.isEmpty
    }

    /// One line for the ledger, no name.
    package var summary: String {
        if isLeaving { return "left" }
        let words =
            PersonFact.allCases.filter(facts.contains).map(\.rawValue)
            + (clearance ? ["clearance"] : []) + needs.map { "need \($0.text)" }
            + functions.map { "function \($0)" }
        return "withdrawn " + words.joined(separator: ", ")
    }
}

extension Roster {
    /// Those whose entries change: the person, and when she leaves each pseudonym of hers.
    ///
    /// - Throws: ``RosterError``.
    package func withdrawing(
        _ withdrawal: RosterWithdrawal, at now: Timestamp
    ) throws(RosterError) -> [RosterPerson] {
        guard var person = self[withdrawal.person] else {
            throw .personUnknown(withdrawal.person)
        }
        if let left = person.standing.leftAt, left <= now {
            throw .personLeft(withdrawal.person, at: left)
        }
        if withdrawal.isLeaving { return leaving(person, at: now) }
        guard withdrawal.needs.count + withdrawal.functions.count <= RosterGrant.itemsMax else {
            throw .tooMany(limit: RosterGrant.itemsMax)
        }
        let before = person
        for fact in withdrawal.facts {
            switch fact {
            case .reliable: person.standing.reliable = nil
            case .trained: person.standing.trained = nil
            case .briefed: person.standing.briefed = nil
            }
        }
        if withdrawal.clearance { person.standing.clearance = nil }
        person.standing.needs.removeAll { withdrawal.needs.contains($0.scope) }
        person.standing.functions.removeAll { withdrawal.functions.contains($0.function) }
        guard person != before else { throw .nothingToRecord }
        return [person]
    }

    private func leaving(_ person: RosterPerson, at now: Timestamp) -> [RosterPerson] {
        pseudonyms(of: person.id).sorted().compactMap { id in
            guard var entry = self[id], !entry.hasLeft(at: now) else { return nil }
            entry.standing.leftAt = now
            return entry
        }
    }
}
