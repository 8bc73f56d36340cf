package import Identity
package import Labels

// Whom a message is meant for, as people name them. A name that nobody has, and a message that would
// reach nobody, are errors of the question: put to the gates they would be denied for reasons that
// are not the reason.

extension Policy {
    /// - Throws: ``PolicyError/nameUnknown(concept:name:near:)``.
    package func requireKnown(_ actor: ActorID) throws(PolicyError) {
        if actors[actor] == nil { throw .unknown(actor, among: actors.keys) }
    }

    /// - Throws: ``PolicyError/nameUnknown(concept:name:near:)``.
    package func requireKnown(_ forum: ForumID) throws(PolicyError) {
        if forums[forum] == nil { throw .unknown(forum, among: forums.keys) }
    }

    /// The audience of actors named one by one.
    ///
    /// - Throws: ``PolicyError/nameUnknown(concept:name:near:)``,
    ///   ``PolicyError/originatorNamed(_:)``, ``PolicyError/audienceInvalid(_:)``.
    package func audience(
        naming actors: [ActorID], from originator: ActorID
    ) throws(PolicyError) -> Audience {
        for actor in actors { try requireKnown(actor) }
        if actors.contains(originator) { throw .originatorNamed(originator) }
        return try sound { () throws(LabelError) in
            try Audience([AudienceClause(actors.map { .actor($0) })])
        }
    }

    /// An audience as people write it: clauses that must all hold, in each terms parted by `|`.
    ///
    /// - Throws: ``PolicyError/nameUnknown(concept:name:near:)``,
    ///   ``PolicyError/audienceInvalid(_:)``.
    package func audience(_ texts: [String]) throws(PolicyError) -> Audience {
        var clauses: [AudienceClause] = []
        for text in texts {
            let terms = try terms(text)
            clauses.append(
                try sound { () throws(LabelError) in try AudienceClause(terms) })
        }
        let all = clauses
        return try sound { () throws(LabelError) in try Audience(all) }
    }

    /// The terms of one clause, parted by `|`.
    ///
    /// - Throws: ``PolicyError/nameUnknown(concept:name:near:)``.
    package func terms(_ clause: String) throws(PolicyError) -> [AudienceTerm] {
        var terms: [AudienceTerm] = []
        for text in clause.split(separator: "|", omittingEmptySubsequences: false) {
            terms.append(try term(String(text)))
        }
        return terms
    }

    /// Everybody an audience names, whatever the gates will say of them; without the originator, who
    /// has it already.
    ///
    /// - Throws: ``PolicyError/audienceReachesNobody(from:)``.
    package func recipients(
        of audience: Audience, from originator: ActorID
    ) throws(PolicyError) -> [ActorID] {
        let recipients = named(in: audience).subtracting([originator]).sorted()
        guard !recipients.isEmpty else { throw .audienceReachesNobody(from: originator) }
        return recipients
    }

    /// Everybody who may have what bears a label, sorted: named in every clause, with a ceiling for
    /// the level and all compartments. Forums count as called, and what the gates ask of a sender is
    /// not asked.
    package func reach(of label: Label) -> [ActorID] {
        named(in: label.audience).filter { id in
            guard let actor = actors[id] else { return false }
            return actor.receiveCeiling.dominates(label.level)
                && actor.compartments.isSuperset(of: label.compartments)
        }.sorted()
    }

    /// Whoever stands in every clause.
    private func named(in audience: Audience) -> Set<ActorID> {
        let named = audience.clauses.map { clause in
            clause.terms.reduce(into: Set<ActorID>()) { $0.formUnion(members(of: $1)) }
        }
        return named.dropFirst().reduce(named.first ?? []) { $0.intersection($1) }
    }

    /// With its kind (`forum:x`), or the bare name of a forum, a group or an actor.
    private func term(_ text: String) throws(PolicyError) -> AudienceTerm {
        guard let term = try? AudienceTerm(text) else { return try bareTerm(text) }
        switch term {
        case .all: break
        case .forum(let id): try requireKnown(id)
        case .actor(let id): try requireKnown(id)
        case .group(let id):
            if groups[id] == nil { throw .unknown(id, among: groups.keys) }
        }
        return term
    }

    private func bareTerm(_ name: String) throws(PolicyError) -> AudienceTerm {
        if let id = try? ForumID(name), forums[id] != nil { return .forum(id) }
        if let id = try? GroupID(name), groups[id] != nil { return .group(id) }
        if let id = try? ActorID(name), actors[id] != nil { return .actor(id) }
        let names =
            forums.keys.map(\.text) + groups.keys.map(\.text) + actors.keys.map(\.text)
        throw .nameUnknown(
            concept: "audience", name: name, near: nearNames(to: name, among: names))
    }

    private func sound<Value>(
        _ make: () throws(LabelError) -> Value
    ) throws(PolicyError) -> Value {
        do throws(LabelError) { return try make() } catch { throw .audienceInvalid(error) }
    }
}

extension PolicyError {
    fileprivate static func unknown<Concept>(
        _ name: Name<Concept>, among names: some Sequence<Name<Concept>>
    ) -> PolicyError {
        .nameUnknown(
            concept: Concept.word, name: name.text,
            near: nearNames(to: name.text, among: names.map(\.text)))
    }
}
