import Identity
import Labels

/// The sender may originate at this level.
struct OriginatorCeilingGate: Gate {
    static let id = GateID.originatorCeiling
    static let basis = LegalBasis.policyOnly
    static let concernsRecipient = false

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        guard let sender = view.policy.actors[request.originator] else {
            return .fails(.actorUnknown(request.originator))
        }
        let level = request.label.level
        return sender.originateCeiling.dominates(level)
            ? .holds
            : .fails(.originatorBelowLevel(sender.id, ceiling: sender.originateCeiling, level))
    }
}
