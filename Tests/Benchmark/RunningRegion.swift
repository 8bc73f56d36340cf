import Foundation
import Node

/// A region with one relay and some nodes, each its own process, as an operator would set it up.
final class RunningRegion {
    private let folder: URL
    private var processes: [Process] = []

    enum Failure: Error { case notReady(String) }

    init(_ folder: URL, nodes: [String]) async throws {
        self.folder = folder
        try budkavle(["region", "new", path("region")])
        try registerRelay()
        try await serveRelay()
        let url = try relayURL()
        for actor in nodes {
            try budkavle([
                "node", "init", path(actor), "--actor", actor, "--registry", path("region"),
                "--relay", url,
            ])
            try start(
                Benchmark.budkavle,
                [
                    "node", "run", "--node", path(actor), "--key-file",
                    path("region/private/actors/\(actor)/key"),
                ])
        }
        for actor in nodes { try await untilReached(actor) }
    }

    func client(of actor: String) -> NodeSocketClient {
        NodeSocketClient(socket: NodeDirectory(folder.appending(path: actor)).socket)
    }

    func end() {
        for process in processes.reversed() { process.terminate() }
        for process in processes { process.waitUntilExit() }
        processes = []
    }

    private func registerRelay() throws {
        let port = Int.random(in: 20_000..<60_000)
        let program = Benchmark.relay
        let output = Pipe()
        let process = Process()
        process.executableURL = program
        process.arguments = [
            "init", path("relay"), "--name", relayName, "--region", path("region"), "--listen",
            "127.0.0.1:\(port)", "--admin", "127.0.0.1:0", "--json",
        ]
        process.standardOutput = output
        try process.run()
        let made = try JSONDecoder().decode(
            [String: String].self, from: output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard let certificate = made["certificate"], let receiptKey = made["receiptKey"],
            let url = made["url"]
        else { throw Failure.notReady("relay") }
        try budkavle([
            "registry", "add", "relay", "--region", path("region"), "--id", relayName, "--url", url,
            "--certificate", certificate, "--receipt-key", receiptKey,
        ])
        try Data(url.utf8).write(to: folder.appending(path: "url"))
    }

    private func relayURL() throws -> String {
        try String(contentsOf: folder.appending(path: "url"), encoding: .utf8)
    }

    private func serveRelay() async throws {
        try start(
            Benchmark.relay,
            ["serve", "--config", path("relay/relay.yaml")])
        try await until("relay") {
            FileManager.default.fileExists(atPath: self.path("relay/ports.json"))
        }
    }

    private func untilReached(_ actor: String) async throws {
        try await until(actor) {
            guard case .status(let status)? = try? await self.client(of: actor).call(.status) else {
                return false
            }
            return status.relays.contains { $0.lastReached != nil && $0.problem == nil }
        }
    }

    private func until(_ what: String, _ condition: () async -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Failure.notReady(what)
    }

    private func budkavle(_ arguments: [String]) throws {
        _ = try MeasuredRun(Benchmark.budkavle.path(percentEncoded: false), arguments)
    }

    private func start(_ program: URL, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        processes.append(process)
    }

    private func path(_ name: String) -> String {
        folder.appending(path: name).path(percentEncoded: false)
    }
}

private let relayName = "relay-1"
