import Envelopes
import Identity
import Labels
import Sealing
import Storage

/// An attachment of a message that has just been opened: on its way, with what will open it.
struct ArrivingAttachment {
    let reference: AttachmentReference
    let description: AttachmentDescription
    let keys: AttachmentKeys
    /// The relay the message came from; `nil` when none did.
    let relay: RelayID?

    /// - Throws: `SealingError` when what the content says of them is not what the header names.
    static func all(
        of content: VerifiedContent, describedBy description: ContentDescription,
        _ secrets: MessageSecrets?, over relay: RelayID?
    ) throws(SealingError) -> [ArrivingAttachment] {
        try content.attachments(describedBy: description).enumerated().map { index, attachment in
            ArrivingAttachment(
                reference: attachment.reference, description: attachment.description,
                keys: AttachmentKeys(secrets, index: index, coreID: content.coreID), relay: relay)
        }
    }
}

extension NodeEngine {
    /// Keys go into rows of their own; the blobs themselves come later.
    ///
    /// - Returns: `nil` where there are no attachments.
    func keep(
        _ attachments: [ArrivingAttachment], _ status: StatusKind, into batch: inout ReceiptBatch
    ) throws -> [ReceivedAttachment]? {
        guard !attachments.isEmpty else { return nil }
        return try attachments.map { attachment in
            let row = try vault.newBytes(
                attachment.keys.encoded, in: NodeTable.attachmentKeys(status))
            batch.changes.append(.put(row))
            return ReceivedAttachment(
                name: attachment.description.fileName,
                mediaType: attachment.description.mediaType, bytes: attachment.description.bytes,
                digest: attachment.reference.digest.hex, sealedBytes: attachment.reference.bytes,
                relay: attachment.relay?.text ?? "", keysRow: Hex.encode(row.id.bytes))
        }
    }
}
