import Identity
import Labels

/// The policy is signed, in force, and known to be the current one recently enough for the level.
///
/// Freshness guards against being frozen at an old policy or registry. The receiver is asked for
/// force only: past the limit, what is already held still opens.
struct PolicyFreshGate: Gate {
    static let id = GateID.policyFresh
    static let basis = LegalBasis.policyOnly
    static let concernsRecipient = false

    /// How far the clock of a freshness authority may be ahead of ours.
    static let clockSkewMaxSeconds: Int64 = 300

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        guard let edition = view.edition else { return .fails(.policyUnsigned) }
        var failures: [GateFailure] = []
        if request.now < edition.notBefore {
            failures.append(.policyNotInForce(notBefore: edition.notBefore))
        }
        guard request.stage != .receiver else { return GateResult(failures) }
        guard let latest = view.freshness.latest else {
            return GateResult(failures + [.freshnessMissing])
        }
        if let failure = policyFailure(edition, latest) { failures.append(failure) }
        if !view.registry.heads.contains(latest.registryHead) {
            failures.append(
                .registryBehind(held: view.registry.head, current: latest.registryHead))
        }
        failures += ageFailures(request, latest, view)
        return GateResult(failures)
    }

    /// A note older than our policy does no harm: nobody can freeze us at something newer.
    private func policyFailure(_ edition: PolicyEdition, _ latest: Freshness) -> GateFailure? {
        if edition.version < latest.policyVersion {
            return .policySuperseded(held: edition.version, current: latest.policyVersion)
        }
        let isFork =
            edition.version == latest.policyVersion && edition.digest != latest.policyDigest
        return isFork ? .policyForked(version: edition.version) : nil
    }

    private func ageFailures(
        _ request: AccessRequest, _ latest: Freshness, _ view: PolicyView
    ) -> [GateFailure] {
        let level = request.label.level
        guard let usual = view.policy.rules(for: level) else { return [.levelUnconfigured(level)] }
        if latest.issued > request.now.adding(seconds: Self.clockSkewMaxSeconds) {
            return [.freshnessFromFuture(issued: latest.issued)]
        }
        let extra =
            view.freshness.leases.filter { $0.covers(level, at: request.now) }
            .map(\.extensionSeconds).max() ?? 0
        if request.now > latest.validUntil.adding(seconds: extra) {
            return [.freshnessExpired(latest.validUntil)]
        }
        let inMode =
            request.stage.isUnderModeTimes
            ? view.rules(for: level, request.label.status, at: request.now) : nil
        func limit(_ rules: LevelRules) -> Int64 {
            rules.policyFreshnessSeconds.addingReportingOverflow(extra).partialValue
        }
        func isPast(_ limit: Int64) -> Bool { request.now > latest.issued.adding(seconds: limit) }
        let strictest = limit(inMode ?? usual)
        guard isPast(strictest) else { return [] }
        let modes = isPast(limit(usual)) ? [] : view.modesTightening(Self.id, request)
        return [.freshnessTooOld(issued: latest.issued, limitSeconds: strictest)] + modes
    }
}
