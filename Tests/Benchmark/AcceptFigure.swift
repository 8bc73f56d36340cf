import Carriers
import Foundation
import Identity
import Labels
import Logging
import Primitives
import RegionSupport
import Relay
import RelaySupport
import ServiceLifecycle
import StorageSQLite
import Synchronization

/// What one relay accepts in a second over real TLS on loopback, client and server in one process,
/// beside how many Ed25519 signatures both cores check in one.
enum AcceptFigure {
    static func measure() async throws {
        for plan in [
            Plan(messages: 20_000, clients: 64, batch: 1, bodyBytes: 1_500, recipients: 1),
            Plan(messages: 40_000, clients: 64, batch: 64, bodyBytes: 1_500, recipients: 1),
        ] {
            try await withScratch { folder in try await measure(plan, folder) }
        }
    }

    private static func measure(_ plan: Plan, _ folder: URL) async throws {
        let messages = try plan.sealed()
        let relay = try RelayFixture(folder, limits: RelayLimits())
        let group = ServiceGroup(
            configuration: .init(
                services: [try relay.server(limits: RelayLimits())], logger: .quiet))
        async let running: Void = group.run()
        while !relay.isListening { try await Task.sleep(for: .milliseconds(5)) }
        let checks = try await signatureChecksPerSecond()
        let rate = try await plan.post(messages, to: relay)
        tell(
            "accept: \(Int(rate)) messages/s (\(plan)); Ed25519 checks on all cores",
            "\(Int(checks))/s; ratio \(rounded(rate / checks)) (target 0.33)")
        await group.triggerGracefulShutdown()
        try await running
        try await relay.store.close()
    }
}

/// Each client has one request under way; with a batch of 1 envelopes are posted one by one.
struct Plan: CustomStringConvertible {
    let messages: Int
    let clients: Int
    let batch: Int
    let bodyBytes: Int
    let recipients: Int

    var description: String {
        "\(messages) messages, \(clients) clients, \(batch) a request, \(bodyBytes) B, "
            + "\(recipients) recipients"
    }

    func sealed() throws -> [[UInt8]] {
        let names = [
            "kommun-solna", "region-stockholm", "polisen-region-stockholm",
            "lansstyrelsen-stockholm",
        ]
        var message = TestMessage()
        message.recipients = Array(names.prefix(recipients))
        return try (0..<messages).map { index in
            try message.framed(
                Array(repeating: UInt8(truncatingIfNeeded: index), count: bodyBytes))
        }
    }

    /// - Returns: messages a second.
    func post(_ messages: [[UInt8]], to relay: RelayFixture) async throws -> Double {
        let batches = stride(from: 0, to: messages.count, by: batch).map {
            Array(messages[$0..<min($0 + batch, messages.count)])
        }
        let turns = Turns()
        let clients = try (0..<clients).map { _ in try relay.client("sos-alarm") }
        // Connections are made before the clock runs.
        for client in clients { _ = try await client.checkpoint() }
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in clients {
                group.addTask {
                    while true {
                        let index = turns.next()
                        guard index < batches.count else { return }
                        try await submit(batches[index], client)
                    }
                }
            }
            try await group.waitForAll()
        }
        let elapsed = ContinuousClock.now - began
        for client in clients { await client.shutdown() }
        return Double(messages.count) / (elapsed / .seconds(1))
    }

    private func submit(_ batch: [[UInt8]], _ client: RelayClient) async throws {
        if batch.count == 1 {
            guard case .accepted = try await client.submit(batch[0]) else {
                throw LoadError.refused
            }
            return
        }
        guard try await client.submit(contentsOf: batch).refused.isEmpty else {
            throw LoadError.refused
        }
    }
}

enum LoadError: Error {
    case refused
}

/// What the machine's cores can check, all together.
func signatureChecksPerSecond() async throws -> Double {
    let key = SigningPrivateKey.generate()
    let text = [UInt8](repeating: 1, count: 700)
    let signature = try key.signature(over: text)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let count = 5_000
    let began = ContinuousClock.now
    await withTaskGroup { group in
        for _ in 0..<cores {
            group.addTask {
                for _ in 0..<count { _ = key.publicKey.verifies(signature, over: text) }
            }
        }
    }
    return Double(count * cores) / ((ContinuousClock.now - began) / .seconds(1))
}

/// Deals out numbers from 0 to whoever asks.
private final class Turns: Sendable {
    private let value = Atomic(0)

    func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
