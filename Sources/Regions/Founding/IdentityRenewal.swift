package import Identity
package import Keystore
package import Notes
package import Primitives

/// A new identity of an actor: in its ring first and in the registry afterwards, as message keys are,
/// so that none is ever registered that nobody has. Decision 0061.
///
/// A machine that stops in between leaves a pair in the ring behind the registered one: the next
/// renewal takes that and makes no other. What stands before the registered pair has been replaced
/// and is never taken again.
package struct IdentityRenewal: Sendable {
    package let identity: AuthorityKeys
    /// With the new pair behind all that was there: to be written before the note.
    package let ring: KeyRing
    /// With the new pair and no other: to be written once the note is.
    package let settledRing: KeyRing

    /// - Parameter registered: what the registry says the actor signs with.
    /// - Throws: `KeystoreError`.
    package init(
        of actor: ActorID, in ring: KeyRing, registered: NoteAuthority, random: RandomSource
    ) throws {
        var ring = ring
        let owner = KeyOwner.actor(actor)
        if let waiting = ring.identityBehind(registered, owner) {
            identity = try AuthorityKeys(
                name: registered.name, classical: ring.signingKey(waiting.classical),
                postQuantum: ring.postQuantumSigningKey(waiting.postQuantum))
        } else {
            identity = try .generate(name: registered.name)
            try identity.add(to: &ring, .identity, owner, random: random)
        }
        self.ring = ring
        let kept = [identity.classical.publicKey.id, identity.postQuantum.publicKey.id]
        for entry in ring.identities(owner).flatMap({ [$0.classical, $0.postQuantum] })
        where !kept.contains(entry.id) {
            try ring.destroy(entry.id)
        }
        settledRing = ring
    }
}

extension KeyRing {
    fileprivate typealias Pair = (classical: RingEntry, postQuantum: RingEntry)

    /// In the order they were made.
    fileprivate func identities(_ owner: KeyOwner) -> [Pair] {
        Array(
            zip(
                entries(.identitySigning, owner), entries(.identityPostQuantumSigning, owner)
            ).map { (classical: $0, postQuantum: $1) })
    }

    /// The last pair made after the registered one; `nil` where there is none, or the registered one
    /// is not here, so that it cannot be told which came after it.
    fileprivate func identityBehind(_ registered: NoteAuthority, _ owner: KeyOwner) -> Pair? {
        guard case .ed25519(let key) = registered.ed25519.publicKey else { return nil }
        let pairs = identities(owner)
        guard let index = pairs.firstIndex(where: { $0.classical.id == key.id }) else { return nil }
        return pairs[(index + 1)...].last
    }
}
