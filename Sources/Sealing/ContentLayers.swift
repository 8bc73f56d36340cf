import Envelopes
import Identity
import Primitives

/// The outer encryption: C2SP chunked encryption, Cobblestone-256, context = core id.
final class ChunkEncryptor {
    let header: [UInt8]
    private var sealer: Cobblestone256Sealer
    private var chunker = Chunker(size: Cobblestone256.chunkPlaintextByteCount)
    private var output = OutputBuffer(capacity: Cobblestone256.chunkCiphertextByteCount * 16)

    init(_ key: SecretBytes, _ coreID: CoreID, _ random: RandomSource) throws(SealingError) {
        do {
            sealer = try Cobblestone256Sealer(
                key: key, context: coreID.bytes,
                salt: random.bytes(Cobblestone256.saltByteCount))
        } catch {
            throw .primitiveFailed
        }
        header = sealer.header
    }

    func update(_ bytes: UnsafeRawBufferPointer, emit: ContentSealer.Sink) throws {
        try chunker.update(bytes) { try seal($0, emit) }
    }

    func finish(emit: ContentSealer.Sink) throws {
        try chunker.finish { try seal($0, emit) }
        try output.flush(emit)
    }

    private func seal(_ chunk: UnsafeRawBufferPointer, _ emit: ContentSealer.Sink) throws {
        try output.append(upTo: Cobblestone256.chunkCiphertextByteCount, emit: emit) {
            try sealer.sealChunk(chunk, into: $0)
        }
    }
}

final class ChunkDecryptor {
    private var opener: Cobblestone256Opener
    private var chunker = Chunker(size: Cobblestone256.chunkCiphertextByteCount)
    private var output = OutputBuffer(capacity: Cobblestone256.chunkPlaintextByteCount * 16)

    /// - Throws: ``SealingError/openFailed`` when the header does not commit to the key.
    init(_ key: SecretBytes, _ coreID: CoreID, header: [UInt8]) throws(SealingError) {
        do {
            opener = try Cobblestone256Opener(key: key, context: coreID.bytes, header: header)
        } catch {
            throw .openFailed
        }
    }

    func update(_ bytes: UnsafeRawBufferPointer, emit: ContentSealer.Sink) throws {
        try chunker.update(bytes) { try open($0, emit) }
    }

    func finish(emit: ContentSealer.Sink) throws {
        try chunker.finish { try open($0, emit) }
        try output.flush(emit)
    }

    private func open(_ chunk: UnsafeRawBufferPointer, _ emit: ContentSealer.Sink) throws {
        try output.append(upTo: Cobblestone256.chunkPlaintextByteCount, emit: emit) {
            do { return try opener.openChunk(chunk, into: $0) } catch {
                throw SealingError.openFailed
            }
        }
    }
}

/// The inner encryption of suite `layered`: libsodium's XChaCha20-Poly1305 stream in pieces of 64
/// KiB, the last shorter and
/// tagged final.
final class StreamEncryptor {
    static let pieceBytes = 64 * 1024

    let header: [UInt8]
    private var sealer: XChaChaStreamSealer
    private var chunker = Chunker(size: pieceBytes)
    private var buffer = [UInt8](
        repeating: 0, count: pieceBytes + XChaChaStream.chunkOverheadByteCount)

    init(_ key: SecretBytes, _ random: RandomSource) throws(SealingError) {
        do {
            sealer = try XChaChaStreamSealer(key: key, random: random)
        } catch {
            throw .primitiveFailed
        }
        header = sealer.header
    }

    func update(_ bytes: UnsafeRawBufferPointer, emit: ContentSealer.Sink) throws {
        try chunker.update(bytes) { try push($0, isFinal: false, emit) }
    }

    func finish(emit: ContentSealer.Sink) throws {
        try chunker.finish { try push($0, isFinal: true, emit) }
    }

    private func push(
        _ piece: UnsafeRawBufferPointer, isFinal: Bool, _ emit: ContentSealer.Sink
    ) throws {
        let count = try buffer.withUnsafeMutableBytes {
            try sealer.sealChunk(piece, into: $0, isLast: isFinal)
        }
        try buffer.withUnsafeBytes { try emit(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
}

final class StreamDecryptor {
    private var opener: XChaChaStreamOpener
    private var chunker = Chunker(
        size: StreamEncryptor.pieceBytes + XChaChaStream.chunkOverheadByteCount)
    private var buffer = [UInt8](repeating: 0, count: StreamEncryptor.pieceBytes)

    init(_ key: SecretBytes, header: [UInt8]) throws(SealingError) {
        do {
            opener = try XChaChaStreamOpener(key: key, header: header)
        } catch {
            throw .openFailed
        }
    }

    func update(_ bytes: UnsafeRawBufferPointer, emit: ContentSealer.Sink) throws {
        try chunker.update(bytes) { try pull($0, isFinal: false, emit) }
    }

    func finish(emit: ContentSealer.Sink) throws {
        try chunker.finish { try pull($0, isFinal: true, emit) }
    }

    private func pull(
        _ piece: UnsafeRawBufferPointer, isFinal: Bool, _ emit: ContentSealer.Sink
    ) throws {
        let count = try buffer.withUnsafeMutableBytes { out in
            do { return try opener.openChunk(piece, into: out) } catch {
                throw SealingError.openFailed
            }
        }
        guard opener.isFinished == isFinal else { throw SealingError.openFailed }
        try buffer.withUnsafeBytes { try emit(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
}
