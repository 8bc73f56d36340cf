import Identity
import Labels

/// As many persons of the originator as the level asks for have released the message, by distinct
/// keys.
///
/// Not asked of the sender before sealing, since a release is a signature over the sealed message.
/// Receipts and heartbeats need none: no person writes them.
struct ReleasePersonsGate: Gate {
    static let id = GateID.releasePersons
    static let basis = LegalBasis.policyOnly
    static let concernsRecipient = false
    static let stages: Set<DecisionStage> = [.relayAccept, .relayDeliver, .receiver]

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let level = request.label.level
        guard let required = view.policy.rules(for: level)?.releasePersons else {
            return .fails(.levelUnconfigured(level))
        }
        guard request.kind != .receipt && request.kind != .heartbeat else { return .holds }
        let counted = view.releasers(in: request)
        guard counted.count < required else { return .holds }
        let others = Set(request.releases).subtracting(counted).sorted()
        return .fails(
            [.releasesTooFew(found: counted.count, required: required)]
                + others.map { .releaseNotCounted($0) })
    }
}

extension PolicyView {
    /// Persons of the originator who released the message with distinct keys that were usable when
    /// it is known to have existed.
    func releasers(in request: AccessRequest) -> [PersonID] {
        var keys: Set<KeyID> = []
        let moment = request.provenTime
        return request.releases.filter { id in
            guard let person = registry.person(id, of: request.originator),
                person.isUsable(at: moment)
            else { return false }
            return keys.insert(person.key).inserted
        }
    }
}
