package import Identity
import Primitives

/// What stands at the beginning of a part, in clear or of no use without a key: all a finder learns
/// beside the size. Spec: Bundle#clear.
///
///     "budkavle-bundle" 0x01   16 bytes
///     length of destination    1 byte
///     destination              an actor's name
///     sealed secret            1 168 bytes, HPKE to a wrapping key of the destination
///     stream header            56 bytes, of the encryption that follows
package struct BundleOpening: Sendable {
    package let destination: ActorID
    let sealedSecret: [UInt8]
    let streamHeader: [UInt8]
    /// How many bytes it takes.
    package let byteCount: Int

    package static let magic: [UInt8] = Array("budkavle-bundle".utf8) + [1]
    static let secretByteCount = Cobblestone256.keyByteCount
    static let sealedSecretByteCount = secretByteCount + WrappingPublicKey.overheadByteCount
    /// No opening is longer: as much is to be read for ``init(parsing:)``.
    package static let byteCountMax =
        magic.count + 1 + nameLengthMaxBytes + sealedSecretByteCount
        + Cobblestone256.headerByteCount

    /// Reads it from the first bytes of a file.
    ///
    /// - Throws: ``BundleError/magicMissing``, ``BundleError/truncated(offset:)``,
    ///   ``BundleError/destinationInvalid``.
    package init(parsing bytes: [UInt8]) throws(BundleError) {
        guard bytes.starts(with: Self.magic) else { throw .magicMissing }
        var rest = bytes[Self.magic.count...]
        func take(_ count: Int) throws(BundleError) -> [UInt8] {
            guard rest.count >= count else { throw .truncated(offset: bytes.count) }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        let nameLength = length(bigEndian: try take(1))
        let name = try take(nameLength)
        guard let text = String(validating: name, as: UTF8.self),
            let destination = try? ActorID(text)
        else { throw .destinationInvalid }
        self.destination = destination
        sealedSecret = try take(Self.sealedSecretByteCount)
        streamHeader = try take(Cobblestone256.headerByteCount)
        byteCount = rest.startIndex
    }

    /// Magic and destination: what secret and content are bound to.
    static func clear(_ destination: ActorID) -> [UInt8] {
        magic + [UInt8(clamping: destination.text.utf8.count)] + Array(destination.text.utf8)
    }

    /// `info` of the key agreement.
    static func info(_ destination: ActorID, _ key: KeyID) -> [UInt8] {
        Array(BundleDomain.secret.utf8) + [0] + clear(destination) + key.bytes
    }

    /// Context of the content's encryption.
    static func context(_ destination: ActorID, _ sealedSecret: [UInt8]) -> [UInt8] {
        Array(BundleDomain.content.utf8) + [0] + clear(destination)
            + Hashing.sha256(sealedSecret).bytes
    }
}
