import Carriers
import Envelopes
import Foundation
import Identity
import Labels
import Primitives
import ProgramSupport
import RegionSupport
import Relay
import RelaySupport
import Synchronization

/// A relay as a process of its own: the memory it holds when nobody asks anything of it, without and
/// with a long backlog, and how soon it is ready again with one.
enum BacklogFigure {
    static func measure() async throws {
        try await withScratch { folder in
            let region = try TestRegion(
                actors: [sender, recipient], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let relay = try await MadeRelay(by: Benchmark.relay, in: folder, region: region)
            try relay.register()
            let empty = try await StartedRelay(relay, in: folder)
            tell("relay, idle, empty: \(try await empty.memory()) (target 40 MiB)")
            let elapsed = try await fill(empty, relay, region)
            tell("    \(messageCount) messages taken in within \(rounded(elapsed)) s")
            try await empty.stop()
            try await report(relay, folder)
        }
    }

    private static func report(_ relay: MadeRelay, _ folder: URL) async throws {
        var ready: [Double] = []
        for start in 0..<starts {
            let full = try await StartedRelay(relay, in: folder)
            ready.append(full.readyMilliseconds)
            if start == starts - 1 {
                tell(
                    "relay, idle, \(messageCount) messages kept:",
                    "\(try await full.memory()) (target 100 MiB)")
            }
            try await full.stop()
        }
        tell("    from start to ready with them: \(Spread(ready).text("ms")) (target 40)")
    }

    /// - Returns: how long it took, in seconds.
    private static func fill(
        _ started: StartedRelay, _ relay: MadeRelay, _ region: TestRegion
    ) async throws -> Double {
        let identity = try region.actor(sender).node.machine.identity()
        let clients = try (0..<clientCount).map { _ in
            try RelayClient(
                address: "https://127.0.0.1:\(started.port)",
                relayCertificate: relay.certificate, identity: identity)
        }
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, client) in clients.enumerated() {
                group.addTask { try await post(share: index, client, region) }
            }
            try await group.waitForAll()
        }
        for client in clients { await client.shutdown() }
        return (ContinuousClock.now - began) / .seconds(1)
    }

    private static func post(share: Int, _ client: RelayClient, _ region: TestRegion) async throws {
        let message = TestMessage(
            sender: sender, recipients: [recipient], lifeSeconds: 86_400, in: region)
        let step = clientCount * batchCount
        for start in stride(from: share * batchCount, to: messageCount, by: step) {
            let batch = try (start..<min(start + batchCount, messageCount)).map { index in
                try message.framed(
                    Array(repeating: UInt8(truncatingIfNeeded: index), count: bodyBytes))
            }
            guard try await client.submit(contentsOf: batch).refused.isEmpty else {
                throw LoadError.refused
            }
        }
    }

    private static let sender = "sos-alarm"
    private static let recipient = "kommun-solna"
    private static let messageCount = 100_000
    private static let batchCount = 64
    private static let clientCount = 4
    private static let bodyBytes = 1_500
    private static let starts = 9
}

/// A relay's program, from its start until it listens.
private struct StartedRelay {
    let port: Int
    let readyMilliseconds: Double
    private let program: RunningProgram

    init(_ relay: MadeRelay, in folder: URL) async throws {
        let ports = URL(filePath: relay.home).appending(path: "ports.json")
        try? FileManager.default.removeItem(at: ports)
        let log = folder.appending(path: "relay.log")
        let began = ContinuousClock.now
        program = try RunningProgram(
            Benchmark.relay, relay.serving, output: log, errors: log)
        // The file is the last thing it does before it serves.
        let path = ports.path(percentEncoded: false)
        while access(path, R_OK) != 0, program.isRunning { usleep(200) }
        readyMilliseconds = (ContinuousClock.now - began).milliseconds
        port = try await relay.ports(of: program).https
    }

    /// What it holds once it has come to rest.
    func memory() async throws -> String {
        try await Task.sleep(for: .seconds(2))
        let status = try String(contentsOfFile: "/proc/\(program.pid)/status", encoding: .utf8)
        func mebibytes(_ field: String) -> Double {
            let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
            let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
            return (kibibytes.flatMap { Double($0) } ?? 0) / 1_024
        }
        return "\(rounded(mebibytes("VmRSS"))) MiB, of that its own "
            + "\(rounded(mebibytes("RssAnon"))) MiB"
    }

    func stop() async throws { _ = try await program.stop() }
}
