import Files
import Foundation
import Identity
import Regions
import Testing

struct ActorListTests {
    private func write(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "budkavle-list-\(UUID().uuidString)").path
        try File.write(Array(text.utf8), to: path, replacing: false)
        return path
    }

    @Test func `comments and empty lines are left out`() throws {
        let path = try write("# aktörer\nsos-alarm\n\n  kommun-solna # en kommun\n")
        #expect(try ActorList.read(path).map(\.text) == ["sos-alarm", "kommun-solna"])
    }

    @Test(arguments: [
        ("", 1, ""), ("# ingen\n", 1, ""), ("sos-alarm\nSolna\n", 2, "Solna"),
        ("sos-alarm\n\nsos-alarm\n", 3, "sos-alarm"),
    ])
    func `a list without actors, or with one that is none or stands twice, is refused`(
        _ text: String, _ line: Int, _ word: String
    ) throws {
        let path = try write(text)
        #expect(throws: RegionError.actorListInvalid(path: path, line: line, text: word)) {
            try ActorList.read(path)
        }
    }
}
