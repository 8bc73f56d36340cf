package import Identity
package import Labels

extension PolicyView {
    /// The modes in force, in the policy's order: those that need no call, and those of which a forum
    /// is called by an open activation.
    package func modesInForce(at moment: Timestamp) -> [Mode] {
        let called = Set(
            activations.values.filter { $0.isOpen(at: moment) }.flatMap(\.forums).compactMap {
                policy.forums[$0]?.mode
            })
        return policy.modesInOrder.filter { !$0.needsActivation || called.contains($0.id) }
    }

    /// Those of them that tighten what a gate reads.
    func modesTightening(_ gate: GateID, for level: Level, at moment: Timestamp) -> [Mode] {
        guard policy.hasModeLimits else { return [] }
        return modesInForce(at: moment).filter { mode in
            mode.limits.contains { $0.concerns(gate, level) }
        }
    }

    /// The same as reasons, for what would hold without them.
    func modesTightening(_ gate: GateID, _ request: AccessRequest) -> [GateFailure] {
        modesTightening(gate, for: request.label.level, at: request.now).map {
            .modeInForce($0.id)
        }
    }

    /// What the level asks for while its modes are in force. Where several say something the
    /// strictest counts, so that calling one more forum never loosens anything.
    package func rules(for level: Level, at moment: Timestamp) -> LevelRules? {
        let rules = policy.rules(for: level)
        guard policy.hasModeLimits else { return rules }
        return rules?.tightened(by: modesInForce(at: moment).flatMap(\.limits))
    }

    /// The levels that may go over a carrier while the modes are in force.
    package func levels(over carrier: CarrierKind, at moment: Timestamp) -> Set<Level> {
        Set(Level.allCases.filter { permits($0, over: carrier, at: moment) })
    }

    /// Whether a level may go over a carrier while the modes are in force.
    func permits(_ level: Level, over carrier: CarrierKind, at moment: Timestamp) -> Bool {
        guard policy.permits(level, over: carrier) else { return false }
        guard policy.hasModeLimits else { return true }
        return modesInForce(at: moment).flatMap(\.limits).allSatisfy { limit in
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
