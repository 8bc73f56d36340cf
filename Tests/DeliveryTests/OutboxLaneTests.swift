import Identity
import Labels
import Testing

@testable import Delivery

/// What precedence does to the way out.
struct OutboxLaneTests {
    let first: RelayID
    let second: RelayID
    let late = seconds(1_000_000)

    init() throws {
        first = try RelayID("relay-a")
        second = try RelayID("relay-b")
    }

    @Test func `lanes go flash first, each within its bound`() throws {
        var machine = OutboxMachine(relays: [])
        var ids: [Precedence: Set<MessageID>] = [:]
        for number in 0..<80 {
            let lane = Precedence.allCases.reversed()[number % 4]
            let id = try messageID(number)
            ids[lane, default: []].insert(id)
            _ = machine.handle(
                .submitted(id, precedence: lane, expires: late), at: seconds(1), jitter: 0)
        }
        var restarted = OutboxMachine(relays: [first], items: machine.items)
        let sent = sends(restarted.handle(.tick, at: seconds(2), jitter: 0))
        #expect(sent.count == 24)
        let lanes = sent.map { id in Precedence.allCases.first { ids[$0]?.contains(id) == true } }
        let expected = Precedence.allCases.flatMap {
            Array(repeating: $0, count: Lanes.inFlightMaxCount($0))
        }
        #expect(lanes == expected)
        // Within a lane, in order of submission: the flash ones are 3, 7, 11…
        #expect(try sent.prefix(8) == (0..<8).map { try messageID($0 * 4 + 3) }[...])
    }

    @Test(arguments: Precedence.allCases)
    func `flash and immediate do not try out a broken relay while another works`(
        _ lane: Precedence
    ) throws {
        var machine = OutboxMachine(relays: [first, second])
        for number in 0..<3 {
            let id = try messageID(number)
            _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
            _ = machine.handle(
                .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(1), jitter: 0)
            _ = machine.handle(
                .attemptEnded(id, over: second, .accepted), at: seconds(1), jitter: 0)
        }
        #expect(!machine.isUp(first) && machine.isUp(second))
        let id = try messageID(9)
        let effects = machine.handle(
            .submitted(id, precedence: lane, expires: late), at: seconds(60), jitter: 0)
        let expected = Lanes.mayProbe(lane) ? first : second
        #expect(effects.contains(.send(id, over: expected)))
    }

    @Test(arguments: Precedence.allCases)
    func `a relay without room for a lane is spared that lane and those below it`(
        _ lane: Precedence
    ) throws {
        var machine = OutboxMachine(relays: [first])
        let id = try messageID(1)
        let event = OutboxMachine.Event.submitted(id, precedence: lane, expires: late)
        _ = machine.handle(event, at: seconds(1), jitter: 0)
        _ = machine.handle(
            .attemptEnded(id, over: first, .busy(retryAfterSeconds: 60, of: .lane)),
            at: seconds(2), jitter: 0)
        for (number, other) in Precedence.allCases.enumerated() {
            let id = try messageID(number + 2)
            let effects = machine.handle(
                .submitted(id, precedence: other, expires: late), at: seconds(61), jitter: 0)
            #expect(sends(effects) == (other < lane ? [id] : []), "\(other)")
        }
        let held = Precedence.allCases.count { $0 >= lane } + 1
        #expect(sends(machine.handle(.tick, at: seconds(62), jitter: 0)).count == held)
    }

    @Test func `a relay that comes back is still given the time it asked for`() throws {
        var machine = OutboxMachine(relays: [first])
        let (ids, other) = (try (0..<4).map { try messageID($0) }, try messageID(4))
        for id in ids { _ = machine.handle(submit(id), at: seconds(1), jitter: 0) }
        _ = machine.handle(
            .submitted(other, precedence: .priority, expires: late), at: seconds(1), jitter: 0)
        for id in ids[..<3] {
            _ = machine.handle(
                .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(2), jitter: 0)
        }
        #expect(!machine.isUp(first))
        // Two answers of what was out show that it is there; one of them, that it has no room.
        _ = machine.handle(
            .attemptEnded(other, over: first, .busy(retryAfterSeconds: 60)), at: seconds(2),
            jitter: 0)
        _ = machine.handle(.attemptEnded(ids[3], over: first, .accepted), at: seconds(2), jitter: 0)
        #expect(machine.isUp(first))
        #expect(sends(machine.handle(.tick, at: seconds(61), jitter: 0)).isEmpty)
        #expect(sends(machine.handle(.tick, at: seconds(62), jitter: 0)).count == 4)
    }

    @Test(arguments: Precedence.allCases)
    func `flash alone knocks at a relay that is down before it is due`(
        _ lane: Precedence
    ) throws {
        var machine = OutboxMachine(relays: [first])
        for number in 0..<3 {
            let id = try messageID(number)
            _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
            _ = machine.handle(
                .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(1), jitter: 0)
        }
        #expect(!machine.isUp(first))
        let id = try messageID(9)
        let effects = machine.handle(
            .submitted(id, precedence: lane, expires: late), at: seconds(1), jitter: 0)
        #expect(effects.contains(.send(id, over: first)) == (lane == .flash))
        // In vain: after that it pauses as any other.
        let pause = machine.handle(
            .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(1), jitter: 0)
        #expect(sends(pause).isEmpty)
    }

    @Test func `flash passes ten thousand that wait, and those that are out`() throws {
        let items = try (0..<10_000).map { number in
            OutboxItem(
                id: try messageID(number), precedence: .routine, expires: late,
                sequence: UInt64(number))
        }
        var machine = OutboxMachine(relays: [first], items: items)
        let out = sends(machine.handle(.tick, at: seconds(1), jitter: 0))
        #expect(out.count == Lanes.inFlightMaxCount(.routine))
        let id = try messageID(10_000)
        let effects = machine.handle(
            .submitted(id, precedence: .flash, expires: late), at: seconds(1), jitter: 0)
        #expect(sends(effects) == [id])
        // And however many flash ones are out, routine goes on.
        for number in 10_001..<10_100 {
            _ = machine.handle(
                .submitted(try messageID(number), precedence: .flash, expires: late),
                at: seconds(1), jitter: 0)
        }
        let next = machine.handle(
            .attemptEnded(out[0], over: first, .accepted), at: seconds(1), jitter: 0)
        #expect(sends(next) == [try messageID(out.count)])
    }

    @Test func `attempts of which nothing could be kept give their places back, after a pause`()
        throws
    {
        var machine = OutboxMachine(relays: [first])
        let ids = try (0..<Lanes.inFlightMaxCount(.routine)).map { try messageID($0) }
        for id in ids { _ = machine.handle(submit(id), at: seconds(1), jitter: 0) }
        for id in ids {
            let effects = machine.handle(
                .attemptLost(id, over: first), at: seconds(2), jitter: 0)
            #expect(effects.allSatisfy { if case .sleep = $0 { true } else { false } })
        }
        let other = try messageID(9)
        #expect(sends(machine.handle(submit(other), at: seconds(2), jitter: 0)) == [other])
        _ = machine.handle(.attemptEnded(other, over: first, .accepted), at: seconds(2), jitter: 0)
        #expect(Set(sends(machine.handle(.tick, at: seconds(60), jitter: 0))) == Set(ids))
    }

    private func submit(_ id: MessageID) -> OutboxMachine.Event {
        .submitted(id, precedence: .routine, expires: late)
    }

    private func sends(_ effects: [OutboxMachine.Effect]) -> [MessageID] {
        effects.compactMap { if case .send(let id, _) = $0 { id } else { nil } }
    }
}
