import Foundation
import ProgramSupport
import TestSupport
import Testing

/// Cards of persons and a token of the actor's, by the commands of the page on operating, under a policy
/// that asks for tokens at *sekretess*.
@Suite(.enabled(if: SoftTokens.isPossible, "needs SoftHSM"))
struct TokenStories {
    @Test(.timeLimit(.minutes(60)))
    func `the page's commands give a person a card, and the actor's key a token`() async throws {
        try await Self.with { story in
            try await story.followPage()
            try await story.denyLess()
            try await story.addMachine()
            try await story.takeOut()
            try await story.runNode()
            try await story.leaveOutOfBackup()
            try await story.destroy()
            try await story.erase()
        }
    }

    private static func with(_ body: (TokenStory) async throws -> Void) async throws {
        try await NodeStage.with { stage in
            let tokens = try await SoftTokens([])
            defer { tokens.remove() }
            let file = URL(filePath: stage.region + "/Policies/levels.yaml")
            let level = "  - level: sekretess\n"
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing(level, with: level + "    sign-in: {actual: token}\n")
            try Data(text.utf8).write(to: file)
            try await stage.done(["policy", "sign", "--region", stage.region])
            let relay = try await stage.startedRelay()
            defer { relay.abandon() }
            _ = try await stage.run(["node", "sync"] + stage.opened)
            try await body(TokenStory(stage: stage, tokens: tokens))
        }
    }
}

private struct TokenStory {
    let stage: NodeStage
    let tokens: SoftTokens

    private let card = SoftTokens.uri("anna")
    private let module = SoftTokens.uri("signering")

