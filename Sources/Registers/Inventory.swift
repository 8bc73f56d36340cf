package import Identity
package import Labels
package import Rosters

package enum InventoryConcept: NameConcept { package static let word = "inventory" }
package typealias InventoryID = Name<InventoryConcept>

/// A campaign: what should be there when it opened, and what somebody independent of each holder found.
package struct Inventory: Hashable, Sendable, Codable {
    /// Why it is made.
    package enum Reason: String, CaseIterable, Sendable, Hashable, Codable {
        /// The level's interval has passed.
        case interval
        case holderChange = "holder-change"
        /// A key or a code was lost.
        case keyLost = "key-lost"
        case unattended
        case assignmentEnded = "assignment-ended"
    }

    package enum Finding: String, CaseIterable, Sendable, Hashable, Codable {
        case present, missing
        /// It is there, and not as the register says.
        case differs
    }

    /// An exemplar that should be there, as the register had it when the campaign opened.
    package struct Item: Hashable, Sendable, Codable {
        package let entry: RegisterNumber
        package let exemplar: Int
        /// By name.
        package let level: String
        package let message: MessageID
        package let holder: Holder
        package fileprivate(set) var count: Count?
    }

    package struct Count: Hashable, Sendable, Codable {
        package let finding: Finding
        package let by: PersonID
        package let time: Timestamp
        package let remark: String?
    }

    package struct Closing: Hashable, Sendable, Codable {
        package let by: PersonID
        package let time: Timestamp
        /// What its discrepancies became.
        package let incidents: [IncidentID]
    }

    package let id: InventoryID
    package let reason: Reason
    /// Status and levels by name.
    package let status: String
    package let levels: [String]
    /// Whose exemplars alone are counted; `nil`: everybody's.
    package let holder: PersonID?
    package let openedBy: PersonID
    package let opened: Timestamp
    package private(set) var items: [Item]
    package private(set) var closing: Closing?

    package static let itemsMax = 100_000

    /// - Parameter entries: of the campaign's status.
    /// - Throws: ``RegisterError/inventoryEmpty``, ``RegisterError/counterHolds(_:)`` when it is opened
    ///   by the one whose exemplars alone are counted, ``RegisterError/tooMany(limit:)``.
    package init(
        _ id: InventoryID, because reason: Reason, of levels: Set<Level>, _ status: StatusKind,
        heldBy holder: PersonID?, among entries: [RegisterEntry], by person: PersonID,
        in roster: Roster, at now: Timestamp
    ) throws(RegisterError) {
        (self.id, self.reason, self.status) = (id, reason, status.rawValue)
        self.levels = levels.sorted().map(\.name)
        (self.holder, openedBy, opened) = (holder, person, now)
        let humans = holder.map(roster.pseudonyms)
        if let humans, humans.contains(person) { throw .counterHolds(person) }
        items = entries.filter { $0.number.status == status && levels.contains($0.level) }
            .sorted { $0.number < $1.number }
            .flatMap { entry in
                entry.exemplars.filter { $0.isCounted(of: humans) }.map {
                    Item(
                        entry: entry.number, exemplar: $0.number, level: entry.level.name,
                        message: entry.message, holder: $0.holder)
                }
            }
        guard !items.isEmpty else { throw .inventoryEmpty }
        guard items.count <= Self.itemsMax else { throw .tooMany(limit: Self.itemsMax) }
    }

    package var isOpen: Bool { closing == nil }
    package var uncounted: [Item] { items.filter { $0.count == nil } }
    package var discrepancies: [Item] {
        items.filter { $0.count.map { $0.finding != .present } ?? false }
    }

    /// Notes what somebody found; found anew, the later count stands.
    ///
    /// - Throws: ``RegisterError/counterHolds(_:)`` for whoever has the exemplar, under whatever
    ///   pseudonym; ``RegisterError/itemUnknown(_:_:)``, ``RegisterError/inventoryClosed``,
    ///   ``RegisterError/partMissing(_:_:)`` for a discrepancy without words.
    package mutating func count(
        _ entry: RegisterNumber, _ exemplar: Int, as finding: Finding, remark: String?,
        by person: PersonID, in roster: Roster, at now: Timestamp
    ) throws(RegisterError) {
        guard isOpen else { throw .inventoryClosed }
        guard let index = items.firstIndex(where: { $0.entry == entry && $0.exemplar == exemplar })
        else { throw .itemUnknown(entry, exemplar) }
        try requireIndependent(person, of: items[index...index], in: roster)
        if finding != .present, remark == nil { throw .partMissing(.missing, .remark) }
        if let remark { try requireLine(remark) }
        items[index].count = Count(finding: finding, by: person, time: now, remark: remark)
    }

    /// Ends it once everything is counted, by somebody who has none of it.
    ///
    /// - Throws: ``RegisterError``.
    package mutating func close(
        by person: PersonID, incidents: [IncidentID], in roster: Roster, at now: Timestamp
    ) throws(RegisterError) {
        guard isOpen else { throw .inventoryClosed }
        guard uncounted.isEmpty else { throw .inventoryIncomplete(uncounted: uncounted.count) }
        try requireIndependent(person, of: items[...], in: roster)
        closing = Closing(by: person, time: now, incidents: incidents)
    }

    private func requireIndependent(
        _ person: PersonID, of items: ArraySlice<Item>, in roster: Roster
    ) throws(RegisterError) {
        let humans = roster.pseudonyms(of: person)
        let isHolder = items.contains { $0.holder.person.map(humans.contains) ?? false }
        if isHolder { throw .counterHolds(person) }
    }
}

extension Exemplar {
    /// What can be looked for: with one of our own, outside the vault, not destroyed or known to be
    /// missing.
    fileprivate func isCounted(of humans: Set<PersonID>?) -> Bool {
        if isInVault || state != .held { return false }
        switch holder {
        case .actor: return false
        case .node: return humans == nil
        case .person(let id): return humans?.contains(id) ?? true
        }
    }
}
