import Foundation
import Node
import Wording

/// The stage: directories, ports, processes, and what earlier steps left for later ones.
actor DemoStage {
    let programs: DemoPrograms
    nonisolated let directory: DemoDirectory
    let nodesCount: Int
    let httpsPort: Int
    let adminPort: Int
    private var children: [String: DemoProcess] = [:]

    /// Every actor of the region.
    var actors: [String] = []
    /// SHA-256 of the registry's first note.
    var genesis = ""
    /// Those that run a node.
    var cast: [String] = []
    /// Messages that later steps come back to, by what they are called in the story.
    var messages: [String: String] = [:]

    init(programs: DemoPrograms, directory: DemoDirectory, nodesCount: Int) throws {
        self.programs = programs
        self.directory = directory
        self.nodesCount = nodesCount
        (httpsPort, adminPort) = try FreePorts.two()
        for folder in [directory.logs, directory.cargo] {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        }
    }

    var relayURL: String { "https://127.0.0.1:\(httpsPort)" }

    /// Ends everything and, unless it shall be kept, removes the directory.
    func clear() async {
        let running = children.values
        await withTaskGroup(of: Void.self) { group in
            for child in running { group.addTask { await child.end() } }
        }
        children = [:]
        if !directory.isKept { try? FileManager.default.removeItem(at: directory.root) }
    }

    // MARK: Processes

    func start(_ name: String, _ program: URL, _ arguments: [String]) throws {
        children[name] = try DemoProcess(
            name, program, arguments, log: directory.logs.appending(path: "\(name).log"))
    }

    func child(_ name: String) throws -> DemoProcess {
        guard let child = children[name] else { throw DemoFailure.untrue("\(name) runs") }
        return child
    }

    func forget(_ name: String) { children[name] = nil }

    /// Runs `budkavle` and reads what it says.
    func budkavle(_ arguments: [String], expecting expected: Int32 = 0) async throws -> DemoRun {
        try await run(programs.budkavle, arguments + ["--json"], expecting: expected)
    }

    func run(
        _ program: URL, _ arguments: [String], expecting expected: Int32 = 0
    ) async throws -> DemoRun {
        let run = try await DemoRun.of(program, arguments, scratch: directory.logs)
        guard run.status == expected else {
            let words = run.errors + String(decoding: run.output, as: UTF8.self)
            throw DemoFailure.ended(
                command: command(program, arguments), expected: expected, found: run.status,
                words: String(words.prefix(wordsMaxCharacters)))
        }
        return run
    }

    func read<Document: Decodable>(
        _ type: Document.Type = Document.self, of arguments: [String],
        expecting expected: Int32 = 0
    ) async throws -> Document {
        let run = try await budkavle(arguments, expecting: expected)
        guard let document = try? JSONDecoder().decode(type, from: Data(run.output)) else {
            throw DemoFailure.answerUnreadable(command: command(programs.budkavle, arguments))
        }
        return document
    }

    private func command(_ program: URL, _ arguments: [String]) -> String {
        ([program.lastPathComponent] + arguments.prefix(2)).joined(separator: " ")
    }

    // MARK: Nodes

    func nodeOptions(_ actor: String) -> [String] {
        ["--node", directory.node(actor).path(percentEncoded: false)]
    }

    func keyFile(of actor: String) -> String {
        directory.ring(of: actor).appending(path: "key").path(percentEncoded: false)
    }

    /// Asks a running node over its socket, as the commands do.
    func ask(_ actor: String, _ call: NodeCall) async throws -> NodeReply {
        let client = NodeSocketClient(
            socket: NodeDirectory(directory.node(actor)).socket)
        guard let reply = try await client.call(call) else {
            throw DemoFailure.untrue("the node of \(actor) answers")
        }
        if case .failed(let failure) = reply { throw failure }
        return reply
    }

    func inbox(_ actor: String) async throws -> [InboxLine] {
        guard case .inbox(let lines) = try await ask(actor, .inbox) else { return [] }
        return lines
    }

    /// Waits for something to become so.
    func until(
        _ what: String, seconds: Int = waitSeconds,
        _ condition: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if (try? await condition()) == true { return }
            try await Task.sleep(for: .milliseconds(pollMilliseconds))
        }
        throw DemoFailure.waitedInVain(what, seconds: seconds)
    }

    /// Waits until each has the message.
    func untilReceived(_ message: String, by actors: [String]) async throws {
        for actor in actors {
            try await until("\(actor) has \(message.prefix(12))") {
                try await inbox(actor).contains { $0.id == message }
            }
        }
    }
}

private let wordsMaxCharacters = 2_000
private let waitSeconds = 30
private let pollMilliseconds = 100
