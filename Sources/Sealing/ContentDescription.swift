import Envelopes
import SwiftProtobuf

/// What stands before the body inside the encryption: media type and name of the body, and what
/// each attachment is. Spec: Sealing#content.
package struct ContentDescription: Hashable, Sendable {
    /// RFC 6838, as `application/cap+xml`.
    package let mediaType: String
    /// The sender's file name without any path, empty when there is none.
    package let fileName: String
    /// In the order of the header's.
    package let attachments: [AttachmentDescription]

    package static let fieldMaxBytes = 255
    /// Longest encoded form with its length prefix: 256 attachments with the longest names fit.
    static let encodedMaxBytes = 160 * 1_024

    /// - Throws: ``SealingError/contentHeadInvalid(field:)`` for control characters, path
    ///   separators, over-long fields or too many attachments.
    package init(
        mediaType: String, fileName: String = "", attachments: [AttachmentDescription] = []
    ) throws(SealingError) {
        try Self.check(mediaType: mediaType)
        try Self.check(fileName: fileName)
        guard attachments.count <= EnvelopeLimits.attachmentsMax else {
            throw .contentHeadInvalid(field: "attachments")
        }
        self.mediaType = mediaType
        self.fileName = fileName
        self.attachments = attachments
    }

    /// Length (4 bytes, big-endian) and protobuf `ContentHead`.
    var framed: [UInt8] {
        var wire = WireContentHead()
        wire.mediaType = mediaType
        wire.fileName = fileName
        wire.attachments = attachments.map(WireAttachmentHead.init)
        let encoded: [UInt8] = (try? wire.serializedBytes()) ?? []
        let length = UInt32(encoded.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) } + encoded
    }

    /// - Throws: ``SealingError/openFailed`` for anything but the one encoding.
    init(encoded: [UInt8]) throws(SealingError) {
        guard let wire = try? WireContentHead(serializedBytes: encoded) else { throw .openFailed }
        do {
            var attachments: [AttachmentDescription] = []
            for attachment in wire.attachments { attachments.append(try attachment.description()) }
            try self.init(
                mediaType: wire.mediaType, fileName: wire.fileName, attachments: attachments)
        } catch {
            throw .openFailed
        }
        guard Array(framed.dropFirst(4)) == encoded else { throw .openFailed }
    }

    static func check(mediaType: String) throws(SealingError) {
        guard (1...fieldMaxBytes).contains(mediaType.utf8.count), isPlain(mediaType) else {
            throw .contentHeadInvalid(field: "media type")
        }
    }

    /// A name from a stranger becomes a file on somebody's disk: no separators, no `..`, no leading
    /// dot.
    static func check(fileName: String) throws(SealingError) {
        guard fileName.utf8.count <= fieldMaxBytes, isPlain(fileName), !fileName.contains("/"),
            !fileName.contains("\\"), !fileName.hasPrefix(".")
        else { throw .contentHeadInvalid(field: "file name") }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    }
}
