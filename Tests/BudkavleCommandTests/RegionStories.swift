import Foundation
import Testing

struct RegionStories {
    @Test func `a new region verifies, and a second one is not made over it`() throws {
        let region = try StoryRegion.shared.get()
        let verified = try Program.run(["registry", "verify", region.path, "--json"])
        #expect(verified.status == 0)
        #expect(try verified.json()["actors"] as? Int == 5)
        let again = try Program.run([
            "region", "new", region.path, "--actors", StoryRegion.policies + "/actors.yaml",
        ])
        #expect(again.status == 64)
        #expect(again.errors.contains("finns redan"))
    }

    @Test func `a registry that begins otherwise than expected is refused`() throws {
        let region = try StoryRegion.shared.get()
        let shown = try region.run(["registry", "show", "--json"])
        let genesis = try #require(shown.json()["genesis"] as? String)
        let right = try Program.run(["registry", "verify", region.path, "--genesis", genesis])
        #expect(right.status == 0)
        let other = String(genesis.reversed())
        let wrong = try Program.run(["registry", "verify", region.path, "--genesis", other])
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("root/000000.note"))
    }

    @Test func `a note of the registry that was changed is named with what is wrong`() throws {
        let region = try StoryRegion.shared.get().copied()
        let file = region.path + "/Keys/actors/sos-alarm/000000.note"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        text = text.replacing("ceiling=hemlig", with: "ceiling=kvalificerat-hemlig")
        try Data(text.utf8).write(to: URL(filePath: file))
        let run = try Program.run(["registry", "verify", region.path, "--lang", "en"])
        #expect(run.status == 65)
        #expect(run.errors.contains("actors/sos-alarm/000000.note"))
        #expect(run.errors.contains("does not hold"))
    }

    @Test func `a relay, a node and a person are added, and revoked`() throws {
        let region = try StoryRegion.shared.get().copied()
        let node = try region.run([
            "registry", "add", "node", "--actor", "sos-alarm", "--id", "sos-alarm-2",
            "--ceiling", "bh",
        ])
        #expect(node.status == 0, "\(node.errors)")
        // What was appended is what the new freshness note vouches for.
        let show = try region.run(["registry", "show", "--json"])
        let head = try #require(show.json()["head"] as? String)
        let freshness = region.path + "/Policies/freshness.note"
        #expect(try String(contentsOfFile: freshness, encoding: .utf8).contains(head))
        let person = try region.run([
            "registry", "add", "person", "--actor", "sos-alarm", "--id", "person-3",
        ])
        #expect(person.status == 0, "\(person.errors)")
        for name in ["sos-alarm-2", "sos-alarm/person-3"] {
            #expect(try region.run(["registry", "revoke", name]).status == 0)
            #expect(try region.run(["registry", "revoke", name]).status == 65)
        }
        let revoked = try region.run(["registry", "revoke", "kommun-solna"])
        #expect(revoked.status == 0)
        let shown = try region.run(["registry", "show", "--json"])
        #expect(try (shown.json()["actors"] as? [String])?.contains("kommun-solna") == false)
        #expect(try Program.run(["registry", "verify", region.path]).status == 0)
    }

    @Test func `new keys come beside the old, and destroyed ones are gone`() throws {
        let region = try StoryRegion.shared.get().copied()
        func count() throws -> Int {
            try region.run(["keys", "show", "--actor", "kommun-vaxholm", "--json"])
                .jsonList().count
        }
        let before = try count()
        let rotated = try region.run([
            "keys", "rotate", "--actor", "kommun-vaxholm", "--level", "sekretess", "--status",
            "actual", "--json",
        ])
        #expect(rotated.status == 0, "\(rotated.errors)")
        let made = try #require(rotated.json()["keys"] as? [[String: Any]])
        #expect(made.count == 2)
        #expect(try count() == before + 2)
        let id = try #require(made.first?["id"] as? String)
        let destroyed = try region.run([
            "keys", "destroy", String(id.prefix(8)), "--actor", "kommun-vaxholm",
        ])
        #expect(destroyed.status == 0, "\(destroyed.errors)")
        #expect(try count() == before + 1)
        #expect(
            try region.run(["keys", "destroy", id, "--actor", "kommun-vaxholm"]).status == 64)
    }

    @Test func `an actor gets a new identity and goes on signing`() throws {
        let region = try StoryRegion.shared.get().copied()
        #expect(try region.run(["registry", "rotate", "sos-alarm"]).status == 0)
        let keys = try region.run([
            "keys", "new", "--actor", "sos-alarm", "--level", "oppen", "--status", "test",
        ])
        #expect(keys.status == 0, "\(keys.errors)")
        #expect(try Program.run(["registry", "verify", region.path]).status == 0)
    }

    @Test func `an exercise that was closed stays closed`() throws {
        let region = try StoryRegion.shared.get().copied()
        #expect(try region.run(["exercise", "close", "ovning-1"]).status == 0)
        let shown = try region.run(["exercise", "show", "ovning-1", "--json"])
        #expect(try shown.json()["closedAt"] is String)
        #expect(try region.run(["exercise", "close", "ovning-2"]).status == 65)
        #expect(try region.run(["activation", "close", "storm-1"]).status == 0)
        let activations = try region.run(["activation", "show", "--json"]).jsonList()
        #expect(activations.first?["closedAt"] is String)
    }
}
