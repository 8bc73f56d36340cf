package import Identity
package import Primitives

/// The one thing a message key is for.
package enum KeyPurpose: String, CaseIterable, Sendable, Hashable {
    /// Ed25519.
    case signing
    /// ML-DSA-65, beside Ed25519 from K.
    case postQuantumSigning = "post-quantum-signing"
    /// X-Wing.
    case wrapping
}

/// A message key as others see it.
package enum PublicKey: Hashable, Sendable {
    case signing(SigningPublicKey)
    case postQuantumSigning(PostQuantumSigningPublicKey)
    case wrapping(WrappingPublicKey)

    /// - Throws: `PrimitivesError` when the bytes are no such key.
    init(_ purpose: KeyPurpose, bytes: [UInt8]) throws(PrimitivesError) {
        switch purpose {
        case .signing: self = .signing(try SigningPublicKey(bytes: bytes))
        case .postQuantumSigning:
            self = .postQuantumSigning(try PostQuantumSigningPublicKey(bytes: bytes))
        case .wrapping: self = .wrapping(try WrappingPublicKey(bytes: bytes))
        }
    }

    package var purpose: KeyPurpose {
        switch self {
        case .signing: .signing
        case .postQuantumSigning: .postQuantumSigning
        case .wrapping: .wrapping
        }
    }

    package var id: KeyID {
        switch self {
        case .signing(let key): key.id
        case .postQuantumSigning(let key): key.id
        case .wrapping(let key): key.id
        }
    }

    package var bytes: [UInt8] {
        switch self {
        case .signing(let key): key.bytes
        case .postQuantumSigning(let key): key.bytes
        case .wrapping(let key): key.bytes
        }
    }
}
