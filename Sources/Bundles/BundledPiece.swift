package import Identity

/// A piece of an attachment as it travels: so large a thing is on several sticks, and no reader has
/// all of it in memory. Spec: Bundle#content.
package struct BundledPiece: Hashable, Sendable {
    /// The message that names the attachment.
    package let message: MessageID
    /// SHA-256 of all of it.
    package let digest: Digest
    /// Where the piece begins, in bytes.
    package let offset: UInt64
    package let bytes: [UInt8]

    package init(message: MessageID, digest: Digest, offset: UInt64, bytes: [UInt8]) {
        self.message = message
        self.digest = digest
        self.offset = offset
        self.bytes = bytes
    }

    package var entry: BundleEntry {
        let place = stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: offset >> UInt64($0))
        }
        return BundleEntry(.attachment, message.bytes + digest.bytes + place + bytes)
    }

    /// `nil` for what ``entry`` would not have written.
    package init?(_ entry: BundleEntry) {
        let bytes = entry.bytes
        let (digestStart, offsetStart) = (Digest.byteCount, 2 * Digest.byteCount)
        let start = offsetStart + 8
        guard entry.kind == .attachment, bytes.count > start,
            let message = try? MessageID(bytes: bytes[..<digestStart]),
            let digest = try? Digest(bytes: bytes[digestStart..<offsetStart])
        else { return nil }
        self.init(
            message: message, digest: digest,
            offset: bytes[offsetStart..<start].reduce(0) { $0 << 8 | UInt64($1) },
            bytes: Array(bytes[start...]))
    }

    /// Of every piece but the last of an attachment.
    package static let byteCountMax = 4 * 1_024 * 1_024
}
