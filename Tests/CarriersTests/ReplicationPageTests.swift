import Carriers
import Identity
import Primitives
import Testing

/// A piece of a relay's log on its way to another relay.
struct ReplicationPageTests {
    private var page: ReplicationPage {
        let hashes = [Hashing.sha256([1]), Hashing.sha256([2])]
        return ReplicationPage(
            checkpoint: [9, 9],
            entries: [
                ReplicatedEntry(
                    .message, lane: 0, position: 7,
                    proof: .init(record: 3, disclosure: [5], path: hashes), body: [1, 2, 3]),
                ReplicatedEntry(.receipt, lane: 3, position: 1 << 40, body: [4]),
                ReplicatedEntry(.withheld, lane: 2, position: 0),
            ])
    }

    @Test func `a page comes back as it was sent`() throws {
        #expect(try ReplicationPage(decoding: page.encoded) == page)
    }

    @Test func `a page that is cut off anywhere is refused, but between two entries`() throws {
        let bytes = page.encoded
        var whole = 0
        for count in 0..<bytes.count {
            if (try? ReplicationPage(decoding: Array(bytes.prefix(count)))) != nil { whole += 1 }
        }
        // After the checkpoint, after the first entry and after the second.
        #expect(whole == 3)
    }

    @Test(arguments: [(0, 5), (0, 0), (1, 4)])
    func `a kind or lane that nobody knows is refused`(_ offset: Int, _ value: UInt8) {
        var bytes = page.encoded
        // Behind the checkpoint and its length.
        bytes[6 + offset] = value
        #expect(throws: FrameError.self) { try ReplicationPage(decoding: bytes) }
    }

    @Test func `so many entries make a page, and no more`() throws {
        let entry = ReplicatedEntry(.withheld, lane: 0, position: 0)
        let limit = RelayProtocol.Limit.replicatedMax
        func page(_ count: Int) -> [UInt8] {
            ReplicationPage(
                checkpoint: [], entries: Array(repeating: entry, count: count)
            ).encoded
        }
        #expect(try ReplicationPage(decoding: page(limit)).entries.count == limit)
        #expect(throws: FrameError.self) { try ReplicationPage(decoding: page(limit + 1)) }
    }
}
