import Identity
package import Labels

/// This carrier may carry this level, by the level's own list and by the carrier's ceiling.
struct CarrierCeilingGate: Gate {
    static let id = GateID.carrierCeiling
    static let basis = LegalBasis.policyOnly
    static let concernsRecipient = false

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let (carrier, level) = (request.carrier, request.label.level)
        guard view.policy.rules(for: level) != nil else {
            return .fails(.levelUnconfigured(level))
        }
        guard view.policy.carrierCeilings[carrier] != nil else {
            return .fails(.carrierUnknown(carrier))
        }
        guard !view.levels(over: carrier, at: request.now).contains(level) else { return .holds }
        let isUsual = view.policy.levels(over: carrier).contains(level)
        let modes = isUsual ? view.modesTightening(Self.id, request) : []
        return GateResult([.carrierBelowLevel(carrier, level)] + modes)
    }
}

extension Policy {
    /// The levels that may go over a carrier, by each level's own list and by the carrier's ceiling.
    package func levels(over carrier: CarrierKind) -> Set<Level> {
        guard let ceiling = carrierCeilings[carrier] else { return [] }
        return Set(
            Level.allCases.filter { level in
                ceiling.dominates(level) && rules(for: level)?.carriers.contains(carrier) == true
            })
    }
}
