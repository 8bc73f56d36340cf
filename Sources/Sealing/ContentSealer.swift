import Envelopes
package import Identity
package import Labels
package import Primitives

/// Turns a body, in pieces of any size, into content as transmitted. One message, one thread,
/// constant memory.
///
/// Suite `signed` passes the framed body on as it is; `sealed` pads and encrypts with
/// Cobblestone-256; `layered` encrypts with
/// XChaCha20-Poly1305 before that. Spec: Sealing#content.
package final class ContentSealer {
    package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    private let layers: Layers
    private var plaintextBytes: UInt64 = 0
    private var contentBytes: UInt64 = 0

    private enum Layers {
        case plain
        case sealed(ChunkEncryptor)
        case layered(StreamEncryptor, ChunkEncryptor)
    }

    /// - Parameter secrets: `nil` for suite `signed` only.
    package init(
        suite: Suite, coreID: CoreID, secrets: MessageSecrets?, random: RandomSource
    ) throws(SealingError) {
        switch (suite, secrets) {
        case (.signed, nil): layers = .plain
        case (.sealed, let secrets?):
            layers = .sealed(try ChunkEncryptor(secrets, coreID, random))
        case (.layered, let secrets?):
            layers = .layered(
                try StreamEncryptor(secrets, coreID, random),
                try ChunkEncryptor(secrets, coreID, random))
        default: throw .primitiveFailed
        }
    }

    /// Writes what stands before the body.
    package func begin(_ description: ContentDescription, sink: Sink) throws {
        if case .sealed(let chunks) = layers { try emit(chunks.header, sink) }
        if case .layered(let stream, let chunks) = layers {
            try emit(chunks.header, sink)
            try stream.header.withUnsafeBytes { try chunks.update($0) { try emit($0, sink) } }
        }
        try description.framed.withUnsafeBytes { try update($0, sink: sink) }
    }

    package func update(_ body: UnsafeRawBufferPointer, sink: Sink) throws {
        plaintextBytes += UInt64(body.count)
        switch layers {
        case .plain: try emit(body, sink)
        case .sealed(let chunks): try chunks.update(body) { try emit($0, sink) }
        case .layered(let stream, let chunks):
            try stream.update(body) { try chunks.update($0) { try emit($0, sink) } }
        }
    }

    /// Pads, closes the encryption, and returns the size in bytes of the content as transmitted.
    package func finish(sink: Sink) throws -> UInt64 {
        if case .plain = layers { return contentBytes }
        try pad(sink)
        switch layers {
        case .plain: break
        case .sealed(let chunks): try chunks.finish { try emit($0, sink) }
        case .layered(let stream, let chunks):
            try stream.finish { try chunks.update($0) { try emit($0, sink) } }
            try chunks.finish { try emit($0, sink) }
        }
        return contentBytes
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
        contentBytes += UInt64(bytes.count)
        try sink(bytes)
    }
}
