import Identity
import Labels
import Testing

@testable import Delivery

/// A machine over WIS, the relays and a stick, with what it was told to do.
private struct Ladder {
    var machine: FailoverMachine
    var now = seconds(10_000)
    private(set) var sends: [Sent] = []
    private(set) var states: [MessageID: ParcelState] = [:]
    private(set) var givenUp: [MessageID] = []
    private(set) var probes: [Rung] = []

    struct Sent: Equatable {
        let id: MessageID
        let rung: Rung
        var isLate = false
    }

    static let wis = Rung("wis")
    static let wisTraits = RungTraits(
        wis, levels: [.open], bytesMax: 1_000, manner: .attempted, isRecord: true)
    static let rungs = [
        wisTraits,
        RungTraits(
            .relays, levels: [.open, .secrecy, .restricted], bytesMax: .max, manner: .kept),
        RungTraits(
            Rung("bundle"), levels: Set(Level.allCases), bytesMax: .max, isOneWay: true,
            manner: .byHand),
    ]

    init(states: [ParcelState] = []) {
        machine = FailoverMachine(ladder: Self.rungs, states: states, at: now)
        feed(.tick)
        feed(.probeEnded(Self.wis, isWell: true))
    }

    mutating func feed(_ event: FailoverMachine.Event, afterMilliseconds span: Int64 = 0) {
        now = now.adding(milliseconds: span)
        for effect in machine.handle(event, at: now, jitter: 0) {
            switch effect {
            case .send(let id, let rung, let isLate):
                sends.append(Sent(id: id, rung: rung, isLate: isLate))
            case .persist(let state): states[state.parcel.id] = state
            case .giveUp(let id): givenUp.append(id)
            case .probe(let rung): probes.append(rung)
            case .rungChanged, .refused, .sleep: break
            }
        }
    }

    mutating func submit(
        _ number: Int, _ precedence: Precedence = .routine, _ level: Level = .open,
        bytes: Int = 100, lifeSeconds: Int64 = 90_000
    ) throws {
        feed(
            .submitted(
                Parcel(
                    id: try messageID(number), precedence: precedence, level: level, bytes: bytes,
                    expires: now.adding(seconds: lifeSeconds))))
    }

    /// Two questions nobody answers.
    mutating func wisGoes() {
        feed(.probeEnded(Self.wis, isWell: false))
        feed(.probeEnded(Self.wis, isWell: false), afterMilliseconds: 250)
    }

    /// Good answers until its rest is over.
    mutating func wisReturns() {
        while machine.health(of: Self.wis)?.isUp != true {
            feed(.probeEnded(Self.wis, isWell: true), afterMilliseconds: 1_000)
        }
    }

    func sent(_ number: Int, _ rung: Rung, isLate: Bool = false) throws -> Sent {
        Sent(id: try messageID(number), rung: rung, isLate: isLate)
    }
}

