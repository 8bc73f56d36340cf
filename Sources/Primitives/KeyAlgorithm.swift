import Identity

/// The algorithms public keys are for; the number goes into the ``KeyID``.
enum KeyAlgorithm: UInt8 {
    case ed25519 = 1
    case mlDSA65 = 2
    case xWing = 3

    /// First 16 bytes of `SHA-256("budkavle/key-id/v1" ‖ 0x00 ‖ algorithm byte ‖ key)`.
    func id(of key: [UInt8]) -> KeyID {
        KeyID(prefixOf: Hashing.sha256(domain: "budkavle/key-id/v1", [rawValue], key))
    }
}
