import Foundation
import ProgramSupport
import Synchronization
import TestSupport
import Testing

/// Every command of the relay's program is run for real, and what it writes with `--json` held
/// against its schema.
struct RelaySchemaStories {
    @Test(.timeLimit(.minutes(60)))
    func `what every command of the relay writes is as its schema says`() async throws {
        try await NodeStage.with { stage in
            let schemas = try Schemas()
            let story = RelayStory(stage)
            try await story.tell()
            let breaches = try await schemas.breaches(of: story.claims, in: stage.scratch)
            #expect(breaches.isEmpty, "\(breaches)")
            let own = schemas.names.filter { $0.hasPrefix("budkavle-relay-") }
            #expect(own.subtracting(story.claims.map(\.name)).isEmpty)
        }
    }
}

/// The relay's commands in an order that makes sense, each with `--json`.
private final class RelayStory: Sendable {
    private let stage: NodeStage
    private let taken = Mutex<[Schemas.Claim]>([])

    init(_ stage: NodeStage) { self.stage = stage }

    var claims: [Schemas.Claim] { taken.withLock { $0 } }

    private var config: [String] { ["--config", stage.scratch.path("relay/relay.yaml")] }

    func tell() async throws {
        try await take(
            "init",
            [stage.scratch.path("relay-2"), "--name", "relay-2", "--region", stage.region])
        try await take("init", ["/", "--name", "relay-2", "--region", stage.region], ending: 64)
        try await take("serve", ["--print-config"] + config)
        try await take("serve", ["--set", "lissen=a"] + config, ending: 78)
        // Nothing answers at the registered address.
        try await take("peers", config, ending: 69)
        let relay = try await stage.startedRelay()
        defer { relay.abandon() }
        try await stage.done(["node", "sync"] + stage.opened)
        try await take("peers", config)
        try await take("stats", config)
        try await take("fsck", config)
        try await take("replay", config)
        try await take("renew-certificate", config)
        try await take("renew-certificate", config)
        let backup = stage.scratch.path("backup")
        try await take("backup", [backup] + config)
        try await take("backup", [backup] + config, ending: 64)
        try await relay.killNow()
        try await take("stats", config)
        try await readmit()
        try FileManager.default.removeItem(atPath: stage.scratch.path("relay/data"))
        try await take("fsck", config, ending: 78)
        try await take("restore", [backup, "--reason", "prov"] + config, ending: 78)
        try FileManager.default.createDirectory(
            atPath: stage.scratch.path("relay/data"), withIntermediateDirectories: false)
        try await take("restore", [backup, "--reason", "prov"] + config)
        try await take("fsck", config)
        try await take("manual", [stage.scratch.path("man")])
    }

    /// A relay that was cut off, as the running relay would have left it.
    private func readmit() async throws {
        let folder = stage.scratch.path("relay/data/cut-off")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        let text = """
            budkavle-cut-off v1
            relay relay-2
            since 2026-11-23T06:00:00Z
            held 3
            offered 4

            """
        try Data(text.utf8).write(to: URL(filePath: folder + "/relay-2"))
        let command = ["relay-2", "--reason", "utrett"] + config
        try await take("readmit", command)
        try await take("readmit", command, ending: 64)
    }

    /// Runs a command and keeps its document.
    private func take(
        _ command: String, _ arguments: [String], ending status: Int32 = 0
    ) async throws {
        let run = try await ProgramRun.of(
            BuiltProgram.relay.url(), [command] + arguments + ["--json"],
            environment: ["LC_ALL": "en_US.UTF-8"])
        #expect(run.status == status, "\(command): \(run.errors)\(run.output)")
        let isError = run.output.drop { "{ \n".contains($0) }.hasPrefix("\"error\"")
        let name = isError ? "error" : "budkavle-relay-\(command)"
        taken.withLock { $0.append(Schemas.Claim(name: name, document: run.output)) }
    }
}
