import Envelopes
import SwiftProtobuf

/// What stands before the body inside the encryption: media type and name. Spec: Sealing#content.
package struct ContentDescription: Hashable, Sendable {
    /// RFC 6838, as `application/cap+xml`.
    package let mediaType: String
    /// The sender's file name without any path, empty when there is none.
    package let fileName: String

    package static let fieldMaxBytes = 255
    /// Longest encoded form with its length prefix.
    static let encodedMaxBytes = 1_024

    /// - Throws: ``SealingError/contentHeadInvalid(field:)`` for control characters, path
    ///   separators or over-long fields.
    package init(mediaType: String, fileName: String = "") throws(SealingError) {
        guard (1...Self.fieldMaxBytes).contains(mediaType.utf8.count), Self.isPlain(mediaType)
        else {
            throw .contentHeadInvalid(field: "media type")
        }
        // A name from a stranger becomes a file on somebody's disk: no separators, no `..`, no
        // leading dot.
        guard fileName.utf8.count <= Self.fieldMaxBytes, Self.isPlain(fileName),
            !fileName.contains("/"), !fileName.contains("\\"), !fileName.hasPrefix(".")
        else { throw .contentHeadInvalid(field: "file name") }
        self.mediaType = mediaType
        self.fileName = fileName
    }

    /// Length (4 bytes, big-endian) and protobuf `ContentHead`.
    var framed: [UInt8] {
        var wire = WireContentHead()
        wire.mediaType = mediaType
        wire.fileName = fileName
        let encoded: [UInt8] = (try? wire.serializedBytes()) ?? []
        let length = UInt32(encoded.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) } + encoded
    }

    /// - Throws: ``SealingError/openFailed`` for anything but the one encoding.
    init(encoded: [UInt8]) throws(SealingError) {
        guard let wire = try? WireContentHead(serializedBytes: encoded) else { throw .openFailed }
        do {
            try self.init(mediaType: wire.mediaType, fileName: wire.fileName)
        } catch {
            throw .openFailed
        }
        guard Array(framed.dropFirst(4)) == encoded else { throw .openFailed }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    }
}
