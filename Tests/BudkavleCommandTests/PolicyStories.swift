import Foundation
import Testing

struct PolicyStories {
    @Test func `the example policy has no defects and reproduces its cases`() throws {
        let check = try Program.run(["policy", "check", StoryRegion.policies, "--json"])
        #expect(check.status == 0)
        let test = try Program.run(["policy", "test", StoryRegion.policies, "--json"])
        #expect(test.status == 0)
        #expect(try (test.json()["passed"] as? Int ?? 0) >= 60)
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
