import Identity
import Labels

/// Actual information from BH is protected by cryptography approved by Försvarsmakten, or a
/// recorded exemption stands for it; opaque cargo, by the approved product that sealed it, as two
/// persons of the sender attest.
///
/// An approval the header names must fit; without a name any that is recorded for sender and level
/// will do, except for opaque cargo, where the name says which product it was.
///
/// Source: SäkF (2021:955) 3:5–6.
struct CryptoApprovedGate: Gate {
    static let id = GateID.cryptoApproved
    static let basis = LegalBasis("SäkF (2021:955) 3:5–6")
    static let concernsRecipient = false

    /// Who attests product and approval of opaque cargo (DESIGN section 4).
    static let attestationsRequired = 2

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        guard request.concernsActualClassified else { return .holds }
        var failures: [GateFailure] = []
        if let named = request.approval {
            failures += defects(of: named, request, view)
        } else if request.isOpaque {
            failures.append(.approvalUnnamed)
        } else if !hasAnyApproval(request, view) {
            failures.append(.cryptoUnapproved(request.originator, request.label.level))
        }
        if request.isOpaque, request.stage != .sender {
            let found = view.releasers(in: request).count
            if found < Self.attestationsRequired {
                failures.append(
                    .attestationsTooFew(found: found, required: Self.attestationsRequired))
            }
        }
        return GateResult(failures)
    }

    private func hasAnyApproval(_ request: AccessRequest, _ view: PolicyView) -> Bool {
        view.policy.approvals.crypto.keys.contains { defects(of: $0, request, view).isEmpty }
    }

    private func defects(
        of id: ApprovalID, _ request: AccessRequest, _ view: PolicyView
    ) -> [GateFailure] {
        guard let approval = view.policy.approvals.crypto[id] else {
            return [.approvalUnknown(id)]
        }
        var failures: [GateFailure] = []
        if (approval.kind == .opaque) != request.isOpaque {
            failures.append(.approvalOfOtherKind(id, approval.kind))
        }
        if !approval.validity.contains(request.now) {
            failures.append(.approvalNotInForce(id, approval.validity))
        }
        if !approval.levels.contains(request.label.level) {
            failures.append(.approvalOfOtherLevel(id, request.label.level))
        }
        if !approval.suites.contains(request.suite) {
            failures.append(.approvalOfOtherSuite(id, request.suite))
        }
        if !approval.senders.contains(request.originator) {
            failures.append(.approvalOfOtherSender(id, request.originator))
        }
        return failures
    }
}

extension AccessRequest {
    /// Security-sensitive in earnest: what approvals of cryptography and systems are for.
    var concernsActualClassified: Bool {
        label.status == .actual && label.level.isClassified
    }
}
