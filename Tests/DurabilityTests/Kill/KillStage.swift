import Foundation
import Identity
import Node
import ProgramSupport
import Regions
import Relay
import RelaySupport
import Storage
import StorageSQLite
import Synchronization
import TestSupport

/// A region made by the programs, its relay and two nodes, each a process of its own.
final class KillStage: Sendable {
    let scratch: ScratchFolder
    let relayURL: String
    private let port: Int
    private let programs = Mutex<[String: RunningProgram]>([:])

    static let relayName = "relay-1"
    /// Has a node, and sends as people do.
    static let sender = "sos-alarm"
    /// Has keys and no node: ``DirectSender``.
    static let directSender = "lansstyrelsen-stockholm"
    static let receiver = "kommun-solna"
    static let ground = "osl-10-27"

    init(in scratch: ScratchFolder) throws {
        self.scratch = scratch
        port = try FreePort.found()
        relayURL = "https://127.0.0.1:\(port)"
    }

    var region: RegionLayout { RegionLayout(scratch.path("region")) }
    private var relayFolder: URL { scratch.url.appending(path: "relay") }
    var relayConfiguration: String {
        relayFolder.appending(path: "relay.yaml").path(percentEncoded: false)
    }
    private func node(_ actor: String) -> URL { scratch.url.appending(path: actor) }

    /// Ends everything at once, whatever state it is in.
    func abandon() {
        for program in programs.withLock({ Array($0.values) }) { program.abandon() }
    }

    /// Founds the region, registers the relay, starts it and both nodes.
    func build() async throws {
        let list = scratch.path("actors")
        let actors = [Self.sender, Self.directSender, Self.receiver]
        try Data((actors.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: list))
        let policies = SharedData.packageRoot.appending(path: "Policies").path(
            percentEncoded: false)
        try await budkavle(
            ["region", "new", region.root, "--actors", list, "--policies", policies])
        try await registerRelay()
        try await startRelay()
        for actor in [Self.sender, Self.receiver] { try await startNode(actor) }
    }

    /// Runs `budkavle` to its end, which must be a good one.
    @discardableResult
    func budkavle(_ arguments: [String]) async throws -> String {
        try await ProgramRun.succeeding(BuiltProgram.budkavle.url(), arguments + ["--json"]).output
    }

    // MARK: Relay

    private func registerRelay() async throws {
        struct Made: Decodable {
            let certificate: String
            let receiptKey: String
        }
        let made = try await ProgramRun.succeeding(
            BuiltProgram.relay.url(),
            [
                "init", relayFolder.path(percentEncoded: false), "--name", Self.relayName,
                "--region", region.root,
                "--listen", "127.0.0.1:\(port)", "--admin", "127.0.0.1:0", "--json",
            ])
        let told = try JSONDecoder().decode(Made.self, from: Data(made.output.utf8))
        try await budkavle([
            "registry", "add", "relay", "--region", region.root, "--id", Self.relayName, "--url",
            relayURL, "--certificate", told.certificate, "--receipt-key", told.receiptKey,
        ])
    }

    /// Starts it over what the last one left, and waits until it listens.
    func startRelay() async throws {
        let ports = relayFolder.appending(path: "ports.json")
        // A killed one leaves it behind.
        try? FileManager.default.removeItem(at: ports)
        let relay = try start(
            Self.relayName, BuiltProgram.relay.url(),
            ["serve", "--config", relayConfiguration])
        _ = try await RelayPorts.announced(in: ports, by: relay)
    }

    func killRelay() async throws { try await running(Self.relayName).killNow() }

    /// Stops it in order and opens what it kept.
    func relayStore() async throws -> SQLiteRelayStore {
        let relay = try running(Self.relayName)
        let status = try await relay.stop()
        guard status == 0 else {
            throw ProgramError.ended(
                command: "budkavle-relay serve", status: status, words: relay.errors)
        }
        return try SQLiteRelayStore(
            path: relayFolder.appending(path: "data/relay.sqlite").path(percentEncoded: false))
    }

    /// What its own check says of what it kept; the relay may run.
    func fsck() async throws -> ProgramRun {
        try await ProgramRun.of(
            BuiltProgram.relay.url(),
            ["fsck", "--config", relayConfiguration, "--json"])
    }

    /// The most memory a program has held since its start, in bytes.
    func peakMemory(of name: String) throws -> Int {
        let file = "/proc/\(try running(name).pid)/status"
        let status = try String(contentsOfFile: file, encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first,
            let count = Int(kibibytes)
        else { throw StageError.silent(name) }
        return count * 1_024
    }

    // MARK: Nodes

    private func startNode(_ actor: String) async throws {
        try await budkavle([
            "node", "init", node(actor).path(percentEncoded: false), "--actor", actor, "--registry",
            region.root,
            "--relay", relayURL,
        ])
        try await runNode(actor, untilReached: true)
    }

    func killNode(_ actor: String) async throws { try await running(actor).killNow() }

    /// Starts a node over what the last one left.
    ///
    /// - Parameter untilReached: whether to wait for the relay too.
    func runNode(_ actor: String, untilReached: Bool = false) async throws {
        let program = try start(
            actor, BuiltProgram.budkavle.url(), ["node", "run"] + nodeOptions(actor))
        try await eventually("the node of \(actor) answers") {
            guard program.isRunning else {
                throw ProgramError.ended(command: actor, status: -1, words: program.errors)
            }
            guard case .status(let status)? = try? await ask(actor, .status) else { return false }
            return !untilReached || status.relays.contains { $0.lastReached != nil }
        }
    }

    /// Asks a running node over its socket, as the commands do.
    func ask(_ actor: String, _ call: NodeCall) async throws -> NodeReply {
        let client = NodeSocketClient(socket: NodeDirectory(node(actor)).socket)
        guard let reply = try await client.call(call) else { throw StageError.silent(actor) }
        if case .failed(let failure) = reply { throw failure }
        return reply
    }

    /// What has come, each line once for each time it is listed.
    func inbox() async throws -> [InboxLine] {
        guard case .inbox(let lines) = try await ask(Self.receiver, .inbox) else {
            throw StageError.silent(Self.receiver)
        }
        return lines
    }

    func outbox() async throws -> [String: OutboxLine] {
        guard case .outbox(let lines) = try await ask(Self.sender, .outbox) else {
            throw StageError.silent(Self.sender)
        }
        return Dictionary(lines.map { ($0.id, $0) }) { first, _ in first }
    }

    func nodeOptions(_ actor: String) throws -> [String] {
        [
            "--node", node(actor).path(percentEncoded: false), "--key-file",
            try region.ring(of: ActorID(actor)).keyFile,
        ]
    }

    // MARK: Processes

    private func start(
        _ name: String, _ program: URL, _ arguments: [String]
    ) throws -> RunningProgram {
        let log = scratch.url.appending(path: "\(name).log")
        let started = try RunningProgram(program, arguments, output: log, errors: log)
        programs.withLock { $0[name] = started }
        return started
    }

    private func running(_ name: String) throws -> RunningProgram {
        guard let program = programs.withLock({ $0[name] }) else { throw StageError.silent(name) }
        return program
    }
}

enum StageError: Error, Equatable {
    /// Does not run, or does not answer.
    case silent(String)
    /// A 201 whose receipt does not hold.
    case receiptInvalid(String)
    /// The relay turned away what it must take.
    case refused(String)
    case keyMissing
}
