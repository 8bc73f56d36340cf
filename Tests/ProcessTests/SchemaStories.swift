import Foundation
import ProgramSupport
import Synchronization
import TestSupport
import Testing

/// Every command is run for real, and what it writes with `--json` held against its schema.
struct SchemaStories {
    @Test func `every command has a schema, and every schema a command`() async throws {
        struct Tree: Decodable {
            struct Command: Decodable {
                let commandName: String
                let superCommands: [String]?
                let subcommands: [Command]?

                var leaves: [String] {
                    let children = (subcommands ?? []).filter { $0.commandName != "help" }
                    if !children.isEmpty { return children.flatMap(\.leaves) }
                    return [((superCommands ?? []) + [commandName]).joined(separator: "-")]
                }
            }
            let command: Command
        }
        var names: Set<String> = []
        for program in [BuiltProgram.budkavle, .relay] {
            let dump = try await ProgramRun.of(program.url(), ["--experimental-dump-help"])
            let tree = try JSONDecoder().decode(Tree.self, from: Data(dump.output.utf8))
            names.formUnion(tree.command.leaves)
        }
        // It runs until it is stopped and writes nothing.
        #expect(try names.subtracting(["budkavle-node-run"]) == Schemas().names)
    }

    @Test func `the validator refuses what is not as the schema says`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let schemas = try Schemas()
        let name = "budkavle-node-init"
        let right = Schemas.Claim(name: name, document: #"{"directory":"d","node":"n"}"#)
        #expect(try await schemas.breaches(of: [right], in: scratch) == "")
        for wrong in [
            #"{"directory":"d"}"#, #"{"directory":"d","node":1}"#,
            #"{"directory":"d","node":"n","more":1}"#, "[]",
        ] {
            let claim = Schemas.Claim(name: name, document: wrong)
            #expect(try await !schemas.breaches(of: [claim], in: scratch).isEmpty, "\(wrong)")
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `what every command writes is as its schema says`() async throws {
        try await NodeStage.with { stage in
            let schemas = try Schemas()
            let story = SchemaStory(stage)
            try await story.tell()
            let breaches = try await schemas.breaches(of: story.claims, in: stage.scratch)
            #expect(breaches.isEmpty, "\(breaches)")
            // The demonstration's own test holds its output against the schema; so does the
            // relay's. Disposal is refused here, since nobody has decided the example's retention;
            // what it writes where somebody has is held against its schema by `DisposalStories`.
            let untold = schemas.names.subtracting(story.claims.map(\.name))
                .filter { !$0.hasPrefix("budkavle-relay-") }
            // Cards take SoftHSM, which is always there in CI.
            var elsewhere: Set = ["budkavle-demo", "budkavle-audit-disposal-execute"]
            if !SoftTokens.isPossible {
                elsewhere.formUnion([
                    "budkavle-roster-token-enrol", "budkavle-roster-token-withdraw",
                ])
            }
            #expect(untold == elsewhere)
        }
    }
}

/// All commands in an order that makes sense, each with `--json`.
final class SchemaStory: Sendable {
    let stage: NodeStage
    private let taken = Mutex<[Schemas.Claim]>([])

    init(_ stage: NodeStage) { self.stage = stage }

    var claims: [Schemas.Claim] { taken.withLock { $0 } }

    var other: String { stage.scratch.path("solna") }
    var otherOpened: [String] {
        ["--node", other, "--key-file", stage.region + "/private/actors/kommun-solna/key"]
    }
    var inRegion: [String] { ["--region", stage.region] }
    var policies: String {
        SharedData.packageRoot.appending(path: "Policies").path(percentEncoded: false)
    }

    func tell() async throws {
        let url = "https://127.0.0.1:\(stage.port)"
        try await take("doctor", ["--node", stage.scratch.path("none")], ending: 78)
        try await take("doctor", stage.opened, ending: 69)
        let relay = try await stage.startedRelay()
        defer { relay.abandon() }
        try await take(
            "node init",
            [other, "--actor", "kommun-solna", "--registry", stage.region, "--relay", url])
        try await take("doctor", stage.opened)
        try await roster()
        try await alerts()
        try await messages()
        try await watching()
        try await take("audit verify", stage.opened + ["--save", stage.scratch.path("point")])
        try await take("audit verify", stage.opened + ["--since", stage.scratch.path("point")])
        try await evidence()
        try await registers()
        try await relay.killNow()
        try await withoutRelay()
        try await bundles()
        try await occasions()
        try await files()
        try await policy()
        try await registry()
        try await take("manual", [stage.scratch.path("man")])
        try await take("node erase", ["--node", other, "--yes"])
    }

    private func messages() async throws {
        let text = stage.scratch.path("text")
        try Data("Prov\nText.\n".utf8).write(to: URL(filePath: text))
        let send = [text, "--status", "actual", "--to", "kommun-solna", "--kind", "notice"]
        let secrecy = ["--level", "sekretess", "--ground", "osl-10-27"]
        let sent = try await take("send", send + secrecy + ["--attach", text] + stage.opened)
        let id = try identifier(in: sent)
        try await take(
            "send", send + ["--level", "hemlig", "--ground", "osl-10-2"] + stage.opened, ending: 77)
        try await take("send", send + ["--level", "oppen", "--dry-run"] + stage.opened)
        try await take("exercise open", ["ovning-1"] + inRegion)
        try await take("outbox list", stage.opened)
        try await take("outbox retry", [id] + stage.opened)
        try await take("outbox cancel", [id] + stage.opened, ending: 64)
        try await take("node sync", otherOpened)
        try await take("inbox list", otherOpened)
        try await take("inbox show", [id] + otherOpened)
        try await take(
            "inbox open",
            [
                id, "-o", stage.scratch.path("opened"), "--attachments",
                stage.scratch.path("attached"),
            ] + otherOpened)
        let attached = URL(filePath: stage.scratch.path("attached/1-text"))
        #expect(try Data(contentsOf: attached) == Data(contentsOf: URL(filePath: text)))
        try await take("inbox open", [id] + otherOpened)
        try await take(
            "inbox print", [id, "-o", stage.scratch.path("page.html")] + otherOpened)
        try await take("inbox ack", [id] + otherOpened)
        try await breakGlass(id)
        try await take("inbox export", [stage.scratch.path("export")] + otherOpened)
        try await take("node status", otherOpened)
        try await take("node handover", otherOpened)
        let drill = ["--to", "lansstyrelsen-stockholm", "--wait", "1"] + stage.opened
        try await take("node drill", drill, ending: 69)
        try await take("node drill", ["--by-hand"] + drill, ending: 75)
        try await take(
            "node handover", ["-o", stage.scratch.path("shift.html")] + stage.opened)
        try await take("node sync", stage.opened)
        try await take("track", [id] + stage.opened)
        let exercise =
            [
                text, "--status", "exercise", "--exercise", "ovning-1", "--to",
                "lansstyrelsen-stockholm", "--kind", "notice", "--level", "konfidentiell",
                "--ground", "ovningsmaterial",
            ] + stage.opened
        try await eventually("the node has the exercise from the relay") {
            _ = try await stage.run(["node", "sync"] + stage.opened)
            return try await stage.run(["send"] + exercise + ["--dry-run"]).status == 0
        }
        let awaiting = try await take("send", exercise)
        try await take(
            "release",
            [
                try identifier(in: awaiting), "--ring",
                stage.region + "/private/actors/\(NodeStage.actor)/persons/person-1",
            ] + stage.opened)
    }

    private func watching() async throws {
        let node = try await stage.startedNode(in: other, opened: otherOpened)
        defer { node.abandon() }
        let output = stage.scratch.url.appending(path: "watched")
        let watch = try RunningProgram(
            BuiltProgram.budkavle.url(),
            ["inbox", "watch", "--count", "1", "--json", "--node", other], output: output,
            errors: stage.scratch.url.appending(path: "watch.log"))
        defer { watch.abandon() }
        // Each message may come before the watch begins; one comes after.
        try await eventually("the watch has seen a message", pause: .milliseconds(500)) {
            if !watch.isRunning { return true }
            _ = try await stage.run(
                [
                    "send", stage.scratch.path("text"), "--status", "actual", "--level",
                    "sekretess",
                    "--ground", "osl-10-27", "--to", "kommun-solna", "--kind", "notice",
                ] + stage.opened)
            return false
        }
        try keep("inbox watch", String(contentsOf: output, encoding: .utf8))
        #expect(try await node.stop() == 0)
    }

    private func occasions() async throws {
        try await take("exercise show", inRegion)
        try await take("exercise show", ["ovning-1"] + inRegion)
        try await take("exercise close", ["ovning-1"] + inRegion)
        try await take(
            "activation open", ["storm-1", "--forum", "regionalt-samordnande-forum"] + inRegion,
            ending: nil)
        try await take(
            "activation open",
            [
                "storm-2", "--forum", "regionalt-samordnande-forum", "--convener", NodeStage.actor,
            ] + inRegion, ending: nil)
        try await take("activation show", inRegion)
        for id in ["storm-1", "storm-2"] {
            try await take("activation close", [id] + inRegion, ending: nil)
        }
    }

    private func policy() async throws {
        let ask = [
            "--from", NodeStage.actor, "--to", "kommun-solna", "--status", "actual", "--ground",
            "osl-10-27",
        ]
        try await take("policy decide", ask + ["--level", "sekretess"] + inRegion)
        try await take("policy decide", ask + ["--level", "hemlig"] + inRegion, ending: 77)
        try await take("policy check", [policies])
        try await take("policy test", [policies])
        try await take("policy explain", [])
        try await take("policy explain", ask + ["--level", "sekretess"] + inRegion)
        try await take(
            "policy explain", ["agreement.pair"] + ask + ["--level", "k"] + inRegion, ending: 77)
        try await take("policy matrix", [policies, "--status", "exercise"])
        try await take("policy diff", [policies, policies, "--status", "actual"])
        try await take("policy dry-run", [policies] + stage.opened)
        for subject in ["actors", "forums", "levels"] {
            try await take("policy show", [subject] + inRegion)
        }
        try await take("policy sign", inRegion)
        try await take("policy freshen", inRegion)
    }

    private func registry() async throws {
        let region = stage.scratch.path("another")
        try await take(
            "region new",
            [region, "--actors", stage.scratch.path("actors"), "--policies", policies])
        let second = stage.scratch.path("relay-2")
        let made = try await stage.certificate(
            ["init", second, "--name", "relay-2", "--region", region])
        let there = ["--region", region]
        try await take(
            "registry add relay",
            [
                "--id", "relay-2", "--url", "https://127.0.0.1:1", "--certificate",
                made.certificate, "--receipt-key", made.receiptKey ?? "",
            ] + there)
        let next = try await stage.certificate(
            ["renew-certificate", "--config", second + "/relay.yaml"])
        let renewal = ["--id", "relay-2", "--certificate", next.certificate]
        try await renewedApart(renewal, there)
        let witness = try await take("node witness", otherOpened)
        let key = try #require(witness.firstMatch(of: /"key"\s*:\s*"([^"]+)"/)?.output.1)
        try await take(
            "registry add witness",
            ["--id", "w-1", "--key", String(key).replacing("\\/", with: "/")] + there)
        try await take("registry add actor", ["kommun-nacka"] + there)
        let actor = ["--actor", NodeStage.actor]
        try await take(
            "registry add node", ["--id", "sos-alarm-2", "--ceiling", "bh"] + actor + there)
        try await take("registry add person", ["--id", "person-3"] + actor + there)
        try await take("registry revoke", ["sos-alarm-2"] + there)
        try await take("registry rotate", ["kommun-nacka"] + there)
        try await ceremony(there)
        try await take("registry show", there)
        try await take("registry show", [NodeStage.actor] + there)
        try await take("registry holders", there)
        try await take("registry verify", [region])
        let keys = try await take(
            "keys new", ["--level", "oppen", "--status", "test"] + actor + inRegion)
        try await take(
            "keys rotate", ["--level", "sekretess", "--status", "actual"] + actor + inRegion)
        try await take("keys show", actor + inRegion)
        try await take(
            "node keys",
            stage.opened + ["--ring", stage.region + "/private/actors/\(NodeStage.actor)"])
        let copy = stage.scratch.path("keys-backup")
        try await take(
            "keys backup", [copy, "--shares", "2", "--threshold", "2"] + stage.opened)
        let shares = ["--share", copy + "/share-1", "--share", copy + "/share-2"]
        try await take("keys restore", [copy] + shares + stage.opened, ending: 64)
        let bare = stage.scratch.path("bare-node")
        try FileManager.default.createDirectory(
            atPath: bare, withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: stage.node + "/node.yaml", toPath: bare + "/node.yaml")
        try await take(
            "keys restore",
            [copy, "--node", bare, "--key-file", stage.scratch.path("bare-key")] + shares)
        struct Keys: Decodable {
            struct Key: Decodable { let id: String }
            let keys: [Key]
        }
        let first = try JSONDecoder().decode(Keys.self, from: Data(keys.utf8)).keys.first
        try await take("keys destroy", [try #require(first?.id)] + actor + inRegion)
    }

    /// Runs a command and keeps its document.
    ///
    /// - Parameter status: how it must end; `nil` for either way.
    @discardableResult
    func take(
        _ command: String, _ arguments: [String], ending status: Int32? = 0,
        environment: [String: String] = [:]
    ) async throws -> String {
        let words = command.split(separator: " ").map(String.init)
        let run = try await stage.run(
            words + arguments + ["--json"], environment: environment)
        if let status { #expect(run.status == status, "\(command): \(run.errors)\(run.output)") }
        try keep(command, run.output)
        return run.output
    }

    /// One document, or one a line.
    private func keep(_ command: String, _ output: String) throws {
        let isOne = (try? JSONSerialization.jsonObject(with: Data(output.utf8))) != nil
        let documents =
            isOne ? [output] : output.split(separator: "\n").map(String.init)
        #expect(!documents.isEmpty, "\(command)")
        let name = "budkavle-" + command.replacing(" ", with: "-")
        taken.withLock { claims in
            claims += documents.map { document in
                let isError = document.drop { "{ \n".contains($0) }.hasPrefix("\"error\"")
                return Schemas.Claim(name: isError ? "error" : name, document: document)
            }
        }
    }

    func identifier(in document: String) throws -> String {
        struct Sent: Decodable { let id: String }
        return try JSONDecoder().decode(Sent.self, from: Data(document.utf8)).id
    }
}
