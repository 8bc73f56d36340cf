import Carriers
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
        router.get("/stats") { _, _ in Answer.json(await RunningState(of: services)) }
        router.get("/metrics") { _, _ in
            let text = services.metrics.text(
                gauges: await gauges(services), commits: services.store.commits)
            return Answer.bytes(Array(text.utf8), "text/plain; version=0.0.4; charset=utf-8")
        }
        return router
    }

    private static func gauges(_ services: RelayServices) async -> [Figure: Double] {
        let now = services.clock.now()
        let material = services.keeper.material
        let size = (try? await services.store.treeHead().size) ?? 0
        let age = material.region.freshness.map {
            Double(now.milliseconds(since: $0.issued)) / 1000
        }
        let isReady = await Readiness(of: services).ready
        return [
            .connections: Double(services.book.connectionsCount),
            .mailboxWaits: Double(services.polls.count),
            .bodiesBytes: Double(services.gauge.bytesUnderWay),
            .turnsWaiting: Double(
                services.judging.waitingCount + services.keeping.waitingCount),
            .ledgerEntries: Double(size),
            .logEntries: Double(await services.store.latest().map { $0.value + 1 } ?? 0),
            .freshnessAge: age ?? -1,
            .viewAge: Double(now.milliseconds(since: services.keeper.materialSince)) / 1000,
            .policyVersion: Double(material.policyVersion),
            .concerns: Double(services.keeper.concerns.count),
            .peersBehind: Double(services.peers.all.reduce(0) { $0 + ($1.behind ?? 0) }),
            .peersCutOff: Double(services.peers.all.count { $0.cutOffSince != nil }),
            .syslogBehind: Double(await services.syslog?.state().behind ?? 0),
            .isReady: isReady ? 1 : 0,
        ]
    }
}
