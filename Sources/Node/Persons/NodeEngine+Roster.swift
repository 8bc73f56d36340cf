package import Identity
import Ledger
import Policies
import Primitives
import Rosters
import Storage

extension NodeEngine {
    var roster: Roster { memory.roster.roster }

    /// Records what has been found of a person, and her password where one is given.
    ///
    /// - Throws: `RosterError`, `StorageError`.
    package func addToRoster(_ order: RosterAddOrder) async throws -> RosterEntry {
        let now = clock()
        let from = order.from ?? now
        var grant = RosterGrant(
            of: order.person,
            Validity(
                from: from,
                until: order.until ?? from.adding(seconds: RosterAddOrder.validSecondsDefault)))
        grant.name = order.name
        grant.facts = Set(order.facts)
        grant.clearance = order.clearance
        grant.needs = order.needs
        grant.functions = order.functions
        let password = try order.password.map { bytes in
            try PersonPassword(SecretBytes(copying: bytes), random: random)
        }
        try await exclusively { engine in try await engine.grant(grant, password, at: now) }
        return try entry(of: order.person)
    }

    private func grant(
        _ grant: RosterGrant, _ password: PersonPassword?, at now: Timestamp
    ) async throws {
        let isPasswordAlone = password != nil && roster[grant.person] != nil && grant.isEmpty
        var summaries: [String] = []
        var changed: [RosterPerson] = []
        if !isPasswordAlone {
            changed = [try roster.granting(grant, at: now)]
            summaries.append(grant.summary)
        }
        var change: VaultChange?
        var kept: Kept<PasswordRecord>?
        if let password {
            let record = PasswordRecord(person: grant.person, password: password)
            let known = memory.roster.passwords[grant.person]
            let row =
                if let known { try vault.updated(known, record) } else {
                    try vault.new(record, in: NodeTable.passwords)
                }
            (kept, change) = (row.kept, row.change)
            summaries.append("password set")
        }
        try await keep(
            changed, of: grant.person, summary: summaries.joined(separator: "; "),
            besides: change.map { [$0] } ?? [])
        if let kept { memory.roster.passwords[grant.person] = kept }
    }

    /// Takes back single findings, or everything: then the person has left, at once.
    ///
    /// - Throws: `RosterError`, `StorageError`.
    package func removeFromRoster(_ order: RosterRemoveOrder) async throws -> RosterEntry {
        var withdrawal = RosterWithdrawal(from: order.person)
        withdrawal.facts = Set(order.facts)
        withdrawal.clearance = order.clearance
        withdrawal.needs = order.needs
        withdrawal.functions = order.functions
        let asked = withdrawal
        try await exclusively { engine in
            let changed = try engine.roster.withdrawing(asked, at: engine.clock())
            try await engine.keep(changed, of: asked.person, summary: asked.summary)
        }
        return try entry(of: order.person)
    }

    /// Makes entries durable with one entry in the ledger for each; then takes them over. Within an
    /// exclusive section.
    func keep(
        _ changed: [RosterPerson], of person: PersonID, summary: String,
        besides more: [VaultChange] = []
    ) async throws {
        let rows = try changed.map { try memory.roster.change($0, vault) }
        let subjects = changed.isEmpty ? [person] : changed.map(\.id)
        let records = try subjects.map { subject in
            var facts = LedgerFacts(.roster, at: clock())
            facts.actor = actor
            facts.node = node
            facts.person = subject
            try facts.setDetail(summary)
            return try ledgerRecord(facts)
        }
        try await commit(rows.map(\.change) + more, recording: records)
        memory.roster.take(rows.map(\.kept))
    }

    // MARK: Showing

    /// Everybody, or one; those who have left too.
    ///
    /// - Throws: `RosterError.personUnknown`.
    package func showRoster(_ person: PersonID? = nil) throws -> RosterReply {
        let now = clock()
        let shown = try person.map { [try entry(of: $0)] } ?? roster.persons.map(entry)
        return RosterReply(
            actor: actor, persons: shown,
            functions: roster.functions.map {
                RosterReply.Function(function: $0, holders: roster.holders(of: $0, at: now))
            })
    }

    /// What has ended, ends soon, or is missing.
    package func reviewRoster(withinSeconds seconds: Int64) throws -> RosterReviewReply {
        RosterReviewReply(
            findings: roster.review(at: clock(), within: seconds),
            openCases: try showBreakGlass().filter(\.isOpen))
    }

    func entry(of id: PersonID) throws -> RosterEntry {
        guard let person = roster[id] else { throw RosterError.personUnknown(id) }
        return entry(person)
    }

    private func entry(_ person: RosterPerson) -> RosterEntry {
        let now = clock()
        let hasLeft = person.hasLeft(at: now)
        return RosterEntry(
            id: person.id, name: person.name, left: person.standing.leftAt,
            hasPassword: memory.roster.passwords[person.id] != nil,
            hasCode: memory.roster.codes[person.id] != nil,
            hasToken: memory.roster.tokens[person.id] != nil,
            parts: person.parts.map { part in
                RosterEntry.Part(
                    what: part.what, from: part.validity?.from, until: part.validity?.until,
                    inForce: !hasLeft && part.validity?.contains(now) ?? false)
            })
    }
}
