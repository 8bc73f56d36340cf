import Crypto

/// Codes of a few digits that a shared secret gives for a step of time (RFC 6238), by the truncated
/// HMAC of RFC 4226.
package struct TimeCode: Sendable {
    private let secret: SecretBytes
    private let hash: TimeCodeHash
    private let digits: Int

    /// - Parameter digits: 6 to 8.
    package init(secret: SecretBytes, hash: TimeCodeHash, digits: Int) {
        precondition(Self.digitsRange.contains(digits))
        self.secret = secret
        self.hash = hash
        self.digits = digits
    }

    package static let digitsRange = 6...8
    /// X of RFC 6238; T0 is 1970.
    package static let stepSeconds: Int64 = 30

    /// The code of a step, with its leading zeros.
    package func code(step: UInt64) -> String {
        let digest = hash.authenticationCode(of: step, under: secret)
        // RFC 4226 section 5.3; the offset lies in the last byte, whatever the hash.
        let offset = Int(digest[digest.count - 1] & 0xf)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let limit = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String((number & 0x7fff_ffff) % limit)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// Whether `code` is that of `step`. Constant time.
    package func accepts(_ code: String, step: UInt64) -> Bool {
        ConstantTime.areEqual(Array(code.utf8), Array(self.code(step: step).utf8))
    }
}

/// The hash under the HMAC; in SHA-1 nothing rests on collisions here, and every device knows it.
package enum TimeCodeHash: String, CaseIterable, Sendable, Hashable, Codable {
    case sha1, sha256, sha512

    /// As long as a secret should be (RFC 6238 R6, RFC 4226 R6).
    package var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    fileprivate func authenticationCode(of step: UInt64, under secret: SecretBytes) -> [UInt8] {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * UInt64($0))) }
        return secret.withBytes { bytes in
            let key = unsafe SymmetricKey(data: bytes)
            return switch self {
            case .sha1:
                Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
            case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
            case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
            }
        }
    }
}
