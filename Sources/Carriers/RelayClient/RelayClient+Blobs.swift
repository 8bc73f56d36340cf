import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension RelayClient {
    /// How much the relay has of a blob that a message of the caller's names.
    ///
    /// - Parameter bytes: size of the whole.
    /// - Throws: ``CarrierError/refused(_:)``, also while the relay does not know the message.
    package func uploadState(
        of blob: BlobAddress, bytes: UInt64
    ) async throws(CarrierError) -> UploadState {
        try await put(
            [], of: blob, contentRange: ByteSpan.unknownRange(of: bytes), bytes: bytes,
            checkingSeconds: Self.checkingSeconds(bytes))
    }

    /// Hands in the next piece of a blob. A piece that does not begin where the relay's ends is
    /// refused as `offset-wrong`.
    package func upload(
        _ piece: [UInt8], of blob: BlobAddress, at offset: UInt64, bytes: UInt64
    ) async throws(CarrierError) -> UploadState {
        let span = ByteSpan(first: offset, end: offset + UInt64(piece.count))
        return try await put(
            piece, of: blob, contentRange: span.contentRange(of: bytes), bytes: bytes,
            checkingSeconds: span.end == bytes ? Self.checkingSeconds(bytes) : 0)
    }

    private func put(
        _ piece: [UInt8], of blob: BlobAddress, contentRange: String, bytes: UInt64,
        checkingSeconds: Int64
    ) async throws(CarrierError) -> UploadState {
        var request = HTTPClientRequest(url: address + blob.path)
        request.method = .PUT
        request.headers.add(name: "Content-Type", value: RelayProtocol.MediaType.blob)
        request.headers.add(name: "Content-Range", value: contentRange)
        request.body = .bytes(ByteBuffer(bytes: piece))
        let answer = try await send(
            request, over: .blobs, timeoutSeconds: options.answerTimeoutSeconds + checkingSeconds)
        switch answer.status {
        case 201: return .complete
        case 202: return .partial(bytes: try answer.uploadOffset(of: bytes))
        default: throw .refused(try answer.problem())
        }
    }

    /// Reads a piece of a blob: at most `count` bytes, at least one.
    ///
    /// - Throws: ``CarrierError/refused(_:)``: `not-found` also while the blob is not all there, and
    ///   for whatever the caller may not have.
    package func piece(
        of blob: BlobAddress, at offset: UInt64, count: Int, bytes: UInt64
    ) async throws(CarrierError) -> [UInt8] {
        let span = ByteSpan(first: offset, end: min(bytes, offset + UInt64(count)))
        var request = HTTPClientRequest(url: address + blob.path)
        request.headers.add(name: "Range", value: "bytes=\(span.first)-\(span.end - 1)")
        let answer = try await send(
            request, over: .blobs, timeoutSeconds: nil,
            answerMaxBytes: max(count, Self.problemMaxBytes))
        try answer.expect(206)
        guard let told = ByteSpan.contentRange(try answer.header("Content-Range")),
            told.total == bytes, told.span == span, UInt64(answer.body.count) == span.count
        else { throw .answerInvalid(.bodyMalformed) }
        return answer.body
    }

    /// How long the relay may take to read the whole once more and flush it, which it does before it
    /// says that it has it.
    private static func checkingSeconds(_ bytes: UInt64) -> Int64 {
        Int64(clamping: bytes / checkedBytesPerSecondMin)
    }

    /// Room for a problem document, however short the piece.
    private static let problemMaxBytes = 64 * 1024
    private static let checkedBytesPerSecondMin: UInt64 = 8 * 1024 * 1024
}

extension RelayClient.Answer {
    fileprivate func uploadOffset(of bytes: UInt64) throws(CarrierError) -> UInt64 {
        let text = try header(RelayProtocol.Header.uploadOffset)
        guard let offset = UInt64(text), offset <= bytes else {
            throw .answerInvalid(.bodyMalformed)
        }
        return offset
    }
}
