import Envelopes
import Identity
import Labels
import Primitives

/// Pads a stream of bytes and encrypts it as its suite says; suite `signed` passes it on as it is.
/// One stream, constant memory. Spec: Sealing#content.
///
/// Its two halves may each have a thread of their own: all that ``inner`` gives goes through
/// ``outer``, in order.
final class LayerSealer {
    typealias Sink = ContentSealer.Sink

    let inner: InnerSealer
    let outer: OuterSealer

    /// - Parameter keys: `nil` for suite `signed` only.
    init(
        suite: Suite, coreID: CoreID, keys: LayerKeys?, random: RandomSource
    ) throws(SealingError) {
        switch (suite, keys) {
        case (.signed, nil):
            inner = InnerSealer(pads: false, nil)
            outer = OuterSealer(nil)
        case (.sealed, let keys?):
            inner = InnerSealer(pads: true, nil)
            outer = OuterSealer(try ChunkEncryptor(keys.key(0), coreID, random))
        case (.layered, let keys?):
            inner = InnerSealer(pads: true, try StreamEncryptor(keys.key(1), random))
            outer = OuterSealer(try ChunkEncryptor(keys.key(0), coreID, random))
        default: throw .primitiveFailed
        }
    }

    /// Writes what stands before the first byte.
    func begin(sink: Sink) throws {
        try outer.begin(sink: sink)
        try inner.begin { try outer.update($0, sink: sink) }
    }

    func update(_ bytes: UnsafeRawBufferPointer, sink: Sink) throws {
        try inner.update(bytes) { try outer.update($0, sink: sink) }
    }

    /// Pads, closes the encryption, and returns the size in bytes of all that came out.
    func finish(sink: Sink) throws -> UInt64 {
        try inner.finish { try outer.update($0, sink: sink) }
        return try outer.finish(sink: sink)
    }
}

/// The half before the outer encryption: pads, and encrypts where the suite has two ciphers.
package final class InnerSealer {
    package typealias Sink = ContentSealer.Sink

    private let pads: Bool
    private let stream: StreamEncryptor?
    private var plaintextBytes: UInt64 = 0

    fileprivate init(pads: Bool, _ stream: StreamEncryptor?) {
        self.pads = pads
        self.stream = stream
    }

    /// Whether there is work here that a thread of its own would be worth.
    var encrypts: Bool { stream != nil }

    func begin(sink: Sink) throws {
        try stream?.header.withUnsafeBytes { try sink($0) }
    }

    package func update(_ bytes: UnsafeRawBufferPointer, sink: Sink) throws {
        plaintextBytes += UInt64(bytes.count)
        if let stream { try stream.update(bytes, emit: sink) } else { try sink(bytes) }
    }

    package func finish(sink: Sink) throws {
        if pads { try pad(sink) }
        try stream?.finish(emit: sink)
    }

    private func pad(_ sink: Sink) throws {
        let padded = Padding.paddedLength(of: plaintextBytes + 1)
        try [UInt8(0x80)].withUnsafeBytes { try update($0, sink: sink) }
        let block = [UInt8](repeating: 0, count: 16 * 1024)
        while plaintextBytes < padded {
            let count = Int(min(padded - plaintextBytes, UInt64(block.count)))
            try block[..<count].withUnsafeBytes { try update($0, sink: sink) }
        }
    }
}

/// The half that makes what is transmitted: the outer encryption, where the suite has one.
package final class OuterSealer {
    package typealias Sink = ContentSealer.Sink

    private let chunks: ChunkEncryptor?
    private var sealedBytes: UInt64 = 0

    fileprivate init(_ chunks: ChunkEncryptor?) { self.chunks = chunks }

    func begin(sink: Sink) throws {
        try chunks?.header.withUnsafeBytes { try emit($0, sink) }
    }

    package func update(_ bytes: UnsafeRawBufferPointer, sink: Sink) throws {
        guard let chunks else { return try emit(bytes, sink) }
        try chunks.update(bytes) { try emit($0, sink) }
    }

    /// - Returns: the size in bytes of all that came out.
    package func finish(sink: Sink) throws -> UInt64 {
        try chunks?.finish { try emit($0, sink) }
        return sealedBytes
    }

    private func emit(_ bytes: UnsafeRawBufferPointer, _ sink: Sink) throws {
        sealedBytes += UInt64(bytes.count)
        try sink(bytes)
    }
}

extension LayerSealer {
    /// Size in bytes of what comes out for a plaintext of that size. Spec: Sealing#content.
    static func sealedByteCount(plaintextBytes: UInt64, suite: Suite) -> UInt64 {
        switch suite {
        case .signed: return plaintextBytes
        case .sealed: return chunked(Padding.paddedLength(of: plaintextBytes + 1))
        case .layered:
            let padded = Padding.paddedLength(of: plaintextBytes + 1)
            let pieces = padded / UInt64(StreamEncryptor.pieceBytes) + 1
            return chunked(
                UInt64(XChaChaStream.headerByteCount) + padded + pieces
                    * UInt64(XChaChaStream.chunkOverheadByteCount))
        }
    }

    private static func chunked(_ bytes: UInt64) -> UInt64 {
        let chunks = bytes / UInt64(Cobblestone256.chunkPlaintextByteCount) + 1
        let tag = UInt64(
            Cobblestone256.chunkCiphertextByteCount - Cobblestone256.chunkPlaintextByteCount)
        return UInt64(Cobblestone256.headerByteCount) + bytes + chunks * tag
    }
}
