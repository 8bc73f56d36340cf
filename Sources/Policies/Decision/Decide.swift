/// Decides a request: asks every gate and reports all of them, whatever the first says.
///
/// Pure: time is in the request, everything else in the view.
package func decide(_ request: AccessRequest, in view: PolicyView) -> Decision {
    Decision(
        outcomes: outcomes(of: request.stage.gates, for: request, in: view), at: request.stage)
}

/// All of them. There are no other lists than its two parts: nothing in the product leaves a gate
/// out.
let gates = handoverGates + personGates

/// Of a hand-over between actors.
private let handoverGates: [any Gate] = [
    LabelCompleteGate(), PolicyFreshGate(), StatusSeparateGate(), SuiteLevelGate(),
    OriginatorCeilingGate(), ReferenceOwnerGate(), CryptoApprovedGate(), SystemApprovedGate(),
    ActorCeilingGate(), AgreementPairGate(), ForeignCommitmentGate(), SecrecyGroundGate(),
    AudienceGate(), ReleasePersonsGate(), CarrierCeilingGate(),
]

/// Of a person at her actor's own node.
private let personGates: [any Gate] = [PersonAuthorisedGate(), PersonClearanceGate()]

extension DecisionStage {
    /// Those a decision there consists of.
    var gates: [any Gate] { self == .person ? personGates : handoverGates }
}

/// The outcomes of `gates`, in the order given. Tests alone pass another list than ``gates``.
func outcomes(
    of gates: [any Gate], for request: AccessRequest, in view: PolicyView
) -> [GateOutcome] {
    gates.map { gate in
        let gateType = type(of: gate)
        let isAsked = gate.isAsked(at: request.stage)
        return GateOutcome(
            id: gateType.id, result: isAsked ? gate.check(request, in: view) : .notApplicable,
            basis: gateType.basis)
    }
}
