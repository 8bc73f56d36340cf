import Identity
import Labels
import Ledger
import Registers
import Storage

extension NodeEngine {
    /// Makes an entry durable with a line in the ledger for each thing that is said, and the incidents
    /// it raises, in one commit; then takes it over. Within an exclusive section.
    func keep(
        _ draft: RegisterDraft, saying words: [String], by person: PersonID?,
        raising incidents: [Incident] = []
    ) async throws -> RegisterLine {
        let step = try registerStep(draft, saying: words, by: person)
        let raised = try incidents.map { try vault.new($0, in: NodeTable.incidents) }
        try await commit(
            [step.change] + raised.map(\.change),
            recording: step.records + incidents.map(record(of:)))
        memory.register.take(step.kept)
        for kept in raised.map(\.kept) { memory.register.incidents[kept.value.id] = kept }
        return RegisterLine(step.kept.value)
    }

    /// An entry's row and lines, not durable yet.
    struct RegisterStep {
        let kept: Kept<RegisterEntry>
        let change: VaultChange
        let records: [LedgerRecord]
    }

    func registerStep(
        _ draft: RegisterDraft, saying words: [String], by person: PersonID?
    ) throws -> RegisterStep {
        let row =
            if let known = draft.known { try vault.updated(known, draft.entry) } else {
                try vault.new(draft.entry, in: NodeTable.register)
            }
        let entered = draft.known == nil ? ["\(draft.entry.number) entered"] : []
        let records = try (entered + words).map { word in
            var facts = try facts(.register, about: draft.entry)
            facts.person = person
            try facts.setDetail(word)
            return try ledgerRecord(facts)
        }
        return RegisterStep(kept: row.kept, change: row.change, records: records)
    }

    private func facts(
        _ event: LedgerEvent, about entry: RegisterEntry
    ) throws -> LedgerFacts {
        var facts = LedgerFacts(event, at: clock())
        facts.message = entry.message
        try facts.setHandling(level: entry.level.name, status: entry.number.status.rawValue)
        facts.originator = entry.direction == .received ? entry.parties.first : actor
        facts.actor = actor
        facts.node = node
        return facts
    }
}

extension RegisterEntry {
    /// What the ledger says of an event: `2026-14:3 exported from 1 to person:person-1`.
    func line(_ event: RegisterEvent) -> String {
        let words = [
            "\(number):\(event.exemplar) \(event.kind.rawValue)",
            event.source.map { "from \($0)" }, event.holder.map { "to \($0)" },
            event.person.map { "by \($0)" },
            event.decision.map { "decided by \($0.by): \($0.number)" },
            event.remark.map { "(\($0))" },
        ]
        return words.compactMap { $0 }.joined(separator: " ")
    }
}
