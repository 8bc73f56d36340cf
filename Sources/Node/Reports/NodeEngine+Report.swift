import Identity
import Labels
import Ledger
import Registers
import Rosters
import Storage

extension NodeEngine {
    /// What this node's ledger, receipts and register say of a period, of an actor, a person of one's
    /// own or a message.
    ///
    /// That somebody asked is in the ledger before she is told.
    ///
    /// - Throws: `RegisterError.officeMissing` for anybody but the security chief and the auditor,
    ///   `RegisterError.tooMany`, `RosterError.signInRefused`, `RosterError.nobodyCalled`,
    ///   ``NodeError``.
    package func report(_ order: ReportOrder) async throws -> ReportReply {
        let person = try await signedIn(order.claim)
        try Office.require([.securityChief, .auditor], of: person, in: roster, at: clock())
        let message = try order.message.map {
            try unique($0, among: Array(memory.received.keys) + memory.sent.keys)
        }
        let pseudonyms = try order.person.map { try roster.pseudonyms(called: $0) }
        // By pseudonym: the ledger has no names.
        let about = [order.actor?.text, pseudonyms?.min().map { "person:\($0)" }]
            .compactMap { $0 }.map { " about \($0)" }.joined()
        try await noteReport(
            "from \(order.from) until \(order.until)\(about)", about: message, by: person)
        let head = try await store.treeHead()
        var found = ReportGathering(
            from: order.from, until: order.until, actor: order.actor, message: message,
            person: pseudonyms)
        try await readLedger(0..<head.size) { number, facts in
            guard let facts else { return found.skipErased() }
            try found.take(facts, entry: number)
        }
        for kept in memory.sent.values { found.take(kept.value, from: actor) }
        for kept in memory.received.values { found.take(kept.value, at: actor) }
        for entry in memory.register.all { found.take(entry, at: actor) }
        found.sort()
        return ReportReply(
            actor: actor, node: node, by: person, made: clock(), from: order.from,
            until: order.until, aboutActor: order.actor, aboutMessage: message?.hex,
            person: found.aboutPerson, level: found.level.name, statuses: found.statuses,
            colour: colour(of: found.level), ledgerSize: head.size,
            ledgerRoot: head.root.hex, erased: found.erased,
            disposals: memory.register.disposalsInOrder, timeline: found.timeline,
            knowledge: found.knowledge, deliveries: found.deliveries, denials: found.denials)
    }

    /// That somebody had something told out of this node's ledger.
    func noteReport(
        _ words: String, about message: MessageID? = nil, by person: PersonID
    ) async throws {
        try await exclusively { engine in
            var facts = LedgerFacts(.report, at: engine.clock())
            (facts.actor, facts.node, facts.person) = (engine.actor, engine.node, person)
            facts.message = message
            try facts.setDetail(words)
            try await engine.commit([], recording: [try engine.ledgerRecord(facts)])
        }
    }
}
