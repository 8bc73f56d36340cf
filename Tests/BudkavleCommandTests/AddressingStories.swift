import Foundation
import Testing

/// Names that nobody has, and what hostile names do to the terminal.
struct AddressingStories {
    private static let decide = [
        "policy", "decide", "--level", "sekretess", "--status", "actual", "--ground", "osl-10-2",
        "--lang", "en",
    ]

    @Test(
        arguments: [
            (["--from", "sos-alarm", "--to", "kommun-sona"], "Is kommun-solna meant?"),
            (["--from", "sos-alrm", "--to", "kommun-solna"], "Is sos-alarm meant?"),
            (
                ["--from", "sos-alarm", "--audience", "forum:samverkanstab"],
                "Is samverkansstab meant?"
            ),
            (
                ["--from", "sos-alarm", "--to", "kommun-solna", "--owner", "kommun-sona"],
                "Is kommun-solna meant?"
            ),
            (["--from", "sos-alarm", "--to", "grannarna"], "budkavle policy show actors"),
            (["--from", "sos-alarm", "--to", "sos-alarm"], "is the sender and has the message"),
            (["--from", "sos-alarm", "--audience", "sos-alarm"], "Nobody but the sender"),
        ])
    func `a name nobody has, or one's own, is told as such and not put to the gates`(
        _ options: [String], _ words: String
    ) throws {
        let run = try StoryRegion.shared.get().run(Self.decide + options)
        #expect(run.status == 64 && run.output.isEmpty, "\(run.text)")
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func `the nearest name that is known is put to the gates`() throws {
        let run = try StoryRegion.shared.get().run(
            Self.decide + ["--from", "sos-alarm", "--to", "kommun-solna", "--carrier", "bundle"])
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test(arguments: ["a\u{1B}[2Jb", "a\nbudkavle: done", "a\u{202E}txt"])
    func `a file's name cannot steer the terminal`(_ name: String) throws {
        let scratch = try Scratch()
        let run = try Program.run(["inspect", scratch.path + "/" + name, "--lang", "en"])
        #expect(run.status == 64)
        #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\u{202E}"))
        // For machines it is what it is.
        let machine = try Program.run(["inspect", scratch.path + "/" + name, "--json"])
        let error = try #require(machine.json()["error"] as? [String: Any])
        #expect((error["message"] as? String)?.contains(name) == true)
    }

    @Test func `an envelope opens without saying who, where one ring alone is at hand`() throws {
        let region = try StoryRegion.shared.get().copied()
        let scratch = try Scratch()
        let file = try scratch.write("hej", "a")
        #expect(try region.run(["seal", file] + FileStories.seal).status == 0)
        let open = ["open", file + ".envelope", "-o", "-", "--lang", "en"]
        let unclear = try region.run(open)
        #expect(unclear.status == 64, "\(unclear.errors)")
        #expect(unclear.errors.contains("Give --as ACTOR, --ring DIR or --node DIR."))
        let actors = region.path + "/private/actors"
        for name in try FileManager.default.contentsOfDirectory(atPath: actors)
        where name != "sos-alarm" {
            try FileManager.default.removeItem(atPath: actors + "/" + name)
        }
        let opened = try region.run(open)
        #expect(opened.status == 0 && opened.text == "hej", "\(opened.errors)")
    }

    @Test func `a command that only reads takes the region of the node that is named`() throws {
        let region = try StoryRegion.shared.get().copied()
        let scratch = try Scratch()
        let node = scratch.path + "/nod"
        let made = try Program.run([
            "node", "init", node, "--actor", "sos-alarm", "--registry", region.path, "--relay", "",
        ])
        #expect(made.status == 0, "\(made.errors)")
        for command in [["exercise", "show"], ["activation", "show"], ["registry", "show"]] {
            let shown = try Program.run(command + ["--node", node, "--json"], in: scratch.path)
            #expect(shown.status == 0, "\(command): \(shown.errors)")
        }
        let exercises = try Program.run(
            ["exercise", "show", "--node", node, "--json"], in: scratch.path)
        #expect(try exercises.jsonList().compactMap { $0["id"] as? String } == ["ovning-1"])
        // Without a node nothing says which region is meant.
        #expect(try Program.run(["exercise", "show"], in: scratch.path).status == 64)
    }
}
