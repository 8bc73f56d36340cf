import Identity
import Labels

/// This carrier may carry this level, by the level's own list and by the carrier's ceiling.
struct CarrierCeilingGate: Gate {
    static let id = GateID.carrierCeiling
    static let basis = LegalBasis.policyOnly
    static let concernsRecipient = false

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let (carrier, level) = (request.carrier, request.label.level)
        guard let rules = view.policy.rules(for: level) else {
            return .fails(.levelUnconfigured(level))
        }
        guard let ceiling = view.policy.carrierCeilings[carrier] else {
            return .fails(.carrierUnknown(carrier))
        }
        return rules.carriers.contains(carrier) && ceiling.dominates(level)
            ? .holds : .fails(.carrierBelowLevel(carrier, level))
    }
}
