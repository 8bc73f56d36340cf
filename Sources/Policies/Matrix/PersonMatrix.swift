package import Identity
package import Labels

/// What one of an actor's own persons may see, need by need and level by level.
///
/// Every answer is the engine's own (``decide(_:in:)``), of an imagined message that is meant for the
/// one need alone; it proves nothing about a message. Levels at which policy asks nobody at the node who
/// she is stand apart: there is no access of hers to review.
package struct PersonMatrix: Sendable {
    package struct Row: Sendable {
        /// `nil` for somebody of whom no need is recorded.
        package let need: Need?
        /// Of the levels at which persons are asked for, lowest first.
        package let cells: [Cell]
    }

    package struct Cell: Sendable {
        package let level: Level
        /// What stands in the way; none where it is permitted.
        package let gates: [GateID]
        /// *I ringa omfattning*, each message counted and justified.
        package let isLimited: Bool
        /// When the first of the findings it rests on ends; `nil` where it is denied.
        package let until: Timestamp?

        package var isPermitted: Bool { gates.isEmpty }
    }

    package let status: StatusKind
    /// Levels at which policy asks for nobody.
    package let unasked: [Level]
    package let rows: [Row]

    /// - Parameters:
    ///   - person: with the best sign-in she has.
    ///   - actor: whose node it is.
    package init(
        of person: PersonAtNode, at actor: ActorID, status: StatusKind, in view: PolicyView,
        at now: Timestamp
    ) {
        self.status = status
        let levels = view.policy.levelsInUse
        unasked = levels.filter { $0.signIn(for: status) == .nothing }.map(\.level)
        let asker = PersonAsker(person: person, actor: actor, status: status, view: view, now: now)
        let asked = levels.filter { $0.signIn(for: status) > .nothing }.map(\.level)
        let needs: [Need?] = person.standing.needs.isEmpty ? [nil] : person.standing.needs
        rows = needs.map { need in
            Row(need: need, cells: asked.map { asker.cell(need, at: $0) })
        }
    }
}

extension NeedScope {
    /// Whether a message of this label comes within the scope, as far as one need can tell.
    package func covers(_ label: Label) -> Bool {
        switch self {
        case .compartment(let word): label.compartments.contains(word)
        case .audience(.all): true
        case .audience(let term): label.audience.clauses.contains { $0.terms.contains(term) }
        }
    }
}

/// Puts questions about one person to the engine.
private struct PersonAsker {
    let person: PersonAtNode
    let actor: ActorID
    let status: StatusKind
    let view: PolicyView
    let now: Timestamp

    func cell(_ need: Need?, at level: Level) -> PersonMatrix.Cell {
        var gates = [GateID.labelComplete]
        if let label = label(for: need, at: level) {
            var asked = person
            // Her own word is all that justifies limited extent.
            asked.limited.isJustified = true
            let request = AccessRequest(
                person: asked, at: actor, label: label, of: originator, isOpaque: false, now: now)
            gates = decide(request, in: view).failed.map(\.id)
        }
        return PersonMatrix.Cell(
            level: level, gates: gates, isLimited: person.needsLimitedExtent(at: level),
            until: gates.isEmpty ? end(of: need, at: level) : nil)
    }

    /// Somebody else: what the actor itself makes has a rule of its own.
    private var originator: ActorID {
        view.policy.actors.keys.sorted().first { $0 != actor } ?? actor
    }

    private func label(for need: Need?, at level: Level) -> Label? {
        var audience = Audience(.all)
        var compartments: [Compartment] = []
        switch need?.scope {
        case .audience(let term): audience = Audience(term)
        case .compartment(let word):
            // A compartment is needed beside whatever the message is meant for.
            compartments = [word]
            let terms = person.standing.needs.compactMap { need -> AudienceTerm? in
                if case .audience(let term) = need.scope { term } else { nil }
            }
            if let clause = try? AudienceClause(terms), let any = try? Audience([clause]) {
                audience = any
            }
        case nil: break
        }
        guard let status = imaginedStatus else { return nil }
        return .imagined(
            at: level, status, for: audience, compartments: compartments, by: originator, at: now,
            lifetimeSeconds: 60)
    }

    private var imaginedStatus: Status? {
        switch status {
        case .actual: .actual
        case .test: .test
        case .exercise: (try? ExerciseID("provning")).map { .exercise($0) }
        }
    }

    private func end(of need: Need?, at level: Level) -> Timestamp? {
        let standing = person.standing
        var ends = PersonFact.allCases.compactMap { standing[$0]?.until }
        ends += [need?.validity.until].compactMap { $0 }
        if level >= .confidential { ends += [standing.clearance?.validity.until].compactMap { $0 } }
        return ends.min()
    }
}
