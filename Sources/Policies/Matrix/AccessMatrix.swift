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
    ///   - now: agreements, approvals and exemptions count as in force then.
    package init(
        of policy: Policy, status: StatusKind, in mode: ModeID? = nil, at now: Timestamp
    ) {
        self.status = status
        levels = policy.levelsInUse.map(\.level)
        actors = policy.actors.keys.sorted()
        let asker = Asker(policy: policy, status: status, mode: mode, now: now)
        var verdicts: [Question: Verdict] = [:]
        for originator in actors {
            for recipient in actors where recipient != originator {
                for level in levels {
                    let question = Question(
                        originator: originator, recipient: recipient, level: level)
                    verdicts[question] = asker.verdict(question)
                }
            }
        }
        self.verdicts = verdicts
    }

    /// `nil` for a question about actors or levels the policy does not have, and for an actor's way
    /// to itself.
    package func verdict(
        from originator: ActorID, to recipient: ActorID, at level: Level
    ) -> Verdict? {
        verdicts[Question(originator: originator, recipient: recipient, level: level)]
    }
}

/// Puts questions of one policy to the engine.
private struct Asker {
    let policy: Policy
    let status: StatusKind
    let now: Timestamp
    private let exercise: Exercise?
    private let activations: [ActivationID: Activation]

    init(policy: Policy, status: StatusKind, mode: ModeID?, now: Timestamp) {
        self.policy = policy
        self.status = status
        self.now = now
        exercise = (try? ExerciseID("provning")).flatMap {
            status == .exercise ? Exercise.rehearsed($0, under: policy, at: now) : nil
        }
        activations = mode.map { Activation.rehearsed(of: $0, under: policy, at: now) } ?? [:]
    }

    func verdict(_ question: AccessMatrix.Question) -> AccessMatrix.Verdict {
        var fewest: [GateID]?
        for ground in grounds(for: question) {
            let failed = failedGates(question, ground)
            if failed.isEmpty { return .permitted }
            if failed.count < fewest?.count ?? .max { fewest = failed }
        }
        return .denied(fewest ?? [])
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
            exercises: exercise.map { [$0.id: $0] } ?? [:], activations: activations
        ).failed.map(\.id)
    }

    private func label(for question: AccessMatrix.Question) -> Label? {
        let level = question.level
        let secrecy = Secrecy.imagined(at: level, by: question.originator, now)
        guard level == .open || secrecy != nil, let status = labelStatus,
            let clause = try? AudienceClause([.actor(question.recipient)]),
            let audience = try? Audience([clause])
        else { return nil }
        return try? Label(
            status: status, secrecy: secrecy.map { [$0] } ?? [],
            securityClass: SecurityClass(of: level), audience: audience, origin: .sweden,
            owners: [question.originator], expires: now.adding(seconds: lifetimeSeconds(level)))
    }

    private var labelStatus: Status? {
        switch status {
        case .actual: .actual
        case .test: .test
        case .exercise: exercise.map { .exercise($0.id) }
        }
    }

    private func lifetimeSeconds(_ level: Level) -> Int64 {
        min(3_600, policy.rules(for: level)?.expiresMaxSeconds ?? 0)
    }
}

extension Secrecy {
    fileprivate static func imagined(
        at level: Level, by authority: ActorID, _ now: Timestamp
    ) -> Secrecy? {
        guard level != .open else { return nil }
        return try? Secrecy(
            provision: level.isClassified ? "OSL 15:2" : "OSL 18:13", authority: authority,
            date: Timestamp(clampingMilliseconds: now.seconds * 1_000))
    }
}
