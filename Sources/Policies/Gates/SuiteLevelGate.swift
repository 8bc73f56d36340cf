import Identity
import Labels
import Registry

/// The suite is the one the policy requires for the level, and every key used is registered for
/// this actor, level, status and purpose, and usable.
///
/// What is needed follows from the policy's suite, never from the header's.
struct SuiteLevelGate: Gate {
    static let id = GateID.suiteLevel
    static let basis = LegalBasis.policyOnly

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let level = request.label.level
        guard let required = view.policy.rules(for: level)?.suite else {
            return .fails(.levelUnconfigured(level))
        }
        var failures: [GateFailure] = []
        if request.suite != required {
            failures.append(.suiteDiffers(found: request.suite, required: required))
        }
        if !view.registry.isRegistered(request.originator) {
            failures.append(.actorUnregistered(request.originator))
        }
        if request.recipient != request.originator, !view.registry.isRegistered(request.recipient) {
            failures.append(.actorUnregistered(request.recipient))
        }
        for role in KeyRole.allCases where role.isNeeded(by: required) {
            if !request.keys.contains(where: { $0.role == role }) {
                failures.append(.keyMissing(role))
            }
        }
        for used in request.keys {
            guard let key = view.registry.key(used.id) else {
                failures.append(.keyUnknown(used.id))
                continue
            }
            failures += defects(of: key, used, request)
        }
        return GateResult(failures)
    }

    private func defects(
        of key: RegisteredKey, _ used: UsedKey, _ request: AccessRequest
    ) -> [GateFailure] {
        var failures: [GateFailure] = []
        let owner = used.role == .recipientWrapping ? request.recipient : request.originator
        if key.actor != owner { failures.append(.keyOfOtherActor(used.id, key.actor)) }
        if key.level != request.label.level {
            failures.append(.keyOfOtherLevel(used.id, key.level))
        }
        if key.status != request.label.status.kind {
            failures.append(.keyOfOtherStatus(used.id, key.status))
        }
        if key.purpose != used.role.purpose {
            failures.append(.keyOfOtherPurpose(used.id, used.role))
        }
        if let failure = timeDefect(of: key, used, request) { failures.append(failure) }
        return failures
    }

    /// A signature witnessed before its key ended still stands. A wrapping key that has been
    /// revoked is never used again: whoever has it may have the private half.
    private func timeDefect(
        of key: RegisteredKey, _ used: UsedKey, _ request: AccessRequest
    ) -> GateFailure? {
        let moment = request.provenTime
        let judged = used.role == .recipientWrapping ? request.now : moment
        if let revocation = key.revocation, revocation.binds(at: judged) {
            return .keyRevoked(used.id, at: revocation.effective)
        }
        if moment < key.validFrom { return .keyNotYetValid(used.id, from: key.validFrom) }
        if moment >= key.validUntil { return .keyExpired(used.id, at: key.validUntil) }
        return nil
    }
}

extension KeyRole {
    var purpose: KeyPurpose {
        switch self {
        case .originatorSigning: .signing
        case .originatorPostQuantum: .postQuantumSigning
        case .recipientWrapping: .wrapping
        }
    }

    fileprivate func isNeeded(by suite: Suite) -> Bool {
        switch self {
        case .originatorSigning: true
        case .originatorPostQuantum: suite.signsPostQuantum
        case .recipientWrapping: suite.seals
        }
    }
}
