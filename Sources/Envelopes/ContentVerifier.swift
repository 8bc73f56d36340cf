package import Identity
import Primitives

/// Compares content that arrives in pieces with what the signed header says of it.
package struct ContentVerifier: Sendable {
    private let envelope: VerifiedEnvelope
    private var digest = DigestStream()
    private var seenBytes: UInt64 = 0

    package init(_ envelope: VerifiedEnvelope) { self.envelope = envelope }

    /// - Throws: ``EnvelopeError/contentSizeWrong(expectedBytes:foundBytes:)`` as soon as there is
    ///   too much.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) {
        seenBytes += UInt64(bytes.count)
        guard seenBytes <= envelope.header.contentBytes else { throw sizeWrong }
        digest.update(bytes)
    }

    /// - Throws: ``EnvelopeError/contentSizeWrong(expectedBytes:foundBytes:)``,
    ///   ``EnvelopeError/contentDigestWrong``.
    package func finish() throws(EnvelopeError) -> VerifiedContent {
        guard seenBytes == envelope.header.contentBytes else { throw sizeWrong }
        guard digest.finish() == envelope.header.contentDigest else { throw .contentDigestWrong }
        return VerifiedContent(envelope: envelope)
    }

    private var sizeWrong: EnvelopeError {
        .contentSizeWrong(expectedBytes: envelope.header.contentBytes, foundBytes: seenBytes)
    }
}

/// Proof that the whole content was compared with a verified header.
package struct VerifiedContent: Sendable {
    package let envelope: VerifiedEnvelope

    fileprivate init(envelope: VerifiedEnvelope) { self.envelope = envelope }

    package var core: MessageCore { envelope.core }
    package var coreID: CoreID { envelope.header.coreID }
}

extension VerifiedEnvelope {
    /// Checks content that is in memory as a whole.
    ///
    /// - Throws: ``EnvelopeError/contentSizeWrong(expectedBytes:foundBytes:)``,
    ///   ``EnvelopeError/contentDigestWrong``.
    package func verified(content: [UInt8]) throws(EnvelopeError) -> VerifiedContent {
        guard UInt64(content.count) == header.contentBytes else {
            throw .contentSizeWrong(
                expectedBytes: header.contentBytes, foundBytes: UInt64(content.count))
        }
        guard Hashing.sha256(content) == header.contentDigest else { throw .contentDigestWrong }
        return VerifiedContent(envelope: self)
    }
}
