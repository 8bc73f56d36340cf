import Foundation
import ProgramSupport
import TestSupport
import Testing

/// The walk of the page on operating, its commands as they stand there.
struct WalkStories {
    private static let actors = [
        ("sos", "sos-alarm"), ("solna", "kommun-solna"), ("lst", "lansstyrelsen-stockholm"),
    ]

    @Test(.timeLimit(.minutes(60)))
    func `the walk through a broken glass and a stolen machine goes as the page says`()
        async throws
    {
        let commands = try HandbookPage.commands(
            of: "Operating", under: "## A walk: glass broken, a machine stolen")
        #expect(commands.count == 12)
        try await NodeStage.with { stage in
            let relay = try await stage.startedRelay()
            defer { relay.abandon() }
            try await Self.prepare(stage)
            let id = try await Self.sendNotice(stage)
            let run = try await stage.shell(
                ["ID=\(id)", "RELAY=https://127.0.0.1:\(stage.port)"] + commands)
            #expect(run.status == 0, "\(run.errors)\(run.output)")
            for said in [
                "The review is OPEN.", "Skogsbrand", "har förts vidare.",
                "is revoked from", "1 concerned, the content of 1",
            ] {
                #expect(run.output.contains(said), "\(said): \(run.output)")
            }
            #expect(run.errors.contains("person-1 was part of it and cannot review it."))
        }
    }

    /// The names the page uses, and Solna's persons.
    private static func prepare(_ stage: NodeStage) async throws {
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: stage.scratch.path("region"), withDestinationPath: stage.region)
        try files.createSymbolicLink(
            atPath: stage.scratch.path("sos"), withDestinationPath: stage.node)
        for (name, actor) in actors {
            if name != "sos" {
                try await stage.done([
                    "node", "init", stage.scratch.path(name), "--actor", actor, "--registry",
                    stage.region, "--relay", "https://127.0.0.1:\(stage.port)",
                ])
            }
            try files.copyItem(
                atPath: stage.region + "/private/actors/\(actor)/key",
                toPath: stage.scratch.path("\(name).key"))
        }
        try files.copyItem(
            atPath: stage.region + "/private/actors/kommun-solna/persons",
            toPath: stage.scratch.path("persons"))
        let password = stage.scratch.path("password")
        try Data("ett lösenord att pröva\n".utf8).write(to: URL(filePath: password))
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
        for (number, name) in [(1, "Anna Ek"), (2, "Bo Alm"), (3, "Cecilia Ros")] {
            try await stage.done([
                "roster", "add", "person-\(number)", "--name", name, "--reliable", "--trained",
                "--briefed", "--need", "all", "--clearance", "2", "--password-file", password,
                "--node", stage.scratch.path("solna"), "--key-file",
                stage.scratch.path("solna.key"),
            ])
        }
    }

    /// - Returns: its id, once Solna has it.
    private static func sendNotice(_ stage: NodeStage) async throws -> String {
        let file = stage.scratch.path("brand")
        try Data("Skogsbrand\nVid Nackanäs.\n".utf8).write(to: URL(filePath: file))
        let sent = try await stage.done(
            [
                "send", file, "--status", "actual", "--level", "sekretess", "--ground",
                "osl-10-27", "--to", "kommun-solna", "--kind", "notice", "--json",
            ] + stage.opened)
        struct Sent: Decodable { let id: String }
        try await stage.done([
            "node", "sync", "--node", stage.scratch.path("solna"), "--key-file",
            stage.scratch.path("solna.key"),
        ])
        return try JSONDecoder().decode(Sent.self, from: Data(sent.output.utf8)).id
    }
}
