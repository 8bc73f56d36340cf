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
        let status = request.label.status
        guard !view.permits(level, over: carrier, status, at: request.now) else { return .holds }
        let isUsual = view.policy.permits(level, over: carrier)
        let modes = isUsual ? view.modesTightening(Self.id, request) : []
        return GateResult([.carrierBelowLevel(carrier, level)] + modes)
    }
}

extension Policy {
    /// The levels that may go over a carrier, by each level's own list and by the carrier's ceiling.
    package func levels(over carrier: CarrierKind) -> Set<Level> {
        Set(Level.allCases.filter { permits($0, over: carrier) })
    }

    /// Whether a level may go over a carrier.
    func permits(_ level: Level, over carrier: CarrierKind) -> Bool {
        guard let ceiling = carrierCeilings[carrier] else { return false }
        return ceiling.dominates(level) && rules(for: level)?.carriers.contains(carrier) == true
    }
}
