import Crypto

/// HMAC with SHA-256 (RFC 2104).
package enum HMAC256 {
    package static let codeByteCount = 32

    package static func code(key: SecretBytes, over message: [UInt8]) -> [UInt8] {
        key.withBytes { bytes in
            Array(
                HMAC<SHA256>.authenticationCode(
                    for: message, using: unsafe SymmetricKey(data: bytes)))
        }
    }

    /// Whether `code` is the whole code for `message`; shortened codes are refused. Constant time.
    package static func isValid(
        _ code: [UInt8], key: SecretBytes, over message: [UInt8]
    ) -> Bool {
        ConstantTime.areEqual(code, self.code(key: key, over: message))
    }
}
