import Foundation
import ProgramSupport
import TestSupport
import Testing

/// A registrator's, a security chief's and an auditor's day at the command line, in an exercise.
struct RegisterStories {
    @Test(.timeLimit(.minutes(60)))
    func
        `an exemplar is printed, handed on, lost, counted and reported; every page bears its mark`()
        async throws
    {
        try await NodeStage.with { stage in
            let relay = try await stage.startedRelay()
            defer { relay.abandon() }
            let desk = try await Desk(stage)
            let paper = stage.scratch.path("utskrift.pdf")
            let printed = try await desk.done(
                ["inbox", "print", desk.id, "-o", paper], by: "person-2")
            #expect(printed.output.contains("exemplar 2"), "\(printed.output)")
            try await expectMarked(paper, "KONFIDENTIELL", "person:person-2")
            let file = stage.scratch.path("uttag")
            let taken = try await desk.done(["inbox", "open", desk.id, "-o", file], by: "person-2")
            #expect(taken.errors.contains("exemplar 3"), "\(taken.errors)")
            let mark = try String(contentsOfFile: file + ".marking.txt", encoding: .utf8)
            #expect(mark.hasPrefix("ÖVNING (vinter) · KONFIDENTIELL"), "\(mark)")
            #expect(mark.contains("person:person-2"))
            try await desk.keepRegister()
            try await desk.count()
            try await desk.report()
        }
    }

    /// At the county board, which has got an exercise *konfidentiell*.
    private struct Desk {
        let stage: NodeStage
        let id: String
        private let opened: [String]
        private let password: String

        init(_ stage: NodeStage) async throws {
            self.stage = stage
            let node = stage.scratch.path("board")
            let actor = "lansstyrelsen-stockholm"
            opened = [
                "--node", node, "--key-file", stage.region + "/private/actors/\(actor)/key",
            ]
            try await stage.done(["exercise", "open", "vinter", "--region", stage.region])
            try await stage.done([
                "node", "init", node, "--actor", actor, "--registry", stage.region, "--relay",
                "https://127.0.0.1:\(stage.port)",
            ])
            password = stage.scratch.path("password")
            try Data("ett lösenord att pröva\n".utf8).write(to: URL(filePath: password))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: password)
            for (person, name, function) in [
                ("person-1", "Rut Reg", ["--function", "registrator"]), ("person-2", "Anna Ek", []),
                ("person-3", "Siv Chef", ["--function", "sakerhetsskyddschef"]),
                ("person-4", "Rev Isor", ["--function", "revisor"]),
            ] {
                try await stage.done(
                    ["roster", "add", person, "--name", name, "--trained"] + function
                        + ["--password-file", password] + opened)
            }
            id = try await Self.sent(to: actor, stage)
            try await stage.done(["node", "sync"] + opened)
        }

        /// Released by one person, as the level asks.
        private static func sent(to actor: String, _ stage: NodeStage) async throws -> String {
            let text = stage.scratch.path("text")
            try Data("Läckan vid verket.\nProv.\n".utf8).write(to: URL(filePath: text))
            let send =
                [
                    "send", text, "--status", "exercise", "--exercise", "vinter", "--level", "k",
                    "--ground", "ovningsmaterial", "--to", actor, "--kind", "notice",
                ] + stage.opened
            try await eventually("the node has the exercise from the relay") {
                _ = try await stage.run(["node", "sync"] + stage.opened)
                return try await stage.run(send + ["--dry-run"]).status == 0
            }
            let run = try await stage.done(send)
            let id = run.output.split(separator: "\n").first.map(String.init) ?? ""
            try await stage.done(
                [
                    "release", id, "--ring",
                    stage.region + "/private/actors/\(NodeStage.actor)/persons/person-1",
                ] + stage.opened)
            return id
        }

        func run(_ words: [String], by person: String) async throws -> ProgramRun {
            try await stage.run(words + ["--person", person, "--password-file", password] + opened)
        }

        @discardableResult
        func done(_ words: [String], by person: String) async throws -> ProgramRun {
            let run = try await run(words, by: person)
            #expect(run.status == 0, "\(words): \(run.errors)")
            return run
        }

        // MARK: The day

        func keepRegister() async throws {
            let copied = try await run(
                ["audit", "register", "enter", id, "--subject", "Läckan vid verket."],
                by: "person-1")
            #expect(copied.status == 77 && copied.errors.contains("the message's own subject"))
            try await done(
                ["audit", "register", "enter", id, "--subject", "Vattenfråga"], by: "person-1")
            let own = try await run(
                ["audit", "register", "record", "returned", id, "--exemplar", "2"], by: "person-2")
            #expect(own.status == 77 && own.errors.contains("registrator"))
            try await done(
                [
                    "audit", "register", "record", "handed", id, "--exemplar", "2", "--to",
                    "person:person-4",
                ], by: "person-1")
            let csv = try await stage.run(
                ["audit", "register", "list", "--format", "csv"] + opened)
            #expect(csv.status == 0 && csv.output.contains("Vattenfråga"), "\(csv.errors)")
            #expect(!csv.output.contains("Läckan"))
            #expect(csv.output.split(separator: "\r\n").count == 4, "\(csv.output)")
        }

        func count() async throws {
            let opening = try await done(
                ["audit", "inventory", "open", "--status", "exercise"], by: "person-3")
            let found = opening.output.firstMatch(of: /inv-[0-9a-f]{8}/)
            let inventory = try String(#require(found).output)
            let number = try String(
                #require(opening.output.firstMatch(of: /exercise-\d+-1/)).output)
            func record(_ finding: String, _ exemplar: String, _ more: [String] = []) async throws {
                try await done(
                    [
                        "audit", "inventory", "record", inventory, finding, number, "--exemplar",
                        exemplar,
                    ] + more, by: "person-3")
            }
            try await record("present", "3")
            try await record("missing", "2", ["--remark", "Inte i skåpet."])
            let closing = try await done(
                ["audit", "inventory", "close", inventory], by: "person-3")
            let incident = try String(
                #require(closing.output.firstMatch(of: /inc-[0-9a-f]{8}/)).output)
            let letter = try await stage.run(
                ["audit", "incident", "show", incident, "-o", "-"] + opened)
            #expect(letter.output.contains("exercise control"), "\(letter.output)")
            #expect(!letter.output.contains("Security Service"))
        }

        func report() async throws {
            let refused = try await run(["audit", "report"], by: "person-2")
            #expect(refused.status == 77, "\(refused.errors)")
            for ending in ["html", "pdf", "csv"] {
                try await done(
                    ["audit", "report", "-o", stage.scratch.path("rapport." + ending)],
                    by: "person-4")
            }
            try await expectMarked(stage.scratch.path("rapport.pdf"), "KONFIDENTIELL")
            let html = try String(
                contentsOfFile: stage.scratch.path("rapport.html"), encoding: .utf8)
            #expect(html.contains("<svg") && !html.contains("Läckan"))
            #expect(!html.contains("http://") && !html.contains("https://"), "self-contained")
            let mode =
                try FileManager.default.attributesOfItem(
                    atPath: stage.scratch.path("rapport.html"))[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }
}
