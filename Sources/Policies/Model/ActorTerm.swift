import Identity

/// How the policy files name a set of actors: `all`, `group:kommuner` or an actor's identifier.
struct ActorTermReader {
    let actors: Set<ActorID>
    /// Those of them that are Swedish.
    let atHome: Set<ActorID>
    let groups: [GroupID: Set<ActorID>]

    /// The actors a list of terms names together.
    func members(_ value: YAMLValue) -> Set<ActorID> {
        value.list().reduce(into: []) { members, item in
            guard let term = item.text() else { return }
            if term == "all" {
                members.formUnion(actors)
            } else if term.hasPrefix("group:") {
                members.formUnion(group(String(term.dropFirst("group:".count)), item))
            } else if let actor = item.name(ActorID.self, in: actors) {
                members.insert(actor)
            }
        }
    }

    private func group(_ name: String, _ item: YAMLValue) -> Set<ActorID> {
        if let id = try? GroupID(name), let members = groups[id] { return members }
        item.note(.referenceUnknown(concept: GroupConcept.word, name: name))
        return []
    }
}
