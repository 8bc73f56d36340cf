/// One rule. A gate sees the whole question and answers for its own concern only; that all must
/// hold is the engine's affair, so their order means nothing.
///
/// Unknown and missing things fail here, where they are needed, and never pass for absent ones.
protocol Gate: Sendable {
    static var id: GateID { get }
    static var basis: LegalBasis { get }
    /// Where it is asked.
    static var stages: Set<DecisionStage> { get }
    /// Whether its answer may differ between recipients of one message. One that says no looks at
    /// neither ``AccessRequest/recipient`` nor ``AccessRequest/keys``.
    static var concernsRecipient: Bool { get }

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult
}

extension Gate {
    static var stages: Set<DecisionStage> { handoverStages }
    static var concernsRecipient: Bool { true }
}

private let handoverStages = Set(DecisionStage.allCases).subtracting([.person])
