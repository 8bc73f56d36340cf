package import Identity

/// Which blob: a message that names it, and its digest. Spec: Relay#attachments.
///
/// The message says under which label a fetch is decided, and whose upload it is.
package struct BlobAddress: Hashable, Sendable {
    package let message: MessageID
    /// SHA-256 of the blob as transmitted.
    package let digest: Digest

    package init(message: MessageID, digest: Digest) {
        self.message = message
        self.digest = digest
    }

    /// Path and query of a request.
    package var path: String {
        RelayProtocol.Path.blobs + "/\(digest.hex)?\(Self.messageParameter)=\(message.hex)"
    }

    package static let messageParameter = "message"
}
