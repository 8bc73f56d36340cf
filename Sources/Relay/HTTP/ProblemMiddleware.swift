import Carriers
import Hummingbird
import Logging

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
            response = Answer.problem(problem)
        } catch let closing as ClosingProblem {
            response = Answer.problem(closing.problem, closing: context.channel)
        } catch let error as HTTPError where error.status == .notFound {
            response = Answer.problem(Problem(.notFound))
        } catch {
            context.logger.error("Request failed", metadata: ["error": "\(error)"])
            response = Answer.problem(Problem(.internalError))
        }
        metrics.answered(response.status.code)
        // The path alone: a query holds cursors.
        context.logger.debug(
            "Answered",
            metadata: [
                "method": "\(request.method)", "path": "\(request.uri.path)",
                "status": "\(response.status.code)",
            ])
        return response
    }
}
