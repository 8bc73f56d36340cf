import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

/// A sender, relays that fail, a network that loses, a receiver: one run of bad weather.
///
/// The same seed gives the same run. The sender crashes in the middle of its effects; what it had
/// stored by then is all it has afterwards.
struct World {
    private var random: Seeded
    private let seed: UInt64
    private let relays: [RelayID]
    private var now = seconds(1_000)
    private var lossy = true

    // The sender: a machine, and what it had stored when it last crashed.
    private var machine: OutboxMachine
    private var store: [MessageID: OutboxItem] = [:]
    private var alarm: Timestamp?
    private var out: [Attempt] = []
    /// Until when each relay asked to be spared a lane.
    private var asked: [RelayID: [Precedence: Timestamp]] = [:]

    // What really happened.
    private var messages: [MessageID: Message] = [:]
    private var logs: [RelayID: [MessageID]] = [:]
    private var down: Set<RelayID> = []
    private var cancelled: Set<MessageID> = []
    private var received: Set<MessageID> = []
    /// How far the receiver has read each log.
    private var cursors: [RelayID: Int] = [:]
    private var gaps = GapDetector()
    private var track = MessageTrack()

    struct Message {
        let precedence: Precedence
        let expires: Timestamp
        let counter: UInt64
        let answer: AttemptOutcome
        /// Lives longer than any weather: it must arrive.
        let isLasting: Bool
    }

    struct Attempt {
        let id: MessageID
        let relay: RelayID
        let ends: Timestamp
    }

    init(seed: UInt64) throws {
        self.seed = seed
        random = Seeded(seed: seed)
        relays = try ["relay-a", "relay-b", "relay-c"].prefix(1 + Int(seed % 3)).map {
            try RelayID($0)
        }
        machine = OutboxMachine(relays: relays)
    }

    mutating func run() throws {
        for _ in 0..<150 { try step() }
        // The weather clears; everything must come to its end.
        (lossy, down) = (false, [])
        let limit = now.adding(seconds: 2 * Backoff.delayMaxSeconds)
        while !machine.items.isEmpty || !out.isEmpty {
            guard now < limit, alarm != nil || !out.isEmpty else {
                Issue.record("seed \(seed): does not come to an end")
                return
            }
            jump()
        }
        receive()
        check()
    }

    // MARK: Steps

    private mutating func step() throws {
        now = now.adding(milliseconds: Int64.random(in: 0...1_500, using: &random))
        if let relay = relays.randomElement(using: &random), random.once(in: 12) {
            if down.remove(relay) == nil { down.insert(relay) }
        }
        if random.once(in: 3) { try submit() }
        if random.once(in: 40) { crash() }
        if random.once(in: 25), let id = anyMessage() {
            cancelled.insert(id)
            feed(.cancelled(id))
        }
        if random.once(in: 20), let id = anyMessage() { feed(.retryRequested(id)) }
        if random.once(in: 15), let relay = relays.randomElement(using: &random) {
            feed(.relayReached(relay))
        }
        if random.once(in: 6) { receive() }
        settle()
    }

    /// Moves to the next thing that will happen.
    private mutating func jump() {
        let times = out.map(\.ends) + [alarm].compactMap { $0 }
        now = max(now, times.min() ?? now)
        settle()
    }

    /// Ends the attempts that end now, and rings.
    private mutating func settle() {
        while let index = out.firstIndex(where: { $0.ends <= now }) {
            let attempt = out.remove(at: index)
            let outcome = outcome(attempt)
            if lossy && random.once(in: 30) {
                feed(.attemptLost(attempt.id, over: attempt.relay))
                continue
            }
            if case .busy(let seconds, let scope) = outcome { note(seconds, scope, attempt) }
            feed(.attemptEnded(attempt.id, over: attempt.relay, outcome))
        }
        if let alarm, alarm <= now {
            self.alarm = nil
            feed(.tick)
        }
    }

    private mutating func submit() throws {
        let number = messages.count
        let id = try messageID(number + 1)
        let isLasting = !random.once(in: 6)
        let lifeSeconds: Int64 = isLasting ? 900_000 : Int64.random(in: 1...20, using: &random)
        let message = Message(
            precedence: Precedence.allCases[Int.random(in: 0..<4, using: &random)],
            expires: now.adding(seconds: lifeSeconds), counter: UInt64(number + 1),
            answer: random.once(in: 15) ? (random.once(in: 2) ? .denied : .rejected) : .accepted,
            isLasting: isLasting)
        messages[id] = message
        feed(.submitted(id, precedence: message.precedence, expires: message.expires))
        // Crashed before it was stored: the user was told so, and tries again.
        if store[id] == nil {
            feed(
                .submitted(id, precedence: message.precedence, expires: message.expires),
                safely: true)
        }
    }

    /// What a relay does with an attempt, and what of its answer comes back.
    private mutating func outcome(_ attempt: Attempt) -> AttemptOutcome {
        if down.contains(attempt.relay) || (lossy && random.once(in: 6)) {
            return .temporarilyFailed
        }
        if lossy && random.once(in: 15) {
            let scopes: [BusyScope] = [.relay, .lane, .message]
            return .busy(
                retryAfterSeconds: 2, of: scopes[Int.random(in: 0..<3, using: &random)])
        }
        guard let message = messages[attempt.id] else { return .rejected }
        if message.answer != .accepted { return message.answer }
        if logs[attempt.relay]?.contains(attempt.id) != true {
            logs[attempt.relay, default: []].append(attempt.id)
        }
        return lossy && random.once(in: 6) ? .temporarilyFailed : .accepted
    }

