import Identity
import Labels
import Ledger
import Registers
import Storage

extension NodeEngine {
    /// What this node's ledger, receipts and register say of a period, of an actor or a message.
    ///
    /// That somebody asked is in the ledger before she is told.
    ///
    /// - Throws: `RegisterError.officeMissing` for anybody but the security chief and the auditor,
    ///   `RegisterError.tooMany`, `RosterError.signInRefused`, ``NodeError``.
    package func report(_ order: ReportOrder) async throws -> ReportReply {
        let person = try await signedIn(order.claim)
        try Office.require([.securityChief, .auditor], of: person, in: roster, at: clock())
        let message = try order.message.map {
            try unique($0, among: Array(memory.received.keys) + memory.sent.keys)
        }
        try await note(order, about: message, by: person)
        let head = try await store.treeHead()
        var found = ReportGathering(
            from: order.from, until: order.until, actor: order.actor, message: message)
        try await read(first: head.size, into: &found)
        for kept in memory.sent.values { found.take(kept.value, from: actor) }
        for kept in memory.received.values { found.take(kept.value, at: actor) }
        for entry in memory.register.all { found.take(entry, at: actor) }
        found.sort()
        return ReportReply(
            actor: actor, node: node, by: person, made: clock(), from: order.from,
            until: order.until, aboutActor: order.actor, aboutMessage: message?.hex,
            level: found.level.name, statuses: found.statuses,
            colour: colour(of: found.level), ledgerSize: head.size,
            ledgerRoot: head.root.hex, erased: found.erased, timeline: found.timeline,
            knowledge: found.knowledge, deliveries: found.deliveries, denials: found.denials)
    }

    private func note(
        _ order: ReportOrder, about message: MessageID?, by person: PersonID
    ) async throws {
        try await exclusively { engine in
            var facts = LedgerFacts(.report, at: engine.clock())
            (facts.actor, facts.node, facts.person) = (engine.actor, engine.node, person)
            facts.message = message
            let about = order.actor.map { " about \($0)" } ?? ""
            try facts.setDetail("from \(order.from) until \(order.until)\(about)")
            try await engine.commit([], recording: [try engine.ledgerRecord(facts)])
        }
    }

    private func read(first size: UInt64, into found: inout ReportGathering) async throws {
        for start in stride(from: 0, to: size, by: Int(Self.reportPageEntries)) {
            let end = min(size, start + Self.reportPageEntries)
            for record in try await store.records(start..<end) {
                guard let disclosure = try vault.disclosure(of: record) else {
                    found.skipErased()
                    continue
                }
                try found.take(LedgerFacts(parsing: disclosure.facts), entry: record.number)
            }
        }
    }

    private static let reportPageEntries: UInt64 = 500
}
