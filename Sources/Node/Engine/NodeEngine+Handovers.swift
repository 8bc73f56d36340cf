import Envelopes
import Identity
import Labels
import Ledger
import Policies
import Storage

extension NodeEngine {
    /// The decisions in the entries of the ledger from `start` on, at most a page of them.
    ///
    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`, `LedgerError`.
    package func handovers(from start: UInt64) async throws -> HandoverPage {
        let size = try await store.treeHead().size
        let end = min(size, start.addingReportingOverflow(Self.handoverPageEntries).partialValue)
        var page = HandoverPage(next: max(start, end), entries: size)
        guard start < end else { return page }
        for record in try await store.records(start..<end) {
            guard let disclosure = try vault.disclosure(of: record) else {
                page.erased += 1
                continue
            }
            let facts = try LedgerFacts(parsing: disclosure.facts)
            guard facts.event.isDecision else { continue }
            let lines = try await handovers(facts)
            if lines.isEmpty { page.silent += 1 }
            page.handovers += lines
        }
        return page
    }

    private static let handoverPageEntries: UInt64 = 500

    private func handovers(_ facts: LedgerFacts) async throws -> [HandoverLine] {
        guard let message = facts.message, let originator = facts.originator,
            let level = facts.level, let status = facts.status
        else { return [] }
        // What arrived and was refused without a gate was damaged, and decided by nobody.
        if facts.event == .refused, facts.gates.allSatisfy(\.holds) { return [] }
        let sent = facts.event == .sent ? memory.sent[message]?.value : nil
        let label = sent?.label ?? memory.received[message]?.value.label
        var header: HandoverLine.Header?
        if let sent { header = try await self.header(sent) }
        let held = header
        let stage: DecisionStage = facts.event == .sent ? .sender : .receiver
        func line(to recipient: String, failed: [String]) -> HandoverLine {
            HandoverLine(
                message: message.hex, originator: originator.text, recipient: recipient,
                stage: stage.rawValue, level: level, status: status,
                timeMs: facts.time.milliseconds, failed: failed,
                label: label, header: held)
        }
        guard facts.event == .sent else {
            return [line(to: actor.text, failed: facts.gates.filter { !$0.holds }.map(\.gate))]
        }
        let denied = sent?.denied ?? []
        return facts.recipients.map { line(to: $0.text, failed: []) }
            + denied.map { line(to: $0.actor, failed: $0.gates.map(\.id)) }
    }

    /// What a sent message's header names; `nil` where the envelope is gone.
    private func header(_ record: SentRecord) async throws -> HandoverLine.Header? {
        let id = try VaultRowID(bytes: Hex.decode(record.envelopeRow))
        guard let row = try await store.row(id, in: NodeTable.envelopes) else { return nil }
        let core = try EnvelopeFraming.split(vault.bytes(of: row)).envelope.core
        return HandoverLine.Header(
            kind: core.kind.rawValue, ground: core.ground?.text, approval: core.approval?.text,
            isOpaque: core.isOpaque)
    }
}

extension LedgerEvent {
    /// Whether an entry of a node speaks of a decision of its own.
    fileprivate var isDecision: Bool { self == .sent || self == .delivered || self == .refused }
}
