package import Identity
package import Labels

extension PolicyView {
    /// The modes in force for what is of a status, in the policy's order: those that need no call,
    /// and those of which a forum is called by an open activation of that status.
    package func modesInForce(for status: Status, at moment: Timestamp) -> [Mode] {
        modes(calledBy: activations.values.filter { $0.status == status }, at: moment)
    }

    /// The same where it is not known which exercise it is: what any of them has called.
    package func modesInForce(for kind: StatusKind, at moment: Timestamp) -> [Mode] {
        modes(calledBy: activations.values.filter { $0.status.kind == kind }, at: moment)
    }

    private func modes(calledBy activations: [Activation], at moment: Timestamp) -> [Mode] {
        let called = Set(
            activations.filter { $0.isOpen(at: moment) }.flatMap(\.forums).compactMap {
                policy.forums[$0]?.mode
            })
        return policy.modesInOrder.filter { !$0.needsActivation || called.contains($0.id) }
    }

    /// Those of them that tighten what a gate reads, as reasons, for what would hold without them.
    func modesTightening(_ gate: GateID, _ request: AccessRequest) -> [GateFailure] {
        guard policy.hasModeLimits else { return [] }
        return modesInForce(for: request.label.status, at: request.now).filter { mode in
            mode.limits.contains { $0.concerns(gate, request.label.level) }
        }.map { .modeInForce($0.id) }
    }

    /// What the level asks for while its modes are in force. Where several say something the
    /// strictest counts, so that calling one more forum never loosens anything.
    package func rules(
        for level: Level, _ status: Status, at moment: Timestamp
    ) -> LevelRules? {
        policy.rules(for: level).map { tightened($0) { modesInForce(for: status, at: moment) } }
    }

    /// The same where it is not known which exercise it is.
    package func rules(
        for level: Level, _ kind: StatusKind, at moment: Timestamp
    ) -> LevelRules? {
        policy.rules(for: level).map { tightened($0) { modesInForce(for: kind, at: moment) } }
    }

    private func tightened(_ rules: LevelRules, by modes: () -> [Mode]) -> LevelRules {
        policy.hasModeLimits ? rules.tightened(by: modes().flatMap(\.limits)) : rules
    }

    /// The levels that may go over a carrier while the modes are in force.
    package func levels(
        over carrier: CarrierKind, _ status: Status, at moment: Timestamp
    ) -> Set<Level> {
        Set(Level.allCases.filter { permits($0, over: carrier, status, at: moment) })
    }

    /// Whether a level may go over a carrier while the modes are in force.
    package func permits(
        _ level: Level, over carrier: CarrierKind, _ status: Status, at moment: Timestamp
    ) -> Bool {
        guard policy.permits(level, over: carrier) else { return false }
        guard policy.hasModeLimits else { return true }
        return modesInForce(for: status, at: moment).flatMap(\.limits).allSatisfy { limit in
            guard case .carrierCeiling(carrier, let ceiling) = limit else { return true }
            return ceiling.dominates(level)
        }
    }
}

extension ModeLimit {
    /// Whether the gate reads it when it is asked about the level.
    func concerns(_ gate: GateID, _ level: Level) -> Bool {
        switch self {
        case .carrierCeiling: gate == .carrierCeiling
        case .expiresMax(let limited, _): gate == .labelComplete && limited == level
        case .policyFreshness(let limited, _): gate == .policyFresh && limited == level
        case .limitedExtent(let limited, _): gate == .personClearance && limited == level
        // Deadlines decide nothing about a hand-over.
        case .receiptDue: false
        }
    }
}

extension DecisionStage {
    /// Whether a mode's shorter times bind here: whoever makes a message, and whoever first takes it
    /// in. What was made and taken in before the call is still delivered.
    var isUnderModeTimes: Bool { self == .sender || self == .relayAccept }
}
