import Envelopes
import Files
package import Sealing
import Pictures

/// A file of this machine that shall be sent along.
package struct AttachmentFile: Sendable {
    /// Absolute.
    package let path: String
    package let description: AttachmentDescription

    /// What files are, before any is read.
    ///
    /// - Parameters:
    ///   - paths: absolute.
    ///   - isBesideOpaque: whether the message is opaque cargo, which takes none along.
    /// - Throws: ``NodeError/attachmentUnusable(path:)`` and its like, `SealingError`.
    package static func all(
        at paths: [String], isBesideOpaque: Bool
    ) throws -> [AttachmentFile] {
        guard !isBesideOpaque || paths.isEmpty else { throw NodeError.attachmentBesideOpaque }
        guard paths.count <= EnvelopeLimits.attachmentsMax else {
            throw NodeError.attachmentsTooMany(limit: EnvelopeLimits.attachmentsMax)
        }
        return try paths.map { path in
            guard path.hasPrefix("/"), let bytes = File.byteCount(of: path), bytes > 0 else {
                throw NodeError.attachmentUnusable(path: path)
            }
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            return AttachmentFile(
                path: path,
                description: try AttachmentDescription(
                    mediaType: MediaType(fileName: name).text, fileName: name, bytes: bytes))
        }
    }
}
