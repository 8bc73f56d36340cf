package import Identity
package import Keystore
package import Labels
package import Primitives
package import Registry

/// A new private key for messages, with the one slot it is for.
package struct MessageKey: Sendable {
    package let slot: KeySlot
    private let key: PrivateKey

    private enum PrivateKey: Sendable {
        case signing(SigningPrivateKey)
        case signingInToken(TokenKey)
        case postQuantumSigning(PostQuantumSigningPrivateKey)
        case wrapping(WrappingPrivateKey)
    }

    /// A key that signs in a token, where the slot's purpose allows it; else one that rests in the
    /// ring, since tokens know neither ML-DSA-65 nor X-Wing.
    ///
    /// - Throws: `TokenError`.
    package static func generate(
        _ slot: KeySlot, in token: Token, random: RandomSource
    ) throws -> MessageKey {
        guard slot.purpose == .signing else { return generate(slot) }
        let label = try KeyOwner.messages(slot).text
        return MessageKey(
            slot: slot, key: .signingInToken(try token.makeKey(label: label, random: random)))
    }

    package static func generate(_ slot: KeySlot) -> MessageKey {
        let key: PrivateKey =
            switch slot.purpose {
            case .signing: .signing(.generate())
            case .postQuantumSigning: .postQuantumSigning(.generate())
            case .wrapping: .wrapping(.generate())
            }
        return MessageKey(slot: slot, key: key)
    }

    package var publicKey: PublicKey {
        switch key {
        case .signing(let key): .signing(key.publicKey)
        case .signingInToken(let key): .signing(key.publicKey)
        case .postQuantumSigning(let key): .postQuantumSigning(key.publicKey)
        case .wrapping(let key): .wrapping(key.publicKey)
        }
    }

    package func add(
        to ring: inout KeyRing, from: Timestamp, until: Timestamp, random: RandomSource
    ) throws {
        let owner = try KeyOwner.messages(slot)
        switch key {
        case .signing(let key):
            try ring.add(
                key, .signing, owner, validFrom: from, validUntil: until, random: random)
        case .signingInToken(let key):
            try ring.add(key, .signing, owner, validFrom: from, validUntil: until)
        case .postQuantumSigning(let key):
            try ring.add(
                key, .postQuantumSigning, owner, validFrom: from, validUntil: until,
                random: random)
        case .wrapping(let key):
            try ring.add(
                key, .wrapping, owner, validFrom: from, validUntil: until, random: random)
        }
    }

    /// Every slot an actor needs: signing at all levels, wrapping from sekretess, ML-DSA-65 from K,
    /// in every status.
    package static func slots(of actor: ActorID, upTo ceiling: Level) -> [KeySlot] {
        StatusKind.allCases.flatMap { status in
            Level.allCases.filter { $0 <= ceiling }.flatMap { level in
                purposes(at: level).map {
                    KeySlot(actor: actor, purpose: $0, level: level, status: status)
                }
            }
        }
    }

    package static func purposes(at level: Level) -> [KeyPurpose] {
        switch level {
        case .open: [.signing]
        case .secrecy, .restricted: [.signing, .wrapping]
        case .confidential, .secret, .topSecret: KeyPurpose.allCases
        }
    }
}

extension KeyOwner {
    package static func messages(_ slot: KeySlot) throws(IdentityError) -> KeyOwner {
        try messages(of: slot.actor, level: slot.level.name, status: slot.status.rawValue)
    }
}

extension KeyPurpose {
    /// The purpose of the private half in a ring.
    package var inRing: PrivateKeyPurpose {
        switch self {
        case .signing: .signing
        case .postQuantumSigning: .postQuantumSigning
        case .wrapping: .wrapping
        }
    }
}
