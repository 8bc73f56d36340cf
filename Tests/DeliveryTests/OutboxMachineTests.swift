import Identity
import Labels
import Testing

@testable import Delivery

struct OutboxMachineTests {
    typealias Effect = OutboxMachine.Effect

    let first: RelayID
    let second: RelayID
    let late = seconds(1_000_000)

    init() throws {
        first = try RelayID("relay-a")
        second = try RelayID("relay-b")
    }

    @Test func `a submitted message is stored before it is sent`() throws {
        var machine = OutboxMachine(relays: [first, second])
        let id = try messageID(1)
        let effects = machine.handle(submit(id), at: seconds(1), jitter: 0)
        let item = OutboxItem(id: id, precedence: .routine, expires: late, sequence: 0)
        #expect(
            effects == [
                .persist(item), .changed(id, .queued), .send(id, over: first), .sleep(until: late),
            ])
    }

    @Test func `an accepted message is stored as such and forgotten`() throws {
        var machine = OutboxMachine(relays: [first])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
        let effects = machine.handle(
            .attemptEnded(id, over: first, .accepted), at: seconds(2), jitter: 0)
        var item = OutboxItem(id: id, precedence: .routine, expires: late, sequence: 0)
        item.state = .accepted(by: first, at: seconds(2))
        #expect(effects == [.persist(item), .changed(id, item.state)])
        #expect(machine.items.isEmpty)
        #expect(machine.handle(.tick, at: seconds(3), jitter: 0).isEmpty)
    }

    @Test func `a failed relay is followed at once by the next in order, then by a pause`() throws {
        var machine = OutboxMachine(relays: [first, second])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
        let failover = machine.handle(
            .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(2), jitter: 0)
        #expect(failover == [.send(id, over: second)])
        let pause = machine.handle(
            .attemptEnded(id, over: second, .temporarilyFailed), at: seconds(3), jitter: 0)
        let until = Timestamp(clampingMilliseconds: 3_500)
        #expect(pause.suffix(2) == [.changed(id, .waiting(until: until)), .sleep(until: until)])
        let early = Timestamp(clampingMilliseconds: 3_499)
        #expect(sends(machine.handle(.tick, at: early, jitter: 0)).isEmpty)
        #expect(sends(machine.handle(.tick, at: until, jitter: 0)) == [id])
    }

    @Test(arguments: [AttemptOutcome.denied, .rejected, .expired])
    func `a final answer is not shopped around for at other relays`(_ outcome: AttemptOutcome)
        throws
    {
        var machine = OutboxMachine(relays: [first, second])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
        let effects = machine.handle(
            .attemptEnded(id, over: first, outcome), at: seconds(2), jitter: 0)
        #expect(sends(effects).isEmpty && machine.items.isEmpty)
        #expect(effects.contains(.giveUp(id)) == (outcome == .expired))
    }

    @Test func `a busy relay is given the time it asks for, within the cap`() throws {
        for (asked, until) in [(7, 9), (100_000, 302), (-5, 2)] as [(Int64, Int64)] {
            var machine = OutboxMachine(relays: [first])
            let id = try messageID(1)
            _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
            let effects = machine.handle(
                .attemptEnded(id, over: first, .busy(retryAfterSeconds: asked)), at: seconds(2),
                jitter: 0)
            let expected = max(seconds(until), Timestamp(clampingMilliseconds: 2_500))
            #expect(effects.contains(.changed(id, .waiting(until: expected))))
            #expect(machine.isUp(first))
        }
    }

    @Test func `a relay that asks for time gets nothing before, whichever message asks`() throws {
        var machine = OutboxMachine(relays: [first])
        let (one, other) = (try messageID(1), try messageID(2))
        _ = machine.handle(submit(one), at: seconds(1), jitter: 0)
        var effects = machine.handle(
            .attemptEnded(one, over: first, .busy(retryAfterSeconds: 60)), at: seconds(2),
            jitter: 0)
        effects += machine.handle(submit(other), at: seconds(3), jitter: 0)
        // News from the relay is no permission.
        effects += machine.handle(.relayReached(first), at: seconds(4), jitter: 0)
        effects += machine.handle(.tick, at: seconds(61), jitter: 0)
        #expect(sends(effects).isEmpty)
        let after = machine.handle(.tick, at: seconds(62), jitter: 0)
        #expect(Set(sends(after)) == [one, other])
    }

    @Test func `what waits for a relay that asked for time is woken when that is over`() throws {
        var machine = OutboxMachine(relays: [first])
        let (one, other) = (try messageID(1), try messageID(2))
        _ = machine.handle(submit(one), at: seconds(1), jitter: 0)
        var effects = machine.handle(
            .attemptEnded(one, over: first, .busy(retryAfterSeconds: 60)), at: seconds(2),
            jitter: 0)
        effects += machine.handle(.cancelled(one), at: seconds(2), jitter: 0)
        effects += machine.handle(submit(other), at: seconds(3), jitter: 0)
        #expect(effects.contains(.sleep(until: seconds(62))))
        #expect(sends(machine.handle(.tick, at: seconds(62), jitter: 0)) == [other])
    }

    @Test func `a full mailbox holds up its own messages alone`() throws {
        var machine = OutboxMachine(relays: [first])
        let (one, other) = (try messageID(1), try messageID(2))
        _ = machine.handle(submit(one), at: seconds(1), jitter: 0)
        _ = machine.handle(
            .attemptEnded(one, over: first, .busy(retryAfterSeconds: 60, of: .message)),
            at: seconds(2), jitter: 0)
        #expect(sends(machine.handle(submit(other), at: seconds(3), jitter: 0)) == [other])
    }

    @Test func `another relay is asked meanwhile`() throws {
        var machine = OutboxMachine(relays: [first, second])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
        let effects = machine.handle(
            .attemptEnded(id, over: first, .busy(retryAfterSeconds: 60)), at: seconds(2),
            jitter: 0)
        #expect(effects.contains(.send(id, over: second)))
    }

    @Test func `a relay goes down after three failures and comes back after two successes`() throws
    {
        var machine = OutboxMachine(relays: [first])
        let ids = try (0..<4).map { try messageID($0) }
        for id in ids { _ = machine.handle(submit(id), at: seconds(1), jitter: 0) }
        for id in ids[..<2] {
            let effects = machine.handle(
                .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(2), jitter: 0)
            #expect(!effects.contains(.relayChanged(first, isUp: false)))
        }
        let third = machine.handle(
            .attemptEnded(ids[2], over: first, .temporarilyFailed), at: seconds(2), jitter: 0)
        #expect(third.contains(.relayChanged(first, isUp: false)) && !machine.isUp(first))
        // The fourth was sent before; its success is one of two.
        let probe = machine.handle(
            .attemptEnded(ids[3], over: first, .accepted), at: seconds(2), jitter: 0)
        #expect(!machine.isUp(first) && sends(probe).isEmpty)
        let woken = machine.handle(.relayReached(first), at: seconds(2), jitter: 0)
        #expect(sends(woken).count == 1, "a relay that is down gets one message to prove itself")
        let back = machine.handle(
            .attemptEnded(sends(woken)[0], over: first, .accepted), at: seconds(2), jitter: 0)
        #expect(back.contains(.relayChanged(first, isUp: true)))
        #expect(sends(back).count == 2, "nothing waits for a relay that is back")
    }

    @Test func `a message expires at its time, not before, and is given up aloud`() throws {
        var machine = OutboxMachine(relays: [])
        let id = try messageID(1)
        let event = OutboxMachine.Event.submitted(id, precedence: .flash, expires: seconds(10))
        _ = machine.handle(event, at: seconds(1), jitter: 0)
        let before = Timestamp(clampingMilliseconds: 9_999)
        #expect(machine.handle(.tick, at: before, jitter: 0) == [.sleep(until: seconds(10))])
        let effects = machine.handle(.tick, at: seconds(10), jitter: 0)
        #expect(effects.contains(.giveUp(id)) && machine.items.isEmpty)
        // Submitted too late, it is never sent.
        var other = OutboxMachine(relays: [first])
        #expect(sends(other.handle(event, at: seconds(10), jitter: 0)).isEmpty)
    }

    @Test func `an acceptance outranks having given up or cancelled`() throws {
        for end in [OutboxMachine.Event.cancelled(try messageID(1)), .tick] {
            var machine = OutboxMachine(relays: [first])
            let id = try messageID(1)
            _ = machine.handle(
                .submitted(id, precedence: .flash, expires: seconds(10)), at: seconds(1), jitter: 0)
            _ = machine.handle(end, at: seconds(10), jitter: 0)
            let effects = machine.handle(
                .attemptEnded(id, over: first, .accepted), at: seconds(11), jitter: 0)
            #expect(effects.contains(.changed(id, .accepted(by: first, at: seconds(11)))))
        }
    }

    @Test func `a receipt proves that a relay has it although no answer came`() throws {
        var machine = OutboxMachine(relays: [first])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
        _ = machine.handle(
            .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(2), jitter: 0)
        let effects = machine.handle(.receiptSeen(id), at: seconds(2), jitter: 0)
        #expect(effects.contains(.changed(id, .accepted(by: nil, at: seconds(2)))))
        #expect(machine.items.isEmpty)
    }

    @Test func `the same message twice, and answers to nothing, change nothing`() throws {
        var machine = OutboxMachine(relays: [first])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(1), jitter: 0)
        #expect(machine.handle(submit(id), at: seconds(1), jitter: 0).isEmpty)
        let strangers: [OutboxMachine.Event] = [
            .attemptEnded(try messageID(2), over: first, .accepted),
            .attemptEnded(id, over: second, .denied), .receiptSeen(try messageID(2)),
            .cancelled(try messageID(2)), .retryRequested(id), .relayReached(second),
        ]
        for event in strangers {
            #expect(machine.handle(event, at: seconds(1), jitter: 0).isEmpty, "\(event)")
        }
    }

    @Test func `a clock set back does not stretch a pause`() throws {
        var machine = OutboxMachine(relays: [first])
        let id = try messageID(1)
        _ = machine.handle(submit(id), at: seconds(500_000), jitter: 0)
        _ = machine.handle(
            .attemptEnded(id, over: first, .temporarilyFailed), at: seconds(500_000), jitter: 0)
        #expect(sends(machine.handle(.tick, at: seconds(1_000), jitter: 0)) == [id])
    }

    @Test(arguments: 1...40)
    func `pauses double, are capped and never shorter than half`(_ round: Int) {
        let whole = min(Int64(1_000) << Int64(min(round - 1, 20)), 300_000)
        #expect(Backoff.delayMilliseconds(round: round, jitter: 0) == whole / 2)
        #expect(Backoff.delayMilliseconds(round: round, jitter: UInt64(whole / 2)) == whole)
        for jitter: UInt64 in [1, 77, .max] {
            let delay = Backoff.delayMilliseconds(round: round, jitter: jitter)
            #expect((whole / 2...whole).contains(delay))
        }
    }

    @Test func `a restart keeps pauses and order`() throws {
        var machine = OutboxMachine(relays: [first])
        let ids = try (0..<3).map { try messageID($0) }
        for id in ids { _ = machine.handle(submit(id), at: seconds(1), jitter: 0) }
        _ = machine.handle(
            .attemptEnded(ids[0], over: first, .temporarilyFailed), at: seconds(1), jitter: 0)
        var restarted = OutboxMachine(relays: [first], items: machine.items.reversed())
        #expect(restarted.items == machine.items)
        #expect(sends(restarted.handle(.tick, at: seconds(1), jitter: 0)) == Array(ids[1...]))
        let new = try messageID(7)
        _ = restarted.handle(submit(new), at: seconds(1), jitter: 0)
        #expect(restarted.items.last?.id == new && restarted.items.last?.sequence == 3)
    }

    @Test func `the outbox is full at its limit`() throws {
        let items = try (0..<OutboxMachine.itemsMaxCount).map { number in
            OutboxItem(
                id: try messageID(number), precedence: .routine, expires: late,
                sequence: UInt64(number))
        }
        var machine = OutboxMachine(relays: [], items: items)
        let id = try messageID(OutboxMachine.itemsMaxCount)
        let effects = machine.handle(submit(id), at: seconds(1), jitter: 0)
        #expect(effects.first == .refused(id, limit: OutboxMachine.itemsMaxCount))
        _ = machine.handle(.cancelled(try messageID(0)), at: seconds(1), jitter: 0)
        #expect(machine.handle(submit(id), at: seconds(1), jitter: 0).count == 2)
    }

    private func submit(_ id: MessageID) -> OutboxMachine.Event {
        .submitted(id, precedence: .routine, expires: late)
    }

    private func sends(_ effects: [Effect]) -> [MessageID] {
        effects.compactMap { if case .send(let id, _) = $0 { id } else { nil } }
    }
}
