package import Identity
package import Labels
package import Notes
package import Primitives

/// An actor and all it has registered, revoked things included.
package struct ActorRecord: Hashable, Sendable {
    package let id: ActorID
    /// Signs the actor's sub-chain.
    package internal(set) var identity: NoteAuthority
    package internal(set) var nodes: [NodeID: NodeRecord] = [:]
    /// In the order they were registered.
    package internal(set) var keys: [KeyRecord] = []
    package internal(set) var persons: [PersonID: PersonRecord] = [:]
    package internal(set) var revocation: Revocation?

    init(id: ActorID, identity: NoteAuthority) {
        self.id = id
        self.identity = identity
    }
}

/// A machine of an actor.
package struct NodeRecord: Hashable, Sendable {
    package let id: NodeID
    package let actor: ActorID
    /// The highest level the machine may handle.
    package let ceiling: Level
    /// Self-signed X.509, DER; what both ends of a connection pin.
    package let certificate: [UInt8]
    /// SHA-256 of the DER.
    package let fingerprint: Digest
    /// Signs the node's receipts and the checkpoints of its ledger.
    package let receiptKey: NoteKey
    package internal(set) var revocation: Revocation?
}

package struct RelayRecord: Hashable, Sendable {
    package let id: RelayID
    package let url: String
    package internal(set) var certificates: RelayCertificates
    /// Signs the relay's receipts and the checkpoints of its ledger.
    package let receiptKey: NoteKey
    package internal(set) var revocation: Revocation?

    /// The certificate that was named last: self-signed X.509, DER.
    package var certificate: [UInt8] { certificates.current.der }
    /// SHA-256 of the DER.
    package var fingerprint: Digest { certificates.current.fingerprint }
}

/// A person key as its actor certifies it: that two keys are two people is the actor's word.
package struct PersonRecord: Hashable, Sendable {
    package let id: PersonID
    package let actor: ActorID
    package let key: SigningPublicKey
    package let validFrom: Timestamp
    /// The first moment it is valid no longer.
    package let validUntil: Timestamp
    package internal(set) var revocation: Revocation?

    /// What the key is known by to rooms that do not verify with it.
    package var keyID: KeyID { key.id }

    package func isUsable(at time: Timestamp) -> Bool {
        time >= validFrom && time < validUntil && revocation.allows(at: time)
    }
}

/// Whoever cosigns checkpoints (C2SP tlog-cosignature, type `04`).
package struct WitnessRecord: Hashable, Sendable {
    package let id: WitnessID
    package let key: NoteKey
    package internal(set) var revocation: Revocation?
}

package enum WitnessConcept: NameConcept { package static let word = "witness" }
package typealias WitnessID = Name<WitnessConcept>
