import Carriers
import HTTPTypes
import Hummingbird
import NIOCore

/// The forms an answer takes.
enum Answer {
    static func bytes(
        _ bytes: [UInt8], _ mediaType: String, status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = mediaType
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        bytes(JSONBytes.encode(value), RelayProtocol.MediaType.json, status: status)
    }

    /// A document, or the news that the caller has it already.
    static func document(_ document: ServedDocument, for request: Request) -> Response {
        let headers: HTTPFields = [.eTag: document.tag, .cacheControl: "no-cache"]
        if request.headers[.ifNoneMatch] == document.tag {
            return Response(status: .notModified, headers: headers)
        }
        return bytes(document.bytes, document.mediaType, headers: headers)
    }

    /// - Parameter channel: is closed once the answer has been written.
    static func problem(_ problem: Problem, closing channel: (any Channel)? = nil) -> Response {
        var headers: HTTPFields = [.contentType: RelayProtocol.MediaType.problem]
        if let seconds = problem.retryAfterSeconds { headers[.retryAfter] = String(seconds) }
        let buffer = ByteBuffer(bytes: JSONBytes.encode(problem))
        let status = HTTPResponse.Status(code: problem.status)
        guard let channel else {
            return Response(
                status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
        }
        headers[.connection] = "close"
        let body = ResponseBody(contentLength: buffer.readableBytes) { writer in
            try await writer.write(buffer)
            try await writer.finish(nil)
            channel.close(promise: nil)
        }
        return Response(status: status, headers: headers, body: body)
    }
}
