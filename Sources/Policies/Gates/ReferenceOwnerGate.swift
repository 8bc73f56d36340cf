import Identity

/// Who supersedes, cancels or reclassifies a message is its originator or an owner of its
/// information.
///
/// The sender must hold what it refers to. Relay and receiver judge the references they hold the
/// message of; whoever gets that message later has to ask again before the reference takes effect.
/// Anyone who may send may answer.
struct ReferenceOwnerGate: Gate {
    static let id = GateID.referenceOwner
    static let basis = LegalBasis.policyOnly
    static let concernsRecipient = false

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        var failures: [GateFailure] = []
        for reference in request.references where reference.relation != .answers {
            guard let source = reference.source else {
                if request.stage == .sender {
                    failures.append(.referenceUnknown(reference.message, reference.relation))
                }
                continue
            }
            let mayChange =
                source.originator == request.originator
                || source.owners.contains(request.originator)
            if !mayChange {
                failures.append(
                    .referenceOfOther(
                        reference.message, reference.relation, owners: source.owners))
            }
        }
        return GateResult(failures)
    }
}
