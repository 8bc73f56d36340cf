/// The one thing a private key is for.
///
/// Signing of root, policy and freshness notes and of an actor's sub-chain takes two keys each.
package enum PrivateKeyPurpose: String, CaseIterable, Sendable, Hashable {
    // Ed25519 and ML-DSA-65 of what is signed by both.
    case rootSigning = "root-signing"
    case rootPostQuantumSigning = "root-post-quantum-signing"
    case policySigning = "policy-signing"
    case policyPostQuantumSigning = "policy-post-quantum-signing"
    case freshnessSigning = "freshness-signing"
    case freshnessPostQuantumSigning = "freshness-post-quantum-signing"
    case identitySigning = "identity-signing"
    case identityPostQuantumSigning = "identity-post-quantum-signing"

    // Messages, per actor, level and status.
    /// Ed25519.
    case signing
    /// ML-DSA-65.
    case postQuantumSigning = "post-quantum-signing"
    /// X-Wing.
    case wrapping

    // A machine's own.
    /// Ed25519: receipts and the ledger's checkpoints.
    case receipt
    /// Ed25519: cosignatures over others' checkpoints.
    case witness
    /// The private key of the machine's certificate, in whatever form its TLS library reads.
    case tls
    /// 32 bytes: what the vault's rows are encrypted under.
    case vault

    /// Ed25519: a person's release of a message.
    case release

    package var algorithm: PrivateKeyAlgorithm {
        switch self {
        case .rootSigning, .policySigning, .freshnessSigning, .identitySigning, .signing,
            .receipt, .witness, .release:
            .ed25519
        case .rootPostQuantumSigning, .policyPostQuantumSigning, .freshnessPostQuantumSigning,
            .identityPostQuantumSigning, .postQuantumSigning:
            .mlDSA65
        case .wrapping: .xWing
        case .tls: .tls
        case .vault: .symmetric
        }
    }

    /// Whether keys of this purpose can belong to such an owner.
    func fits(_ owner: KeyOwner) -> Bool {
        switch (self, owner) {
        case (.rootSigning, .authority), (.rootPostQuantumSigning, .authority),
            (.policySigning, .authority), (.policyPostQuantumSigning, .authority),
            (.freshnessSigning, .authority), (.freshnessPostQuantumSigning, .authority),
            (.identitySigning, .actor), (.identityPostQuantumSigning, .actor),
            (.signing, .messages), (.postQuantumSigning, .messages), (.wrapping, .messages),
            (.receipt, .node), (.receipt, .relay), (.witness, .node), (.witness, .relay),
            (.tls, .node), (.tls, .relay), (.vault, .node), (.release, .person):
            true
        default: false
        }
    }
}

/// What a private key's bytes are.
package enum PrivateKeyAlgorithm: Sendable, Hashable {
    /// Seeds of 32 bytes.
    case ed25519, mlDSA65, xWing
    /// 32 random bytes.
    case symmetric
    /// 1…``tlsKeyMaxBytes`` bytes.
    case tls

    func accepts(byteCount: Int) -> Bool {
        switch self {
        case .ed25519, .mlDSA65, .xWing, .symmetric: byteCount == 32
        case .tls: (1...tlsKeyMaxBytes).contains(byteCount)
        }
    }
}

/// The longest private key for TLS.
package let tlsKeyMaxBytes = 8_192
