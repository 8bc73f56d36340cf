import Foundation
import ProgramSupport
import TestSupport
import Testing

/// Persons at the command line, under a policy that asks for them at *sekretess*.
struct PersonStories {
    @Test(.timeLimit(.minutes(60)))
    func `who has not signed in sees and sends nothing that is for persons, and is told why`()
        async throws
    {
        try await NodeStage.with { stage in
            try await Self.askForPersons(stage)
            let relay = try await stage.startedRelay()
            defer { relay.abandon() }
            let other = try await Self.otherNode(stage)
            _ = try await stage.run(["node", "sync"] + stage.opened)
            let (text, right, wrong) = try Self.files(stage)
            for node in [stage.opened, other] {
                try await stage.done(
                    [
                        "roster", "add", "person-1", "--name", "Anna Ek", "--reliable",
                        "--trained", "--briefed", "--need", "all", "--password-file", right,
                    ] + node)
            }
            let send =
                [
                    "send", text, "--status", "actual", "--level", "sekretess", "--ground",
                    "osl-10-27", "--to", "kommun-solna", "--kind", "notice",
                ] + stage.opened
            let denied = try await stage.run(send)
            #expect(denied.status == 77)
            #expect(denied.errors.contains("person.authorised"))
            let person = ["--person", "person-1", "--password-file"]
            let sent = try await stage.run(send + person + [right])
            #expect(sent.status == 0, "\(sent.errors)")
            let id = sent.output.split(separator: "\n").first.map(String.init) ?? ""
            _ = try await stage.run(["node", "sync"] + other)
            let list = try await stage.run(["inbox", "list"] + other)
            #expect(list.output.contains("(shown after sign-in)"))
            #expect(!list.output.contains("Prov"))
            let stranger = try await stage.run(["inbox", "show", id] + other)
            #expect(stranger.status == 77 && !stranger.output.contains("Prov"))
            #expect(stranger.errors.contains("person.authorised"))
            #expect(stranger.errors.contains("SäkF (2021:955) 2:2–3"))
            let guesser = try await stage.run(["inbox", "show", id] + person + [wrong] + other)
            #expect(guesser.status == 77 && guesser.errors.contains("not accepted"))
            let shown = try await stage.run(["inbox", "show", id] + person + [right] + other)
            #expect(shown.status == 0 && shown.output.contains("Prov"))
            let export = ["inbox", "export", stage.scratch.path("none")] + other
            #expect(try await stage.run(export).status == 77)
            let folder = stage.scratch.path("some")
            let exported = try await stage.run(
                ["inbox", "export", folder] + person + [right] + other)
            #expect(exported.status == 0, "\(exported.errors)")
            #expect(FileManager.default.fileExists(atPath: folder + "/" + id + "/label.txt"))
        }
    }

    /// Edits the region's policy and has it signed, before any other node is made.
    private static func askForPersons(_ stage: NodeStage) async throws {
        let file = URL(filePath: stage.region + "/Policies/levels.yaml")
        let level = "  - level: sekretess\n"
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing(level, with: level + "    sign-in: {actual: password}\n")
        try Data(text.utf8).write(to: file)
        try await stage.done(["policy", "sign", "--region", stage.region])
    }

    private static func otherNode(_ stage: NodeStage) async throws -> [String] {
        let node = stage.scratch.path("solna")
        try await stage.done([
            "node", "init", node, "--actor", "kommun-solna", "--registry", stage.region,
            "--relay", "https://127.0.0.1:\(stage.port)",
        ])
        return ["--node", node, "--key-file", stage.region + "/private/actors/kommun-solna/key"]
    }

    private static func files(
        _ stage: NodeStage
    ) throws -> (text: String, right: String, wrong: String) {
        func file(_ name: String, _ content: String) throws -> String {
            let path = stage.scratch.path(name)
            try Data(content.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: path)
            return path
        }
        return (
            try file("text", "Prov\nText.\n"), try file("right", "ett lösenord att pröva\n"),
            try file("wrong", "ett annat lösenord\n")
        )
    }
}
