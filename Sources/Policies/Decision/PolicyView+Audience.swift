package import Identity
package import Labels

extension PolicyView {
    /// The actors an audience reaches, sorted: in every clause, forums in their mode, all
    /// compartments held.
    ///
    /// - Parameters:
    ///   - activation: what the header would name.
    ///   - now: when; a forum of an activation that is not open reaches nobody.
    package func reach(
        of audience: Audience, compartments: [Compartment] = [],
        activation: ActivationID? = nil, at now: Timestamp
    ) -> [ActorID] {
        policy.actors.keys.filter { actor in
            audience.clauses.allSatisfy { clause in
                clause.terms.contains { includes($0, actor, activation: activation, at: now) }
            }
                && compartments.allSatisfy {
                    policy.actors[actor]?.compartments.contains($0) ?? false
                }
        }.sorted()
    }

    /// Whether a term names an actor, with its forum in its mode.
    func includes(
        _ term: AudienceTerm, _ actor: ActorID, activation: ActivationID?, at moment: Timestamp
    ) -> Bool {
        switch term {
        case .all: policy.actors[actor] != nil
        case .actor(let id): id == actor && policy.actors[actor] != nil
        case .group(let id): policy.groups[id]?.members.contains(actor) ?? false
        case .forum(let id):
            policy.forums[id]?.members.contains(actor) ?? false
                && activationFailure(of: id, activation, at: moment) == nil
        }
    }

    /// Why a forum is not in its mode; `nil` when it is.
    func activationFailure(
        of forum: ForumID, _ activation: ActivationID?, at moment: Timestamp
    ) -> GateFailure? {
        guard policy.forums[forum]?.needsActivation ?? true else { return nil }
        guard let activation else { return .activationUnnamed(forum) }
        guard let open = activations[activation] else { return .activationUnknown(activation) }
        guard open.forums.contains(forum) else {
            return .activationOfOtherForum(activation, forum)
        }
        return open.isOpen(at: moment) ? nil : .activationNotOpen(activation)
    }
}
