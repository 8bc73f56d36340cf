package import Primitives

/// A 32-byte key that unlocks a ring where nobody types a passphrase.
///
///     budkavle-key-file v1
///     3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
///
/// Its file is for its owner alone (mode 0600). Encoded and decoded in guarded memory, without a
/// `String` in between. Spec: KeyRing#key-file.
package struct KeyFile: Sendable {
    let secret: SecretBytes

    /// A new one.
    package init() { secret = .random(count: keyFileKeyByteCount) }

    /// Of what its shares gave.
    init(secret: SecretBytes) { self.secret = secret }

    /// - Throws: ``KeystoreError/keyFileMalformed(line:expected:)`` for anything ``encoded`` would not
    ///   have given.
    package init(parsing file: SecretBytes) throws(KeystoreError) {
        guard file.count == keyFileByteCount else {
            throw .keyFileMalformed(line: 1, expected: "key file of \(keyFileByteCount) bytes")
        }
        secret = try SecretBytes(count: keyFileKeyByteCount) { room throws(KeystoreError) in
            try file.withBytes { bytes throws(KeystoreError) in
                guard bytes.prefix(keyFileHeader.count).elementsEqual(keyFileHeader) else {
                    throw .keyFileMalformed(line: 1, expected: "budkavle-key-file v1")
                }
                let body = UnsafeRawBufferPointer(
                    rebasing: bytes[keyFileHeader.count..<(keyFileByteCount - 1)])
                guard bytes.last == UInt8(ascii: "\n"), SecretBase64.decode(body, into: room) else {
                    throw .keyFileMalformed(line: 2, expected: "32 bytes in base64 and line feed")
                }
            }
        }
    }

    /// The file's content.
    package var encoded: SecretBytes {
        SecretBytes(count: keyFileByteCount) { room in
            room.copyBytes(from: keyFileHeader)
            let body = UnsafeMutableRawBufferPointer(
                rebasing: room[keyFileHeader.count..<(keyFileByteCount - 1)])
            secret.withBytes { SecretBase64.encode($0, into: body) }
            room[keyFileByteCount - 1] = UInt8(ascii: "\n")
        }
    }

    /// What a ring's key is wrapped under.
    var wrapKey: SecretBytes {
        HKDF512.expand(
            secret, info: Array("budkavle/key-ring/key-file/v1".utf8),
            count: XChaChaBox.keyByteCount)
    }
}

private let keyFileHeader = Array("budkavle-key-file v1\n".utf8)
private let keyFileKeyByteCount = 32
private let keyFileBase64ByteCount = 44
/// The only length a key file has.
package let keyFileByteCount = keyFileHeader.count + keyFileBase64ByteCount + 1
