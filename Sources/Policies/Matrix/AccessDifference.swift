package import Identity
package import Labels

/// Who gains and who loses access to what, from one policy to another.
package struct AccessDifference: Sendable {
    /// One actor's reading at one level.
    package struct Change: Hashable, Sendable {
        package let reader: ActorID
        package let level: Level
        package let status: StatusKind
        /// Originators whose messages it may read from now on, by name.
        package let gained: [ActorID]
        /// Originators whose messages it may no longer read, with the gates that now fail.
        package let lost: [Loss]
    }

    package struct Loss: Hashable, Sendable {
        package let originator: ActorID
        /// Empty where the originator, the reader or the level is no longer in the policy.
        package let gates: [GateID]
    }

    /// A forum that changed, came or went.
    package struct ForumChange: Hashable, Sendable {
        package let forum: ForumID
        package let joined: [ActorID]
        package let left: [ActorID]
    }

    /// By reader, then level; readers for whom nothing changes are left out.
    package let changes: [Change]
    package let forums: [ForumChange]

    package var isEmpty: Bool { changes.isEmpty && forums.isEmpty }

    /// - Parameter statuses: all of which are compared.
    package init(
        from old: Policy, to new: Policy, statuses: [StatusKind] = StatusKind.allCases,
        at now: Timestamp
    ) {
        changes = statuses.flatMap { status in
            Self.changes(
                AccessMatrix(of: old, status: status, at: now),
                AccessMatrix(of: new, status: status, at: now))
        }.sorted {
            ($0.reader, $0.level, $0.status.rawValue) < ($1.reader, $1.level, $1.status.rawValue)
        }
        forums = Set(old.forums.keys).union(new.forums.keys).sorted().compactMap { id in
            let (before, after) = (
                old.forums[id]?.members ?? [], new.forums[id]?.members ?? []
            )
            guard before != after else { return nil }
            return ForumChange(
                forum: id, joined: after.subtracting(before).sorted(),
                left: before.subtracting(after).sorted())
        }
    }

    private static func changes(_ old: AccessMatrix, _ new: AccessMatrix) -> [Change] {
        let actors = Set(old.actors).union(new.actors).sorted()
        let levels = Set(old.levels).union(new.levels).sorted()
        return actors.flatMap { reader in
            levels.compactMap { level in change(for: reader, level, among: actors, old, new) }
        }
    }

    private static func change(
        for reader: ActorID, _ level: Level, among actors: [ActorID], _ old: AccessMatrix,
        _ new: AccessMatrix
    ) -> Change? {
        var gained: [ActorID] = []
        var lost: [Loss] = []
        for originator in actors {
            let before = old.verdict(from: originator, to: reader, at: level)
            let after = new.verdict(from: originator, to: reader, at: level)
            switch (before?.isPermitted ?? false, after?.isPermitted ?? false) {
            case (false, true): gained.append(originator)
            case (true, false):
                var gates: [GateID] = []
                if case .denied(let failed) = after { gates = failed }
                lost.append(Loss(originator: originator, gates: gates))
            default: break
            }
        }
        guard !gained.isEmpty || !lost.isEmpty else { return nil }
        return Change(
            reader: reader, level: level, status: new.status, gained: gained, lost: lost)
    }
}
