package import Envelopes
import Identity
import Labels
package import Primitives

/// Turns a file, in pieces of any size, into the blob it travels as. One attachment, one thread,
/// constant memory. Spec: Sealing#attachments.
package final class AttachmentSealer {
    private let layers: LayerSealer
    private var digest = DigestStream()
    /// How long the file is, as far as it has come.
    package private(set) var plaintextBytes: UInt64 = 0

    package init(_ keys: AttachmentKeys, random: RandomSource) throws(SealingError) {
        layers = try LayerSealer(
            suite: keys.suite, coreID: keys.coreID, keys: keys.layers, random: random)
    }

    package func begin(sink: ContentSealer.Sink) throws {
        try layers.begin { try pass($0, sink) }
    }

    package func update(_ bytes: UnsafeRawBufferPointer, sink: ContentSealer.Sink) throws {
        plaintextBytes += UInt64(bytes.count)
        try layers.update(bytes) { try pass($0, sink) }
    }

    /// Pads, closes the encryption, and returns what a header is to name.
    package func finish(sink: ContentSealer.Sink) throws -> AttachmentReference {
        let bytes = try layers.finish { try pass($0, sink) }
        return AttachmentReference(digest: digest.finish(), bytes: bytes)
    }

    private func pass(_ bytes: UnsafeRawBufferPointer, _ sink: ContentSealer.Sink) throws {
        digest.update(bytes)
        try sink(bytes)
    }
}

/// Turns a blob back into the file.
///
/// Needs proof that the whole blob is the one a signed header names: nothing is decrypted before
/// that is known. Every failure is ``SealingError/openFailed``.
package final class AttachmentOpener {
    private let layers: LayerOpener
    private let expectedBytes: UInt64
    private var passedBytes: UInt64 = 0

    /// - Parameter description: what the sender says of it; a blob of another size does not open.
    package init(
        _ blob: VerifiedBlob, _ description: AttachmentDescription, keys: AttachmentKeys
    ) throws(SealingError) {
        guard description.sealedByteCount(suite: keys.suite) == blob.reference.bytes else {
            throw .openFailed
        }
        layers = try LayerOpener(suite: keys.suite, coreID: keys.coreID, keys: keys.layers)
        expectedBytes = description.bytes
    }

    package func update(_ bytes: UnsafeRawBufferPointer, sink: ContentSealer.Sink) throws {
        try layers.update(bytes) { try pass($0, sink) }
    }

    /// - Throws: ``SealingError/openFailed`` when anything is missing or left over.
    package func finish(sink: ContentSealer.Sink) throws {
        try layers.finish { try pass($0, sink) }
        guard passedBytes == expectedBytes else { throw SealingError.openFailed }
    }

    private func pass(_ bytes: UnsafeRawBufferPointer, _ sink: ContentSealer.Sink) throws {
        passedBytes += UInt64(bytes.count)
        guard passedBytes <= expectedBytes else { throw SealingError.openFailed }
        try sink(bytes)
    }
}

extension VerifiedContent {
    /// The attachments of the message: what the header names with what the content says of each.
    ///
    /// - Throws: ``SealingError/openFailed`` when the two do not match one to one, sizes included.
    package func attachments(
        describedBy description: ContentDescription
    ) throws(SealingError) -> [(reference: AttachmentReference, description: AttachmentDescription)]
    {
        let references = envelope.header.attachments
        guard references.count == description.attachments.count else { throw .openFailed }
        let pairs = zip(references, description.attachments).map {
            (reference: $0, description: $1)
        }
        for pair in pairs {
            guard pair.description.sealedByteCount(suite: core.suite) == pair.reference.bytes
            else { throw .openFailed }
        }
        return pairs
    }
}
