import Envelopes
import Identity
import Labels
import Primitives

/// Pads a stream of bytes and encrypts it as its suite says; suite `signed` passes it on as it is.
/// One stream, one thread, constant memory. Spec: Sealing#content.
final class LayerSealer {
    typealias Sink = ContentSealer.Sink

    private let layers: Layers
    private var plaintextBytes: UInt64 = 0
    private var sealedBytes: UInt64 = 0

    private enum Layers {
        case plain
        case sealed(ChunkEncryptor)
        case layered(StreamEncryptor, ChunkEncryptor)
    }

    /// - Parameter keys: `nil` for suite `signed` only.
    init(
        suite: Suite, coreID: CoreID, keys: LayerKeys?, random: RandomSource
    ) throws(SealingError) {
        switch (suite, keys) {
        case (.signed, nil): layers = .plain
        case (.sealed, let keys?):
            layers = .sealed(try ChunkEncryptor(keys.key(0), coreID, random))
        case (.layered, let keys?):
            layers = .layered(
                try StreamEncryptor(keys.key(1), random),
                try ChunkEncryptor(keys.key(0), coreID, random))
        default: throw .primitiveFailed
        }
    }

    /// Writes what stands before the first byte.
    func begin(sink: Sink) throws {
        if case .sealed(let chunks) = layers { try emit(chunks.header, sink) }
        if case .layered(let stream, let chunks) = layers {
            try emit(chunks.header, sink)
            try stream.header.withUnsafeBytes { try chunks.update($0) { try emit($0, sink) } }
        }
    }

    func update(_ bytes: UnsafeRawBufferPointer, sink: Sink) throws {
        plaintextBytes += UInt64(bytes.count)
        switch layers {
        case .plain: try emit(bytes, sink)
        case .sealed(let chunks): try chunks.update(bytes) { try emit($0, sink) }
        case .layered(let stream, let chunks):
            try stream.update(bytes) { try chunks.update($0) { try emit($0, sink) } }
        }
    }

    /// Pads, closes the encryption, and returns the size in bytes of all that came out.
    func finish(sink: Sink) throws -> UInt64 {
        if case .plain = layers { return sealedBytes }
        try pad(sink)
        switch layers {
        case .plain: break
        case .sealed(let chunks): try chunks.finish { try emit($0, sink) }
        case .layered(let stream, let chunks):
            try stream.finish { try chunks.update($0) { try emit($0, sink) } }
            try chunks.finish { try emit($0, sink) }
        }
        return sealedBytes
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

    private func emit(_ bytes: [UInt8], _ sink: Sink) throws {
        try bytes.withUnsafeBytes { try emit($0, sink) }
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
