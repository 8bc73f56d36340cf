import Carriers
import Envelopes
import Files
import Hummingbird
import Identity
import Ledger
import Logging
import NIOCore
import Registry
import Storage

/// Takes a piece of a blob, and with the last piece the whole.
///
/// What came before a connection broke stays, and the next piece begins there.
struct BlobUpload {
    let services: RelayServices
    let blob: NamedBlob
    private let file: GrowingFile
    /// Where the file ends.
    private(set) var byteCount: UInt64

    /// - Throws: ``Problem``.
    init(_ blob: NamedBlob, _ services: RelayServices) async throws {
        self.services = services
        self.blob = blob
        let path = services.blobs.folder.file(of: blob.address)
        do {
            (file, byteCount) = try await BlockingWork.run {
                let file = try GrowingFile(at: path)
                let byteCount = try file.byteCount()
                if byteCount <= blob.bytes { return (file, byteCount) }
                // Nothing can make it right.
                try file.discard()
                return (try GrowingFile(at: path), 0)
            }
        } catch { throw Problem(blob: error) }
    }

    /// Appends the bytes of a body, as they come.
    ///
    /// - Returns: how many bytes there are now.
    /// - Throws: ``Problem``: `offset-wrong`; `request-invalid` for a body of another length than
    ///   the range.
    mutating func append(_ body: RequestBody, _ span: ByteSpan) async throws -> UInt64 {
        guard span.first == byteCount else { throw Problem(.offsetWrong) }
        var buffer = ByteBuffer()
        do {
            for try await piece in body {
                services.metrics.count(.bytesReceived, piece.readableBytes)
                guard byteCount + UInt64(buffer.readableBytes + piece.readableBytes) <= span.end
                else { throw Problem(.requestInvalid, defect: "length") }
                buffer.writeImmutableBuffer(piece)
                if buffer.readableBytes >= Self.writeBytes { try await write(&buffer) }
            }
        } catch {
            // Whatever ended it, what has come is not to be sent again.
            try await write(&buffer)
            throw error
        }
        try await write(&buffer)
        guard byteCount == span.end else { throw Problem(.requestInvalid, defect: "length") }
        try await flush()
        return byteCount
    }

    /// Appends a piece that is here already.
    ///
    /// - Throws: ``Problem``.
    mutating func append(_ piece: [UInt8]) async throws {
        var buffer = ByteBuffer(bytes: piece)
        try await write(&buffer)
        try await flush()
    }

    /// Compares the whole with what the message names, makes it durable, and notes that in the
    /// ledger.
    ///
    /// - Parameter sender: who brought it.
    /// - Throws: ``Problem`` of kind `blob-invalid`, after which nothing of it is kept.
    func finish(from sender: MessageSender) async throws {
        let (file, reference) = (file, blob.reference)
        do {
            try await BlockingWork.run {
                var verifier = BlobVerifier(reference)
                do {
                    try file.forEachBlock { try verifier.update($0) }
                    _ = try verifier.finish()
                } catch let error as EnvelopeError {
                    try file.discard()
                    throw error
                }
                try file.commit()
            }
        } catch is EnvelopeError {
            throw Problem(.blobInvalid)
        } catch { throw Problem(blob: error) }
        try await record(sender)
        services.blobs.awaited.remove(blob)
        services.metrics.count(.blobsTaken)
    }

    private mutating func write(_ buffer: inout ByteBuffer) async throws {
        guard buffer.readableBytes > 0 else { return }
        try await services.blobs.requireRoom(services.limits)
        let (file, start, bytes) = (file, byteCount, buffer)
        do {
            try await BlockingWork.run {
                try bytes.withUnsafeReadableBytes { try file.write($0, at: start) }
            }
        } catch { throw Problem(blob: error) }
        byteCount += UInt64(buffer.readableBytes)
        buffer.clear(minimumCapacity: Self.writeBytes)
    }

    /// An offset that was told survives a power cut.
    private func flush() async throws {
        let file = file
        do { try await BlockingWork.run { try file.flush() } } catch { throw Problem(blob: error) }
    }

    private func record(_ sender: MessageSender) async throws {
        var facts = LedgerFacts(.attached, at: services.clock.now())
        facts.message = blob.address.message
        facts.originator = blob.originator
        facts.expires = blob.expires
        facts.blob = blob.address.digest
        facts.actor = sender.node?.actor
        facts.node = sender.node?.id
        if sender.relay != nil { facts.set(detail: sender.remark(nil)) }
        do {
            try await services.store.append([LedgerRecord(facts, random: services.random)])
        } catch {
            services.logger.error("Attachment not recorded", metadata: ["error": "\(error)"])
            throw Problem(.storeUnavailable, retryAfterSeconds: 1)
        }
    }

    private static let writeBytes = 256 * 1024
}
