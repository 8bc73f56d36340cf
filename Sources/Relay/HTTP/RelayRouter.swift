import Carriers
import Hummingbird

/// Brings every operation to the one that does it.
enum RelayRouter {
    static func make(_ services: RelayServices) -> Router<RelayRequestContext> {
        let router = Router(context: RelayRequestContext.self)
        router.add(middleware: ProblemMiddleware(metrics: services.metrics))
        router.add(
            middleware:
                AdmissionMiddleware(
                    book: services.book, keeper: services.keeper, rates: services.rates))
        let metrics = services.metrics
        @Sendable func measured(
            _ operation: RelayOperation, since start: ContinuousClock.Instant
        ) {
            if operation == .getMailbox { return metrics.took(.mailboxWaitSeconds, since: start) }
            metrics.took(.requestSeconds, since: start, [("operation", operation.rawValue)])
        }
        for operation in RelayOperation.allCases {
            let handler = handler(for: operation, services)
            router.on(RouterPath(operation.routerPath), method: operation.method) {
                request, context in
                let start = ContinuousClock.now
                defer { measured(operation, since: start) }
                return try await handler(request, context)
            }
        }
        return router
    }

    private typealias Handler =
        @Sendable (Request, RelayRequestContext) async throws -> Response

    private static func handler(
        for operation: RelayOperation, _ services: RelayServices
    ) -> Handler {
        let ledger = LedgerRoutes(services: services)
        switch operation {
        case .postEnvelopes:
            return { try await EnvelopeRoutes(services: services).post($0, $1) }
        case .getMailbox: return { try await MailboxRoutes(services: services).get($0, $1) }
        case .postReceipts: return { try await ReceiptRoutes(services: services).post($0, $1) }
        case .putBlob: return { try await BlobRoutes(services: services).put($0, $1) }
        case .getBlob: return { try await BlobRoutes(services: services).get($0, $1) }
        case .getReplication:
            return { try await ReplicationRoutes(services: services).get($0, $1) }
        case .getRegistry: return document(services) { $0.registry }
        case .getPolicy: return document(services) { $0.policy }
        case .getFreshness: return document(services) { $0.freshness }
        case .getExercises: return document(services) { $0.exercises }
        case .getActivations: return document(services) { $0.activations }
        case .getCheckpoint: return { try await ledger.checkpoint($0, $1) }
        case .getTile: return { try await ledger.tile($0, $1) }
        case .getEntry: return { try await EntryRoutes(services: services).get($0, $1) }
        case .getCandidate:
            return { try await CosignatureRoutes(services: services).candidate($0, $1) }
        case .getCosigned:
            return { try await CosignatureRoutes(services: services).get($0, $1) }
        case .postCosignature:
            return { try await CosignatureRoutes(services: services).post($0, $1) }
        case .getOpenAPI:
            return { request, _ in Answer.document(OpenAPIDocument.document, for: request) }
        }
    }

    private static func document(
        _ services: RelayServices,
        _ choose: @escaping @Sendable (RelayDocuments) -> ServedDocument?
    ) -> Handler {
        { request, _ in
            guard let document = choose(services.keeper.material.documents) else {
                throw Problem(.notFound)
            }
            return Answer.document(document, for: request)
        }
    }
}
