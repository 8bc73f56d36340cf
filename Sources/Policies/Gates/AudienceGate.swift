import Identity
import Labels

/// The recipient is in the audience: named in every clause, a forum counting only in its mode, and
/// holding all compartments.
struct AudienceGate: Gate {
    static let id = GateID.audience
    static let basis = LegalBasis("need to know")

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        var failures: [GateFailure] = []
        for clause in request.label.audience.clauses where !includes(clause, request, view) {
            failures.append(.outsideAudience(request.recipient, clause))
            failures += forumsNotInMode(clause, request, view)
        }
        let held = view.policy.actors[request.recipient]?.compartments ?? []
        for word in request.label.compartments where !held.contains(word) {
            failures.append(.compartmentNotHeld(request.recipient, word))
        }
        return GateResult(failures)
    }

    private func includes(
        _ clause: AudienceClause, _ request: AccessRequest, _ view: PolicyView
    ) -> Bool {
        clause.terms.contains {
            view.includes($0, request.recipient, request.call, at: request.provenTime)
        }
    }

    /// Of the forums the recipient belongs to, why each does not count.
    private func forumsNotInMode(
        _ clause: AudienceClause, _ request: AccessRequest, _ view: PolicyView
    ) -> [GateFailure] {
        clause.terms.compactMap { term in
            guard case .forum(let id) = term,
                view.policy.forums[id]?.members.contains(request.recipient) ?? false
            else { return nil }
            return view.activationFailure(of: id, request.call, at: request.provenTime)
        }
    }
}