    private mutating func note(_ seconds: Int64, _ scope: BusyScope, _ attempt: Attempt) {
        guard scope != .message, let lane = messages[attempt.id]?.precedence else { return }
        for silenced in Precedence.allCases where scope == .relay || silenced >= lane {
            asked[attempt.relay, default: [:]][silenced] = now.adding(seconds: seconds)
        }
    }

    private mutating func receive() {
        let stream = gapStream
        for relay in relays where !down.contains(relay) {
            let log = logs[relay] ?? []
            let unread = log[(cursors[relay] ?? 0)...]
            cursors[relay] = log.count
            for id in unread where received.insert(id).inserted {
                let sighting = gaps.sighted(messages[id]?.counter ?? 0, in: stream, at: now)
                #expect(sighting != .duplicate && sighting != .invalid, "seed \(seed)")
                track.record(.delivered, by: stream.originator, at: now)
                if !lossy || !random.once(in: 3) { feed(.receiptSeen(id)) }
            }
        }
    }

    // MARK: The sender

    /// Gives the machine an event and performs its effects, perhaps crashing in between.
    private mutating func feed(_ event: OutboxMachine.Event, safely: Bool = false) {
        let effects = machine.handle(event, at: now, jitter: random.next())
        for effect in effects {
            if lossy && !safely && random.once(in: 200) {
                crash()
                return
            }
            perform(effect)
        }
    }

    private mutating func perform(_ effect: OutboxMachine.Effect) {
        switch effect {
        case .persist(let item):
            if let old = store[item.id], old.state.isFinal {
                let outranks = if case .accepted = item.state { true } else { false }
                #expect(outranks, "seed \(seed): \(old.state) became \(item.state)")
            }
            store[item.id] = item
        case .send(let id, let relay):
            checkSend(id, over: relay)
            let span = Int64.random(in: 0...3_000, using: &random)
            out.append(Attempt(id: id, relay: relay, ends: now.adding(milliseconds: span)))
        case .sleep(let until):
            #expect(until > now, "seed \(seed): an alarm in the past")
            alarm = until
        case .changed(let id, let state): #expect(store[id]?.state == state, "seed \(seed)")
        case .giveUp, .relayChanged: break
        case .refused: Issue.record("seed \(seed): refused")
        }
    }

    /// Loses the machine; attempts that were out may still reach their relay, unanswered.
    private mutating func crash() {
        for attempt in out where random.once(in: 2) { _ = outcome(attempt) }
        (out, asked) = ([], [:])
        alarm = nil
        machine = OutboxMachine(relays: relays, items: Array(store.values))
        feed(.tick, safely: true)
    }

    // MARK: Checks

    private func checkSend(_ id: MessageID, over relay: RelayID) {
        guard let item = store[id], let message = messages[id] else {
            Issue.record("seed \(seed): sent before it was stored")
            return
        }
        #expect(!item.state.isFinal, "seed \(seed): sent after \(item.state)")
        #expect(message.expires > now, "seed \(seed): sent after it expired")
        #expect(!out.contains { $0.id == id }, "seed \(seed): sent twice at once")
        let inLane = out.count { messages[$0.id]?.precedence == message.precedence }
        if let until = asked[relay]?[message.precedence] {
            #expect(now >= until, "seed \(seed): sent although asked to wait")
        }
        #expect(inLane < Lanes.inFlightMaxCount(message.precedence), "seed \(seed): lane overfull")
    }

    private func check() {
        let kept = Set(logs.values.joined())
        #expect(
            Set(received) == kept && received.count == kept.count, "seed \(seed): lost or doubled")
        for (id, message) in messages {
            switch store[id]?.state {
            case .accepted: #expect(kept.contains(id), "seed \(seed): accepted by nobody")
            case .denied: #expect(message.answer == .denied, "seed \(seed)")
            case .rejected: #expect(message.answer == .rejected, "seed \(seed)")
            case .cancelled: #expect(cancelled.contains(id), "seed \(seed)")
            case .expired(let time):
                #expect(time >= message.expires, "seed \(seed)")
                #expect(!message.isLasting, "seed \(seed): given up for no reason")
            case .queued, .waiting, nil: Issue.record("seed \(seed): \(id) was lost")
            }
        }
        var gaps = self.gaps
        _ = gaps.announced(UInt64(messages.count), in: gapStream, at: now)
        let missing = Set(gaps.gaps.flatMap { Array($0.gap.counters) })
        let absent = Set(messages.filter { !kept.contains($0.key) }.map(\.value.counter))
        #expect(missing == absent, "seed \(seed): gaps tell something else")
    }

    private mutating func anyMessage() -> MessageID? {
        messages.keys.sorted().randomElement(using: &random)
    }

    private var gapStream: StreamID {
        StreamID(originator: Self.originator, level: .open, status: .test)
    }

    private static let originator: ActorID = {
        do { return try ActorID("sos-alarm") } catch { preconditionFailure("\(error)") }
    }()
}

struct SimulationTests {
    @Test(arguments: 0..<Seeded.rounds(20))
    func `in any weather nothing is lost or doubled`(_ round: UInt64) throws {
        for seed in round * 50..<(round + 1) * 50 {
            var world = try World(seed: seed)
            try world.run()
        }
    }
}
