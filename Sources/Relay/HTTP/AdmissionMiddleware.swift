import Carriers
import Hummingbird

/// Asks the registry of this moment who the caller is, on every request.
struct AdmissionMiddleware: RouterMiddleware {
    let book: PeerBook
    let keeper: ViewKeeper
    let rates: RateLimiter

    @concurrent func handle(
        _ request: Request, context: RelayRequestContext,
        next: @concurrent (Request, RelayRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let view = keeper.view() else { throw Problem(.viewMissing, retryAfterSeconds: 5) }
        guard let fingerprint = await book.fingerprint(of: context.channel),
            let peer = Admission.peer(fingerprint, in: view.registry)
        else { throw ClosingProblem(Problem(.peerUnknown)) }
        guard book.claim(context.channel, for: peer.name) else {
            throw ClosingProblem(Problem(.overloaded, retryAfterSeconds: 5))
        }
        let demand = try Demand(request)
        var admission = Admission(peer: peer, view: view, now: keeper.clock.now())
        admission.isOnReserve = try rates.admit(peer.name, demand)
        if case .handIn(let stated) = demand { admission.statedPrecedence = stated }
        return try await next(request, context.admitting(admission))
    }
}

/// A problem after which the connection is of no more use.
struct ClosingProblem: Error {
    let problem: Problem
    init(_ problem: Problem) { self.problem = problem }
}
