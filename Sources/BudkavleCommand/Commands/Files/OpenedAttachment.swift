import Envelopes
import Files
import Identity
import Regions
import Sealing

/// An attachment that was opened, for machines.
struct OpenedAttachment: Encodable {
    let number: Int
    let name: String
    let mediaType: String
    let bytes: UInt64
    /// Where it was written; missing where nobody asked.
    let file: String?

    /// What a message that was opened says of its attachments, written where somebody asked.
    ///
    /// - Parameters:
    ///   - blobs: all of them, verified; none where nobody asked.
    ///   - directory: where they are written to.
    static func all(
        _ content: VerifiedContent, _ description: ContentDescription, _ secrets: MessageSecrets?,
        _ blobs: [VerifiedBlob], from folder: AttachmentFolder?, to directory: String?
    ) throws -> [OpenedAttachment] {
        let pairs = try content.attachments(describedBy: description)
        if let directory, !pairs.isEmpty { try Folder.create(directory, mode: 0o700) }
        return try pairs.enumerated().map { index, pair in
            var path: String?
            if let directory, let folder, blobs.indices.contains(index) {
                let target =
                    directory + "/" + pair.description.safeFileName(number: index + 1)
                try folder.open(
                    blobs[index], pair.description,
                    keys: AttachmentKeys(secrets, index: index, coreID: content.coreID),
                    to: target)
                path = target
            }
            return OpenedAttachment(
                number: index + 1, name: pair.description.fileName,
                mediaType: pair.description.mediaType, bytes: pair.description.bytes, file: path)
        }
    }
}
