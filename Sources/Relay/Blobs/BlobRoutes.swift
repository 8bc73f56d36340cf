import Carriers
import Files
import HTTPTypes
import Hummingbird
import Identity
import NIOCore

/// `PUT` and `GET /v1/blobs/{sha256}`.
struct BlobRoutes {
    let services: RelayServices

    // MARK: Handing in

    func put(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        try admission.requireNode()
        let blob = try await BlobAccess(services: services, admission: admission).own(
            address(request, context))
        let span = try span(of: request, blob)
        if services.blobs.folder.isWhole(blob.address) { return Self.complete }
        return try await services.gauge.during(bytes: Self.bufferBytes, of: admission.peer.name) {
            try await services.blobs.book.writing(blob.address) {
                try await services.blobs.begin(blob, services.limits)
                return try await take(span, of: blob, request, admission)
            }
        }
    }

    private func take(
        _ span: ByteSpan?, of blob: NamedBlob, _ request: Request, _ admission: Admission
    ) async throws -> Response {
        // Another request may have finished it just now.
        if services.blobs.folder.isWhole(blob.address) { return Self.complete }
        var upload = try await BlobUpload(blob, services)
        let offset =
            if let span { try await upload.append(request.body, span) } else { upload.byteCount }
        guard offset == blob.bytes else {
            var headers: HTTPFields = [:]
            headers[.uploadOffset] = String(offset)
            return Response(status: .accepted, headers: headers)
        }
        try await upload.finish(from: .node(admission.node()))
        return Self.complete
    }

    /// Which bytes come; `nil` for a question how many there are. Without `Content-Range` the whole
    /// comes at once.
    private func span(of request: Request, _ blob: NamedBlob) throws -> ByteSpan? {
        guard let text = request.headers[.contentRange] else {
            return ByteSpan(first: 0, end: blob.bytes)
        }
        if ByteSpan.unknownRange(text) == blob.bytes { return nil }
        guard let (span, total) = ByteSpan.contentRange(text), total == blob.bytes else {
            throw Problem(.requestInvalid, defect: "contentRange")
        }
        return span
    }

    private static var complete: Response { Response(status: .created) }

    // MARK: Reading

    func get(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let address = try address(request, context)
        let access = BlobAccess(services: services, admission: try context.admission())
        let blob = try await access.readable(address)
        var headers: HTTPFields = [
            .contentType: RelayProtocol.MediaType.blob, .acceptRanges: "bytes",
            .cacheControl: "no-store",
        ]
        guard let text = request.headers[.range] else {
            let whole = ByteSpan(first: 0, end: blob.bytes)
            return Response(status: .ok, headers: headers, body: body(whole, of: blob, context))
        }
        guard let span = ByteSpan.range(text, of: blob.bytes) else {
            throw Problem(.requestInvalid, defect: "range")
        }
        guard span.count > 0 else { throw Problem(.rangeInvalid) }
        headers[.contentRange] = span.contentRange(of: blob.bytes)
        return Response(
            status: .partialContent, headers: headers, body: body(span, of: blob, context))
    }

    /// Streams a span. What is long is decided on anew on the way, since a fetch may outlast a
    /// revocation; the connection then ends in the middle.
    private func body(
        _ span: ByteSpan, of blob: NamedBlob, _ context: RelayRequestContext
    ) -> ResponseBody {
        let path = services.blobs.folder.file(of: blob.address)
        return ResponseBody(contentLength: Int(span.count)) { [services] writer in
            let file = try await BlockingWork.run { try OpenFile(reading: path) }
            var decided = span.first
            var position = span.first
            while position < span.end {
                if position - decided >= Self.decideEveryBytes {
                    try await Self.decideAgain(blob, services, context)
                    decided = position
                }
                let count = Int(min(UInt64(Self.bufferBytes), span.end - position))
                let start = position
                let bytes = try await BlockingWork.run {
                    try file.bytes(at: start, count: count)
                }
                guard bytes.count == count else { throw FileError.notFound(path: path) }
                try await writer.write(ByteBuffer(bytes: bytes))
                position += UInt64(count)
            }
            try await writer.finish(nil)
        }
    }

    private static func decideAgain(
        _ blob: NamedBlob, _ services: RelayServices, _ context: RelayRequestContext
    ) async throws {
        guard let view = services.keeper.view(),
            let fingerprint = await services.book.fingerprint(of: context.channel),
            let peer = Admission.peer(fingerprint, in: view.registry)
        else { throw Problem(.peerUnknown) }
        let admission = Admission(peer: peer, view: view, now: services.clock.now())
        _ = try await BlobAccess(services: services, admission: admission).readable(blob.address)
    }

    // MARK: Addresses

    private func address(
        _ request: Request, _ context: RelayRequestContext
    ) throws -> BlobAddress {
        guard let hex = context.parameters.get(RelayOperation.digestParameter),
            let digest = try? Digest(hex: hex)
        else { throw Problem(.notFound) }
        guard let text = request.uri.queryParameters[Substring(BlobAddress.messageParameter)],
            let message = try? MessageID(hex: String(text))
        else { throw Problem(.requestInvalid, defect: BlobAddress.messageParameter) }
        return BlobAddress(message: message, digest: digest)
    }

    private static let bufferBytes = 256 * 1024
    private static let decideEveryBytes: UInt64 = 16 * 1024 * 1024
}

extension HTTPField.Name {
    /// Spec: Relay#attachments.
    static let uploadOffset = made(RelayProtocol.Header.uploadOffset)

    private static func made(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("a header's name") }
        return field
    }
}
