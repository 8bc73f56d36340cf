import Auditing
import Handover
import Identity
import Labels
import Ledger
import Policies
import Registry
import Rosters
import Storage

/// What a person is about to do with a message.
struct PersonAct: Sendable {
    let label: Label
    let originator: ActorID
    let isOpaque: Bool
    /// `nil` while it is not sealed yet.
    var message: MessageID?
    var justification: String?
}

/// That the gates about persons held, and what has to be kept of it.
struct Admission: Sendable {
    let person: PersonAtNode?
    /// She has it in limited extent, for the first time.
    let justification: String?
    /// What was asked; `nil` where there was no policy to ask.
    let question: PersonQuestion?

    static let nobodyAsked = Admission(person: nil, justification: nil, question: nil)
}

extension Admission {
    /// - Throws: ``NodeError/personDenied(_:)``.
    fileprivate func requirePermitted() throws {
        guard let decision = question?.decision, !decision.isPermitted else { return }
        throw NodeError.personDenied(decision.failed.map(DeniedGate.init))
    }
}

/// A question to the gates about persons, with its answer.
struct PersonQuestion: Sendable {
    let request: AccessRequest
    let decision: Decision
    /// When registry and policy were looked at.
    let viewed: Timestamp
}

extension NodeEngine {
    /// Asks the gates about persons.
    ///
    /// Without a policy in force what the law leaves open stays open, and all else shut.
    ///
    /// - Throws: ``NodeError/personDenied(_:)``, ``NodeError/policyMissing``.
    func admission(of person: PersonAtNode?, to act: PersonAct) throws -> Admission {
        let admission = try asked(of: person, to: act)
        try admission.requirePermitted()
        return admission
    }

    /// As ``admission(of:to:)``, but a denial is an answer too.
    private func asked(of person: PersonAtNode?, to act: PersonAct) throws -> Admission {
        let (level, status) = (act.label.level, act.label.status.kind)
        guard let view = material.view(at: clock()) else {
            guard SignInStrength.least(at: level, status) == .nothing else {
                throw NodeError.policyMissing
            }
            return .nobodyAsked
        }
        let rules = view.policy.rules(for: level, act.label.status, at: clock())
        var person = person
        if let known = person {
            // As the roster has her now, whatever it had when she signed in.
            person?.standing = roster.standing(of: known.standing.id)
            person?.limited = limitedUse(of: known.standing.id, act, rules?.limitedExtent)
        }
        let request = AccessRequest(
            person: person, at: actor, label: act.label, of: act.originator,
            isOpaque: act.isOpaque, now: clock())
        let decision = decide(request, in: view.policy)
        let isCounted = person?.limited.isCounted ?? true
        let isLimited =
            !act.isOpaque && (rules?.signIn(for: status) ?? .nothing) > .nothing
            && person?.needsLimitedExtent(at: level) ?? false
        return Admission(
            person: person, justification: isLimited && !isCounted ? act.justification : nil,
            question: PersonQuestion(
                request: request, decision: decision, viewed: view.registry.time))
    }

    /// By all pseudonyms of the human, within policy's period.
    private func limitedUse(
        of person: PersonID, _ act: PersonAct, _ limit: LimitedExtent?
    ) -> LimitedUse {
        let since = clock().adding(seconds: -(limit?.periodSeconds ?? 0))
        let pseudonyms = roster.pseudonyms(of: person)
        let messages = Set(
            memory.roster.limitedUses.map(\.value).filter {
                pseudonyms.contains($0.person) && $0.level == act.label.level
                    && $0.status == act.label.status.kind.rawValue && $0.at > since
            }.map(\.message))
        let isCounted = act.message.map { messages.contains($0.hex) } ?? false
        let reason = act.justification ?? ""
        return LimitedUse(
            usedCount: messages.count - (isCounted ? 1 : 0), isCounted: isCounted,
            isJustified: reason.contains { !$0.isWhitespace })
    }

    /// The row that counts a message had in limited extent; `nil` where there is nothing to count.
    func limitedUseRow(
        _ admission: Admission, _ message: MessageID, _ label: Label
    ) throws -> (kept: Kept<LimitedUseRecord>, change: VaultChange)? {
        guard let person = admission.person, let reason = admission.justification else {
            return nil
        }
        return try vault.new(
            LimitedUseRecord(
                person: person.standing.id, message: message.hex, level: label.level,
                status: label.status.kind.rawValue, at: clock(), justification: reason),
            in: NodeTable.limitedUses)
    }

    /// As ``admission(of:to:)``; a denial is in the ledger before it is told. Within an exclusive
    /// section.
    func recordedAdmission(
        of person: PersonAtNode?, to act: PersonAct
    ) async throws -> Admission {
        let admission = try asked(of: person, to: act)
        if let question = admission.question, !question.decision.isPermitted {
            var facts = LedgerFacts(.withheld, at: clock())
            facts.message = act.message
            try facts.setHandling(
                level: act.label.level.name, status: act.label.status.kind.rawValue)
            facts.originator = act.originator
            facts.actor = actor
            facts.node = node
            facts.person = person?.standing.id
            try facts.setGates(
                question.decision.failed.map {
                    try GateOutcome(gate: $0.id.rawValue, holds: false)
                })
            let changes = try record(question, in: &facts)
            try await commit(changes, recording: [try ledgerRecord(facts)])
        }
        try admission.requirePermitted()
        return admission
    }

    /// Lets an entry say what was asked about a person.
    ///
    /// - Returns: what has to be kept with the entry.
    func record(
        _ question: PersonQuestion?, in facts: inout LedgerFacts
    ) throws -> [VaultChange] {
        guard let question else { return [] }
        let (admission, changes) = try kept(question)
        var recorded = RecordedQuestion(
            question.request, question.decision, under: recordedView, viewed: question.viewed)
        recorded.admission = admission
        try facts.setQuestion(recorded)
        return changes
    }

    /// A function that the roster knows is used by a person who has said who she is.
    ///
    /// - Throws: ``NodeError/functionNeedsPerson(_:)``.
    func requirePerson(_ person: PersonAtNode?, behind function: FunctionID?) throws {
        guard let function, person == nil, roster.functions.contains(function) else { return }
        throw NodeError.functionNeedsPerson(function)
    }

    /// What of the levels and statuses is shown to nobody who has not signed in, as `level/status`.
    var closedToStrangers: Set<String> {
        let policy = material.view(at: clock())?.policy.policy
        return Set(
            Level.allCases.flatMap { level in
                StatusKind.allCases.filter { status in
                    let asked = policy?.rules(for: level)?.signIn(for: status)
                    return (asked ?? .least(at: level, status)) > .nothing
                }.map { "\(level.name)/\($0.rawValue)" }
            })
    }
}
