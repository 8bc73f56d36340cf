import Identity
import Labels

/// Classified information goes to a foreign authority or organisation only under an international
/// protective-security commitment that covers the level.
///
/// Source: SäkF (2021:955) 3:9.
struct ForeignCommitmentGate: Gate {
    static let id = GateID.foreignCommitment
    static let basis = LegalBasis("SäkF (2021:955) 3:9")

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let level = request.label.level
        guard level.isClassified else { return .holds }
        guard let recipient = view.policy.actors[request.recipient] else {
            return .fails(.actorUnknown(request.recipient))
        }
        guard recipient.country != .sweden else { return .holds }
        let recorded = view.policy.approvals.commitments[recipient.id] ?? []
        guard !recorded.isEmpty else {
            return .fails(.commitmentMissing(recipient.id, recipient.country))
        }
        let inForce = recorded.filter { $0.validity.contains(request.now) }
        if inForce.contains(where: { $0.ceiling.dominates(level) }) { return .holds }
        return .fails(
            recorded.map { commitment in
                let (actor, reference) = (commitment.actor, commitment.reference)
                return commitment.validity.contains(request.now)
                    ? .commitmentBelowLevel(
                        actor, reference: reference, ceiling: commitment.ceiling)
                    : .commitmentNotInForce(actor, reference: reference, commitment.validity)
            })
    }
}
