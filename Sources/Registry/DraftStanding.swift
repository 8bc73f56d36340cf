package import Identity
package import Notes

/// How far a draft has come: who must sign, who has, and what it would undo.
package struct DraftStanding: Hashable, Sendable {
    /// The sets that must sign; for a rotation of the root the present one and the new one.
    package let sets: [SignerSet]
    /// How many notes of an actor's sub-chain count no longer, where its identity is replaced after
    /// an earlier one.
    package let voided: [ActorID: Int]

    /// A set of authorities, and the names of those whose signatures hold.
    package struct SignerSet: Hashable, Sendable {
        package let quorum: NoteQuorum
        package let signed: [String]

        package var isEnough: Bool { signed.count >= quorum.threshold }
    }

    package var isComplete: Bool { sets.allSatisfy(\.isEnough) }

    /// - Throws: ``RegistryError/note(_:)`` with the threshold that is not met.
    package func requireComplete() throws(RegistryError) {
        for set in sets where !set.isEnough {
            throw .note(
                .thresholdUnmet(required: set.quorum.threshold, found: set.signed.count))
        }
    }
}

extension Registry {
    /// Examines a draft as if its signatures were complete: whether it is the next note of its
    /// chain here, and whether all it says may be said. Every signature it has must hold and be of
    /// somebody who is to sign.
    ///
    /// - Throws: ``RegistryError``; ``RegistryError/draftOvertaken(_:sequence:by:)`` where another
    ///   note, or this one, stands in its place; ``RegistryError/draftStray(_:sequence:)``.
    package func standing(of draft: NoteDraft) throws(RegistryError) -> DraftStanding {
        let (quorums, voided) = try fold.admission(of: draft)
        let authorities = quorums.flatMap(\.authorities)
        for signature in draft.signatures {
            let isKnown = authorities.contains {
                signature.isMade(by: $0.ed25519) || signature.isMade(by: $0.mlDSA65)
            }
            guard isKnown else { throw .signerForeign(name: signature.name) }
        }
        var sets: [DraftStanding.SignerSet] = []
        for quorum in quorums {
            var signed: [String] = []
            for authority in quorum.authorities {
                if try draft.isSigned(by: authority) { signed.append(authority.name) }
            }
            sets.append(DraftStanding.SignerSet(quorum: quorum, signed: signed))
        }
        return DraftStanding(sets: sets, voided: voided)
    }
}

extension NoteDraft {
    /// - Throws: ``RegistryError/note(_:)`` for a signature that does not hold.
    fileprivate func isSigned(by authority: NoteAuthority) throws(RegistryError) -> Bool {
        guard let note else { return false }
        do throws(NoteError) {
            _ = try note.verified(by: NoteQuorum(authority))
            return true
        } catch .thresholdUnmet { return false } catch { throw .note(error) }
    }
}

extension RegistryFold {
    /// Who must sign a draft, and how many notes of which actors it would make void.
    fileprivate func admission(
        of draft: NoteDraft
    ) throws(RegistryError) -> (quorums: [NoteQuorum], voided: [ActorID: Int]) {
        switch draft.content {
        case .root(let text): try admission(of: text, draft.digest)
        case .actor(let text): (try admission(of: text, draft.digest), [:])
        }
    }

    private func admission(
        of text: RootNote, _ digest: Digest
    ) throws(RegistryError) -> (quorums: [NoteQuorum], voided: [ActorID: Int]) {
        try requireRegion(text.region)
        try root.requireNext(Chain.Claim(text, digest))
        var trial = state
        try trial.apply(text)
        var quorums = [state.rootQuorum]
        var voided: [ActorID: Int] = [:]
        for statement in text.statements {
            switch statement {
            case .rootAuthorities(let new) where new != state.rootQuorum: quorums.append(new)
            case .replaceIdentity(let actor, let after, _):
                voided[actor] = try subchains[actor]?.countVoided(after: after, of: actor)
            default: break
            }
        }
        return (quorums, voided)
    }

    private func admission(
        of text: ActorNote, _ digest: Digest
    ) throws(RegistryError) -> [NoteQuorum] {
        try requireRegion(text.region)
        guard let subchain = subchains[text.actor] else {
            throw .unknown(concept: ActorConcept.word, name: text.actor.text)
        }
        try subchain.chain.requireNext(Chain.Claim(text, digest))
        guard state.actors[text.actor]?.revocation == nil else { throw .actorRevoked(text.actor) }
        var trial = state
        try trial.apply(text)
        return [NoteQuorum(subchain.signer)]
    }
}

extension RegistryFold.Subchain {
    /// - Throws: ``RegistryError/headUnknown(_:_:)``.
    fileprivate func countVoided(
        after digest: Digest, of actor: ActorID
    ) throws(RegistryError) -> Int {
        if digest == origin { return chain.links.count }
        guard let kept = chain.count(through: digest) else { throw .headUnknown(actor, digest) }
        return chain.links.count - kept
    }
}

extension Chain {
    /// Whether a note that is not signed yet would stand next.
    fileprivate func requireNext(_ claim: Claim) throws(RegistryError) {
        guard claim.sequence >= links.count else {
            throw .draftOvertaken(
                name, sequence: claim.sequence, by: links[claim.sequence].digest)
        }
        guard claim.sequence == links.count else {
            throw .sequenceGap(name, expected: links.count, found: claim.sequence)
        }
        guard let head, claim.previous == head else {
            throw .draftStray(name, sequence: claim.sequence)
        }
        guard claim.time >= time else {
            throw .timeReversed(name, previous: time, found: claim.time)
        }
    }
}
