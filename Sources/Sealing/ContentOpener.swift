package import Envelopes
import Identity
import Labels
import Primitives

/// Turns content as transmitted, in pieces of any size, back into the body. One message, one
/// thread, constant memory.
///
/// Needs proof that the whole content is what the signed header says: nothing is decrypted before
/// that is known.
/// Every failure is ``SealingError/openFailed``.
package final class ContentOpener {
    private let content: VerifiedContent
    private let secrets: MessageSecrets?
    private var outerHeader: [UInt8] = []
    private var chunks: ChunkDecryptor?
    private var innerHeader: [UInt8] = []
    private var stream: StreamDecryptor?
    private var body = BodyReader()

    /// Known once the first bytes have been read.
    package var description: ContentDescription? { body.description }

    /// - Parameter secrets: `nil` for suite `signed` only.
    package init(
        _ content: VerifiedContent, secrets: MessageSecrets?
    ) throws(SealingError) {
        guard (secrets != nil) == content.core.suite.seals else { throw .openFailed }
        self.content = content
        self.secrets = secrets
    }

    package func update(_ bytes: UnsafeRawBufferPointer, sink: ContentSealer.Sink) throws {
        guard let secrets else { return try body.update(bytes, padded: false, sink) }
        var rest = bytes[...]
        let chunks: ChunkDecryptor
        if let known = self.chunks {
            chunks = known
        } else {
            let taken = rest.prefix(Cobblestone256.headerByteCount - outerHeader.count)
            outerHeader.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            guard outerHeader.count == Cobblestone256.headerByteCount else { return }
            chunks = try ChunkDecryptor(secrets, content.coreID, header: outerHeader)
            self.chunks = chunks
        }
        try chunks.update(UnsafeRawBufferPointer(rebasing: rest)) {
            try outer($0, secrets, sink)
        }
    }

    /// - Throws: ``SealingError/openFailed`` when anything is missing or left over.
    package func finish(sink: ContentSealer.Sink) throws {
        guard let secrets else { return try body.finish(padded: false) }
        guard let chunks else { throw SealingError.openFailed }
        try chunks.finish { try outer($0, secrets, sink) }
        if content.core.suite == .layered {
            guard let stream else { throw SealingError.openFailed }
            try stream.finish { try body.update($0, padded: true, sink) }
        }
        try body.finish(padded: true)
    }

    /// Plaintext of the outer encryption: the padded body, or the inner encryption of it.
    private func outer(
        _ bytes: UnsafeRawBufferPointer, _ secrets: MessageSecrets, _ sink: ContentSealer.Sink
    ) throws {
        guard content.core.suite == .layered else {
            return try body.update(bytes, padded: true, sink)
        }
        var rest = bytes[...]
        let stream: StreamDecryptor
        if let known = self.stream {
            stream = known
        } else {
            let taken = rest.prefix(XChaChaStream.headerByteCount - innerHeader.count)
            innerHeader.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            guard innerHeader.count == XChaChaStream.headerByteCount else { return }
            stream = try StreamDecryptor(secrets, content.coreID, header: innerHeader)
            self.stream = stream
        }
        try stream.update(UnsafeRawBufferPointer(rebasing: rest)) {
            try body.update($0, padded: true, sink)
        }
    }
}

/// Reads the description, then passes the body on without its padding.
private struct BodyReader {
    private(set) var description: ContentDescription?
    private var framing: [UInt8] = []
    private var unpadder = Unpadder()

    mutating func update(
        _ bytes: UnsafeRawBufferPointer, padded: Bool, _ sink: ContentSealer.Sink
    ) throws {
        guard padded else { return try deframe(bytes, sink) }
        // The padding counts the whole plaintext, so the unpadder comes first and the framing is
        // cut from what it passes.
        // It is taken out of `self` for the call, since its output changes the rest of `self`.
        var unpadder = self.unpadder
        defer { self.unpadder = unpadder }
        try unpadder.update(bytes) { try deframe($0, sink) }
    }

    func finish(padded: Bool) throws(SealingError) {
        guard description != nil else { throw .openFailed }
        if padded { try unpadder.finish() }
    }

    private mutating func deframe(
        _ bytes: UnsafeRawBufferPointer, _ sink: ContentSealer.Sink
    ) throws {
        guard description == nil else { return try sink(bytes) }
        framing.append(contentsOf: bytes.prefix(ContentDescription.encodedMaxBytes))
        guard framing.count >= 4 else { return try keepAll(bytes) }
        let length = framing[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length + 4 <= ContentDescription.encodedMaxBytes else {
            throw SealingError.openFailed
        }
        guard framing.count >= 4 + length else { return try keepAll(bytes) }
        description = try ContentDescription(encoded: Array(framing[4..<4 + length]))
        let before = framing.count - min(bytes.count, ContentDescription.encodedMaxBytes)
        let rest = bytes.dropFirst(4 + length - before)
        framing = []
        if !rest.isEmpty { try sink(UnsafeRawBufferPointer(rebasing: rest)) }
    }

    /// All of `bytes` went into the framing; more than that cannot be waiting for so short a field.
    private func keepAll(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count <= ContentDescription.encodedMaxBytes else {
            throw SealingError.openFailed
        }
    }
}
