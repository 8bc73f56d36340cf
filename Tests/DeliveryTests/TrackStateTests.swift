import Identity
import TestSupport
import Testing

@testable import Delivery

struct TrackStateTests {
    @Test(arguments: 0..<200)
    func `merging is idempotent, order-independent and never unlearns`(_ seed: UInt64) {
        var random = Seeded(seed: seed)
        let parts = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            var state = TrackState()
            for fact in TrackFact.allCases where random.once(in: 2) {
                state.record(fact, at: seconds(Int64.random(in: 0...9, using: &random)))
            }
            return state
        }
        let whole = parts.reduce(TrackState()) { $0.merged(with: $1) }
        var known = TrackState()
        for part in (parts + parts).shuffled(using: &random) {
            let before = known
            known.merge(part)
            #expect((before.furthest ?? .expected) <= (known.furthest ?? .expected), "seed \(seed)")
            for (fact, time) in before.facts { #expect((known.facts[fact] ?? .latest) <= time) }
            for fact in TrackFact.allCases where before.has(fact) { #expect(known.has(fact)) }
        }
        #expect(known == whole, "seed \(seed)")
        #expect(whole.merged(with: whole) == whole)
    }

    @Test(arguments: [
        (TrackFact.expected, [TrackFact.expected]), (.accepted, [.accepted]),
        (.expired, [.expired]), (.delivered, [.accepted, .delivered]),
        (.refused, [.accepted, .delivered, .refused]),
        (.opened, [.accepted, .delivered, .opened]),
        (.acknowledged, [.accepted, .delivered, .opened, .acknowledged]),
    ])
    func `a fact implies those it cannot be without, and no others`(
        _ fact: TrackFact, _ implied: [TrackFact]
    ) {
        let state = TrackState(facts: [fact: seconds(1)])
        #expect(TrackFact.allCases.filter(state.has) == implied)
    }

    @Test func `a track says who has it, who opened it and who is late`() throws {
        let actors = try ["kommun-solna", "polisen-region-stockholm", "sos-alarm"].map {
            try ActorID($0)
        }
        var track = MessageTrack(expecting: actors, at: seconds(0))
        track.record(.acknowledged, by: actors[0], at: seconds(5))
        track.record(.opened, by: actors[0], at: seconds(4))
        track.record(.opened, by: actors[1], at: seconds(11))
        track.record(.accepted, by: actors[2], at: seconds(1))
        #expect(track.who(.expected) == actors && track.who(.accepted) == actors)
        #expect(track.who(.delivered) == Array(actors[..<2]))
        #expect(track.who(.acknowledged) == [actors[0]])
        #expect(track.late(for: .opened, due: seconds(10), at: seconds(10)).isEmpty)
        #expect(track.late(for: .opened, due: seconds(10), at: seconds(11)) == Array(actors[1...]))
        #expect(track.late(for: .opened, due: seconds(11), at: seconds(12)) == [actors[2]])
        var copy = MessageTrack()
        copy.merge(track)
        copy.merge(track)
        #expect(copy == track)
    }
}
