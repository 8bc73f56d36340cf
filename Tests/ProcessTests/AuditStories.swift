import Foundation
import ProgramSupport
import TestSupport
import Testing

/// A message goes its way; months later somebody without network establishes what happened, with the
/// product's program, and in the essentials without it.
@Suite(.serialized) struct AuditStories {
    private struct Statements: Decodable {
        struct Statement: Decodable {
            let name: String
            let subject: String
            let verdict: String
        }
        let holds: Bool
        let statements: [Statement]
    }

    private struct Relay: Decodable {
        struct Witnesses: Decodable { let cosigners: [String] }
        struct Receipts: Decodable { let logged: Int }
        let witnesses: Witnesses
        let receipts: Receipts
    }

    /// What the parties left behind: a pack, and proof files.
    private struct Evidence {
        let stage: NodeStage
        let genesis: String
        let relay: RunningProgram

        var pack: String { stage.scratch.path("pack") }
        var proofs: String { stage.scratch.path("proofs") }

        func verdict(on pack: String, ending status: Int32) async throws -> Statements {
            let run = try await stage.run([
                "audit", "verify", pack, "--genesis", genesis, "--json",
            ])
            #expect(run.status == status, "\(run.errors)")
            return try JSONDecoder().decode(Statements.self, from: Data(run.output.utf8))
        }
    }

    private func withEvidence(_ body: (Evidence) async throws -> Void) async throws {
        try await NodeStage.with { stage in
            let relay = try await stage.startedRelay()
            defer { relay.abandon() }
            let other = [
                "--node", stage.scratch.path("solna"), "--key-file",
                stage.region + "/private/actors/kommun-solna/key",
            ]
            try await stage.done([
                "node", "init", stage.scratch.path("solna"), "--actor", "kommun-solna",
                "--registry", stage.region, "--relay", "https://127.0.0.1:\(stage.port)",
            ])
            try await registerWitness(stage, other)
            let id = try await send(stage)
            try await stage.done(["node", "sync"] + other)
            try await stage.done(["inbox", "ack", id] + other)
            try await stage.done(["node", "sync"] + other)
            try await stage.done(["node", "sync"] + stage.opened)
            try await untilWitnessed(stage, other)
            try await stage.done(
                ["audit", "prove", id, "-o", stage.scratch.path("proofs")] + stage.opened)
            try await stage.done(
                ["audit", "pack", stage.scratch.path("pack"), "--disclose", id] + stage.opened)
            let told = try await stage.done(["registry", "verify", stage.region, "--json"])
            struct Registry: Decodable { let genesis: String }
            let registry = try JSONDecoder().decode(Registry.self, from: Data(told.output.utf8))
            try await body(
                Evidence(stage: stage, genesis: registry.genesis, relay: relay))
        }
    }

    private func registerWitness(_ stage: NodeStage, _ node: [String]) async throws {
        struct Made: Decodable {
            let witness: String
            let key: String
        }
        let told = try await stage.done(["node", "witness", "--json"] + node)
        let made = try JSONDecoder().decode(Made.self, from: Data(told.output.utf8))
        try await stage.done([
            "registry", "add", "witness", "--id", made.witness, "--key", made.key, "--region",
            stage.region,
        ])
    }

    private func send(_ stage: NodeStage) async throws -> String {
        let text = stage.scratch.path("text")
        try Data("Prov\nHemligheten.\n".utf8).write(to: URL(filePath: text))
        let told = try await stage.done(
            [
                "send", text, "--status", "actual", "--to", "kommun-solna", "--kind", "notice",
                "--level", "sekretess", "--ground", "osl-10-27", "--json",
            ] + stage.opened)
        struct Sent: Decodable { let id: String }
        return try JSONDecoder().decode(Sent.self, from: Data(told.output.utf8)).id
    }

