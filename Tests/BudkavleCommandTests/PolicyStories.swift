import Foundation
import Testing

struct PolicyStories {
    @Test func `the example policy has no defects and reproduces its cases`() throws {
        let check = try Program.run(["policy", "check", StoryRegion.policies, "--json"])
        #expect(check.status == 0)
        let test = try Program.run(["policy", "test", StoryRegion.policies, "--json"])
        #expect(test.status == 0)
        #expect(try (test.json()["passed"] as? Int ?? 0) >= 280)
        #expect(try test.json()["failed"] as? Int == 0)
    }

    @Test func `every defect is told with file, line and column`() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/Policies"
        try FileManager.default.copyItem(atPath: StoryRegion.policies, toPath: folder)
        let file = folder + "/levels.yaml"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        text = text.replacing("key-epochs: false", with: "nyckelepoker: nej", maxReplacements: 1)
        try Data(text.utf8).write(to: URL(filePath: file))
        let run = try Program.run(["policy", "check", folder])
        #expect(run.status == 65)
        #expect(run.errors.contains(/levels\.yaml:\d+:\d+: ”nyckelepoker” är inget/))
        #expect(run.errors.contains("”key-epochs” saknas"))
        let test = try Program.run(["policy", "test", folder, "--json"])
        #expect(test.status == 65)
        #expect(try (test.json()["issues"] as? [Any])?.isEmpty == false)
    }

    @Test func `what is worth a look is a warning with its place, and no defect`() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/Policies"
        try FileManager.default.copyItem(atPath: StoryRegion.policies, toPath: folder)
        let file = folder + "/agreements.yaml"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        text = text.replacing("until: 2036-", with: "until: 2027-", maxReplacements: 1)
        try Data(text.utf8).write(to: URL(filePath: file))
        let check = ["policy", "check", folder, "--at", "2026-11-23T08:00:00Z"]
        let usual = try Program.run(check)
        #expect(usual.status == 0, "\(usual.errors)")
        #expect(
            usual.errors.contains(/agreements\.yaml:\d+:\d+: varning: upphör 2026-12-31T23:00:00Z/))
        #expect(usual.text.contains("felfri"))
        let sooner = try Program.run(check + ["--within", "30d", "--json"])
        let issues = try #require(try sooner.json()["issues"] as? [[String: Any]])
        #expect(issues.allSatisfy { $0["severity"] as? String == "warning" })
        #expect(!issues.contains { $0["code"] as? String == "expiresSoon" })
        #expect(issues.contains { $0["code"] as? String == "expired" })
    }

    @Test func `a case that is not reproduced fails the test and says which`() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/Policies"
        try FileManager.default.copyItem(atPath: StoryRegion.policies, toPath: folder)
        let file = folder + "/actors.yaml"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        text = text.replacing("receive: hemlig", with: "receive: oppen")
        try Data(text.utf8).write(to: URL(filePath: file))
        let run = try Program.run(["policy", "test", folder, "--lang", "en"])
        #expect(run.status == 65)
        #expect(run.text.contains("actor.ceiling"))
    }

    @Test func `a permitted message is permitted by every gate`() throws {
        let run = try StoryRegion.shared.get().run([
            "policy", "decide", "--from", "lansstyrelsen-stockholm", "--to", "sos-alarm",
            "--level", "sekretess", "--status", "actual", "--ground", "osl-10-2", "--carrier",
            "bundle", "--json",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let document = try run.json()
        #expect(document["permitted"] as? Bool == true)
        let recipient = try #require((document["recipients"] as? [[String: Any]])?.first)
        let gates = try #require(recipient["gates"] as? [[String: Any]])
        #expect(gates.count == 15)
        #expect(gates.allSatisfy { $0["holds"] as? Bool == true && $0["basis"] is String })
    }

    @Test func `actual hemlig is denied out of the box, with gate and paragraph`() throws {
        let run = try StoryRegion.shared.get().run([
            "policy", "decide", "--from", "lansstyrelsen-stockholm", "--to",
            "polisen-region-stockholm", "--level", "h", "--status", "actual", "--ground",
            "osl-10-2",
        ])
        #expect(run.status == 77)
        #expect(run.text.contains("crypto.approved"))
        #expect(run.text.contains("SäkF (2021:955) 3:5–6"))
    }

    @Test(arguments: [
        ["--level", "hemligt"], ["--level", "h", "--to", "SOS"], ["--at", "i går"],
        ["--audience", "all"],
    ])
    func `what cannot be read on the command line is usage`(_ options: [String]) throws {
        let usual = [
            "policy", "decide", "--from", "lansstyrelsen-stockholm", "--to", "sos-alarm",
            "--level", "oppen", "--status", "actual",
        ]
        #expect(try StoryRegion.shared.get().run(usual + options).status == 64)
    }

    @Test func `an audience nobody knows is refused`() throws {
        let run = try StoryRegion.shared.get().run([
            "policy", "decide", "--from", "sos-alarm", "--audience", "grannarna", "--level",
            "oppen", "--status", "actual",
        ])
        #expect(run.status == 64)
        #expect(run.errors.contains("grannarna"))
    }

    @Test func `every gate is explained with its basis`() throws {
        let all = try Program.run(["policy", "explain", "--json"])
        #expect(try all.jsonList().count == 17)
        let one = try Program.run(["policy", "explain", "agreement.pair", "--lang", "en"])
        #expect(one.text.contains("SäkL (2018:585) 4:1–2"))
        #expect(try Program.run(["policy", "explain", "agreement"]).status == 64)
    }

    static let ask = [
        "policy", "explain", "--from", "lansstyrelsen-stockholm", "--to", "kommun-solna",
        "--status", "actual", "--ground", "osl-10-27",
    ]

    @Test func `a decision is explained gate by gate, down to the line of the signed policy`()
        throws
    {
        let region = try StoryRegion.shared.get()
        let run = try region.run(Self.ask + ["--level", "h", "--json"])
        #expect(run.status == 77, "\(run.errors)")
        let recipient = try #require((try run.json()["recipients"] as? [[String: Any]])?.first)
        let gates = try #require(recipient["gates"] as? [[String: Any]])
        #expect(gates.count == 15)
        let ceiling = try #require(gates.first { $0["id"] as? String == "actor.ceiling" })
        #expect(ceiling["holds"] as? Bool == false)
        let line = try #require((ceiling["lines"] as? [[String: Any]])?.first)
        #expect(line["file"] as? String == "actors.yaml")
        let sources = try String(
            contentsOfFile: StoryRegion.policies + "/actors.yaml", encoding: .utf8
        ).split(separator: "\n", omittingEmptySubsequences: false)
        let number = try #require(line["line"] as? Int)
        #expect(sources[number - 1] == "    receive: konfidentiell")
        #expect(sources[..<number].last { $0.hasPrefix("  - id: ") } == "  - id: kommun-solna")
    }

    @Test(arguments: [
        ("sv", "Avgörs av agreements.yaml:", "agreement.pair: ja"),
        ("en", "Decided by agreements.yaml:", "agreement.pair: holds"),
    ])
    func `one gate is explained in either language, held or failed`(
        _ language: String, _ line: String, _ verdict: String
    ) throws {
        let region = try StoryRegion.shared.get()
        let run = try region.run(
            Self.ask + ["agreement.pair", "--level", "k", "--lang", language])
        #expect(run.status == 77)
        #expect(run.text.contains(line) && run.text.contains(verdict), "\(run.text)")
        #expect(run.text.contains("SäkL (2018:585) 4:1–2") && !run.text.contains("audience"))
    }

    @Test(arguments: ["--from", "--level", "--status", "--to"])
    func `a question is asked whole or not at all`(_ left: String) throws {
        var ask = Self.ask + ["--level", "oppen"]
        let index = try #require(ask.firstIndex(of: left))
        ask.removeSubrange(index...(index + 1))
        let run = try StoryRegion.shared.get().run(ask)
        #expect(run.status == 64 && run.errors.contains(left), "\(run.errors)")
    }

    @Test func `actors, forums and levels are shown`() throws {
        let region = try StoryRegion.shared.get()
        let actors = try region.run(["policy", "show", "actors", "--json"]).jsonList()
        #expect(actors.count == 37)
        let levels = try region.run(["policy", "show", "levels", "--json"]).jsonList()
        #expect(levels.compactMap { $0["level"] as? String }.last == "kvalificerat-hemlig")
        let forums = try region.run(["policy", "show", "forums"])
        #expect(forums.text.contains("forum:samverkansstab"))
    }

    @Test func `a signed policy has a rising version and is fresh at once`() throws {
        let region = try StoryRegion.shared.get().copied()
        let signed = try region.run(["policy", "sign", "--json"])
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(try signed.json()["version"] as? Int == 2)
        let fresh = try region.run(["policy", "freshen", "--valid", "1h", "--json"])
        #expect(try fresh.json()["policyVersion"] as? Int == 2)
        let one = region.path + "/private/policy/policy-1"
        let alone = try region.run(["policy", "sign", "--signer", one])
        #expect(alone.status == 65)
        #expect(alone.errors.contains("policynyckelringar"))
    }
}
