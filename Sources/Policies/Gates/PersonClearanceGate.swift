import Identity
import Labels

/// From K the person's clearance covers the level. Where it does in limited extent alone, each message
/// is counted, justified in writing and within policy's limit for the period.
///
/// BH asks for vetting, which is part of being judged reliable, and for no class.
///
/// Source: SäkL (2018:585) 3:6–8.
struct PersonClearanceGate: Gate {
    static let id = GateID.personClearance
    static let basis = LegalBasis("SäkL (2018:585) 3:6–8")
    static let stages: Set<DecisionStage> = [.person]

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let level = request.label.level
        guard let rules = view.policy.rules(for: level) else {
            return .fails(.levelUnconfigured(level))
        }
        guard level >= .confidential, request.signInRequired(by: rules) > .nothing else {
            return .holds
        }
        guard let person = request.person else { return .fails(.personUnstated) }
        let id = person.standing.id
        guard let grant = person.standing.clearance else {
            return .fails(.clearanceMissing(id, level))
        }
        guard grant.validity.contains(request.now) else {
            return .fails(.clearanceNotInForce(id, grant.clearance, grant.validity))
        }
        switch grant.clearance.reach(at: level) {
        case .full: return .holds
        case .insufficient: return .fails(.clearanceBelowLevel(id, grant.clearance, level))
        case .limitedExtent:
            let usual = excess(person, grant.clearance, level, rules.limitedExtent)
            let inMode = view.rules(for: level, request.label.status, at: request.now)
            let limit = inMode?.limitedExtent
            let found = excess(person, grant.clearance, level, limit)
            let modes =
                found.count > usual.count ? view.modesTightening(Self.id, request) : []
            return GateResult(found + modes)
        }
    }

    private func excess(
        _ person: PersonAtNode, _ clearance: Clearance, _ level: Level, _ limit: LimitedExtent?
    ) -> [GateFailure] {
        guard let limit else { return [.limitedExtentUnset(clearance, level)] }
        let (id, use) = (person.standing.id, person.limited)
        if use.isCounted { return [] }
        var failures: [GateFailure] = []
        if use.usedCount >= limit.messagesMax {
            failures.append(
                .limitedExtentUsedUp(
                    id, used: use.usedCount, limit: limit.messagesMax,
                    periodSeconds: limit.periodSeconds))
        }
        if !use.isJustified { failures.append(.limitedExtentUnjustified(id, clearance, level)) }
        return failures
    }
}
