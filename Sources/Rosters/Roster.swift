package import Identity
package import Policies

/// The persons of one's own actor, and through them who stands behind each function.
///
/// It rests encrypted in the node's vault and never leaves the node. Nobody is ever struck out: whoever
/// leaves keeps her entry, so that her pseudonym is not given to another.
package struct Roster: Sendable, Hashable {
    private var people: [PersonID: RosterPerson]

    package init(_ persons: some Sequence<RosterPerson> = []) {
        people = Dictionary(persons.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    package var isEmpty: Bool { people.isEmpty }

    /// Sorted by pseudonym.
    package var persons: [RosterPerson] { people.values.sorted { $0.id < $1.id } }

    package subscript(id: PersonID) -> RosterPerson? { people[id] }

    /// Of somebody nobody knows nothing has been found.
    package func standing(of id: PersonID) -> PersonStanding {
        people[id]?.standing ?? PersonStanding(id)
    }

    /// All pseudonyms of the human who bears this one.
    package func pseudonyms(of id: PersonID) -> Set<PersonID> {
        guard let person = people[id] else { return [id] }
        return Set(people.values.filter { $0.isSameHuman(as: person) }.map(\.id))
    }

    /// All pseudonyms of the human who bears this pseudonym or this name, whether she has left or not.
    ///
    /// - Throws: ``RosterError/nobodyCalled(_:)``.
    package func pseudonyms(called text: String) throws(RosterError) -> Set<PersonID> {
        if let id = try? PersonID(text), people[id] != nil { return pseudonyms(of: id) }
        let found = Set(people.values.filter { $0.bears(text) }.map(\.id))
        guard !found.isEmpty else { throw .nobodyCalled(text) }
        return found
    }

    /// Every function somebody holds or has held, sorted.
    package var functions: [FunctionID] {
        Set(people.values.flatMap(\.standing.functions).map(\.function)).sorted()
    }

    /// Who may act as a function now, sorted.
    package func holders(of function: FunctionID, at now: Timestamp) -> [PersonID] {
        people.values.filter { person in
            !person.hasLeft(at: now)
                && person.standing.functions.contains {
                    $0.function == function && $0.validity.contains(now)
                }
        }.map(\.id).sorted()
    }

    /// Takes over entries that have been written.
    package mutating func take(_ changed: [RosterPerson]) {
        for person in changed { people[person.id] = person }
    }
}
