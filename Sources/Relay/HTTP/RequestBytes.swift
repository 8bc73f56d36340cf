import Carriers
import Hummingbird
import NIOCore

/// Bodies, within limits.
enum RequestBytes {
    /// Collects the body and works on it, while it counts as under way.
    ///
    /// - Throws: a problem of kind `tooLarge` that names the limit, after which the connection is
    ///   closed: what is left of the body shall not be read.
    static func during(
        _ request: Request, of admission: Admission, maxBytes: Int, _ limit: String,
        _ services: RelayServices, _ body: ([UInt8]) async throws -> Response
    ) async throws -> Response {
        let tooLarge = ClosingProblem(Problem(.tooLarge, limit: .init(limit, maxBytes)))
        let stated = request.headers[.contentLength].flatMap { Int($0) }
        guard stated ?? 0 <= maxBytes else { throw tooLarge }
        return try await services.gauge.during(
            bytes: stated ?? maxBytes, of: admission.peer.name, isUrgent: admission.isOnReserve
        ) {
            let buffer: ByteBuffer
            do {
                buffer = try await request.body.collect(upTo: maxBytes)
            } catch is NIOTooManyBytesError {
                throw tooLarge
            }
            services.metrics.count(.bytesReceived, buffer.readableBytes)
            return try await body(Array(buffer.readableBytesView))
        }
    }
}