struct FailoverMachineTests {
    @Test
    func `an open message goes by the first rung alone while that answers`() throws {
        var ladder = Ladder()
        try ladder.submit(1)
        #expect(ladder.sends == [try ladder.sent(1, Ladder.wis)])
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .accepted))
        ladder.feed(.confirmed(try messageID(1)))
        ladder.feed(.tick, afterMilliseconds: 100_000_000)
        #expect(ladder.sends.count == 1)
        #expect(!ladder.machine.holds(try messageID(1)))
    }

    @Test
    func `flash goes over every rung at once`() throws {
        var ladder = Ladder()
        try ladder.submit(1, .flash)
        #expect(ladder.sends == [try ladder.sent(1, Ladder.wis), try ladder.sent(1, .relays)])
    }

    @Test(
        arguments: [
            (Precedence.immediate, 1_499, 1), (.immediate, 1_500, 2), (.priority, 4_999, 1),
            (.priority, 5_000, 2), (.routine, 14_999, 1), (.routine, 15_000, 2),
        ] as [(Precedence, Int64, Int)])
    func `the next rung is asked once the first has had its time`(
        _ precedence: Precedence, _ span: Int64, _ count: Int
    ) throws {
        var ladder = Ladder()
        try ladder.submit(1, precedence)
        ladder.feed(.tick, afterMilliseconds: span)
        #expect(ladder.sends.count == count)
    }

    @Test
    func `where the first rung fails, the next is asked in the same breath`() throws {
        var ladder = Ladder()
        try ladder.submit(1)
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .temporarilyFailed))
        #expect(ladder.sends.last == (try ladder.sent(1, .relays)))
    }

    @Test
    func `within a second of the first silence messages go the next way at once`() throws {
        var ladder = Ladder()
        let start = ladder.now
        ladder.wisGoes()
        try ladder.submit(1, .immediate)
        #expect(ladder.sends == [try ladder.sent(1, .relays)])
        #expect(ladder.now.milliseconds - start.milliseconds < 1_000)
        #expect(ladder.machine.inForce(.open)?.rung == .relays)
    }

    @Test
    func `what stands in line for a rung that falls goes the next way at once`() throws {
        var ladder = Ladder()
        for number in 1...6 { try ladder.submit(number) }
        #expect(ladder.sends.count == RungLine.flightsMaxCount)
        ladder.wisGoes()
        let later = try [5, 6].map { try ladder.sent($0, .relays) }
        #expect(Array(ladder.sends.suffix(2)) == later)
    }

    @Test(arguments: [(Level.secrecy, 100), (.open, 1_001)])
    func `nothing goes over a rung above its ceiling or beyond its size`(
        _ level: Level, _ bytes: Int
    ) throws {
        var ladder = Ladder()
        try ladder.submit(1, .flash, level, bytes: bytes)
        #expect(ladder.sends == [try ladder.sent(1, .relays)])
        ladder.feed(.attemptEnded(try messageID(1), over: .relays, .accepted))
        #expect(!ladder.machine.holds(try messageID(1)))
    }

    @Test
    func `a level no rung carries by itself waits for a person, and expires with a report`() throws
    {
        var ladder = Ladder()
        try ladder.submit(1, .flash, .topSecret, lifeSeconds: 60)
        #expect(ladder.sends.isEmpty)
        #expect(ladder.machine.inForce(.topSecret)?.rung == Rung("bundle"))
        ladder.feed(.tick, afterMilliseconds: 60_000)
        #expect(ladder.givenUp == [try messageID(1)])
    }

    @Test
    func `what the record missed is entered on its return: late, in order, one by one`() throws {
        var ladder = Ladder()
        ladder.wisGoes()
        for number in 1...3 {
            try ladder.submit(number)
            ladder.feed(.attemptEnded(try messageID(number), over: .relays, .accepted))
        }
        #expect(ladder.machine.owedCount(to: Ladder.wis) == 3)
        let before = ladder.sends.count
        ladder.wisReturns()
        for number in 1...3 {
            #expect(ladder.sends.count == before + number)
            #expect(ladder.sends.last == (try ladder.sent(number, Ladder.wis, isLate: true)))
            ladder.feed(.attemptEnded(try messageID(number), over: Ladder.wis, .accepted))
        }
        #expect(ladder.sends.count == before + 3)
        #expect(ladder.machine.entries.isEmpty)
    }

    @Test
    func `a fresh message does not wait behind those that are entered late`() throws {
        var ladder = Ladder()
        ladder.wisGoes()
        for number in 1...3 {
            try ladder.submit(number)
            ladder.feed(.attemptEnded(try messageID(number), over: .relays, .accepted))
        }
        ladder.wisReturns()
        try ladder.submit(4, .flash)
        #expect(ladder.sends.contains(try ladder.sent(4, Ladder.wis)))
    }

    @Test
    func `a machine over stored states goes on where it was stopped`() throws {
        var ladder = Ladder()
        ladder.wisGoes()
        for number in 1...3 {
            try ladder.submit(number)
            ladder.feed(.attemptEnded(try messageID(number), over: .relays, .accepted))
        }
        ladder.wisReturns()
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .accepted))
        var next = Ladder(states: Array(ladder.states.values))
        for number in 2...3 {
            #expect(next.sends.last == (try next.sent(number, Ladder.wis, isLate: true)))
            next.feed(.attemptEnded(try messageID(number), over: Ladder.wis, .accepted))
        }
        #expect(next.sends.count == 2)
    }

    @Test
    func `one that the record chokes on is passed over while others get through`() throws {
        var ladder = Ladder()
        try ladder.submit(1)
        var number = 1
        for _ in 0...FailoverMachine.Trials.singledOutMaxCount {
            ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .temporarilyFailed))
            ladder.feed(.probeEnded(Ladder.wis, isWell: true))
            number += 1
            try ladder.submit(number)
            ladder.feed(.attemptEnded(try messageID(number), over: Ladder.wis, .accepted))
        }
        #expect(ladder.machine.entries[try messageID(1)]?.trials[Ladder.wis]?.round == 1)
    }

    @Test
    func `what the record refuses for good goes by relay, and is not entered later`() throws {
        var ladder = Ladder()
        try ladder.submit(1)
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .rejected))
        #expect(ladder.sends.last == (try ladder.sent(1, .relays)))
        ladder.feed(.attemptEnded(try messageID(1), over: .relays, .accepted))
        #expect(ladder.machine.entries.isEmpty)
        #expect(ladder.machine.health(of: Ladder.wis)?.isUp == true)
    }

    @Test(arguments: [(59, 1), (60, 2)] as [(Int64, Int)])
    func `where not everybody signs in time, the next rung is asked too`(
        _ seconds: Int64, _ count: Int
    ) throws {
        var ladder = Ladder()
        try ladder.submit(1, .immediate)
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .accepted))
        ladder.feed(.tick, afterMilliseconds: seconds * 1_000)
        #expect(ladder.sends.count == count)
    }

    @Test
    func `the rung in force changes with its cause, and says since when`() throws {
        var ladder = Ladder()
        let start = ladder.machine.inForce(.open)
        #expect(start?.rung == Ladder.wis)
        #expect(ladder.machine.inForce(.secrecy)?.rung == .relays)
        ladder.wisGoes()
        #expect(ladder.machine.inForce(.open) == .init(rung: .relays, since: ladder.now))
        ladder.feed(.observed(.relays, isUp: false), afterMilliseconds: 1_000)
        #expect(ladder.machine.inForce(.open) == .init(rung: Rung("bundle"), since: ladder.now))
        ladder.feed(.ladderChanged([Ladder.wisTraits]), afterMilliseconds: 1_000)
        #expect(ladder.machine.inForce(.open) == .init(rung: nil, since: ladder.now))
    }

    @Test
    func `what policy no longer lets over a rung goes the next way`() throws {
        var ladder = Ladder()
        for number in 1...5 { try ladder.submit(number) }
        let narrowed = RungTraits(
            Ladder.wis, levels: [], bytesMax: 1_000, manner: .attempted, isRecord: true)
        ladder.feed(.ladderChanged([narrowed] + Ladder.rungs.dropFirst()))
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .accepted))
        ladder.feed(.tick)
        #expect(ladder.sends.contains(try ladder.sent(5, .relays)))
        #expect(!ladder.sends.contains(try ladder.sent(5, Ladder.wis)))
    }

    @Test
    func `the same message twice is one message, and a cancelled one goes nowhere more`() throws {
        var ladder = Ladder()
        try ladder.submit(1)
        try ladder.submit(1)
        #expect(ladder.sends.count == 1)
        ladder.feed(.cancelled(try messageID(1)))
        ladder.feed(.attemptEnded(try messageID(1), over: Ladder.wis, .temporarilyFailed))
        ladder.feed(.tick, afterMilliseconds: 60_000)
        #expect(ladder.sends.count == 1)
    }
}
