import Identity
import Labels
import Ledger
import Policies

extension Decision {
    /// As audit entries write them: the gates that were asked.
    var ledgerOutcomes: [Ledger.GateOutcome] {
        outcomes.compactMap { outcome in
            guard outcome.result != .notApplicable else { return nil }
            // Gate identifiers are tokens; a test would notice one that is not.
            return try? Ledger.GateOutcome(
                gate: outcome.id.rawValue, holds: !outcome.result.isFailure)
        }
    }
}

extension LedgerFacts {
    // What the relay puts in is within the limits of an audit entry by its own; an entry that were
    // not would be kept without that part rather than the message lost.

    mutating func set(label: Label) {
        try? setHandling(level: label.level.name, status: label.status.kind.rawValue)
    }

    mutating func set(recipients: [ActorID], gates: [Ledger.GateOutcome]) {
        try? setRecipients(recipients)
        try? setGates(gates)
    }

    mutating func set(question: RecordedQuestion?) {
        if let question { try? setQuestion(question) }
    }

    mutating func set(detail: String) { try? setDetail(detail) }
}
