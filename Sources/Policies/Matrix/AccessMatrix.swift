package import Identity
package import Labels

/// Who may originate and who may read what under a policy, for every pair of its actors.
///
/// Every answer is the engine's own (``rehearse(_:under:exercises:activations:)``), so it is what
/// the policy says with keys, registration, freshness and releases in order; none proves anything
/// about a message. A message is imagined that names its recipient, carries no compartment or
/// caveat and, above open, the ground that serves it best.
package struct AccessMatrix: Sendable {
    package let status: StatusKind
    /// The levels the policy uses, lowest first.
    package let levels: [Level]
    /// By name.
    package let actors: [ActorID]
    private let verdicts: [Question: Verdict]
    private let grounds: [Question: GroundCode]

    /// One way between two actors at one level.
    package struct Question: Hashable, Sendable {
        package let originator: ActorID
        package let recipient: ActorID
        package let level: Level
    }

    package enum Verdict: Hashable, Sendable {
        case permitted
        /// The gates that stand in the way whatever ground is named, in their order.
        case denied([GateID])

        package var isPermitted: Bool { self == .permitted }
    }

    /// - Parameters:
    ///   - mode: whose forums are called; `nil` for none.
    ///   - own: asks about the ways to and from this actor alone; `nil`: about all.
    ///   - now: agreements, approvals and exemptions count as in force then.
    package init(
        of policy: Policy, status: StatusKind, in mode: ModeID? = nil,
        concerning own: ActorID? = nil, at now: Timestamp
    ) {
        self.status = status
        levels = policy.levelsInUse.map(\.level)
        actors = policy.actors.keys.sorted()
        let asker = Asker(policy: policy, status: status, mode: mode, now: now)
        var verdicts: [Question: Verdict] = [:]
        var grounds: [Question: GroundCode] = [:]
        for originator in actors {
            for recipient in actors where recipient != originator {
                guard own.map([originator, recipient].contains) ?? true else { continue }
                for level in levels {
                    let question = Question(
                        originator: originator, recipient: recipient, level: level)
                    let answer = asker.answer(to: question)
                    verdicts[question] = answer.verdict
                    grounds[question] = answer.ground
                }
            }
        }
        (self.verdicts, self.grounds) = (verdicts, grounds)
    }

    /// `nil` for a question about actors or levels the policy does not have, and for an actor's way
    /// to itself.
    package func verdict(
        from originator: ActorID, to recipient: ActorID, at level: Level
    ) -> Verdict? {
        verdicts[Question(originator: originator, recipient: recipient, level: level)]
    }

    /// The ground that a permitted way was found under; `nil` where it is denied or needs none.
    package func ground(
        from originator: ActorID, to recipient: ActorID, at level: Level
    ) -> GroundCode? {
        grounds[Question(originator: originator, recipient: recipient, level: level)]
    }
}

/// Puts questions of one policy to the engine.
private struct Asker {
    let policy: Policy
    let status: StatusKind
    let now: Timestamp
    private let labelStatus: Status?
    private let exercises: [ExerciseID: Exercise]
    private let activations: [ActivationID: Activation]

    init(policy: Policy, status: StatusKind, mode: ModeID?, now: Timestamp) {
        self.policy = policy
        self.status = status
        self.now = now
        labelStatus = status.imagined
        exercises = labelStatus.map { .rehearsed($0, under: policy, at: now) } ?? [:]
        activations =
            labelStatus.flatMap { label in
                mode.map { .rehearsed(of: $0, for: label, under: policy, at: now) }
            } ?? [:]
    }

    func answer(
        to question: AccessMatrix.Question
    ) -> (verdict: AccessMatrix.Verdict, ground: GroundCode?) {
        var fewest: [GateID]?
        for ground in grounds(for: question) {
            let failed = failedGates(question, ground)
            if failed.isEmpty { return (.permitted, ground) }
            if failed.count < fewest?.count ?? .max { fewest = failed }
        }
        return (.denied(fewest ?? []), nil)
    }

    /// The grounds that cover the pair; where there is none, the engine shall say so.
    private func grounds(for question: AccessMatrix.Question) -> [GroundCode?] {
        guard question.level != .open else { return [nil] }
        let covering = policy.grounds.values.filter {
            $0.statuses.contains(status) && $0.from.contains(question.originator)
                && $0.to.contains(question.recipient)
        }
        return covering.isEmpty ? [nil] : covering.map(\.code).sorted()
    }

    private func failedGates(
        _ question: AccessMatrix.Question, _ ground: GroundCode?
    ) -> [GateID] {
        guard let label = label(for: question) else { return [.labelComplete] }
        let request = AccessRequest(
            label: label, kind: .file, originator: question.originator,
            recipient: question.recipient, stage: .sender, suite: .signed, ground: ground,
            carrier: .relay, now: now)
        return rehearse(
            request, under: policy,
            exercises: exercises, activations: activations
        ).failed.map(\.id)
    }

    private func label(for question: AccessMatrix.Question) -> Label? {
        guard let status = labelStatus else { return nil }
        return .imagined(
            at: question.level, status, for: Audience(.actor(question.recipient)),
            by: question.originator, at: now, lifetimeSeconds: lifetimeSeconds(question.level))
    }

    private func lifetimeSeconds(_ level: Level) -> Int64 {
        min(3_600, policy.rules(for: level)?.expiresMaxSeconds ?? 0)
    }
}
