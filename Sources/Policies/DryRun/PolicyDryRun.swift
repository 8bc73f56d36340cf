package import Identity
import Labels

/// Another policy over decisions that were taken: which of them would have been otherwise.
///
/// The same question is put to both policies as if everything a log does not keep were in order, and
/// only where the two answer differently the recorded answer changes. So what is not known cancels
/// out, and a gate nobody can judge says what it said.
package struct PolicyDryRun: Sendable {
    private let old: Policy
    private let new: Policy
    private let calls: [ActivationID: Activation]

    /// - Parameters:
    ///   - old: the policy the decisions were taken under, or the one in force.
    ///   - new: the one to try.
    ///   - calls: the signed activations, closed ones too: they say which modes were in force when.
    package init(
        from old: Policy, to new: Policy, calls: [ActivationID: Activation] = [:]
    ) {
        (self.old, self.new, self.calls) = (old, new, calls)
    }

    /// What would have become of one decision.
    package struct Outcome: Hashable, Sendable {
        /// Gates that held or were left alone then, and would fail, with why.
        package let failing: [GateOutcome]
        /// Gates that failed then, and would hold.
        package let holding: [GateID]
        package let wasPermitted: Bool
        package let isPermitted: Bool

        /// Whether the recipient would have had what it did not have, or the other way.
        package var isOtherwise: Bool { wasPermitted != isPermitted }
    }

    package func outcome(of handover: RecordedHandover) -> Outcome {
        let before = decision(on: handover, under: old)
        let after = decision(on: handover, under: new)
        let judged = handover.judged
        var failing: [GateOutcome] = []
        var holding: [GateID] = []
        for (was, would) in zip(before.outcomes, after.outcomes) where judged.contains(was.id) {
            switch (was.result.isFailure, would.result.isFailure) {
            case (false, true) where !handover.failed.contains(was.id): failing.append(would)
            case (true, false) where handover.failed.contains(was.id): holding.append(was.id)
            default: break
            }
        }
        let failed = handover.failed.subtracting(holding).union(failing.map(\.id))
        return Outcome(
            failing: failing, holding: holding, wasPermitted: handover.failed.isEmpty,
            isPermitted: failed.isEmpty)
    }

    private func decision(on handover: RecordedHandover, under policy: Policy) -> Decision {
        guard let label = handover.label ?? imagined(handover) else {
            return Decision(outcomes: [], at: handover.stage)
        }
        let header = handover.header
        var rehearsal = Rehearsal(
            AccessRequest(
                label: label, kind: header?.kind ?? .file, originator: handover.originator,
                recipient: handover.recipient, stage: handover.stage, suite: .signed,
                isOpaque: header?.isOpaque ?? false, ground: header?.ground,
                approval: header?.approval, carrier: .relay, now: handover.time), under: policy)
        // It was sealed as the old policy asked.
        if let suite = old.rules(for: handover.level)?.suite { rehearsal.request.suite = suite }
        rehearsal.exercises = .rehearsed(label.status, under: policy, at: handover.time)
        call(&rehearsal)
        return decide(rehearsal.request, in: rehearsal.view)
    }

    /// What was called then; and the forums the message itself went to, since the log does not have
    /// by which call.
    private func call(_ rehearsal: inout Rehearsal) {
        rehearsal.activations = calls
        let forums = rehearsal.request.label.audience.clauses.flatMap(\.terms).compactMap(\.forum)
        guard !forums.isEmpty, let id = try? ActivationID("provning"),
            let convener = rehearsal.policy.conveners.min()
        else { return }
        let now = rehearsal.request.now
        rehearsal.request.activation = id
        rehearsal.activations[id] = Activation(
            id: id, convener: convener, status: rehearsal.request.label.status,
            window: Validity(from: now, until: now.adding(seconds: 1)), forums: Set(forums),
            closedAt: nil, issued: now)
    }

    /// A label of the level that names the recipient, where the message's own is gone.
    private func imagined(_ handover: RecordedHandover) -> Label? {
        let marking = try? Secrecy(
            provision: "OSL", authority: handover.originator, date: handover.time)
        guard let status = handover.status.imagined else { return nil }
        return try? Label(
            status: status,
            secrecy: handover.level == .open ? [] : [marking].compactMap { $0 },
            securityClass: SecurityClass(of: handover.level),
            audience: Audience(.actor(handover.recipient)), owners: [handover.originator],
            expires: handover.time.adding(seconds: 1))
    }
}

extension AudienceTerm {
    fileprivate var forum: ForumID? {
        if case .forum(let id) = self { id } else { nil }
    }
}
