import Identity
import Labels

/// Information from K goes to another actor only under a *säkerhetsskyddsavtal* between the two,
/// unless both are state authorities or a recorded exemption is in force.
///
/// A county board and a municipality are not exempt. The exemption of state authorities does not
/// extend to purchases, which do not go this way. SäkF 6:2 lifts assessment and consultation, not
/// the agreement.
///
/// Source: SäkL (2018:585) 4:1–2, SäkF (2021:955) 6:1.
struct AgreementPairGate: Gate {
    static let id = GateID.agreementPair
    static let basis = LegalBasis("SäkL (2018:585) 4:1–2, SäkF (2021:955) 6:1")

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let (sender, recipient) = (request.originator, request.recipient)
        guard request.label.level >= .confidential, sender != recipient else { return .holds }
        if view.isStateAuthority(sender) && view.isStateAuthority(recipient) { return .holds }
        let recorded = view.policy.agreements(between: sender, and: recipient)
        if recorded.contains(where: { $0.validity.contains(request.now) }) { return .holds }
        guard !recorded.isEmpty else { return .fails(.agreementMissing(sender, recipient)) }
        return .fails(
            recorded.map {
                .agreementNotInForce(
                    sender, recipient, reference: $0.reference, $0.validity)
            })
    }
}

extension PolicyView {
    fileprivate func isStateAuthority(_ actor: ActorID) -> Bool {
        policy.actors[actor]?.isStateAuthority ?? false
    }
}
