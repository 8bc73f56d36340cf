package import Identity
package import Labels

/// Who gains and who loses access to what, from one policy to another.
package struct AccessDifference: Sendable {
    /// One actor's reading at one level.
    package struct Change: Hashable, Sendable {
        package let reader: ActorID
        package let level: Level
        package let status: StatusKind
        /// While a forum of it is called; `nil` for what holds in every mode.
        package let mode: ModeID?
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

    /// By reader, then level, what is so in every mode first; readers for whom nothing changes are
    /// left out.
    package let changes: [Change]
    package let forums: [ForumChange]

    package var isEmpty: Bool { changes.isEmpty && forums.isEmpty }

    /// - Parameter statuses: all of which are compared.
    package init(
        from old: Policy, to new: Policy, statuses: [StatusKind] = StatusKind.allCases,
        at now: Timestamp
    ) {
        changes = statuses.flatMap { status in
            Self.changes(from: old, to: new, status, at: now)
        }.sorted { $0.place < $1.place }
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

    /// What changes without any mode, and what changes in one beside that.
    private static func changes(
        from old: Policy, to new: Policy, _ status: StatusKind, at now: Timestamp
    ) -> [Change] {
        func changes(in mode: ModeID?) -> [Change] {
            Self.changes(
                AccessMatrix(of: old, status: status, in: mode, at: now),
                AccessMatrix(of: new, status: status, in: mode, at: now), in: mode)
        }
        let usual = changes(in: nil)
        let modes = Set([old, new].flatMap(\.modesInOrder).filter { !$0.limits.isEmpty }.map(\.id))
        return usual
            + modes.sorted().flatMap { mode in
                changes(in: mode).compactMap { change in
                    change.beside(usual.first { $0.isOfSame(change) })
                }
            }
    }

    private static func changes(
        _ old: AccessMatrix, _ new: AccessMatrix, in mode: ModeID?
    ) -> [Change] {
        let actors = Set(old.actors).union(new.actors).sorted()
        let levels = Set(old.levels).union(new.levels).sorted()
        return actors.flatMap { reader in
            levels.compactMap { level in
                change(for: reader, level, in: mode, among: actors, old, new)
            }
        }
    }

    private static func change(
        for reader: ActorID, _ level: Level, in mode: ModeID?, among actors: [ActorID],
        _ old: AccessMatrix, _ new: AccessMatrix
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
        return Change(
            reader: reader, level: level, status: new.status, mode: mode, gained: gained,
            lost: lost
        ).unlessEmpty
    }
}

extension AccessDifference.Change {
    fileprivate var place: (ActorID, Level, String, String) {
        (reader, level, status.rawValue, mode?.text ?? "")
    }

    fileprivate var unlessEmpty: Self? { gained.isEmpty && lost.isEmpty ? nil : self }

    /// Whether it is of the same reading, in whatever mode.
    fileprivate func isOfSame(_ other: Self) -> Bool {
        (reader, level, status) == (other.reader, other.level, other.status)
    }

    /// What of it is not so without the mode as well.
    fileprivate func beside(_ usual: Self?) -> Self? {
        guard let usual else { return self }
        let known = Set(usual.lost.map(\.originator))
        return Self(
            reader: reader, level: level, status: status, mode: mode,
            gained: gained.filter { !usual.gained.contains($0) },
            lost: lost.filter { !known.contains($0.originator) }
        ).unlessEmpty
    }
}
