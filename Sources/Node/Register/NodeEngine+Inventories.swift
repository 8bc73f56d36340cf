import Handover
import Identity
import Labels
import Ledger
import Policies
import Registers
import Registry
import Rosters
import Storage

extension NodeEngine {
    /// Opens a campaign over what should be there now.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`.
    package func openInventory(_ order: InventoryOrder) async throws -> InventoriesReply {
        let person = try await signedIn(order.claim)
        return try await exclusively { engine in
            try engine.requireCounter(person)
            let inventory = try Inventory(
                engine.newName("inv"), because: order.reason,
                of: Set(order.levels.map { try Level($0) }), StatusKind(order.status),
                heldBy: order.holder, among: engine.memory.register.all, by: person,
                in: engine.roster, at: engine.clock())
            try await engine.keep(
                inventory,
                saying: "\(inventory.id) opened: \(order.reason.rawValue), "
                    + "\(inventory.items.count) to count", by: person)
            return InventoriesReply(inventories: [inventory], dues: [])
        }
    }

    /// Notes what was found of one exemplar.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`.
    package func count(_ order: CountOrder) async throws -> InventoriesReply {
        let person = try await signedIn(order.claim)
        return try await exclusively { engine in
            try engine.requireCounter(person)
            var inventory = try engine.inventory(order.inventory)
            try inventory.count(
                order.entry, order.exemplar, as: order.finding, remark: order.remark, by: person,
                in: engine.roster, at: engine.clock())
            try await engine.keep(
                inventory,
                saying: "\(inventory.id) \(order.entry):\(order.exemplar) "
                    + order.finding.rawValue, by: person)
            return InventoriesReply(inventories: [inventory], dues: [])
        }
    }

    /// Ends a campaign: what is missing is missing in the register too, and every discrepancy is an
    /// incident, in the same commit.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`.
    package func closeInventory(
        _ text: String, by claim: PersonClaim
    ) async throws -> InventoriesReply {
        let person = try await signedIn(claim)
        return try await exclusively { engine in
            try engine.requireCounter(person)
            var inventory = try engine.inventory(text)
            let found = try engine.consequences(of: inventory)
            try inventory.close(
                by: person, incidents: found.incidents.map(\.id), in: engine.roster,
                at: engine.clock())
            try await engine.keep(
                inventory, saying: "\(inventory.id) closed, \(found.incidents.count) incidents",
                by: person, with: found)
            return InventoriesReply(inventories: [inventory], dues: [])
        }
    }

    /// All campaigns, open ones first, and what is due; or one.
    package func inventories(_ text: String? = nil) throws -> InventoriesReply {
        if let text { return InventoriesReply(inventories: [try inventory(text)], dues: []) }
        let all = memory.register.inventories.values.map(\.value)
        let policy = material.view(at: clock())?.policy.policy
        let now = clock()
        let dues = InventoryDue.all(among: memory.register.all, after: all, lost: lostKeys) {
            policy?.rules(for: $0)?.inventorySeconds
        }
        return InventoriesReply(
            inventories: all.sorted {
                ($0.isOpen ? 0 : 1, $1.opened) < ($1.isOpen ? 0 : 1, $0.opened)
            },
            dues: dues.map { InventoriesReply.Due(due: $0, isOverdue: $0.isOverdue(at: now)) })
    }

    // MARK: Inside

    /// Of this actor, by the registry: those that are said to have been in other hands.
    private var lostKeys: [InventoryDue.LostKey] {
        let keys = material.registry.view(at: clock()).actor(actor)?.keys ?? []
        return keys.compactMap { key in
            guard let revocation = key.revocation, revocation.compromisedSince != nil else {
                return nil
            }
            return InventoryDue.LostKey(key.level, key.status, known: revocation.at)
        }
    }

    private func requireCounter(_ person: PersonID) throws {
        try Office.require([.securityChief, .registrator], of: person, in: roster, at: clock())
    }

    private func inventory(_ text: String) throws -> Inventory {
        guard let id = try? InventoryID(text), let kept = memory.register.inventories[id] else {
            throw RegisterError.inventoryUnknown(text: text)
        }
        return kept.value
    }

    /// What a campaign's discrepancies come to.
    private struct Consequences {
        var incidents: [Incident] = []
        /// Entries with what is missing from them, by message.
        var drafts: [MessageID: (draft: RegisterDraft, words: [String])] = [:]
    }

    private func consequences(of inventory: Inventory) throws -> Consequences {
        var found = Consequences()
        for item in inventory.discrepancies {
            guard let count = item.count else { continue }
            var draft =
                try found.drafts[item.message]?.draft ?? registerDraft(item.message)
            // It may have been destroyed or found to be missing since the campaign opened.
            guard let exemplar = draft.entry.exemplar(item.exemplar) else { continue }
            found.incidents.append(
                Incident(
                    try newName("inc"),
                    count.finding == .missing ? .exemplarMissing : .exemplarDiffers, draft.entry,
                    exemplar, found: count.time, by: count.by, remark: count.remark ?? "",
                    in: inventory.id))
            guard count.finding == .missing, exemplar.state == .held else { continue }
            var act = RegisterAct(.missing, of: item.exemplar)
            act.remark = count.remark
            let event = try draft.entry.record(act, by: count.by, in: roster, at: clock())
            let words = (found.drafts[item.message]?.words ?? []) + [draft.entry.line(event)]
            found.drafts[item.message] = (draft, words)
        }
        return found
    }

    private func keep(
        _ inventory: Inventory, saying word: String, by person: PersonID,
        with found: Consequences = Consequences()
    ) async throws {
        let row =
            if let known = memory.register.inventories[inventory.id] {
                try vault.updated(known, inventory)
            } else {
                try vault.new(inventory, in: NodeTable.inventories)
            }
        let said = try ledgerRecords(.inventory, [word], by: person, at: clock())
        let steps = try found.drafts.values.map {
            try registerStep($0.draft, saying: $0.words, by: person)
        }
        let raised = try found.incidents.map { try vault.new($0, in: NodeTable.incidents) }
        try await commit(
            [row.change] + steps.map(\.change) + raised.map(\.change),
            recording: said + steps.flatMap(\.records)
                + found.incidents.map(record(of:)))
        memory.register.inventories[inventory.id] = row.kept
        for step in steps { memory.register.take(step.kept) }
        for kept in raised.map(\.kept) { memory.register.incidents[kept.value.id] = kept }
    }
}
