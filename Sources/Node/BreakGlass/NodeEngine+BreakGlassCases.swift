import Identity
import Labels
import Ledger
import Primitives
import Rosters
import Storage

/// Cases of break-glass: kept, shown, and closed by somebody who was not part of them.
extension NodeEngine {
    /// Makes a new case durable, with its entry in the ledger: before anything else happens.
    func open(_ glass: BreakGlassCase, _ label: Label) async throws {
        let statement = glass.statement
        let names = glass.persons.map(\.text).joined(separator: " ")
        try await keep(glass) { facts in
            facts.message = statement.message
            facts.originator = glass.originator
            try facts.setRecipients(statement.recipients)
            try facts.setHandling(
                level: label.level.name, status: label.status.kind.rawValue)
            try facts.setDetail(
                "\(glass.id) opened by \(names) until \(statement.until): \(statement.reason)")
        }
    }

    /// Closes a review with what somebody who was not part of it has found.
    ///
    /// - Throws: `BreakGlassError`, `RosterError.signInRefused`, ``NodeError/personDenied(_:)``.
    package func closeBreakGlass(
        _ text: String, finding: String, by claim: PersonClaim
    ) async throws -> BreakGlassLine {
        let person = try await proven(claim)
        return try await exclusively { engine in
            var glass = try engine.glass(text)
            guard let record = engine.memory.received[glass.statement.message]?.value, let person
            else { throw NodeError.messageUnknown(text: glass.statement.message.hex) }
            _ = try await engine.recordedAdmission(
                of: person,
                to: PersonAct(
                    label: Label(text: record.label), originator: glass.originator,
                    isOpaque: false, message: glass.statement.message,
                    justification: claim.justification))
            try glass.close(
                by: claim.person, finding: finding, in: engine.roster, at: engine.clock())
            try await engine.keep(glass) { facts in
                facts.message = glass.statement.message
                facts.person = claim.person
                try facts.setDetail("\(glass.id) closed: \(finding)")
            }
            return engine.line(glass)
        }
    }

    /// All of them, those under review first, then the newest.
    package func showBreakGlass(_ text: String? = nil) throws -> [BreakGlassLine] {
        if let text { return [line(try glass(text))] }
        return memory.roster.glasses.values.map(\.value).sorted {
            ($0.isOpen ? 0 : 1, $1.statement.time) < ($1.isOpen ? 0 : 1, $0.statement.time)
        }.map(line)
    }

    private func glass(_ text: String) throws -> BreakGlassCase {
        guard let id = try? BreakGlassID(text), let kept = memory.roster.glasses[id] else {
            throw BreakGlassError.caseUnknown(text: text)
        }
        return kept.value
    }

    /// A case with what has become of it.
    func line(_ glass: BreakGlassCase) -> BreakGlassLine {
        func state(_ id: MessageID?) -> SentDelivery.State? {
            id.flatMap { memory.sent[$0]?.value.delivery.state }
        }
        return BreakGlassLine(
            glass: glass, passedOnState: state(glass.passedOn), noticeState: state(glass.notice),
            isOpen: glass.isOpen)
    }

    /// Makes a case durable, with an entry in the ledger where there is something to say. Within an
    /// exclusive section.
    func keep(
        _ glass: BreakGlassCase, recording say: ((inout LedgerFacts) throws -> Void)? = nil
    ) async throws {
        let (kept, change) =
            if let known = memory.roster.glasses[glass.id] {
                try vault.updated(known, glass)
            } else {
                try vault.new(glass, in: NodeTable.glasses)
            }
        var records: [LedgerRecord] = []
        if let say {
            var facts = LedgerFacts(.breakGlass, at: clock())
            facts.actor = actor
            facts.node = node
            try say(&facts)
            records.append(try ledgerRecord(facts))
        }
        try await commit([change], recording: records)
        memory.roster.glasses[glass.id] = kept
    }
}
