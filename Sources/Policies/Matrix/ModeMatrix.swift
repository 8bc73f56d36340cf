package import Identity
package import Labels

/// What of an ``AccessMatrix`` a mode's forums make use of: for each actor and level whether it may
/// originate to, and read from, anybody it shares a forum with.
package struct ModeMatrix: Sendable {
    package let mode: ModeID
    /// Actors in some forum of the mode, by name.
    package let rows: [Row]

    package struct Row: Sendable {
        package let actor: ActorID
        package let forums: [ForumID]
        package let cells: [Level: Cell]
    }

    package struct Cell: Hashable, Sendable {
        /// Actors it may send to, by name.
        package let readers: [ActorID]
        /// Actors it may read from, by name.
        package let sources: [ActorID]
        /// What stands in the way of everything, where neither is anybody; in the gates' order.
        package let gates: [GateID]

        package var originates: Bool { !readers.isEmpty }
        package var reads: Bool { !sources.isEmpty }
    }

    package init(_ mode: ModeID, of policy: Policy, in matrix: AccessMatrix) {
        self.mode = mode
        let forums = policy.forums.values.filter { $0.mode == mode }.sorted { $0.id < $1.id }
        rows = matrix.actors.compactMap { actor in
            let own = forums.filter { $0.members.contains(actor) }
            guard !own.isEmpty else { return nil }
            let others = own.reduce(into: Set<ActorID>()) { $0.formUnion($1.members) }
                .subtracting([actor]).sorted()
            return Row(
                actor: actor, forums: own.map(\.id),
                cells: Dictionary(
                    uniqueKeysWithValues: matrix.levels.map {
                        ($0, Cell(of: actor, among: others, at: $0, in: matrix))
                    }))
        }
    }
}

extension ModeMatrix.Cell {
    fileprivate init(
        of actor: ActorID, among others: [ActorID], at level: Level, in matrix: AccessMatrix
    ) {
        let sent = others.map { ($0, matrix.verdict(from: actor, to: $0, at: level)) }
        let read = others.map { ($0, matrix.verdict(from: $0, to: actor, at: level)) }
        readers = sent.filter { $0.1?.isPermitted == true }.map(\.0)
        sources = read.filter { $0.1?.isPermitted == true }.map(\.0)
        gates =
            readers.isEmpty && sources.isEmpty
            ? Self.common((sent + read).compactMap(\.1)) : []
    }

    /// Gates that failed in every one of the answers.
    private static func common(_ verdicts: [AccessMatrix.Verdict]) -> [GateID] {
        let sets = verdicts.map { verdict -> Set<GateID> in
            guard case .denied(let gates) = verdict else { return [] }
            return Set(gates)
        }
        guard let first = sets.first else { return [] }
        let common = sets.dropFirst().reduce(first) { $0.intersection($1) }
        return GateID.allCases.filter(common.contains)
    }
}
