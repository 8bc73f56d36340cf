import Identity
package import Primitives

/// What opens a key ring.
package enum UnlockSecret: Sendable {
    case passphrase(SecretBytes)
    case keyFile(KeyFile)
}

/// What a new ring, or one whose locks are changed, is to be opened by.
package enum UnlockMethod: Sendable {
    case passphrase(SecretBytes, PasswordKDF)
    case keyFile(KeyFile)

    /// The secret that opens one ring, to lock another with.
    package init(_ secret: UnlockSecret, cost: PasswordKDF = .interactive) {
        switch secret {
        case .passphrase(let passphrase): self = .passphrase(passphrase, cost)
        case .keyFile(let file): self = .keyFile(file)
        }
    }
}

/// A line of a ring that wraps its key-encryption key.
///
///     unlock argon2id operations=3 memory-kib=262144 salt=c2FsdHNhbHRzYWx0c2FsdA== <base64>
///     unlock key-file <base64>
struct UnlockStanza: Sendable {
    let kind: Kind
    /// XChaCha20-Poly1305 of the key-encryption key, bound to the clear part of the line.
    private let box: [UInt8]

    enum Kind: Sendable, Equatable {
        case argon2id(PasswordKDF, salt: [UInt8])
        case keyFile
    }

    init(
        wrapping key: RingKey, by method: UnlockMethod, random: RandomSource
    ) throws(KeystoreError) {
        let wrapKey: SecretBytes
        switch method {
        case .passphrase(let passphrase, let kdf):
            let salt = random.bytes(PasswordKDF.saltByteCount)
            kind = .argon2id(kdf, salt: salt)
            wrapKey = try kdf.wrapKey(passphrase, salt: salt)
        case .keyFile(let file):
            kind = .keyFile
            wrapKey = file.wrapKey
        }
        box = key.wrapped(under: wrapKey, aad: Array(Self.words(kind).utf8), random: random)
    }

    /// - Throws: ``KeystoreError/unlockFailed``, ``KeystoreError/unlockUnavailable``,
    ///   ``KeystoreError/passwordCostRefused``.
    func key(for secret: UnlockSecret) throws(KeystoreError) -> RingKey {
        let wrapKey: SecretBytes
        switch (kind, secret) {
        case (.argon2id(let kdf, let salt), .passphrase(let passphrase)):
            wrapKey = try kdf.wrapKey(passphrase, salt: salt)
        case (.keyFile, .keyFile(let file)): wrapKey = file.wrapKey
        default: throw .unlockUnavailable
        }
        return try RingKey(unwrapping: box, under: wrapKey, aad: Array(Self.words(kind).utf8))
    }

    var line: String { "\(Self.words(kind)) \(Base64.encode(box))" }

    private static func words(_ kind: Kind) -> String {
        switch kind {
        case .argon2id(let kdf, let salt):
            "unlock argon2id operations=\(kdf.operations) memory-kib=\(kdf.memoryKiB)"
                + " salt=\(Base64.encode(salt))"
        case .keyFile: "unlock key-file"
        }
    }

    /// Reads the words after `unlock`.
    init(_ words: inout RingLine) throws(KeystoreError) {
        switch try words.word("kind of unlocking") {
        case "argon2id":
            let operations = try words.number("operations")
            let memoryKiB = try words.number("memory-kib")
            let salt = try words.base64Field("salt", byteCount: PasswordKDF.saltByteCount)
            do {
                let kdf = try PasswordKDF(operations: operations, memoryKiB: memoryKiB)
                kind = .argon2id(kdf, salt: salt)
            } catch { throw .passwordCostRefused }
        case "key-file": kind = .keyFile
        default: throw words.malformed("unlock argon2id or unlock key-file")
        }
        box = try words.base64("wrapped key")
        guard box.count == RingKey.byteCount + XChaChaBox.overheadByteCount else {
            throw words.malformed("wrapped key of 32 bytes")
        }
    }
}

extension PasswordKDF {
    fileprivate func wrapKey(
        _ passphrase: SecretBytes, salt: [UInt8]
    ) throws(KeystoreError) -> SecretBytes {
        do { return try key(password: passphrase, salt: salt) } catch {
            throw .passwordCostRefused
        }
    }
}
