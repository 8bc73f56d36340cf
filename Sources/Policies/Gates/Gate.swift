/// One rule. A gate sees the whole question and answers for its own concern only; that all must
/// hold is the engine's affair, so their order means nothing.
///
/// Unknown and missing things fail here, where they are needed, and never pass for absent ones.
protocol Gate: Sendable {
    static var id: GateID { get }
    static var basis: LegalBasis { get }
    /// Where it is asked.
    static var stages: Set<DecisionStage> { get }
    /// Whether it asks anything about the recipient or a key of theirs. One that does not answers
    /// the same for every recipient of a message.
    static var concernsRecipient: Bool { get }

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult
}

extension Gate {
    static var stages: Set<DecisionStage> { handoverStages }
    static var concernsRecipient: Bool { true }

    func isAsked(at stage: DecisionStage) -> Bool { Self.stages.contains(stage) }
}

private let handoverStages = Set(DecisionStage.allCases).subtracting([.person])
