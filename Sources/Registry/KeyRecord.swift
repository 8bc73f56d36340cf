package import Identity
package import Labels

/// A message key as its actor registered it: one purpose, one level, one status.
package struct KeyRecord: Hashable, Sendable {
    package let id: KeyID
    package let actor: ActorID
    package let level: Level
    package let status: StatusKind
    package let key: PublicKey
    package let validFrom: Timestamp
    /// The first moment it is valid no longer.
    package let validUntil: Timestamp
    package internal(set) var revocation: Revocation?

    package var purpose: KeyPurpose { key.purpose }

    /// Whether the key may serve at `time`; a revocation is named before an expiry.
    package func usability(at time: Timestamp) -> KeyUsability {
        if let revocation, revocation.binds(at: time) { return .revoked(revocation) }
        if time < validFrom { return .notYetValid }
        if time >= validUntil { return .expired }
        return .usable
    }
}

package enum KeyUsability: Hashable, Sendable {
    case usable
    case notYetValid
    case expired
    case revoked(Revocation)
}

/// What a public key is registered for; it never gets a second use.
package enum KeyUse: Hashable, Sendable {
    case root(String)
    case policy(String)
    case freshness(String)
    case identity(ActorID)
    case relay(RelayID)
    case witness(WitnessID)
    case node(NodeID, ActorID)
    case message(KeySlot)
    case person(PersonID, ActorID)
}

/// Where a message key belongs.
package struct KeySlot: Hashable, Sendable {
    package let actor: ActorID
    package let purpose: KeyPurpose
    package let level: Level
    package let status: StatusKind

    package init(actor: ActorID, purpose: KeyPurpose, level: Level, status: StatusKind) {
        self.actor = actor
        self.purpose = purpose
        self.level = level
        self.status = status
    }
}
