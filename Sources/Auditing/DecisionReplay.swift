package import Identity
import Labels
package import Ledger
package import Policies

/// Runs a logged decision again: the recorded question, under the policy, registry and notes as they
/// were, by the same engine.
///
/// Pure. What the entry names by digest is handed in by whoever keeps it.
package struct DecisionReplay {
    private let view: (Digest, Timestamp) throws(ReplayGap) -> PolicyView
    private let person: (Digest) throws(ReplayGap) -> PersonAtNode

    /// - Parameters:
    ///   - view: what decisions rested on under that digest, looked at for that moment.
    ///   - person: what the roster had of her under that digest.
    package init(
        view: @escaping (Digest, Timestamp) throws(ReplayGap) -> PolicyView,
        person: @escaping (Digest) throws(ReplayGap) -> PersonAtNode
    ) {
        self.view = view
        self.person = person
    }

    /// What became of an entry's decisions; `nil` for an entry that speaks of none.
    package func outcome(of facts: LedgerFacts) -> ReplayOutcome? {
        guard facts.isOfDecision else { return nil }
        guard let question = facts.question else { return .unreplayable(.recordedBefore) }
        guard let originator = facts.originator else { return .contradicts }
        guard facts.agrees(with: question) else { return .contradicts }
        do throws(ReplayGap) {
            let again = try answers(to: question, of: originator)
            let differing = again.filter { $0.recorded != $0.replayed }
            return differing.isEmpty ? .same(decisions: again.count) : .differs(differing)
        } catch {
            return error == .viewInvalid ? .baseless : .unreplayable(error)
        }
    }

    private func answers(
        to question: RecordedQuestion, of originator: ActorID
    ) throws(ReplayGap) -> [ReplayedDecision] {
        let view = try view(question.view, question.viewed)
        var replayed: [ReplayedDecision] = []
        for answer in question.answers {
            guard var request = question.request(of: originator, for: answer) else {
                throw .wordUnknown
            }
            if request.stage == .person { request.person = try whoWasThere(question) }
            replayed.append(
                ReplayedDecision(
                    recipient: answer.recipient, stage: request.stage, recorded: answer.failed,
                    decide(request, in: view)))
        }
        if let admission = try admission(question, of: originator, in: view) {
            replayed.append(admission)
        }
        return replayed
    }

    /// That a person was let send, which is decided beside the hand-over.
    private func admission(
        _ question: RecordedQuestion, of originator: ActorID, in view: PolicyView
    ) throws(ReplayGap) -> ReplayedDecision? {
        guard question.stage != DecisionStage.person.rawValue, let asked = question.admission
        else { return nil }
        guard let label = try? Label(text: question.label) else { throw .wordUnknown }
        let request = AccessRequest(
            person: try whoWasThere(question), at: originator, label: label, of: originator,
            isOpaque: question.isOpaque, now: asked.asked)
        return ReplayedDecision(
            recipient: originator, stage: .person, recorded: [], decide(request, in: view))
    }

    private func whoWasThere(
        _ question: RecordedQuestion
    ) throws(ReplayGap) -> PersonAtNode? {
        guard let standing = question.admission?.standing else { return nil }
        return try person(standing)
    }
}

/// What running an entry's decisions again came to.
package enum ReplayOutcome: Hashable, Sendable {
    /// Every recipient got the same answer, with the same gates.
    case same(decisions: Int)
    /// Those that come out otherwise: an alarm.
    case differs([ReplayedDecision])
    /// The entry says of its own decision two things that cannot both be: an alarm.
    case contradicts
    /// What it was decided under is there, and not what was signed: an alarm.
    case baseless
    case unreplayable(ReplayGap)

    package var isAlarm: Bool {
        switch self {
        case .differs, .contradicts, .baseless: true
        case .same, .unreplayable: false
        }
    }
}

/// One recipient's decision, as it was recorded and as it comes out now.
package struct ReplayedDecision: Hashable, Sendable {
    package let recipient: ActorID
    package let stage: DecisionStage
    /// Gates that failed, in their order.
    package let recorded: [String]
    package let replayed: [String]

    init(recipient: ActorID, stage: DecisionStage, recorded: [String], _ decision: Decision) {
        self.recipient = recipient
        self.stage = stage
        self.recorded = recorded
        replayed = decision.failed.map(\.id.rawValue)
    }
}

/// Why a decision cannot be run again.
package enum ReplayGap: String, Error, Hashable, Sendable, CaseIterable {
    /// The entry was written before questions were kept.
    case recordedBefore = "recorded-before"
    /// What it was decided under is not kept here.
    case viewMissing = "view-missing"
    /// It is kept, but its notes do not verify or do not make it.
    case viewInvalid = "view-invalid"
    /// What the roster had of the person is gone.
    case standingMissing = "standing-missing"
    /// A word of the entry is of a newer program.
    case wordUnknown = "word-unknown"
}

extension LedgerFacts {
    /// Whether the entry speaks of a decision of the machine that wrote it.
    fileprivate var isOfDecision: Bool {
        switch event {
        case .sent, .released, .accepted, .delivered, .opened, .acknowledged: true
        // What was damaged, or beyond a node's own ceiling, no gate was asked about.
        case .refused, .withheld: question != nil || gates.contains { !$0.holds }
        default: false
        }
    }

    /// Whether the entry's own lines say what its question's answers say.
    fileprivate func agrees(with question: RecordedQuestion) -> Bool {
        if let label = try? Label(text: question.label) {
            guard level == nil || level == label.level.name,
                status == nil || status == label.status.kind.rawValue,
                expires == nil || expires == label.expires
            else { return false }
        }
        let permitted = question.answers.filter(\.failed.isEmpty).map(\.recipient)
        let denied = question.answers.filter { !$0.failed.isEmpty }
        let failing = gates.filter { !$0.holds }.map(\.gate)
        switch event {
        case .refused, .withheld:
            return permitted.isEmpty && failing == denied.first?.failed
                && (recipients.isEmpty || recipients == denied.map(\.recipient).sorted())
        case .sent, .accepted: return failing.isEmpty && recipients == permitted.sorted()
        default: return failing.isEmpty && denied.isEmpty && permitted.count == 1
        }
    }
}