    /// The commands as they stand on the page, in a shell.
    func followPage() async throws {
        let page = try String(
            contentsOf: SharedData.packageRoot.appending(
                path: "Sources/Handbook/Handbook.docc/Operating.md"), encoding: .utf8)
        let section = try #require(page.firstRange(of: "## Cards and other tokens"))
        let rest = page[section.upperBound...]
        let lines = rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
            .split(separator: "\n").filter { $0.hasPrefix("    $ ") }.map { $0.dropFirst(6) }
        #expect(lines.count == 16)
        let programs = try BuiltProgram.budkavle.url().deletingLastPathComponent()
            .path(percentEncoded: false)
        try FileManager.default.copyItem(
            atPath: tokens.pinFile(), toPath: stage.scratch.path("pin"))
        try Data("Larm\nText.\n".utf8).write(to: URL(filePath: stage.scratch.path("larm.txt")))
        let preamble = [
            "set -euo pipefail", "PATH='\(programs)':\"$PATH\"", "cd '\(stage.scratch.path(""))'",
            "ln -s '\(stage.region)' region", "ln -s '\(stage.node)' sos",
            "ln -s '\(stage.keyFile)' sos.key",
        ]
        let file = stage.scratch.path("commands.sh")
        let text = (preamble + lines.map(String.init)).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(filePath: file))
        let run = try await ProgramRun.of(
            URL(filePath: "/bin/bash"), [file],
            environment: tokens.environment.merging(["LC_ALL": "en_US.UTF-8"]) { $1 })
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(run.output.contains("Signs in with a token"))
        #expect(run.errors.split(separator: "The relay has it, for 1 actor.").count == 3)
        #expect(run.output.contains("pkcs11:token=signering;id=%"))
        let ring = try String(
            contentsOfFile: stage.region + "/private/actors/\(NodeStage.actor)/keyring",
            encoding: .utf8)
        #expect(ring.contains("token signing messages:\(NodeStage.actor):sekretess:actual"))
        #expect(ring.contains("key wrapping messages:\(NodeStage.actor):sekretess:actual"))
    }

    /// A password is less than the level asks; a wrong PIN and a card of nobody sign nobody in.
    func denyLess() async throws {
        let password = try file("password", "ett lösenord att pröva\n")
        try await stage.done(
            ["roster", "add", "person-3", "--password-file", password] + stage.opened)
        let less = try await send(["--password-file", password])
        #expect(less.status == 77)
        #expect(less.errors.contains("person.authorised"))
        #expect(less.errors.contains("the level requires a key in a token or card"))
        let wrong = try tokens.pinFile("482914")
        let guessed = try await send(["--token", card, "--pin-file", wrong])
        #expect(guessed.status == 65)
        #expect(guessed.errors.contains("Wrong PIN for pkcs11:token=anna."))
        let argued = try await send(["--token", card + "&pin-value=482913"])
        #expect(argued.status == 64)
        // The actor's key signs too; it is no person's.
        let other = try await send(["--token", module, "--pin-file", pin])
        #expect(other.status == 77 && other.errors.contains("not accepted"))
        let made = try await tokens.tool(
            [
                "--keypairgen", "--key-type", "EC:edwards25519", "--id", "0a", "--label", "loose",
                "--extractable",
            ], on: "anna")
        #expect(made.status == 0, "\(made.errors)")
        let several = try await send(["--token", card, "--pin-file", pin])
        #expect(several.status == 65 && several.errors.contains("has several keys"))
        let loose = "pkcs11:token=anna;object=loose?module-path=\(SoftTokens.module)"
        let enrolment = try await run(
            ["roster", "token", "enrol", "person-3", "--token", loose, "--pin-file", pin])
        #expect(enrolment.status == 65 && enrolment.errors.contains("may be taken out"))
    }

    /// Another machine, whose certificate's key is in the token: the relay knows it by that.
    func addMachine() async throws {
        let added = try await stage.run(
            [
                "registry", "add", "node", "--actor", NodeStage.actor, "--id", "sos-alarm-2",
                "--ceiling", "hemlig", "--token", module, "--pin-file", pin, "--region",
                stage.region,
            ], environment: environment)
        #expect(added.status == 0, "\(added.errors)")
        let second = stage.scratch.path("tvåan")
        let made = try await stage.run(
            [
                "node", "init", second, "--actor", NodeStage.actor, "--name", "sos-alarm-2",
                "--registry", stage.region, "--relay", "https://127.0.0.1:\(stage.port)",
            ], environment: environment)
        #expect(made.status == 0, "\(made.errors)")
        let ring = try String(contentsOfFile: second + "/keyring", encoding: .utf8)
        #expect(ring.contains("token tls node:\(NodeStage.actor):sos-alarm-2"))
        let sync = ["node", "sync", "--node", second, "--key-file", stage.keyFile]
        try await eventually("the relay lets it in", pause: .milliseconds(500)) {
            try await stage.run(sync, environment: environment).status == 0
        }
        try tokens.takeOut("signering")
        let away = try await stage.run(sync, environment: environment)
        #expect(away.status != 0 && away.errors.contains("is in no reader"), "\(away.errors)")
        try tokens.putBack("signering")
    }

    /// With the token out nothing is signed and nothing queued; put back, it signs.
    func takeOut() async throws {
        let before = try await stage.done(["outbox", "list", "--json"] + stage.opened).output
        try tokens.takeOut("signering")
        let away = try await send(signed)
        #expect(away.status != 0)
        #expect(away.errors.contains("pkcs11:token=signering is in no reader"), "\(away.errors)")
        let after = try await stage.done(["outbox", "list", "--json"] + stage.opened).output
        #expect(before == after)
        try tokens.putBack("signering")
        let closed = try await send(signed, environment: ["BUDKAVLE_PIN_FILE": "/none"])
        #expect(closed.status != 0 && closed.errors.contains("Nobody is here to give the PIN"))
        let back = try await send(signed)
        #expect(back.status == 0, "\(back.errors)")
    }

    /// A node that runs has its token open, and takes a person's challenge and answer over its socket.
    func runNode() async throws {
        let node = try await stage.startedNode(environment: environment)
        defer { node.abandon() }
        let sent = try await send(signed)
        #expect(sent.status == 0, "\(sent.errors)")
        let id = sent.output.split(separator: "\n").first.map(String.init) ?? ""
        let solna = stage.scratch.path("solna")
        try await stage.done([
            "node", "init", solna, "--actor", "kommun-solna", "--registry", stage.region,
            "--relay", "https://127.0.0.1:\(stage.port)",
        ])
        let other = [
            "--node", solna, "--key-file", stage.region + "/private/actors/kommun-solna/key",
        ]
        _ = try await stage.run(["node", "sync"] + other)
        let inbox = try await stage.done(["inbox", "list", "--json"] + other)
        #expect(inbox.output.contains(id), "verified there, under the key that is in the token")
        try await node.killNow()
    }

    func leaveOutOfBackup() async throws {
        let backup = try await run([
            "keys", "backup", stage.scratch.path("backup"), "--shares", "3", "--threshold", "2",
        ])
        #expect(backup.status == 0, "\(backup.errors)")
        #expect(
            backup.output.split(separator: "\n").contains {
                $0.contains("signing messages:\(NodeStage.actor):sekretess:actual")
                    && $0.contains("pkcs11:token=signering")
            })
        let ring = try String(
            contentsOfFile: stage.scratch.path("backup/keyring"), encoding: .utf8)
        #expect(!ring.contains("\ntoken "))
    }

    /// What is destroyed in the actor's ring is gone from the token, by another program's word.
    func destroy() async throws {
        let ring = ["--actor", NodeStage.actor, "--region", stage.region]
        struct Line: Decodable {
            let id: String
            let token: String?
        }
        let shown = try await stage.done(["keys", "show", "--json"] + ring)
        let lines = try JSONDecoder().decode([Line].self, from: Data(shown.output.utf8))
        let line = try #require(lines.first { $0.token != nil })
        #expect(try await objects().contains("Private Key Object; EC_EDWARDS"))
        let destroyed = try await stage.run(
            ["keys", "destroy", line.id] + ring, environment: environment)
        #expect(destroyed.status == 0, "\(destroyed.errors)")
        #expect(try await !objects().contains("Private Key Object; EC_EDWARDS"))
    }

    private func objects() async throws -> String {
        try await tokens.tool(["--list-objects"], on: "signering").output
    }

    /// Erasing does not reach a token, and says so.
    func erase() async throws {
        let erased = try await stage.run(["node", "erase", "--node", stage.node, "--yes"])
        #expect(erased.status == 0, "\(erased.errors)")
        #expect(erased.output.contains("LEFT, in a token: pkcs11:token=signering"))
    }

    // MARK: Commands

    private var pin: String { stage.scratch.path("pin") }
    private var signed: [String] { ["--token", named, "--pin-file", pin] }
    /// The card has another key by then.
    private var named: String {
        let object = "object=\(NodeStage.actor)%20person-3"
        return "pkcs11:token=anna;\(object)?module-path=\(SoftTokens.module)"
    }
    private var environment: [String: String] {
        tokens.environment.merging(["BUDKAVLE_PIN_FILE": pin]) { $1 }
    }

    private func send(
        _ signIn: [String], environment: [String: String]? = nil
    ) async throws -> ProgramRun {
        let message = [
            "send", stage.scratch.path("larm.txt"), "--level", "sekretess", "--status", "actual",
            "--ground", "osl-10-27", "--to", "kommun-solna", "--person", "person-3",
        ]
        return try await stage.run(
            message + signIn + stage.opened,
            environment: self.environment.merging(environment ?? [:]) { $1 })
    }

    private func run(_ command: [String]) async throws -> ProgramRun {
        try await stage.run(command + stage.opened, environment: environment)
    }

    private func file(_ name: String, _ content: String) throws -> String {
        let path = stage.scratch.path(name)
        try Data(content.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }
}
