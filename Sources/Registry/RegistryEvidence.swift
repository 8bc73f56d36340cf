package import Notes

/// Two notes that cannot both be the registry's, with the signatures under them: what proves to others
/// that somebody told two stories, or showed less than before.
package struct RegistryEvidence: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Two texts claim one place, both signed.
        case fork
        /// A chain ends before a note it had.
        case rollback
    }

    package let kind: Kind
    package let chain: RegistryChain
    /// Of the note that is held.
    package let sequence: Int
    package let held: SignedNote
    /// For a fork its rival, or the note that follows a rival; for a roll-back the last that was
    /// shown.
    package let offered: SignedNote

    package init(
        _ kind: Kind, _ chain: RegistryChain, sequence: Int, held: SignedNote, offered: SignedNote
    ) {
        self.kind = kind
        self.chain = chain
        self.sequence = sequence
        self.held = held
        self.offered = offered
    }
}

extension Registry {
    /// What another registry lacks or contradicts of this one; `nil` when it goes on from here.
    ///
    /// Where the root chain grew, a replaced identity may have cut an actor's chain: what is missing
    /// there is no evidence then.
    package func evidence(against later: Registry) -> RegistryEvidence? {
        if let found = evidence(.root, rootChain, later.rootChain) { return found }
        if later.rootChain.count > rootChain.count { return nil }
        for actor in actorIDs {
            let found = evidence(.actor(actor), chain(of: actor), later.chain(of: actor))
            if let found { return found }
        }
        return nil
    }

    private func evidence(
        _ chain: RegistryChain, _ held: [SignedNote], _ offered: [SignedNote]
    ) -> RegistryEvidence? {
        let same = zip(held, offered).prefix { $0.text == $1.text }.count
        guard same < held.count else { return nil }
        if same < offered.count {
            return RegistryEvidence(
                .fork, chain, sequence: same, held: held[same], offered: offered[same])
        }
        // A chain that is gone altogether ends, for whoever shows it, with the first root note.
        guard let last = offered.last ?? rootChain.first else { return nil }
        return RegistryEvidence(
            .rollback, chain, sequence: same, held: held[same], offered: last)
    }

    /// The two notes behind a ``RegistryError/forked(_:sequence:known:offered:)`` that `offered` gave
    /// here.
    func evidence(of error: RegistryError, offered: SignedNote) -> RegistryEvidence? {
        guard case .forked(let chain, let sequence, _, _) = error else { return nil }
        let notes =
            switch chain {
            case .root: rootChain
            case .actor(let actor): self.chain(of: actor)
            }
        guard notes.indices.contains(sequence) else { return nil }
        return RegistryEvidence(
            .fork, chain, sequence: sequence, held: notes[sequence], offered: offered)
    }
}
