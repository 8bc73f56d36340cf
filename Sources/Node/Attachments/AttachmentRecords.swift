import Envelopes
import Identity
import Sealing

/// An attachment of a message this node sends, beside the message in the vault.
package struct SentAttachment: Codable, Sendable {
    package var name: String
    package var mediaType: String
    /// Before sealing.
    package var bytes: UInt64
    package var digest: String
    /// As it travels.
    package var sealedBytes: UInt64
    /// When a relay said that it has all of it.
    package var uploadedMs: Int64?
    /// Why it will not be tried again; `nil` while it may go.
    package var refused: RelayProblem?
}

/// An attachment of a message this node received.
package struct ReceivedAttachment: Codable, Sendable {
    package var name: String
    package var mediaType: String
    package var bytes: UInt64
    package var digest: String
    package var sealedBytes: UInt64
    /// The relay the message came from; empty when none did, and any of them is asked.
    package var relay: String
    /// Row of its keys.
    package var keysRow: String
    /// When all of it was here, compared with its digest.
    package var arrivedMs: Int64?
}

extension SentAttachment {
    init(_ description: AttachmentDescription, _ reference: AttachmentReference) {
        name = description.fileName
        mediaType = description.mediaType
        bytes = description.bytes
        digest = reference.digest.hex
        sealedBytes = reference.bytes
    }

    var reference: AttachmentReference? { AttachmentReference(hex: digest, bytes: sealedBytes) }
    var isPending: Bool { uploadedMs == nil && refused == nil }
}

extension ReceivedAttachment {
    var reference: AttachmentReference? { AttachmentReference(hex: digest, bytes: sealedBytes) }
    var isPending: Bool { arrivedMs == nil }

    func description() throws -> AttachmentDescription {
        try AttachmentDescription(mediaType: mediaType, fileName: name, bytes: bytes)
    }
}

extension AttachmentReference {
    fileprivate init?(hex: String, bytes: UInt64) {
        guard let digest = try? Digest(hex: hex) else { return nil }
        self.init(digest: digest, bytes: bytes)
    }
}
