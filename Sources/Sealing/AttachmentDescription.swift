import Envelopes
package import Labels

/// What an attachment is, as the sender says inside the encryption of the message. Spec:
/// Sealing#attachments.
package struct AttachmentDescription: Hashable, Sendable {
    package let mediaType: String
    /// The sender's file name without any path, empty when there is none. Never a path to write to:
    /// that is ``safeFileName(number:)``.
    package let fileName: String
    /// Size before padding and encryption.
    package let bytes: UInt64

    /// Sizes beyond are nobody's; sums of them cannot overflow.
    package static let bytesMax: UInt64 = 1 << 48

    /// - Throws: ``SealingError/contentHeadInvalid(field:)`` for control characters, path
    ///   separators, over-long fields, and for nothing at all.
    package init(mediaType: String, fileName: String, bytes: UInt64) throws(SealingError) {
        try ContentDescription.check(mediaType: mediaType)
        try ContentDescription.check(fileName: fileName)
        guard (1...Self.bytesMax).contains(bytes) else {
            throw .contentHeadInvalid(field: "attachment size")
        }
        self.mediaType = mediaType
        self.fileName = fileName
        self.bytes = bytes
    }

    /// Size in bytes of the blob it travels as.
    package func sealedByteCount(suite: Suite) -> UInt64 {
        LayerSealer.sealedByteCount(plaintextBytes: bytes, suite: suite)
    }
}

extension AttachmentDescription {
    /// A name to write it under: its number, then what is harmless of the sender's.
    ///
    /// Letters, digits, `.`, `-`, `_` stay; everything else (spaces, signs that turn the direction
    /// of writing, quotes) becomes `_`. The number keeps names apart, and from being hidden or taken
    /// for an option.
    ///
    /// - Parameter number: from 1, its place in the message.
    package func safeFileName(number: Int) -> String {
        let kept = fileName.unicodeScalars.map { scalar -> Character in
            let isHarmless =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || ".-_".unicodeScalars.contains(scalar)
            return isHarmless ? Character(scalar) : "_"
        }
        let whole = kept.isEmpty ? "bilaga" : String(kept)
        return "\(number)-" + Self.shortened(whole)
    }

    /// Within ``safeNameMaxBytes``, with the ending that programs know the kind by.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > safeNameMaxBytes else { return name }
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        let kept = ending.utf8.count <= endingMaxBytes ? ending : ""
        var stem = name.dropLast(kept.count)
        while stem.utf8.count + kept.utf8.count > safeNameMaxBytes { stem.removeLast() }
        return stem + kept
    }

    package static let safeNameMaxBytes = 160
    private static let endingMaxBytes = 16
}

extension WireAttachmentHead {
    init(_ attachment: AttachmentDescription) {
        self.init()
        mediaType = attachment.mediaType
        fileName = attachment.fileName
        bytes = attachment.bytes
    }

    func description() throws(SealingError) -> AttachmentDescription {
        try AttachmentDescription(mediaType: mediaType, fileName: fileName, bytes: bytes)
    }
}
