import Storage
import Handover
import Ledger
import Policies
import Hummingbird
import Identity

/// Health and figures, in plain HTTP, for this machine alone.
enum AdminRouter {
    static func make(_ services: RelayServices) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.get("/healthz") { _, _ in Answer.bytes(Array("ok\n".utf8), "text/plain") }
        router.get("/readyz") { _, _ in
            let readiness = await Readiness(of: services)
            return Answer.json(readiness, status: readiness.ready ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            let text = services.metrics.text(gauges: await gauges(services))
            return Answer.bytes(Array(text.utf8), "text/plain; version=0.0.4")
        }
        return router
    }

    private static func gauges(
        _ services: RelayServices
    ) async -> [(name: String, help: String, value: Int)] {
        let size = (try? await services.store.treeHead().size) ?? 0
        let issued = services.keeper.material.region.freshness?.issued
        let age = issued.map { services.clock.now().milliseconds(since: $0) / 1000 } ?? -1
        return [
            ("connections", "Open connections.", services.book.connectionsCount),
            ("polls", "Polls that wait.", services.polls.count),
            ("bodies_bytes", "Bytes of bodies under way.", services.gauge.bytesUnderWay),
            ("ledger_entries", "Entries of the ledger.", Int(clamping: size)),
            ("freshness_age_seconds", "Age of the freshness note; -1 without.", Int(age)),
        ]
    }
}
