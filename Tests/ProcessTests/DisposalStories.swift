import Foundation
import ProgramSupport
import TestSupport
import Testing

/// What a region keeps for a second is disposed of, and the command's document is as its schema says.
struct DisposalStories {
    @Test(.timeLimit(.minutes(30)))
    func `what nobody has to keep goes, once, and what is said of it is as the schema says`()
        async throws
    {
        try await NodeStage.with { stage in
            let (opened, chief) = try await Self.decided(stage)
            try await stage.done(["audit", "review", "record", "Inget att anmärka."] + chief)
            try await eventually("the second is over") {
                let plan = try await stage.done(["audit", "disposal", "plan", "--json"] + opened)
                struct Plan: Decodable { let count: Int }
                return try JSONDecoder().decode(Plan.self, from: Data(plan.output.utf8)).count > 0
            }
            let execute =
                [
                    "audit", "disposal", "execute", "--supervisor", "person-1",
                    "--supervisor-password-file", stage.scratch.path("password"), "--json",
                ] + chief
            let done = try await stage.done(execute)
            let shown = try await stage.done(["audit", "disposal", "show", "--json"] + opened)
            let breaches = try await Schemas().breaches(
                of: [
                    Schemas.Claim(
                        name: "budkavle-audit-disposal-execute", document: done.output),
                    Schemas.Claim(name: "budkavle-audit-disposal-show", document: shown.output),
                ], in: stage.scratch)
            #expect(breaches.isEmpty, "\(breaches)")
            // The rest is of the disposal itself, and nobody has reviewed it.
            let again = try await stage.run(execute)
            #expect(again.status == 64, "\(again.output)")
        }
    }

    /// A node of a region that has decided to keep everything for a second, with a security chief and
    /// somebody who may supervise.
    private static func decided(
        _ stage: NodeStage
    ) async throws -> (opened: [String], chief: [String]) {
        let levels = URL(filePath: stage.region + "/Policies/levels.yaml")
        let text = try String(contentsOf: levels, encoding: .utf8)
            .replacing("exempel, ska ersättas", with: "fastställd")
            .replacing(/retention: \d+d/, with: "retention: 1s")
        try Data(text.utf8).write(to: levels)
        try await stage.done(["policy", "sign", "--region", stage.region])
        let node = stage.scratch.path("solna")
        try await stage.done([
            "node", "init", node, "--actor", "kommun-solna", "--registry", stage.region,
            "--relay", "https://127.0.0.1:\(stage.port)",
        ])
        let opened = [
            "--node", node, "--key-file", stage.region + "/private/actors/kommun-solna/key",
        ]
        let password = stage.scratch.path("password")
        try Data("ett lösenord att pröva\n".utf8).write(to: URL(filePath: password))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
        for (person, name, office) in [
            ("person-1", "Rut Reg", "registrator"), ("person-2", "Siv Chef", "sakerhetsskyddschef"),
        ] {
            try await stage.done(
                [
                    "roster", "add", person, "--name", name, "--function", office,
                    "--password-file", password,
                ] + opened)
        }
        return (opened, ["--person", "person-2", "--password-file", password] + opened)
    }
}
