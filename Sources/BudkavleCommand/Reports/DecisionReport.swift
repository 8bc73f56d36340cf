import Envelopes
import Handover
import Identity
import Policies
import Regions
import Speaking
import Wording

/// A decision about some recipients, for machines: every gate with what it says.
struct DecisionReport: Encodable {
    let permitted: Bool
    let view: String
    let recipients: [Recipient]

    struct Recipient: Encodable {
        let recipient: String
        let permitted: Bool
        let gates: [Gate]
    }

    struct Gate: Encodable {
        let id: String
        let holds: Bool
        /// Whether the gate is asked at this stage at all.
        let asked: Bool
        let basis: String
        let failures: [Failure]
    }

    struct Failure: Encodable {
        let code: String
        let facts: [String: String]
        let text: String
    }

    init(
        _ decisions: [AddresseeDecision], view: String, permitted: Bool, in language: Language
    ) {
        self.permitted = permitted
        self.view = view
        recipients = decisions.map { addressee in
            Recipient(
                recipient: addressee.recipient.text, permitted: addressee.decision.isPermitted,
                gates: addressee.decision.outcomes.map { Gate($0, in: language) })
        }
    }
}

extension DecisionReport.Gate {
    init(_ outcome: GateOutcome, in language: Language) {
        id = outcome.id.rawValue
        holds = !outcome.result.isFailure
        asked = outcome.result != .notApplicable
        basis = outcome.basis.text
        failures = outcome.result.failures.map { failure in
            DecisionReport.Failure(
                code: failure.code,
                facts: Dictionary(
                    failure.facts.map { ($0.name, $0.value) },
                    uniquingKeysWith: {
                        $0 + """
                            , 
                            """ + $1
                    }),
                text: failure.phrase[language])
        }
    }
}

extension Output {
    /// Every gate of one recipient.
    func show(_ addressee: AddresseeDecision) {
        let verdict = addressee.decision.isPermitted ? Phrase.getsIt : .denied
        say(Phrase(verbatim: "\(addressee.recipient): \(verdict[language])"))
        var table = Table([
            Phrase(sv: "grind", en: "gate"), Phrase(sv: "utfall", en: "result"),
            Phrase(sv: "grund", en: "basis"), Phrase(sv: "besked", en: "reason"),
        ])
        for outcome in addressee.decision.outcomes {
            table.add([
                outcome.id.rawValue, word(outcome.result.phrase), outcome.basis.text,
                outcome.result.failures.map { $0.phrase[language] }.joined(separator: " "),
            ])
        }
        show(table)
    }

    /// Tells the decisions, to people the failed gates alone, and ends.
    ///
    /// - Throws: ``CommandError/denied``, always.
    func deny(_ decisions: [AddresseeDecision], under view: RegionView) throws -> Never {
        let report = DecisionReport(
            decisions, view: view.digest.description, permitted: false, in: language)
        try show(report) {
            $0.show(denied: decisions.filter { !$0.decision.isPermitted })
        }
        throw CommandError.denied
    }

    /// The failed gates of those who are denied.
    func show(denied: [AddresseeDecision]) {
        var table = Table([
            Phrase(sv: "nekas", en: "denied"), Phrase(sv: "grind", en: "gate"),
            Phrase(sv: "grund", en: "basis"), Phrase(sv: "besked", en: "reason"),
        ])
        for addressee in denied {
            for outcome in addressee.decision.failed {
                for failure in outcome.result.failures {
                    table.add([
                        addressee.recipient.text, outcome.id.rawValue, outcome.basis.text,
                        failure.phrase[language],
                    ])
                }
            }
        }
        if !table.isEmpty { remark(table) }
    }
}

extension GateResult {
    var phrase: Phrase {
        switch self {
        case .holds: Phrase(sv: "ja", en: "holds")
        case .fails: Phrase(sv: "NEJ", en: "FAILS")
        case .notApplicable: Phrase(sv: "prövas senare", en: "asked later")
        }
    }
}
