import Crypto
package import struct Identity.Digest

/// SHA-2 (FIPS 180-4).
package enum Hashing {
    package static func sha256(_ bytes: [UInt8]) -> Digest {
        Digest(SHA256.hash(data: bytes))
    }

    /// `SHA-256(domain ‖ 0x00 ‖ part ‖ part …)`.
    ///
    /// The parts are joined without lengths: give them fixed lengths, or only one.
    package static func sha256(domain: String, _ parts: [UInt8]...) -> Digest {
        var stream = DigestStream(domain: domain)
        for part in parts { stream.update(part) }
        return stream.finish()
    }

    /// 64 bytes.
    package static func sha512(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA512.hash(data: bytes))
    }
}

extension Digest {
    init(_ value: SHA256Digest) {
        self.init(words: unsafe value.withUnsafeBytes { unsafe Digest.words(of: $0) })
    }
}
