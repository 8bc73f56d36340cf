import Envelopes
package import Identity
package import Labels
package import Primitives

/// The random secrets of a message: one for suite `sealed`, two for `layered`. Spec: Sealing#keys.
///
/// They never encrypt anything themselves; every content key is expanded from one, bound to the
/// core, so a slot or a
/// ciphertext cannot be passed off as another message's.
package struct MessageSecrets: Sendable {
    /// Outer secret, and for `layered` the inner one.
    private let secrets: [SecretBytes]
    package let suite: Suite

    package static let secretByteCount = 32

    private init(_ secrets: [SecretBytes], suite: Suite) {
        self.secrets = secrets
        self.suite = suite
    }

    package static func random(for suite: Suite) -> MessageSecrets {
        MessageSecrets(
            (0..<LayerKeys.count(for: suite)).map { _ in
                SecretBytes.random(count: secretByteCount)
            },
            suite: suite)
    }

    /// Layer 0 is the outer encryption (Cobblestone-256), layer 1 the inner (XChaCha20-Poly1305).
    package func contentKey(layer: UInt8, coreID: CoreID) -> SecretBytes {
        let info =
            Array(EnvelopeDomain.contentKey.utf8) + [0, suite.code, layer] + coreID.bytes
        return HKDF512.expand(secrets[Int(layer)], info: info, count: LayerKeys.keyByteCount)
    }

    /// The key of one layer of one attachment, by its place among the header's. Spec:
    /// Sealing#attachments.
    func attachmentKey(layer: UInt8, index: Int, coreID: CoreID) -> SecretBytes {
        let place = UInt32(clamping: index)
        let info =
            Array(EnvelopeDomain.attachmentKey.utf8) + [0, suite.code, layer]
            + (0..<4).map { UInt8(truncatingIfNeeded: place >> (24 - 8 * UInt32($0))) }
            + coreID.bytes
        return HKDF512.expand(secrets[Int(layer)], info: info, count: LayerKeys.keyByteCount)
    }

    /// Every layer of the suite, the outer encryption first.
    var layers: [UInt8] { secrets.indices.map { UInt8(clamping: $0) } }

    /// Commits to all secrets at once, bound to the core; suite `layered` only.
    package func commitment(coreID: CoreID) throws(SealingError) -> Digest? {
        guard suite == .layered else { return nil }
        let info = Array(EnvelopeDomain.keyCommitment.utf8) + [0] + coreID.bytes
        let committed = HKDF512.expand(joined, info: info, count: Digest.byteCount)
        do { return try committed.withBytes { try Digest(bytes: Array($0)) } } catch {
            throw .primitiveFailed
        }
    }

    /// What a slot seals: the secrets and the recipient's own counter, big-endian.
    func slotPlaintext(counter: UInt64) -> SecretBytes {
        let secrets = secrets
        let size = Self.secretByteCount
        return SecretBytes(count: secrets.count * size + 8) { out in
            for (index, secret) in secrets.enumerated() {
                secret.withBytes { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: out[(index * size)...])
                        .copyMemory(from: bytes)
                }
            }
            for byte in 0..<8 {
                out[secrets.count * size + byte] = UInt8(
                    truncatingIfNeeded: counter >> UInt64(56 - 8 * byte))
            }
        }
    }

    /// Reads what ``slotPlaintext(counter:)`` wrote.
    static func fromSlot(
        _ plaintext: SecretBytes, suite: Suite
    ) throws(SealingError) -> (secrets: MessageSecrets, counter: UInt64) {
        let count = LayerKeys.count(for: suite)
        guard count > 0, plaintext.count == count * secretByteCount + 8 else { throw .openFailed }
        return plaintext.withBytes { bytes in
            let secrets = (0..<count).map { index in
                SecretBytes(count: secretByteCount) { out in
                    let start = index * secretByteCount
                    out.copyMemory(
                        from: UnsafeRawBufferPointer(
                            rebasing: bytes[start..<start + secretByteCount]))
                }
            }
            let counter = bytes[(count * secretByteCount)...].reduce(0) { $0 << 8 | UInt64($1) }
            return (MessageSecrets(secrets, suite: suite), counter)
        }
    }

    private var joined: SecretBytes {
        let secrets = secrets
        let size = Self.secretByteCount
        return SecretBytes(count: secrets.count * size) { out in
            for (index, secret) in secrets.enumerated() {
                secret.withBytes { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: out[(index * size)...])
                        .copyMemory(from: bytes)
                }
            }
        }
    }
}

extension Suite {
    /// The suite's number in key derivation; the schema's.
    var code: UInt8 {
        switch self {
        case .signed: 1
        case .sealed: 2
        case .layered: 3
        }
    }
}
