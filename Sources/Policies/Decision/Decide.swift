package import Identity

/// Decides a request: asks every gate and reports all of them, whatever the first says.
///
/// Pure: time is in the request, everything else in the view.
package func decide(_ request: AccessRequest, in view: PolicyView) -> Decision {
    Decision(
        outcomes: outcomes(of: request.stage.gates, for: request, in: view), at: request.stage)
}

/// Decides one message for many recipients: exactly what ``decide(_:in:)`` would say of each, but
/// what no recipient changes is asked once.
///
/// - Parameter request: of the message; its recipient and the keys of its recipient count for nothing.
/// - Returns: the decisions in the order of `addressees`.
package func decide(
    _ request: AccessRequest, for addressees: [Addressee], in view: PolicyView
) -> [Decision] {
    let questions = request.stage.gates.map { GateQuestion($0, at: request.stage) }
    let common = questions.map { $0.concernsRecipient ? nil : $0.outcome(for: request, in: view) }
    let shared = request.keys.filter { $0.role != .recipientWrapping }
    var own = request
    return addressees.map { addressee in
        own.recipient = addressee.actor
        own.keys = shared + addressee.keys
        return Decision(
            outcomes: zip(questions, common).map { question, answered in
                answered ?? question.outcome(for: own, in: view)
            }, at: request.stage)
    }
}

/// One recipient of a message, and the keys it uses towards that one alone.
package struct Addressee: Sendable, Hashable {
    package let actor: ActorID
    package let keys: [UsedKey]

    package init(_ actor: ActorID, keys: [UsedKey] = []) {
        self.actor = actor
        self.keys = keys
    }
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
    gates.map { GateQuestion($0, at: request.stage).outcome(for: request, in: view) }
}

/// A gate with what it says of itself, looked up once however many recipients it is asked about.
private struct GateQuestion {
    let gate: any Gate
    let id: GateID
    let basis: LegalBasis
    let isAsked: Bool
    let concernsRecipient: Bool

    init(_ gate: any Gate, at stage: DecisionStage) {
        let gateType = type(of: gate)
        self.gate = gate
        id = gateType.id
        basis = gateType.basis
        isAsked = gateType.stages.contains(stage)
        concernsRecipient = gateType.concernsRecipient
    }

    func outcome(for request: AccessRequest, in view: PolicyView) -> GateOutcome {
        GateOutcome(
            id: id, result: isAsked ? gate.check(request, in: view) : .notApplicable,
            basis: basis)
    }
}
