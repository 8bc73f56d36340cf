import Logging
import ServiceLifecycle
import TestSupport

/// Runs `body` against a gateway that listens, and stops it afterwards.
package func withWIS(
    showing certificate: GatewayCertificate? = nil,
    _ body: (WISGateway) async throws -> Void
) async throws {
    let gateway = try WISGateway(showing: certificate)
    let group = ServiceGroup(
        services: [try gateway.server()],
        logger: Logger(label: "wis-stand-in") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await group.run() }
    do {
        try await eventually("the gateway listens") { gateway.address != nil }
        try await body(gateway)
    } catch {
        gateway.mood = .well
        await group.triggerGracefulShutdown()
        _ = await running.result
        throw error
    }
    gateway.mood = .well
    await group.triggerGracefulShutdown()
    try await running.value
}
