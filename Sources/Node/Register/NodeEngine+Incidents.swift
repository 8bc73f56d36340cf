import Identity
import Labels
import Ledger
package import Registers
import Rosters
import Storage

extension NodeEngine {
    /// All incidents, open ones first and of those the newest, or one.
    ///
    /// - Throws: `RegisterError.incidentUnknown`.
    package func incidents(_ text: String? = nil) throws -> [Incident] {
        if let text { return [try incident(text).value] }
        return memory.register.incidents.values.map(\.value).sorted {
            ($0.isOpen ? 0 : 1, $1.found) < ($1.isOpen ? 0 : 1, $0.found)
        }
    }

    /// Notes that an incident was told to whom it is for.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`.
    package func report(_ order: IncidentReportOrder) async throws -> Incident {
        let person = try await signedIn(order.claim)
        return try await exclusively { engine in
            let kept = try engine.incident(order.incident)
            var incident = kept.value
            try incident.recordReport(
                to: order.addressee, reference: order.reference, by: person, in: engine.roster,
                at: engine.clock())
            let words = "reported to \(order.addressee.rawValue): \(order.reference)"
            return try await engine.keep(incident, in: kept, saying: words, by: person)
        }
    }

    /// Ends an incident with what was found.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`.
    package func close(_ order: IncidentCloseOrder) async throws -> Incident {
        let person = try await signedIn(order.claim)
        return try await exclusively { engine in
            let kept = try engine.incident(order.incident)
            var incident = kept.value
            try incident.close(
                finding: order.finding, by: person, in: engine.roster, at: engine.clock())
            return try await engine.keep(
                incident, in: kept, saying: "closed: \(order.finding)", by: person)
        }
    }

    /// The ledger's entry of an incident that was found.
    func record(of incident: Incident) throws -> LedgerRecord {
        try record(
            of: incident,
            saying: "\(incident.kind.rawValue) \(incident.entry):\(incident.exemplar) "
                + "for \(incident.addressee.rawValue)", by: incident.foundBy)
    }

    // MARK: Inside

    private func incident(_ text: String) throws -> Kept<Incident> {
        guard let id = try? IncidentID(text), let kept = memory.register.incidents[id] else {
            throw RegisterError.incidentUnknown(text: text)
        }
        return kept
    }

    /// Within an exclusive section.
    private func keep(
        _ incident: Incident, in kept: Kept<Incident>, saying words: String, by person: PersonID
    ) async throws -> Incident {
        let (updated, change) = try vault.updated(kept, incident)
        try await commit(
            [change], recording: [try record(of: incident, saying: words, by: person)])
        memory.register.incidents[incident.id] = updated
        return incident
    }

    private func record(
        of incident: Incident, saying words: String, by person: PersonID
    ) throws -> LedgerRecord {
        var facts = LedgerFacts(.incident, at: clock())
        facts.message = incident.message
        try facts.setHandling(level: incident.level, status: incident.entry.status.rawValue)
        (facts.actor, facts.node, facts.person) = (actor, node, person)
        try facts.setDetail("\(incident.id) \(words)")
        return try ledgerRecord(facts)
    }
}
