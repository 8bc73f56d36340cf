import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

struct GapDetectorTests {
    @Test func `counters tell what is next, missing, late and double`() {
        var stream = StreamState()
        #expect(stream.sighted(0, at: seconds(1)) == .invalid)
        #expect(stream.sighted(1, at: seconds(1)) == .next)
        #expect(stream.sighted(5, at: seconds(2)) == .ahead(missing: 2...4))
        #expect(stream.sighted(3, at: seconds(3)) == .late(missingSince: seconds(2)))
        #expect(stream.gaps.map(\.counters) == [2...2, 4...4])
        #expect(stream.sighted(3, at: seconds(4)) == .duplicate)
        #expect(stream.sighted(5, at: seconds(4)) == .duplicate)
        #expect(stream.announced(5, at: seconds(5)) == nil)
        #expect(stream.announced(7, at: seconds(6)) == 6...7)
        #expect(stream.sighted(7, at: seconds(7)) == .late(missingSince: seconds(6)))
        #expect(stream.sighted(8, at: seconds(7)) == .next)
        #expect(stream.gaps.map(\.counters) == [2...2, 4...4, 6...6])
    }

    @Test func `the first message of a stream may be missing, and the last counter is no trap`() {
        var stream = StreamState()
        #expect(stream.sighted(2, at: seconds(1)) == .ahead(missing: 1...1))
        #expect(stream.sighted(.max, at: seconds(1)) == .ahead(missing: 3...(.max - 1)))
        #expect(stream.announced(.max, at: seconds(1)) == nil)
        #expect(stream.sighted(.max, at: seconds(1)) == .duplicate)
        #expect(stream.sighted(.max - 1, at: seconds(1)) == .late(missingSince: seconds(1)))
    }

    @Test func `gaps are limited by joining the oldest, which asks for too much, never too little`()
    {
        var stream = StreamState()
        let last = UInt64(StreamState.gapsMaxCount) * 2 + 2
        for counter in stride(from: 2, through: last, by: 2) {
            _ = stream.sighted(counter, at: seconds(1))
        }
        #expect(stream.gaps.count == StreamState.gapsMaxCount)
        #expect(stream.gaps[0].counters == 1...3)
        for counter in stride(from: 1, through: last, by: 2) {
            #expect(stream.gaps.contains { $0.counters.contains(counter) })
        }
    }

    @Test(arguments: 0..<200)
    func `in any order, what is missing in the end is what never came`(_ seed: UInt64) {
        var random = Seeded(seed: seed)
        let last = UInt64.random(in: 1...60, using: &random)
        let came = (1...last).filter { _ in !random.once(in: 4) }
        var stream = StreamState()
        var firsts = 0
        for counter in (came + came.prefix(5)).shuffled(using: &random) {
            if stream.sighted(counter, at: seconds(1)) != .duplicate { firsts += 1 }
            let stored = StreamState(highest: stream.highest, gaps: stream.gaps)
            #expect(stored == stream)
        }
        _ = stream.announced(last, at: seconds(1))
        #expect(firsts == came.count, "seed \(seed)")
        let missing = stream.gaps.flatMap { Array($0.counters) }
        #expect(missing == (1...last).filter { !came.contains($0) }, "seed \(seed)")
    }

    @Test func `a damaged stored state is refused`() {
        let gap = { (range: ClosedRange<UInt64>) in Gap(counters: range, noticed: seconds(1)) }
        #expect(StreamState(highest: 5, gaps: [gap(1...2), gap(4...5)]) != nil)
        #expect(StreamState(highest: 5, gaps: [gap(0...2)]) == nil)
        #expect(StreamState(highest: 5, gaps: [gap(4...6)]) == nil)
        #expect(StreamState(highest: 5, gaps: [gap(1...3), gap(3...4)]) == nil)
        #expect(StreamState(highest: 5, gaps: [gap(4...4), gap(1...2)]) == nil)
    }

    @Test func `streams differ by originator, level and status`() throws {
        let actor = try ActorID("sos-alarm")
        let actual = StreamID(originator: actor, level: .secret, status: .actual)
        let exercise = StreamID(originator: actor, level: .secret, status: .exercise)
        var detector = GapDetector()
        #expect(detector.sighted(1, in: actual, at: seconds(1)) == .next)
        #expect(detector.sighted(2, in: exercise, at: seconds(1)) == .ahead(missing: 1...1))
        #expect(detector.announced(2, in: actual, at: seconds(2)) == 2...2)
        #expect(detector.gaps.map(\.stream) == [actual, exercise])
    }
}
