package import Identity
package import Labels

/// That exemplars of a level are to be counted, and by when.
package struct InventoryDue: Hashable, Sendable, Codable {
    package let reason: Inventory.Reason
    /// By name.
    package let status: String
    package let level: String
    package let due: Timestamp
    /// Those that changed hands since they were counted; empty for an interval.
    package let exemplars: [String]

    package func isOverdue(at now: Timestamp) -> Bool { due <= now }

    /// A key of the actor's own that came into other hands.
    package struct LostKey: Hashable, Sendable {
        package let level: Level
        package let status: StatusKind
        package let known: Timestamp

        package init(_ level: Level, _ status: StatusKind, known: Timestamp) {
            (self.level, self.status, self.known) = (level, status, known)
        }
    }

    /// What follows from the register, the campaigns closed so far, lost keys and policy's intervals.
    ///
    /// The interval runs from the last campaign over the whole level, or from the first exemplar that
    /// can be counted. An exemplar that somebody else has got, and a level of which a key was lost, are
    /// to be counted now.
    ///
    /// - Parameter interval: seconds for a level; `nil` where policy has none.
    package static func all(
        among entries: [RegisterEntry], after inventories: [Inventory], lost: [LostKey] = [],
        interval: (Level) -> Int64?
    ) -> [InventoryDue] {
        StatusKind.allCases.flatMap { status in
            Level.allCases.flatMap { level in
                let those = entries.filter { $0.number.status == status && $0.level == level }
                let closed = inventories.filter {
                    $0.closing != nil && $0.status == status.rawValue
                        && $0.levels.contains(level.name)
                }
                let lost = lost.filter { $0.level == level && $0.status == status }.map(\.known)
                return dues(
                    of: those, after: closed, lost: lost.max(), status, level, interval(level))
            }
        }.sorted { $0.due < $1.due }
    }

    private static func dues(
        of entries: [RegisterEntry], after closed: [Inventory], lost: Timestamp?,
        _ status: StatusKind, _ level: Level, _ intervalSeconds: Int64?
    ) -> [InventoryDue] {
        let held = entries.flatMap { entry in
            entry.exemplars.filter { !$0.isInVault && $0.state == .held && $0.isOwn }
                .map { (name: "\(entry.number):\($0.number)", exemplar: $0) }
        }
        guard let first = held.map(\.exemplar.made).min() else { return [] }
        var dues: [InventoryDue] = []
        func add(_ reason: Inventory.Reason, by due: Timestamp, of names: [String] = []) {
            dues.append(
                InventoryDue(
                    reason: reason, status: status.rawValue, level: level.name, due: due,
                    exemplars: names))
        }
        let whole = closed.filter { $0.holder == nil }
        if let intervalSeconds {
            let last = whole.compactMap(\.closing?.time).max()
            add(.interval, by: (last ?? first).adding(seconds: intervalSeconds))
        }
        if let lost, !whole.contains(where: { $0.opened >= lost }) { add(.keyLost, by: lost) }
        let moved = held.filter { item in
            item.exemplar.heldSince > item.exemplar.made
                && !closed.contains { $0.counted(item.name, since: item.exemplar.heldSince) }
        }
        if let since = moved.map(\.exemplar.heldSince).min() {
            add(.holderChange, by: since, of: moved.map(\.name))
        }
        return dues
    }
}

extension Exemplar {
    fileprivate var isOwn: Bool {
        if case .actor = holder { false } else { true }
    }
}

extension Inventory {
    fileprivate func counted(_ name: String, since: Timestamp) -> Bool {
        opened >= since && items.contains { "\($0.entry):\($0.exemplar)" == name }
    }
}
