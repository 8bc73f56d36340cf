import Identity
import Labels

/// Every part of the label is known to the policy, and it expires in time.
///
/// That classified information bears a secrecy marking is ``Label``'s own doing: there is no other.
///
/// Source: SäkF (2021:955) 3:7.
struct LabelCompleteGate: Gate {
    static let id = GateID.labelComplete
    static let basis = LegalBasis("SäkF (2021:955) 3:7")
    static let concernsRecipient = false

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let (label, policy) = (request.label, view.policy)
        var failures: [GateFailure] = []
        for actor in label.owners where policy.actors[actor] == nil {
            failures.append(.actorUnknown(actor))
        }
        for clause in label.audience.clauses {
            for term in clause.terms {
                if let failure = unknown(term, policy) { failures.append(failure) }
            }
        }
        for marking in label.secrecy where !isKnown(authority: marking.authority, policy) {
            failures.append(.markingAuthorityUnknown(marking.authority))
        }
        for word in label.compartments where policy.vocabulary.compartments[word] == nil {
            failures.append(.compartmentUnknown(word))
        }
        for caveat in label.caveats where !policy.vocabulary.caveats.contains(caveat) {
            failures.append(.caveatUnknown(caveat))
        }
        if !policy.vocabulary.origins.contains(label.origin) {
            failures.append(.originUnknown(label.origin))
        }
        failures += expiryFailures(request, view)
        return GateResult(failures)
    }

    private func unknown(_ term: AudienceTerm, _ policy: Policy) -> GateFailure? {
        switch term {
        case .all: nil
        case .actor(let id): policy.actors[id] == nil ? .actorUnknown(id) : nil
        case .group(let id): policy.groups[id] == nil ? .groupUnknown(id) : nil
        case .forum(let id): policy.forums[id] == nil ? .forumUnknown(id) : nil
        }
    }

    private func isKnown(authority: ActorID, _ policy: Policy) -> Bool {
        policy.actors[authority] != nil || policy.vocabulary.markingAuthorities.contains(authority)
    }

    private func expiryFailures(_ request: AccessRequest, _ view: PolicyView) -> [GateFailure] {
        let (expires, level) = (request.label.expires, request.label.level)
        guard let usual = view.policy.rules(for: level) else { return [.levelUnconfigured(level)] }
        guard request.now < expires else { return [.messageExpired(expires)] }
        let inMode =
            request.stage.isUnderModeTimes
            ? view.rules(for: level, request.label.status, at: request.now) : nil
        func latest(_ rules: LevelRules) -> Timestamp {
            request.now.adding(seconds: rules.expiresMaxSeconds)
        }
        let limit = latest(inMode ?? usual)
        guard expires > limit else { return [] }
        let modes = expires > latest(usual) ? [] : view.modesTightening(Self.id, request)
        return [.expiryBeyondCap(expires, latest: limit)] + modes
    }
}
