import Foundation
import ProgramSupport
import TestSupport

/// A small region made by the programs, with a relay and one node that tests start and stop.
final class NodeStage: Sendable {
    let scratch: ScratchFolder
    let port: Int

    static let actor = "sos-alarm"

    private init(in scratch: ScratchFolder) throws {
        self.scratch = scratch
        port = try FreePort.found()
    }

    /// Directories have names as people give them.
    var region: String { scratch.path("länet öst") }
    var node: String { scratch.path("nod å") }
    var keyFile: String { region + "/private/actors/\(Self.actor)/key" }
    var opened: [String] { ["--node", node, "--key-file", keyFile] }

    /// Runs `body` on a stage of its own and leaves nothing behind.
    static func with(_ body: (NodeStage) async throws -> Void) async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let stage = try NodeStage(in: scratch)
        try await stage.build()
        try await body(stage)
    }

    private func build() async throws {
        let list = scratch.path("actors")
        try Data("\(Self.actor)\nkommun-solna\nlansstyrelsen-stockholm\n".utf8).write(
            to: URL(filePath: list))
        let policies = SharedData.packageRoot.appending(path: "Policies").path(
            percentEncoded: false)
        try await done(["region", "new", region, "--actors", list, "--policies", policies])
        let url = "https://127.0.0.1:\(port)"
        let made = try await certificate([
            "init", scratch.path("relay"), "--name", "relay-1", "--region", region,
            "--listen", "127.0.0.1:\(port)", "--admin", "127.0.0.1:0",
        ])
        try await done([
            "registry", "add", "relay", "--region", region, "--id", "relay-1", "--url", url,
            "--certificate", made.certificate, "--receipt-key", made.receiptKey ?? "",
        ])
        try await done([
            "node", "init", node, "--actor", Self.actor, "--registry", region, "--relay", url,
        ])
    }

    /// What the relay's program tells of a certificate it has made.
    struct MadeCertificate: Decodable {
        let certificate: String
        let receiptKey: String?
    }

    /// Runs a command of the relay's program that makes one.
    func certificate(_ arguments: [String]) async throws -> MadeCertificate {
        let told = try await ProgramRun.succeeding(BuiltProgram.relay.url(), arguments + ["--json"])
        return try JSONDecoder().decode(MadeCertificate.self, from: Data(told.output.utf8))
    }

    /// Runs `budkavle`, which must succeed.
    @discardableResult
    func done(_ arguments: [String]) async throws -> ProgramRun {
        try await ProgramRun.succeeding(BuiltProgram.budkavle.url(), arguments)
    }

    /// Runs `budkavle` to whatever end it comes to, in English.
    func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        try await ProgramRun.of(
            BuiltProgram.budkavle.url(), arguments,
            environment: environment.merging(["LC_ALL": "en_US.UTF-8"]) { $1 })
    }

    /// Runs lines of a shell in the scratch folder, where `budkavle` is on the path, in English.
    func shell(_ lines: [String]) async throws -> ProgramRun {
        let programs = try BuiltProgram.budkavle.url().deletingLastPathComponent()
            .path(percentEncoded: false)
        let preamble = [
            "set -euo pipefail", "PATH='\(programs)':\"$PATH\"", "cd '\(scratch.path(""))'",
        ]
        let file = scratch.path("commands.sh")
        try Data(((preamble + lines).joined(separator: "\n") + "\n").utf8).write(
            to: URL(filePath: file))
        return try await ProgramRun.of(
            URL(filePath: "/bin/bash"), [file], environment: ["LC_ALL": "en_US.UTF-8"])
    }

    /// The relay, listening; the caller abandons it.
    func startedRelay() async throws -> RunningProgram {
        let log = scratch.url.appending(path: "relay.log")
        let relay = try RunningProgram(
            BuiltProgram.relay.url(),
            ["serve", "--config", scratch.path("relay/relay.yaml")], output: log, errors: log)
        try await eventually("the relay listens") { relay.errors.contains("ready https://") }
        return relay
    }

    /// The node, answering at its socket; the caller abandons it.
    func startedNode(environment: [String: String] = [:]) async throws -> RunningProgram {
        try await startedNode(in: node, opened: opened, environment: environment)
    }

    /// Another node, by its directory and the options that open it.
    func startedNode(
        in directory: String, opened: [String], environment: [String: String] = [:]
    ) async throws -> RunningProgram {
        let log = URL(filePath: directory + ".log")
        let program = try RunningProgram(
            BuiltProgram.budkavle.url(), ["node", "run"] + opened, environment: environment,
            output: log, errors: log)
        var last: ProgramRun?
        do {
            try await eventually("the node answers") {
                guard program.isRunning else {
                    throw ProgramError.ended(
                        command: "node run", status: -1, words: program.errors)
                }
                let run = try await run(["node", "status", "--node", directory])
                last = run
                return run.status == 0
            }
        } catch is WaitedInVain {
            // Whichever was in the way, one of the two tells.
            throw ProgramError.ended(
                command: "node status", status: last?.status ?? -1,
                words: (last?.errors ?? "") + program.errors)
        }
        return program
    }
}
