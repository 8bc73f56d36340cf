import Identity
import Primitives

/// Compares a blob that arrives in pieces with what a signed header says of it.
package struct BlobVerifier: Sendable {
    private let reference: AttachmentReference
    private var digest = DigestStream()
    private var seenBytes: UInt64 = 0

    /// - Parameter reference: out of a header that was verified.
    package init(_ reference: AttachmentReference) { self.reference = reference }

    /// - Throws: ``EnvelopeError/contentSizeWrong(expectedBytes:foundBytes:)`` as soon as there is
    ///   too much.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) {
        seenBytes += UInt64(bytes.count)
        guard seenBytes <= reference.bytes else { throw sizeWrong }
        digest.update(bytes)
    }

    /// - Throws: ``EnvelopeError/contentSizeWrong(expectedBytes:foundBytes:)``,
    ///   ``EnvelopeError/contentDigestWrong``.
    package func finish() throws(EnvelopeError) -> VerifiedBlob {
        guard seenBytes == reference.bytes else { throw sizeWrong }
        guard digest.finish() == reference.digest else { throw .contentDigestWrong }
        return VerifiedBlob(reference: reference)
    }

    private var sizeWrong: EnvelopeError {
        .contentSizeWrong(expectedBytes: reference.bytes, foundBytes: seenBytes)
    }
}

/// Proof that a whole blob has the digest and size of a reference.
package struct VerifiedBlob: Sendable {
    package let reference: AttachmentReference

    fileprivate init(reference: AttachmentReference) { self.reference = reference }
}
