import Handover
import Identity
import Labels
import Ledger
import Policies
import Registers
import Rosters
import Storage

extension NodeEngine {
    /// Who has access to what here, through which rule, and what of it was used in a period: this
    /// actor's own persons by need and level, and the ways to and from every other actor.
    ///
    /// What is permitted is the gates' own answer under the policy and the roster as they are now.
    /// That somebody asked is in the ledger before she is told.
    ///
    /// - Throws: `RegisterError.officeMissing` for anybody but the security chief and the auditor,
    ///   ``NodeError/policyMissing``, `RosterError.signInRefused`, `LabelError`.
    package func access(_ order: AccessOrder) async throws -> AccessReply {
        let person = try await signedIn(order.claim)
        try Office.require([.securityChief, .auditor], of: person, in: roster, at: clock())
        let status = try StatusKind(order.status)
        let view = try regionView().policy
        try await noteReport(
            "access \(status.rawValue) from \(order.from) until \(order.until)", by: person)
        var uses = AccessUses(of: actor, status: status, from: order.from, until: order.until)
        try await readLedger(0..<store.treeHead().size) { _, facts in uses.take(facts) }
        let now = clock()
        let matrices = roster.persons.filter { !$0.hasLeft(at: now) }.map { human in
            (human, matrix(of: human, status, in: view, at: now))
        }
        return AccessReply(
            actor: actor, node: node, by: person, made: now, status: status.rawValue,
            from: order.from, until: order.until, policyVersion: view.edition?.version,
            unasked: view.policy.levelsInUse.filter { $0.signIn(for: status) == .nothing }
                .map(\.level.name),
            persons: matrices.map { entry(of: $0, $1, uses) },
            ways: ways(status, in: view.policy, uses, at: now), erased: uses.erased)
    }

    // MARK: Persons

    private func matrix(
        of human: RosterPerson, _ status: StatusKind, in view: PolicyView, at now: Timestamp
    ) -> PersonMatrix {
        let signIn: SignInStrength = memory.roster.passwords[human.id] == nil ? .nothing : .password
        return PersonMatrix(
            of: PersonAtNode(human.standing, signIn: signIn), at: actor, status: status, in: view,
            at: now)
    }

    private func entry(
        of human: RosterPerson, _ matrix: PersonMatrix, _ uses: AccessUses
    ) -> AccessReply.Person {
        let pseudonyms = roster.pseudonyms(of: human.id)
        let rights = matrix.rows.flatMap { row in
            row.cells.map { cell in
                AccessReply.PersonRight(
                    need: row.need?.scope.text, level: cell.level.name,
                    gates: cell.gates.map(\.rawValue), isLimited: cell.isLimited,
                    until: cell.until,
                    use: uses.use(by: pseudonyms, of: row.need?.scope, at: cell.level))
            }
        }
        let grant = human.standing.clearance
        return AccessReply.Person(
            person: human.id, clearance: grant?.clearance, clearanceUntil: grant?.validity.until,
            functions: human.standing.functions.map {
                .init(function: $0.function, until: $0.validity.until)
            }, rights: rights)
    }

    // MARK: Other actors

    private func ways(
        _ status: StatusKind, in policy: Policy, _ uses: AccessUses, at now: Timestamp
    ) -> [AccessReply.Way] {
        let matrix = AccessMatrix(of: policy, status: status, concerning: actor, at: now)
        return matrix.actors.filter { $0 != actor }.flatMap { other in
            [AccessReply.Way.Direction.to, .from].flatMap { direction in
                matrix.levels.compactMap { level in
                    way(direction, other, level, matrix, policy, uses, at: now)
                }
            }
        }
    }

    private func way(
        _ direction: AccessReply.Way.Direction, _ other: ActorID, _ level: Level,
        _ matrix: AccessMatrix, _ policy: Policy, _ uses: AccessUses, at now: Timestamp
    ) -> AccessReply.Way? {
        let (from, to) = direction == .to ? (actor, other) : (other, actor)
        let gates: [GateID]
        switch matrix.verdict(from: from, to: to, at: level) {
        case .permitted: gates = []
        case .denied(let failed): gates = failed
        // This actor is none of the policy's.
        case nil: return nil
        }
        let agreements = policy.agreements(between: actor, and: other)
            .filter { level >= .confidential && $0.validity.contains(now) }
        return AccessReply.Way(
            actor: other, direction: direction, level: level.name, gates: gates.map(\.rawValue),
            ground: matrix.ground(from: from, to: to, at: level),
            forums: policy.forums.values.filter {
                $0.members.isSuperset(of: [actor, other])
            }.map(\.id).sorted(), agreements: agreements.map(\.reference),
            use: uses.use(direction, other, at: level))
    }
}
