import Envelopes
package import Identity
package import Labels
package import Primitives

/// Turns a body, in pieces of any size, into content as transmitted. One message, constant memory.
///
/// Suite `signed` passes the framed body on as it is; `sealed` pads and encrypts with
/// Cobblestone-256; `layered` encrypts with
/// XChaCha20-Poly1305 before that. Spec: Sealing#content.
package final class ContentSealer {
    package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    private let layers: LayerSealer

    /// - Parameter secrets: `nil` for suite `signed` only.
    package init(
        suite: Suite, coreID: CoreID, secrets: MessageSecrets?, random: RandomSource
    ) throws(SealingError) {
        layers = try LayerSealer(
            suite: suite, coreID: coreID, keys: secrets?.contentKeys(coreID: coreID),
            random: random)
    }

    /// For whoever gives each half a thread of its own, after ``begin(_:sink:)``; `nil` where that
    /// is not worth it. What ``InnerSealer`` gives must all go through ``OuterSealer``, in order.
    package var halves: (inner: InnerSealer, outer: OuterSealer)? {
        layers.inner.encrypts ? (layers.inner, layers.outer) : nil
    }

    /// Writes what stands before the body.
    package func begin(_ description: ContentDescription, sink: Sink) throws {
        try layers.begin(sink: sink)
        try description.framed.withUnsafeBytes { try layers.update($0, sink: sink) }
    }

    package func update(_ body: UnsafeRawBufferPointer, sink: Sink) throws {
        try layers.update(body, sink: sink)
    }

    /// Pads, closes the encryption, and returns the size in bytes of the content as transmitted.
    package func finish(sink: Sink) throws -> UInt64 { try layers.finish(sink: sink) }
}

extension ContentSealer {
    /// Size in bytes of the content as transmitted, for a body of that size. Spec: Sealing#content.
    package static func contentByteCount(
        bodyBytes: UInt64, _ description: ContentDescription, suite: Suite
    ) -> UInt64 {
        LayerSealer.sealedByteCount(
            plaintextBytes: UInt64(description.framed.count) + bodyBytes, suite: suite)
    }
}
