import Carriers
import Hummingbird

/// `POST /v1/receipts`.
struct ReceiptRoutes {
    let services: RelayServices

    func post(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        try admission.requireNode()
        let node = try admission.node()
        guard request.headers[.contentType] == RelayProtocol.MediaType.receipts else {
            throw ClosingProblem(Problem(.mediaTypeUnsupported))
        }
        return try await RequestBytes.during(
            request, of: admission, maxBytes: services.limits.bodyMaxBytes, "bodyMaxBytes", services
        ) { body in
            let frames = try frames(in: body)
            services.rates.charge(admission.peer.name, frames.count - 1)
            try await ReceiptIntake(services: services, node: node, now: admission.now)
                .take(frames)
            return Response(status: .noContent)
        }
    }

    private func frames(in body: [UInt8]) throws(Problem) -> [ReceiptFrame] {
        do throws(FrameError) {
            return try ReceiptFrame.decode(body, framesMax: services.limits.framesMax)
        } catch {
            throw Problem(frames: error)
        }
    }
}
