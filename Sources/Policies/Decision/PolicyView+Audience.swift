package import Identity
package import Labels

extension PolicyView {
    /// The actors a label lets read, sorted: in every clause of its audience, forums in their mode,
    /// all compartments held.
    ///
    /// - Parameters:
    ///   - activation: what the header names.
    ///   - now: when; a forum of an activation that is not open reaches nobody.
    package func reach(
        of label: Label, activation: ActivationID? = nil, at now: Timestamp
    ) -> [ActorID] {
        let call = ForumCall(activation, for: label.status)
        return policy.actors.values.filter { actor in
            label.audience.clauses.allSatisfy { clause in
                clause.terms.contains { includes($0, actor.id, call, at: now) }
            } && label.compartments.allSatisfy { actor.compartments.contains($0) }
        }.map(\.id).sorted()
    }

    /// Whether a term names an actor, with its forum in its mode.
    func includes(
        _ term: AudienceTerm, _ actor: ActorID, _ call: ForumCall, at moment: Timestamp
    ) -> Bool {
        switch term {
        case .all: policy.actors[actor] != nil
        case .actor(let id): id == actor && policy.actors[actor] != nil
        case .group(let id): policy.groups[id]?.members.contains(actor) ?? false
        case .forum(let id):
            policy.forums[id]?.members.contains(actor) ?? false
                && activationFailure(of: id, call, at: moment) == nil
        }
    }

    /// Why a forum is not in its mode; `nil` when it is.
    func activationFailure(
        of forum: ForumID, _ call: ForumCall, at moment: Timestamp
    ) -> GateFailure? {
        guard policy.forums[forum]?.needsActivation ?? true else { return nil }
        guard let activation = call.activation else { return .activationUnnamed(forum) }
        guard let open = activations[activation] else { return .activationUnknown(activation) }
        guard open.status == call.status else {
            return .activationOfOtherStatus(activation, open.status)
        }
        guard open.forums.contains(forum) else {
            return .activationOfOtherForum(activation, forum)
        }
        return open.isOpen(at: moment) ? nil : .activationNotOpen(activation)
    }
}

/// By which activation a message goes to its forums. One of another status calls nobody for it: what
/// an exercise convenes is not convened in earnest, nor the other way.
struct ForumCall {
    let activation: ActivationID?
    let status: Status

    init(_ activation: ActivationID?, for status: Status) {
        (self.activation, self.status) = (activation, status)
    }
}

extension AccessRequest {
    var call: ForumCall { ForumCall(activation, for: label.status) }
}
