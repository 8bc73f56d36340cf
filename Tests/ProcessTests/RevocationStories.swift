import Foundation
import ProgramSupport
import TestSupport
import Testing

/// A revocation among real relays and nodes: told to one relay, it binds all.
struct RevocationStories {
    private static let actor = "kommun-solna"

    @Test(.timeLimit(.minutes(60)))
    func `a revoked node is refused by every relay on its kept connections, and its mailbox waits`()
        async throws
    {
        try await NodeStage.with { stage in
            let story = try await Story(stage)
            defer { story.abandon() }
            try await story.send("Första")
            try await eventually("the node has the first message") {
                try await story.inbox(of: story.node) == ["Första"]
            }

            // Told to the first relay alone.
            try await stage.done([
                "registry", "revoke", "\(Self.actor)-1", "--region", stage.region,
            ])
            try await eventually("both relays refuse it") {
                story.refusalsOfPolls >= 2
            }
            // And neither lets it in again.
            try await eventually("no relay is left to it") {
                try await !story.problems().contains(nil)
            }
            #expect(try story.registryNotes(of: "relay-2").contains("000001.note"))

            let second = try await story.send("Andra")
            let track = try await stage.done(["track", second, "--json"] + stage.opened).output
            #expect(track.contains("\"accepted\"") && !track.contains("\"delivered\""))
            #expect(try await story.inbox(of: story.node) == ["Första"])

            // Another machine of the actor reads what waited.
            let fresh = try await story.newNode("\(Self.actor)-2")
            try await eventually("the new node has both", pause: .milliseconds(500)) {
                _ = try await stage.run(["node", "sync"] + story.opened(fresh))
                return try await story.inbox(of: fresh, story.opened(fresh)).sorted()
                    == ["Andra", "Första"]
            }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `a node without network learns of a revocation by a file, and of a fork keeps both notes`()
        async throws
    {
        try await NodeStage.with { stage in
            let other = stage.scratch.path("another")
            try FileManager.default.copyItem(atPath: stage.region, toPath: other)
            try await stage.done(["registry", "revoke", Self.actor, "--region", stage.region])
            try await stage.done([
                "registry", "revoke", "lansstyrelsen-stockholm", "--region", other,
            ])
            let taken = try await stage.run(
                ["registry", "import", stage.region, "--json"] + stage.opened)
            #expect(taken.status == 0, "\(taken.errors)")
            let refused = try await stage.run(
                ["registry", "import", other, "--json"] + stage.opened)
            #expect(refused.status == 65, "\(refused.output)")
            let status = try await stage.done(["node", "status", "--json"] + stage.opened)
            #expect(status.output.contains("fork-root-000002-"))
            let doctor = try await stage.run(["doctor", "--json"] + stage.opened)
            #expect(doctor.output.contains("evidenceKept"))
            let out = stage.scratch.path("bevis")
            let evidence = try await stage.done([
                "registry", "evidence", "--node", stage.node, "-o", out, "--json",
            ])
            #expect(evidence.output.contains("fork-root-000002-"))
            let files = try FileManager.default.subpathsOfDirectory(atPath: out)
            #expect(files.filter { $0.hasSuffix(".note") }.count == 2)
        }
    }
}

/// Two relays with directories of their own, and a running node of one actor at both.
private final class Story: Sendable {
    private let stage: NodeStage
    private let programs: [RunningProgram]
    private let urls: String
    let node: String

    init(_ stage: NodeStage) async throws {
        self.stage = stage
        let port = try FreePort.found()
        let url = "https://127.0.0.1:\(port)"
        urls = "https://127.0.0.1:\(stage.port),\(url)"
        let configuration = try await Self.secondRelay(stage, url, port)
        node = stage.scratch.path("solna")
        try await Self.makeNode(stage, node, "kommun-solna-1", urls)
        let first = try await stage.startedRelay()
        let second = try await Self.start(
            stage, BuiltProgram.relay.url(), "relay-2",
            ["serve", "--config", configuration, "--set", "region=" + stage.scratch.path("östra")]
        ) { $0.errors.contains("ready https://") }
        let running = try await Self.start(
            stage, BuiltProgram.budkavle.url(), "solna",
            ["node", "run", "--node", node, "--key-file", Self.keyFile(stage)]
        ) { [node] _ in try await stage.run(["node", "status", "--node", node]).status == 0 }
        programs = [first, second, running]
    }

    func abandon() { for program in programs { program.abandon() } }

    private static func keyFile(_ stage: NodeStage) -> String {
        stage.region + "/private/actors/kommun-solna/key"
    }

    func opened(_ node: String) -> [String] {
        ["--node", node, "--key-file", Self.keyFile(stage)]
    }

    /// - Returns: its id.
    @discardableResult
    func send(_ subject: String) async throws -> String {
        let file = stage.scratch.path(subject)
        try Data("\(subject)\nText.\n".utf8).write(to: URL(filePath: file))
        let sent = try await stage.done(
            [
                "send", file, "--status", "actual", "--level", "sekretess", "--ground",
                "osl-10-27", "--to", "kommun-solna", "--kind", "notice", "--json",
            ] + stage.opened)
        struct Sent: Decodable { let id: String }
        return try JSONDecoder().decode(Sent.self, from: Data(sent.output.utf8)).id
    }

    /// The subjects of what a node has.
    func inbox(of node: String, _ options: [String]? = nil) async throws -> [String] {
        struct Line: Decodable { let subject: String }
        let run = try await stage.done(
            ["inbox", "list", "--json"] + (options ?? ["--node", node]))
        return try run.output.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8)).subject
        }
    }

    /// What the running node's relays answer it, by code.
    func problems() async throws -> [String?] {
        struct Status: Decodable {
            struct Relay: Decodable {
                struct Problem: Decodable { let code: String }
                let problem: Problem?
            }
            let relays: [Relay]
        }
        let run = try await stage.done(["node", "status", "--node", node, "--json"])
        return try JSONDecoder().decode(Status.self, from: Data(run.output.utf8)).relays
            .map { $0.problem?.code }
    }

    /// How many polls, which wait on kept connections, ended with the refusal of a stranger.
    var refusalsOfPolls: Int {
        programs[2].errors.split(separator: "\n").count {
            $0.contains("relay not read") && $0.contains("peer-unknown")
        }
    }

    func registryNotes(of relay: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: stage.scratch.path("\(relay)/data/registry/actors/kommun-solna"))
    }

    func newNode(_ name: String) async throws -> String {
        try await stage.done([
            "registry", "add", "node", "--region", stage.region, "--actor", "kommun-solna",
            "--id", name, "--ceiling", "bh",
        ])
        let path = stage.scratch.path(name)
        try await Self.makeNode(stage, path, name, urls)
        return path
    }

    private static func makeNode(
        _ stage: NodeStage, _ path: String, _ name: String, _ urls: String
    ) async throws {
        try await stage.done([
            "node", "init", path, "--actor", "kommun-solna", "--name", name, "--registry",
            stage.region, "--relay", urls,
        ])
    }

    /// Registered in the stage's region, and reading a copy of it.
    private static func secondRelay(
        _ stage: NodeStage, _ url: String, _ port: Int
    ) async throws -> String {
        struct Made: Decodable {
            let certificate: String
            let receiptKey: String
        }
        let folder = stage.scratch.path("relay-2")
        let told = try await ProgramRun.succeeding(
            BuiltProgram.relay.url(),
            [
                "init", folder, "--name", "relay-2", "--region", stage.region, "--listen",
                "127.0.0.1:\(port)", "--admin", "127.0.0.1:0", "--json",
            ])
        let made = try JSONDecoder().decode(Made.self, from: Data(told.output.utf8))
        try await stage.done([
            "registry", "add", "relay", "--region", stage.region, "--id", "relay-2", "--url", url,
            "--certificate", made.certificate, "--receipt-key", made.receiptKey,
        ])
        try FileManager.default.copyItem(
            atPath: stage.region, toPath: stage.scratch.path("östra"))
        return folder + "/relay.yaml"
    }

    private static func start(
        _ stage: NodeStage, _ program: URL, _ name: String, _ arguments: [String],
        until isReady: @escaping (RunningProgram) async throws -> Bool
    ) async throws -> RunningProgram {
        let log = stage.scratch.url.appending(path: name + ".log")
        let running = try RunningProgram(program, arguments, output: log, errors: log)
        try await eventually("\(name) is ready") {
            guard running.isRunning else {
                throw ProgramError.ended(command: name, status: -1, words: running.errors)
            }
            return try await isReady(running)
        }
        return running
    }
}
