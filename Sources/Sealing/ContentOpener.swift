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
    private let layers: LayerOpener
    private var body = BodyReader()

    /// Known once the first bytes have been read.
    package var description: ContentDescription? { body.description }

    /// - Parameter secrets: `nil` for suite `signed` only.
    package init(
        _ content: VerifiedContent, secrets: MessageSecrets?
    ) throws(SealingError) {
        layers = try LayerOpener(
            suite: content.core.suite, coreID: content.coreID,
            keys: secrets?.contentKeys(coreID: content.coreID))
    }

    package func update(_ bytes: UnsafeRawBufferPointer, sink: ContentSealer.Sink) throws {
        try layers.update(bytes) { try body.update($0, sink) }
    }

    /// - Throws: ``SealingError/openFailed`` when anything is missing or left over.
    package func finish(sink: ContentSealer.Sink) throws {
        try layers.finish { try body.update($0, sink) }
        try body.finish()
    }
}

/// Reads the description, then passes the body on.
private struct BodyReader {
    private(set) var description: ContentDescription?
    private var framing: [UInt8] = []

    mutating func update(_ bytes: UnsafeRawBufferPointer, _ sink: ContentSealer.Sink) throws {
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

    func finish() throws(SealingError) {
        guard description != nil else { throw .openFailed }
    }

    /// All of `bytes` went into the framing; more than that cannot be waiting for so short a field.
    private func keepAll(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count <= ContentDescription.encodedMaxBytes else {
            throw SealingError.openFailed
        }
    }
}