    /// The relay and the witness both have to learn of the registration.
    private func untilWitnessed(_ stage: NodeStage, _ witness: [String]) async throws {
        try await eventually("the log is witnessed") {
            try await stage.done(["node", "sync"] + witness)
            let run = try await stage.run(["audit", "verify", "--json"] + stage.opened)
            guard run.status == 0 else { return false }
            let relay = try JSONDecoder().decode(Relay.self, from: Data(run.output.utf8))
            #expect(relay.receipts.logged == 1)
            return relay.witnesses.cosigners.count == 1
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `an auditor without network verifies proofs and pack, and an altered copy falls`()
        async throws
    {
        try await withEvidence { evidence in
            evidence.relay.abandon()
            let whole = try await evidence.verdict(on: evidence.pack, ending: 0)
            #expect(whole.holds)
            #expect(
                whole.statements.contains {
                    $0.name == "log.witnessed" && $0.subject.hasSuffix("relay-1")
                        && $0.verdict == "holds"
                })
            try await verifyProofs(evidence)
            try await verifyByOthers(evidence)
            try await followPage(evidence)
            try await alter(evidence)
        }
    }

    private func verifyProofs(_ evidence: Evidence) async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: evidence.proofs)
        #expect(files.count == 4)
        for file in files {
            let path = evidence.proofs + "/" + file
            let arguments = [
                "audit", "verify", path, "--region", evidence.stage.region, "--genesis",
                evidence.genesis,
            ]
            let run = try await evidence.stage.run(arguments)
            #expect(run.status == 0, "\(run.errors)\(run.output)")
            #expect(run.output.contains("entry.proven") && run.output.contains("event "))
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: path))
            #expect(try await evidence.stage.run(arguments).status == 65)
        }
    }

    private static let auditor = SharedData.packageRoot.appending(path: "Tests/IndependentAuditor")

    /// The script in another language, and `sha256sum`.
    private func verifyByOthers(_ evidence: Evidence) async throws {
        let run = try await script(on: evidence.pack, evidence)
        #expect(run.status == 0, "\(run.errors)")
        for claim in [
            "pack.whole", "registry.holds", "pack.signed", "log.whole: ", "receipt.signed: 3",
            "entry.proven: 4", "cosigned by ",
        ] {
            #expect(run.output.contains(claim), "\(claim)")
        }
        let wrong = try await ProgramRun.of(
            URL(filePath: "/usr/bin/python3"),
            [
                Self.auditor.appending(path: "verify_pack.py").path(percentEncoded: false),
                evidence.pack, String(repeating: "0", count: 64),
            ])
        #expect(wrong.status == 1 && wrong.errors.contains("not the genesis"))
    }

    private func script(on pack: String, _ evidence: Evidence) async throws -> ProgramRun {
        try await ProgramRun.of(
            URL(filePath: "/usr/bin/python3"),
            [
                Self.auditor.appending(path: "verify_pack.py").path(percentEncoded: false), pack,
                evidence.genesis,
            ])
    }

    /// The commands of the page for auditors, one after another, as they stand there.
    private func followPage(_ evidence: Evidence) async throws {
        let lines = try HandbookPage.commands(of: "Operating", under: "## For an auditor")
        #expect(lines.count >= 8)
        let run = try await evidence.stage.shell(
            [
                "cp '\(Self.auditor.path(percentEncoded: false))/verify_pack.py' .",
                "GENESIS=\(evidence.genesis)",
            ] + lines)
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(run.output.contains("Signature Verified Successfully"))
    }

    /// One byte in a copy: each tool says that, and where.
    private func alter(_ evidence: Evidence) async throws {
        let copy = evidence.stage.scratch.path("copy")
        try FileManager.default.copyItem(atPath: evidence.pack, toPath: copy)
        let tile = "logs/relay/relay-1/tile/entries"
        let names = try FileManager.default.subpathsOfDirectory(atPath: copy + "/" + tile)
        let name = try #require(names.first { !$0.hasSuffix(".p") })
        let file = URL(filePath: "\(copy)/\(tile)/\(name)")
        var bytes = try Data(contentsOf: file)
        bytes[10] ^= 1
        try bytes.write(to: file)
        let found = try await evidence.verdict(on: copy, ending: 65)
        let failed = found.statements.filter { $0.verdict == "fails" }
        #expect(!found.holds)
        #expect(failed.contains { $0.name == "pack.whole" && $0.subject == "\(tile)/\(name)" })
        #expect(failed.contains { $0.name == "log.whole" && $0.subject.hasSuffix("relay-1") })
        let run = try await script(on: copy, evidence)
        #expect(run.status == 1 && run.errors.contains("\(tile)/\(name): altered"))
    }
}
