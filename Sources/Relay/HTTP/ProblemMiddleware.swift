import Carriers
import Hummingbird
import Logging
import NIOCore

/// Turns whatever is thrown into a problem document, and counts and logs what is answered.
struct ProblemMiddleware: RouterMiddleware {
    let metrics: RelayMetrics

    @concurrent func handle(
        _ request: Request, context: RelayRequestContext,
        next: @concurrent (Request, RelayRequestContext) async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await next(request, context)
        } catch let problem as Problem {
            response = answer(problem)
        } catch let closing as ClosingProblem {
            response = answer(closing.problem, closing: context.channel)
        } catch let error as HTTPError where error.status == .notFound {
            response = answer(Problem(.notFound))
        } catch {
            context.logger.error("Request failed", metadata: ["error": "\(error)"])
            response = answer(Problem(.internalError))
        }
        metrics.answered(response.status.code, bytes: response.body.contentLength)
        // The path alone: a query holds cursors.
        context.logger.debug(
            "Answered",
            metadata: [
                "method": "\(request.method)", "path": "\(request.uri.path)",
                "status": "\(response.status.code)",
            ])
        return response
    }

    private func answer(_ problem: Problem, closing channel: (any Channel)? = nil) -> Response {
        metrics.count(.problems, [("kind", problem.kind?.rawValue ?? "other")])
        return Answer.problem(problem, closing: channel)
    }
}
