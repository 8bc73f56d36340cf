import Identity
import Labels
import Node
import Policies
import Speaking
import Wording

/// What a dry run found.
struct DryRunReport: Encodable {
    private(set) var entries: UInt64 = 0
    private(set) var decisions = 0
    private(set) var changed: [Change] = []
    /// Decisions for which a gate could not be judged, by gate.
    private(set) var unjudged: [String: Int] = [:]
    private(set) var erased = 0
    private(set) var silent = 0

    struct Change: Encodable {
        let message: String
        let time: String
        let originator: String
        let recipient: String
        let stage: String
        let level: String
        let status: String
        let was: Verdict
        let wouldBe: Verdict
        let failing: [Failing]
        /// Gates that failed and would hold.
        let holding: [String]
    }

    enum Verdict: String, Encodable { case permitted, denied }

    struct Failing: Encodable {
        let gate: String
        let basis: String
        let reasons: [String]
    }

    mutating func take(_ page: HandoverPage, _ trial: PolicyDryRun, _ language: Language) {
        entries = page.entries
        erased += page.erased
        silent += page.silent
        for line in page.handovers {
            guard let handover = RecordedHandover(line) else {
                silent += 1
                continue
            }
            decisions += 1
            let judged = handover.judged
            for gate in GateID.allCases where !judged.contains(gate) {
                unjudged[gate.rawValue, default: 0] += 1
            }
            let outcome = trial.outcome(of: handover)
            // A denial for other reasons than before is still worth knowing.
            guard !outcome.failing.isEmpty || !outcome.holding.isEmpty else { continue }
            changed.append(Change(handover, outcome, language))
        }
    }

    func tell(_ output: Output) {
        for change in changed { change.tell(output) }
        let otherwise = changed.count { $0.was != $0.wouldBe }
        output.say(
            sv: "\(decisions) avgöranden i \(entries) poster; \(otherwise) hade blivit annorlunda.",
            en: "\(decisions) decisions in \(entries) entries; \(otherwise) would be otherwise.")
        if erased + silent > 0 {
            output.say(
                sv: "Inte prövade: \(erased) gallrade poster, \(silent) som säger för lite.",
                en: "Not tried: \(erased) erased entries, \(silent) that say too little.")
        }
        let gates = GateID.allCases.filter { unjudged[$0.rawValue] != nil }
            .map { "\($0) (\(unjudged[$0.rawValue] ?? 0))" }.joined(separator: ", ")
        guard !gates.isEmpty else { return }
        output.say(
            sv:
                "Loggen har inte vad dessa grindar frågar efter, så deras svar står kvar: \(gates).",
            en: "The ledger lacks what these gates ask, so their answers stay: \(gates).")
    }
}

extension DryRunReport.Change {
    fileprivate init(
        _ handover: RecordedHandover, _ outcome: PolicyDryRun.Outcome, _ language: Language
    ) {
        self.init(
            message: handover.message.hex, time: handover.time.rfc3339,
            originator: handover.originator.text, recipient: handover.recipient.text,
            stage: handover.stage.rawValue, level: handover.level.name,
            status: handover.status.rawValue,
            was: outcome.wasPermitted ? .permitted : .denied,
            wouldBe: outcome.isPermitted ? .permitted : .denied,
            failing: outcome.failing.map { failed in
                DryRunReport.Failing(
                    gate: failed.id.rawValue, basis: failed.basis.text,
                    reasons: failed.result.failures.map { $0.phrase[language] })
            }, holding: outcome.holding.map(\.rawValue))
    }

    fileprivate func tell(_ output: Output) {
        let what = "\(time) \(message.prefix(12)) \(originator) → \(recipient), \(level), \(status)"
        output.say(
            sv: "\(what): \(was.phrase.swedish), hade \(wouldBe.conditional.swedish)",
            en: "\(what): \(was.phrase.english), would be \(wouldBe.conditional.english)")
        for failed in failing {
            for reason in failed.reasons {
                output.say(Phrase(verbatim: "  - \(failed.gate) (\(failed.basis)): \(reason)"))
            }
        }
        for gate in holding {
            output.say(sv: "  + \(gate) hade hållit", en: "  + \(gate) would hold")
        }
    }
}

extension DryRunReport.Verdict {
    fileprivate var phrase: Phrase {
        switch self {
        case .permitted: Phrase(sv: "gick fram", en: "was permitted")
        case .denied: Phrase(sv: "nekades", en: "was denied")
        }
    }

    fileprivate var conditional: Phrase {
        switch self {
        case .permitted: Phrase(sv: "gått fram", en: "permitted")
        case .denied: Phrase(sv: "nekats", en: "denied")
        }
    }
}

extension RecordedHandover {
    /// `nil` for what the ledger names in words this program does not know.
    fileprivate init?(_ line: HandoverLine) {
        guard let message = try? MessageID(hex: line.message),
            let originator = try? ActorID(line.originator),
            let recipient = try? ActorID(line.recipient),
            let stage = DecisionStage(rawValue: line.stage), let level = try? Level(line.level),
            let status = StatusKind(rawValue: line.status),
            let time = try? Timestamp(milliseconds: line.timeMs)
        else { return nil }
        self.init(
            message: message, originator: originator, recipient: recipient, stage: stage,
            level: level, status: status, time: time,
            failed: Set(line.failed.compactMap(GateID.init(rawValue:))),
            label: line.label.flatMap { try? Label(text: $0) },
            header: line.header.flatMap(Header.init))
    }
}

extension RecordedHandover.Header {
    fileprivate init?(_ header: HandoverLine.Header) {
        guard let kind = MessageKind(rawValue: header.kind) else { return nil }
        self.init(
            kind: kind, ground: header.ground.flatMap { try? GroundCode($0) },
            approval: header.approval.flatMap { try? ApprovalID($0) }, isOpaque: header.isOpaque)
    }
}
