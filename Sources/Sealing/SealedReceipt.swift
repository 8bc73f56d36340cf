import Envelopes
package import Identity
package import Primitives

/// A receipt only the originator reads: relays see which message it belongs to, not who opened or
/// refused what.
///
/// Key id (16 bytes) and HPKE to the originator's wrapping key of the message's level and status,
/// bound to the message.
/// Receipts are padded to one size, so their kind does not show. Spec: Receipt#sealed.
package enum SealedReceipt {
    private static let domain = "budkavle/sealed-receipt/v1"
    /// Length (2 bytes, big-endian), note, zeros.
    static let plaintextBytes = 1_536

    /// - Throws: ``SealingError/primitiveFailed``, also for a note longer than the padded size.
    package static func seal(
        _ note: [UInt8], for message: MessageID, to key: WrappingPublicKey
    ) throws(SealingError) -> [UInt8] {
        guard note.count <= plaintextBytes - 2 else { throw .primitiveFailed }
        let length = [UInt8(note.count >> 8), UInt8(note.count & 0xff)]
        let padding = [UInt8](repeating: 0, count: plaintextBytes - 2 - note.count)
        do {
            return try key.id.bytes
                + key.seal(
                    SecretBytes(copying: length + note + padding), info: info(message, key.id),
                    aad: [])
        } catch {
            throw .primitiveFailed
        }
    }

    /// The key a blob was sealed to.
    ///
    /// - Throws: ``SealingError/openFailed``.
    package static func keyID(of blob: [UInt8]) throws(SealingError) -> KeyID {
        do { return try KeyID(bytes: blob.prefix(KeyID.byteCount)) } catch { throw .openFailed }
    }

    /// - Throws: ``SealingError/openFailed``.
    package static func open(
        _ blob: [UInt8], for message: MessageID, with key: WrappingPrivateKey
    ) throws(SealingError) -> [UInt8] {
        let id = try keyID(of: blob)
        guard id == key.publicKey.id else { throw .openFailed }
        let plaintext: SecretBytes
        do {
            plaintext = try key.open(
                Array(blob.dropFirst(KeyID.byteCount)), info: info(message, id), aad: [])
        } catch {
            throw .openFailed
        }
        let bytes = plaintext.withBytes { Array($0) }
        guard bytes.count == plaintextBytes else { throw .openFailed }
        let length = Int(bytes[0]) << 8 | Int(bytes[1])
        guard length <= plaintextBytes - 2, bytes[(2 + length)...].allSatisfy({ $0 == 0 }) else {
            throw .openFailed
        }
        return Array(bytes[2..<2 + length])
    }

    private static func info(_ message: MessageID, _ key: KeyID) -> [UInt8] {
        Array(domain.utf8) + [0] + message.bytes + key.bytes
    }
}
