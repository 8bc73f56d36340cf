import Carriers
import Hummingbird

/// `POST /v1/envelopes`.
struct EnvelopeRoutes {
    let services: RelayServices

    func post(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        try admission.requireNode()
        let limits = services.limits
        let intake = EnvelopeIntake(services: services, logger: context.logger)
        switch request.headers[.contentType] {
        case RelayProtocol.MediaType.envelope:
            return try await RequestBytes.during(
                request, maxBytes: limits.envelopeMaxBytes, "envelopeMaxBytes", services
            ) { body in
                try await single(body, admission, intake)
            }
        case RelayProtocol.MediaType.envelopes:
            return try await RequestBytes.during(
                request, maxBytes: limits.bodyMaxBytes, "bodyMaxBytes", services
            ) { body in
                try await stream(body, admission, intake)
            }
        default: throw ClosingProblem(Problem(.mediaTypeUnsupported))
        }
    }

    private func single(
        _ body: [UInt8], _ admission: Admission, _ intake: EnvelopeIntake
    ) async throws -> Response {
        let outcome = try await intake.take([body], from: admission)
        guard let receipt = outcome.receipt else {
            throw outcome.refused.first?.problem ?? Problem(.internalError)
        }
        return Answer.bytes(receipt, RelayProtocol.MediaType.note, status: .created)
    }

    private func stream(
        _ body: [UInt8], _ admission: Admission, _ intake: EnvelopeIntake
    ) async throws -> Response {
        let envelopes: [[UInt8]]
        do {
            envelopes = try EnvelopeStream.decode(
                body, envelopeMaxBytes: services.limits.envelopeMaxBytes,
                envelopesMax: services.limits.framesMax)
        } catch {
            throw Problem(frames: error)
        }
        guard !envelopes.isEmpty else { throw Problem(.requestInvalid, defect: "empty") }
        services.rates.charge(admission.peer.name, envelopes.count - 1)
        let outcome = try await intake.take(envelopes, from: admission)
        guard let receipt = outcome.receipt else {
            let worst = outcome.refused.first?.problem ?? Problem(.internalError)
            throw worst.over(outcome.refused)
        }
        if outcome.refused.isEmpty {
            return Answer.bytes(receipt, RelayProtocol.MediaType.note, status: .created)
        }
        let batch = BatchAnswer(
            receipt: String(decoding: receipt, as: UTF8.self), refused: outcome.refused)
        return Answer.json(batch, status: HTTPResponse.Status(code: 207))
    }
}

extension Problem {
    /// A body that is not a stream of frames.
    init(frames error: FrameError) {
        switch error.defect {
        case .truncated: self.init(.requestInvalid, defect: "truncated")
        case .kindUnknown: self.init(.requestInvalid, defect: "kindUnknown")
        case .tooLong(_, let limit):
            self.init(.tooLarge, limit: NamedLimit("frameMaxBytes", limit))
        case .tooMany(let limit): self.init(.tooLarge, limit: NamedLimit("framesMax", limit))
        }
    }

    /// This problem, as the answer to a whole stream of refused envelopes.
    fileprivate func over(_ refused: [BatchAnswer.Refusal]) -> Problem {
        var problem = self
        problem.refused = refused
        return problem
    }
}
