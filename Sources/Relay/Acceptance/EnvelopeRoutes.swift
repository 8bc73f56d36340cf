import Carriers
import Hummingbird
import Labels

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
                request, of: admission, maxBytes: limits.envelopeMaxBytes, "envelopeMaxBytes",
                services
            ) { body in
                try await single(body, admission, intake)
            }
        case RelayProtocol.MediaType.envelopes:
            return try await RequestBytes.during(
                request, of: admission, maxBytes: limits.bodyMaxBytes, "bodyMaxBytes", services
            ) { body in
                try await stream(body, admission, intake)
            }
        default: throw ClosingProblem(Problem(.mediaTypeUnsupported))
        }
    }

    private func single(
        _ body: [UInt8], _ admission: Admission, _ intake: EnvelopeIntake
    ) async throws -> Response {
        let outcome = try await intake.take([body], in: lane(of: 1, admission), from: admission)
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
        let outcome = try await intake.take(
            envelopes, in: lane(of: envelopes.count, admission), from: admission)
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

    /// In which lane a body of so many envelopes is worked on; they are paid for.
    ///
    /// What is urgent beyond its actor's reserve is still first among that actor's own, but no
    /// longer before others: whoever calls everything flash stands in nobody's way.
    private func lane(of count: Int, _ admission: Admission) -> Precedence {
        let (stated, peer) = (admission.statedPrecedence ?? .routine, admission.peer.name)
        if admission.isOnReserve && services.rates.reserves(peer, count - 1) { return stated }
        services.rates.charge(peer, count - 1)
        guard stated.isUrgent else { return stated }
        services.metrics.count(.urgentBeyondReserve, count)
        return .priority
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
