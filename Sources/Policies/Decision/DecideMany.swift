package import Identity

/// One of a message's recipients, and the key of theirs that a slot of it names.
package struct Addressee: Sendable, Hashable {
    package let actor: ActorID
    /// `nil` where the suite wraps nothing.
    package let wrappingKey: KeyID?

    package init(_ actor: ActorID, wrappingKey: KeyID?) {
        (self.actor, self.wrappingKey) = (actor, wrappingKey)
    }
}

/// Decides for every recipient of a message exactly what ``decide(_:in:)`` decides for each alone, in
/// their order.
///
/// Half of the gates ask nothing about the recipient; they are asked once.
///
/// - Parameter request: what is the same for all; its recipient and wrapping key are not looked at.
package func decide(
    _ request: AccessRequest, for addressees: [Addressee], in view: PolicyView
) -> [Decision] {
    let gates = request.stage.gates
    var asked = request
    let keys = request.keys.filter { $0.role != .recipientWrapping }
    let ofRecipient = gates.indices.filter {
        type(of: gates[$0]).concernsRecipient && gates[$0].isAsked(at: request.stage)
    }
    // As it was for the recipient before: most differ in nothing and share it.
    var latest: [GateOutcome]?
    return addressees.map { addressee in
        asked.recipient = addressee.actor
        asked.keys = keys
        if let key = addressee.wrappingKey { asked.keys.append(UsedKey(key, .recipientWrapping)) }
        guard var outcomes = latest else {
            let first = Policies.outcomes(of: gates, for: asked, in: view)
            latest = first
            return Decision(outcomes: first, at: request.stage)
        }
        for index in ofRecipient {
            let result = gates[index].check(asked, in: view)
            if result != outcomes[index].result {
                outcomes[index] = GateOutcome(
                    id: outcomes[index].id, result: result, basis: outcomes[index].basis)
            }
        }
        latest = outcomes
        return Decision(outcomes: outcomes, at: request.stage)
    }
}
