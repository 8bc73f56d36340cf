import AsyncHTTPClient
@testable import Carriers
import NIOCore
import NIOHTTP1
import RegionSupport
import RelaySupport
import TestSupport

/// Runs `body` while a large body of an actor is on its way to the relay and hardly moves.
func withSlowUpload(
    by actor: String, _ world: NodeWorld, _ body: () async throws -> Void
) async throws {
    let relay = try world.relay.relay
    let identity = try world.region.actor(actor).node.machine.identity()
    var configuration = HTTPClient.Configuration(
        tlsConfiguration: try PinnedTLS.client(
            identity, trusting: relay.machine.certificate))
    configuration.httpVersion = .http1Only
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    // Days of it.
    let length = 16 * 1_024 * 1_024
    let trickle = AsyncStream<ByteBuffer> {
        do { try await Task.sleep(for: .milliseconds(100)) } catch { return nil }
        return ByteBuffer(repeating: 0, count: 8)
    }
    var request = HTTPClientRequest(url: try world.relay.address + RelayProtocol.Path.envelopes)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: RelayProtocol.MediaType.envelope)
    request.body = .stream(trickle, length: .known(Int64(length)))
    let begun = request
    let upload = Task { try? await http.execute(begun, timeout: .hours(3)) }
    let failure: (any Error)?
    do {
        try await eventually("it is under way", withinSeconds: 600) {
            try await bytesUnderWay(at: world.relay) == length
        }
        try await body()
        // It was under way all the time.
        failure = try await bytesUnderWay(at: world.relay) == length ? nil : UploadEnded()
    } catch { failure = error }
    upload.cancel()
    _ = await upload.value
    try await http.shutdown()
    if let failure { throw failure }
}

struct UploadEnded: Error {}

private func bytesUnderWay(at relay: RelayFixture) async throws -> Int? {
    let request = HTTPClientRequest(url: try relay.adminAddress + "/metrics")
    let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let text = String(buffer: try await answer.body.collect(upTo: 1 << 20))
    let name = "budkavle_relay_bodies_bytes "
    return text.split(separator: "\n").first { $0.hasPrefix(name) }
        .flatMap { Int($0.dropFirst(name.count)) }
}
