import Identity
import Labels

/// The recipient's ceiling dominates the level: nothing is read up.
struct ActorCeilingGate: Gate {
    static let id = GateID.actorCeiling
    static let basis = LegalBasis.policyOnly

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        guard let recipient = view.policy.actors[request.recipient] else {
            return .fails(.actorUnknown(request.recipient))
        }
        let level = request.label.level
        return recipient.receiveCeiling.dominates(level)
            ? .holds
            : .fails(.recipientBelowLevel(recipient.id, ceiling: recipient.receiveCeiling, level))
    }
}
