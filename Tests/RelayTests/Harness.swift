import StorageSQLite
import Carriers
import Foundation
import Logging
import Relay
import RelaySupport
import ServiceLifecycle
import TestSupport
import Testing

extension RelayFixture {
    /// Hands a message in that must be accepted.
    func accept(_ message: [UInt8], from actor: String) async throws {
        try await withClient(client(actor)) { client async throws in
            let submission = try await client.submit(message)
            #expect(submission.isAccepted)
        }
    }
}

/// One relay after another: many at once would only stand in each other's way.
@Suite(.serialized) enum RelayTests {}

/// Runs `body` against a relay, and stops it afterwards as SIGTERM would.
func withRelay(
    limits: RelayLimits = RelayLimits(), in place: URL = FileManager.default.temporaryDirectory,
    _ body: (RelayFixture) async throws -> Void
) async throws {
    let folder = place.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let fixture = try RelayFixture(folder, limits: limits)
    let group = ServiceGroup(
        configuration: .init(
            services: [try fixture.server(limits: limits)], logger: Logger.quiet))
    let running = Task { try await group.run() }
    try await eventually("the relay listens") { fixture.isListening }
    do { try await body(fixture) } catch {
        await group.triggerGracefulShutdown()
        _ = await running.result
        throw error
    }
    await group.triggerGracefulShutdown()
    try await running.value
    try await fixture.store.close()
}

/// Runs `body` with a client that is shut down afterwards.
func withClient(
    _ client: RelayClient, _ body: (RelayClient) async throws -> Void
) async throws {
    do { try await body(client) } catch {
        await client.shutdown()
        throw error
    }
    await client.shutdown()
}
