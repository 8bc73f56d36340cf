import Logging
package import ServiceLifecycle
import TestSupport

/// Runs `body` beside a server, and stops the server afterwards.
package func running(
    _ server: some Service, _ body: () async throws -> Void
) async throws {
    let group = ServiceGroup(
        services: [server],
        logger: Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await group.run() }
    do { try await body() } catch {
        await group.triggerGracefulShutdown()
        _ = await running.result
        throw error
    }
    await group.triggerGracefulShutdown()
    try await running.value
}

/// Runs `body` against a gateway that listens, and stops it afterwards.
package func withWIS(
    showing certificate: GatewayCertificate? = nil,
    _ body: (WISGateway) async throws -> Void
) async throws {
    let gateway = try WISGateway(showing: certificate)
    try await running(try gateway.server()) {
        // One that hangs could not be stopped.
        defer { gateway.mood = .well }
        try await eventually("the gateway listens") { gateway.address != nil }
        try await body(gateway)
    }
}
