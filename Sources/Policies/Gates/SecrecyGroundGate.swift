import Identity
import Labels

/// Secrecy-marked information is passed on under a ground that is recorded for these two actors.
///
/// A marking is a warning and a class is no permission: that the recipient may have it rests on a
/// rule of its own, which the header names.
///
/// Source: OSL (2009:400).
struct SecrecyGroundGate: Gate {
    static let id = GateID.secrecyGround
    static let basis = LegalBasis("OSL (2009:400)")

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let (sender, recipient) = (request.originator, request.recipient)
        guard request.label.level > .open, sender != recipient else { return .holds }
        guard let code = request.ground else { return .fails(.groundUnnamed) }
        guard let ground = view.policy.grounds[code] else { return .fails(.groundUnknown(code)) }
        var failures: [GateFailure] = []
        let status = request.label.status.kind
        if !ground.statuses.contains(status) {
            failures.append(.groundOfOtherStatus(code, status))
        }
        if !ground.from.contains(sender) || !ground.to.contains(recipient) {
            failures.append(.groundOfOtherPair(code, from: sender, to: recipient))
        }
        return GateResult(failures)
    }
}
