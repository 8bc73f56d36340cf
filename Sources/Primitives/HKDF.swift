import Crypto

/// HKDF with SHA-512 (RFC 5869).
package enum HKDF512 {
    /// The most bytes one expansion gives.
    package static let outputMaxBytes = 255 * 64

    /// 64 bytes.
    package static func extract(_ secret: SecretBytes, salt: [UInt8]) -> SecretBytes {
        HKDFSteps<SHA512>.extract(secret, salt: salt)
    }

    /// - Parameters:
    ///   - secret: uniformly random, at least 32 bytes; what is not goes through
    ///     ``extract(_:salt:)`` first.
    ///   - count: 1…``outputMaxBytes``.
    package static func expand(_ secret: SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        precondition((1...outputMaxBytes).contains(count))
        return HKDFSteps<SHA512>.expand(secret, info: info, count: count)
    }
}

/// HKDF with SHA-256 (RFC 5869).
package enum HKDF256 {
    /// The most bytes one expansion gives.
    package static let outputMaxBytes = 255 * 32

    /// 32 bytes.
    package static func extract(_ secret: SecretBytes, salt: [UInt8]) -> SecretBytes {
        HKDFSteps<SHA256>.extract(secret, salt: salt)
    }

    /// - Parameters:
    ///   - secret: uniformly random, at least 32 bytes; what is not goes through
    ///     ``extract(_:salt:)`` first.
    ///   - count: 1…``outputMaxBytes``.
    package static func expand(_ secret: SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        precondition((1...outputMaxBytes).contains(count))
        return HKDFSteps<SHA256>.expand(secret, info: info, count: count)
    }
}

private enum HKDFSteps<Hash: HashFunction> {
    static func extract(_ secret: SecretBytes, salt: [UInt8]) -> SecretBytes {
        let code = secret.withBytes { bytes in
            HKDF<Hash>.extract(
                inputKeyMaterial: unsafe SymmetricKey(data: bytes), salt: salt)
        }
        return unsafe code.withUnsafeBytes { unsafe SecretBytes(copying: $0) }
    }

    static func expand(_ secret: SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        let key = secret.withBytes { bytes in
            unsafe HKDF<Hash>.expand(
                pseudoRandomKey: bytes, info: info, outputByteCount: count)
        }
        return unsafe key.withUnsafeBytes { unsafe SecretBytes(copying: $0) }
    }
}
