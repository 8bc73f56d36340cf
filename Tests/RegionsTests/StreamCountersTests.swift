import Files
import Foundation
import Identity
import Labels
import Regions
import Testing

struct StreamCountersTests {
    private func folder() throws -> RingFolder {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "budkavle-counters-\(UUID().uuidString)").path
        try Folder.create(path, mode: 0o700)
        return RingFolder(path)
    }

    @Test func `each stream counts from one and goes on where it was kept`() throws {
        let folder = try folder()
        let (solna, sos) = (try ActorID("kommun-solna"), try ActorID("sos-alarm"))
        do {
            let counters = try StreamCounters(folder)
            #expect(counters.next(for: solna, .secret, .exercise) == 1)
            #expect(counters.next(for: sos, .secret, .exercise) == 1)
            #expect(counters.next(for: sos, .secret, .actual) == 1)
            #expect(counters.next(for: Audience.all) == 1)
            try counters.keep()
        }
        let counters = try StreamCounters(folder)
        #expect(counters.next(for: solna, .secret, .exercise) == 2)
        #expect(counters.next(for: solna, .confidential, .exercise) == 1)
        #expect(counters.next(for: Audience.all) == 2)
    }

    @Test func `numbers that were not kept are drawn again`() throws {
        let folder = try folder()
        let sos = try ActorID("sos-alarm")
        do { _ = try StreamCounters(folder).next(for: sos, .open, .actual) }
        #expect(try StreamCounters(folder).next(for: sos, .open, .actual) == 1)
    }

    @Test(arguments: [
        ("budkavle-counters v2\n", 1), ("budkavle-counters v1\na 1\na 2\n", 3),
        ("budkavle-counters v1\na x\n", 2), ("budkavle-counters v1\na -1\n", 2),
        ("budkavle-counters v1\n18446744073709551615\n", 2), ("", 1),
    ])
    func `a file that is no counters is refused with its line`(
        _ text: String, _ line: Int
    ) throws {
        let folder = try folder()
        try File.writePrivate(Array(text.utf8), to: folder.counters, replacing: false)
        #expect(throws: RegionError.countersInvalid(path: folder.counters, line: line)) {
            try StreamCounters(folder)
        }
    }
}
