import Envelopes
import Identity
import Labels
import Primitives

/// Decrypts what a ``LayerSealer`` wrote and takes the padding off. One stream, one thread, constant
/// memory.
///
/// Every failure is ``SealingError/openFailed``.
final class LayerOpener {
    typealias Sink = ContentSealer.Sink

    private let suite: Suite
    private let coreID: CoreID
    private let keys: LayerKeys?
    private var outerHeader: [UInt8] = []
    private var chunks: ChunkDecryptor?
    private var innerHeader: [UInt8] = []
    private var stream: StreamDecryptor?
    private var unpadder = Unpadder()

    /// - Parameter keys: `nil` for suite `signed` only.
    init(suite: Suite, coreID: CoreID, keys: LayerKeys?) throws(SealingError) {
        guard keys?.keys.count ?? 0 == LayerKeys.count(for: suite) else { throw .openFailed }
        self.suite = suite
        self.coreID = coreID
        self.keys = keys
    }

    func update(_ bytes: UnsafeRawBufferPointer, sink: Sink) throws {
        guard let keys else { return try sink(bytes) }
        var rest = bytes[...]
        let chunks: ChunkDecryptor
        if let known = self.chunks {
            chunks = known
        } else {
            let taken = rest.prefix(Cobblestone256.headerByteCount - outerHeader.count)
            outerHeader.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            guard outerHeader.count == Cobblestone256.headerByteCount else { return }
            chunks = try ChunkDecryptor(keys.key(0), coreID, header: outerHeader)
            self.chunks = chunks
        }
        try chunks.update(UnsafeRawBufferPointer(rebasing: rest)) { try outer($0, keys, sink) }
    }

    /// - Throws: ``SealingError/openFailed`` when anything is missing or left over.
    func finish(sink: Sink) throws {
        guard let keys else { return }
        guard let chunks else { throw SealingError.openFailed }
        try chunks.finish { try outer($0, keys, sink) }
        if suite == .layered {
            guard let stream else { throw SealingError.openFailed }
            try stream.finish { try unpad($0, sink) }
        }
        try unpadder.finish()
    }

    /// Plaintext of the outer encryption: the padded bytes, or the inner encryption of them.
    private func outer(_ bytes: UnsafeRawBufferPointer, _ keys: LayerKeys, _ sink: Sink) throws {
        guard suite == .layered else { return try unpad(bytes, sink) }
        var rest = bytes[...]
        let stream: StreamDecryptor
        if let known = self.stream {
            stream = known
        } else {
            let taken = rest.prefix(XChaChaStream.headerByteCount - innerHeader.count)
            innerHeader.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            guard innerHeader.count == XChaChaStream.headerByteCount else { return }
            stream = try StreamDecryptor(keys.key(1), header: innerHeader)
            self.stream = stream
        }
        try stream.update(UnsafeRawBufferPointer(rebasing: rest)) { try unpad($0, sink) }
    }

    private func unpad(_ bytes: UnsafeRawBufferPointer, _ sink: Sink) throws {
        try unpadder.update(bytes, emit: sink)
    }
}
