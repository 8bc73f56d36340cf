import Foundation
import Testing

/// Notes of the registry that are carried as files.
struct ImportStories {
    @Test func `notes are taken under any name, singly or a whole region, and once`() throws {
        let (here, there) = (
            try StoryRegion.shared.get().copied(), try StoryRegion.shared.get().copied()
        )
        #expect(try there.run(["registry", "revoke", "kommun-solna"]).status == 0)
        #expect(try there.run(["registry", "revoke", "kommun-vaxholm"]).status == 0)
        let scratch = try Scratch()
        let copy = scratch.path + "/en not.txt"
        try FileManager.default.copyItem(
            atPath: there.path + "/Keys/root/000001.note", toPath: copy)
        let one = try here.run(["registry", "import", copy, "--json"])
        #expect(one.status == 0, "\(one.errors)")
        #expect(try one.json()["added"] as? [String] == ["root/000001.note"])
        let all = try here.run(["registry", "import", there.path, "--json"])
        #expect(try all.json()["added"] as? [String] == ["root/000002.note"])
        let again = try here.run(["registry", "import", there.path, "--json"])
        #expect(again.status == 0)
        #expect(try again.json()["added"] as? [String] == [])
        let verified = try Program.run(["registry", "verify", here.path, "--json"])
        #expect(try verified.json()["head"] as? String == all.json()["registryHead"] as? String)
    }

    @Test func `a fork is refused, told, and kept with the note it contradicts`() throws {
        let (here, there) = (
            try StoryRegion.shared.get().copied(), try StoryRegion.shared.get().copied()
        )
        #expect(try here.run(["registry", "revoke", "kommun-solna"]).status == 0)
        #expect(try there.run(["registry", "revoke", "kommun-vaxholm"]).status == 0)
        let before = try here.run(["registry", "show", "--json"]).text
        let none = try here.run(["registry", "evidence", "--json"])
        #expect(try none.jsonList().isEmpty && none.status == 0)
        let run = try here.run(["registry", "import", there.path])
        #expect(run.status == 65 && run.text.contains("har delat sig"))
        #expect(try here.run(["registry", "show", "--json"]).text == before)
        let scratch = try Scratch()
        let kept = try here.run(["registry", "evidence", "-o", scratch.path, "--json"])
        let finding = try #require(kept.jsonList().first)
        let name = try #require(finding["name"] as? String)
        for (note, region) in [("held", here), ("offered", there)] {
            #expect(
                try Data(contentsOf: URL(filePath: "\(scratch.path)/\(name)/\(note).note"))
                    == Data(contentsOf: URL(filePath: region.path + "/Keys/root/000001.note")))
        }
    }

    @Test func `what is no note is refused by name`() throws {
        let region = try StoryRegion.shared.get().copied()
        let scratch = try Scratch()
        let text = try scratch.write("text\n", "000001.note")
        #expect(try region.run(["registry", "import", text]).status == 65)
        let ring = region.ring("kommun-solna") + "/keyring"
        let secret = try region.run(["registry", "import", ring])
        #expect(secret.status == 65)
        #expect(try Program.run(["registry", "verify", region.path]).status == 0)
    }
}
