import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// Why each recipient gets a message or does not: gate by gate, with the lines of the policy.
struct DecisionExplanation {
    let isPermitted: Bool
    let policyVersion: UInt64
    let modes: [Mode]
    let recipients: [Recipient]

    struct Recipient {
        let actor: ActorID
        let isPermitted: Bool
        let gates: [Gate]
    }

    struct Gate {
        let outcome: GateOutcome
        let lines: [PolicyPlace]
    }

    init(
        of addressing: Addressing, _ gates: [GateID], under view: PolicyView, permitted: Bool,
        for status: Status, at moment: Timestamp
    ) {
        isPermitted = permitted
        policyVersion = view.edition?.version ?? 0
        let modes = view.modesInForce(for: status, at: moment)
        self.modes = modes
        let places = view.policy.places
        recipients = addressing.decisions.map { addressee in
            Recipient(
                actor: addressee.recipient, isPermitted: addressee.decision.isPermitted,
                gates: addressee.decision.outcomes.filter { gates.contains($0.id) }.map { outcome in
                    Gate(
                        outcome: outcome,
                        lines: addressee.request.map {
                            places.deciding(outcome.id, $0, under: view.policy, in: modes)
                        } ?? [])
                })
        }
    }

    func tell(_ output: Output) {
        for recipient in recipients {
            let verdict = recipient.isPermitted ? Phrase.getsIt : .denied
            output.say(Phrase(verbatim: "\(recipient.actor): \(output.word(verdict))"))
            for gate in recipient.gates { tell(gate, output) }
        }
        for mode in modes { output.say(mode.inForcePhrase) }
        output.say(
            sv: "Raderna är den undertecknade policyns, version \(policyVersion).",
            en: "The lines are those of the signed policy, version \(policyVersion).")
    }

    private func tell(_ gate: Gate, _ output: Output) {
        let outcome = gate.outcome
        output.say(
            Phrase(
                verbatim:
                    """
                      \(outcome.id): \(output.word(outcome.result.phrase)) – \
                    \(output.word(outcome.id.title)) (\(output.word(outcome.basis.phrase)))
                    """))
        for failure in outcome.result.failures {
            output.say(Phrase(verbatim: "    \(output.word(failure.phrase))"))
        }
        let lines = gate.lines.map(\.text).joined(separator: ", ")
        output.say(
            lines.isEmpty
                ? Phrase(
                    sv: "    Avgörs av regeln själv; ingen rad i policyn.",
                    en: "    Decided by the rule itself; no line of the policy.")
                : Phrase(sv: "    Avgörs av \(lines).", en: "    Decided by \(lines)."))
    }

    func report(_ output: Output) -> Report { Report(self, output) }

    struct Report: Encodable {
        let permitted: Bool
        let policyVersion: UInt64
        /// In force.
        let modes: [String]
        let recipients: [Recipient]

        struct Recipient: Encodable {
            let recipient: String
            let permitted: Bool
            let gates: [Gate]
        }

        struct Gate: Encodable {
            let id: String
            let title: String
            let explanation: String
            let basis: String
            let holds: Bool
            let asked: Bool
            let failures: [DecisionReport.Failure]
            let lines: [Line]
        }

        struct Line: Encodable {
            let file: String
            let line: Int
            let column: Int
        }

        init(_ explanation: DecisionExplanation, _ output: Output) {
            permitted = explanation.isPermitted
            policyVersion = explanation.policyVersion
            modes = explanation.modes.map(\.id.text)
            recipients = explanation.recipients.map { recipient in
                Recipient(
                    recipient: recipient.actor.text, permitted: recipient.isPermitted,
                    gates: recipient.gates.map { Gate($0, output) })
            }
        }
    }
}

extension DecisionExplanation.Report.Gate {
    fileprivate init(_ gate: DecisionExplanation.Gate, _ output: Output) {
        let told = DecisionReport.Gate(gate.outcome, in: output.language)
        self.init(
            id: told.id, title: output.word(gate.outcome.id.title),
            explanation: output.word(gate.outcome.id.explanation), basis: told.basis,
            holds: told.holds, asked: told.asked, failures: told.failures,
            lines: gate.lines.map { .init(file: $0.file, line: $0.line, column: $0.column) })
    }
}

extension LegalBasis {
    /// The rule as it is cited, or whose rule it is where no statute has it.
    var phrase: Phrase {
        text == "–"
            ? Phrase(sv: "regionens egen policy", en: "the region's own policy")
            : Phrase(verbatim: text)
    }
}

extension Phrase {
    static let getsIt = Phrase(sv: "får det", en: "gets it")
    static let denied = Phrase(sv: "NEKAS", en: "DENIED")
}
