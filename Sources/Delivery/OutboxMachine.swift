package import Identity
import Labels

/// The outbox thinking: events in, effects out, no clock and no network of its own.
///
/// Every message is sent until a relay has it, policy refuses it, it expires or is cancelled;
/// relays in order, the next one at once where one fails, pauses that double when all have failed.
/// After a crash a machine over the stored items goes on; the worst it does is send again.
///
/// Effects are to be performed in order. Whatever is to be persisted comes before what depends on
/// it.
package struct OutboxMachine: Sendable {
    private let relays: [RelayID]
    private var health: [RelayID: RelayHealth]
    private var entries: [MessageID: Entry] = [:]
    private var lanes = Lanes()
    /// Keys of pauses and of expiries; what has changed since is skipped when it comes up.
    private var pauses = Heap<Timestamp, MessageID>()
    private var expiries = Heap<Timestamp, MessageID>()
    private var nextSequence: UInt64 = 0
    private var alarm: Timestamp?

    /// A message that is not done with, or whose last attempt is still out.
    private struct Entry: Sendable {
        var item: OutboxItem
        var flight: Flight?
        /// Relays that failed in this round.
        var tried: [RelayID] = []
        /// Not before, as a busy relay asked.
        var asked: Timestamp?
    }

    private struct Flight: Sendable {
        let relay: RelayID
        let isProbe: Bool
    }

    /// A machine over stored items, which starts with the first event; finished ones are left out.
    ///
    /// `relays` in order of preference.
    package init(relays: [RelayID], items: [OutboxItem] = []) {
        self.relays = relays
        health = Dictionary(relays.map { ($0, RelayHealth()) }) { first, _ in first }
        for item in items {
            nextSequence = max(nextSequence, item.sequence + 1)
            if item.state.isFinal { continue }
            entries[item.id] = Entry(item: item)
            expiries.push(item.expires, item.id)
            if case .waiting(let until) = item.state {
                pauses.push(until, item.id)
            } else {
                lanes.enqueue(item)
            }
        }
    }

    package static let itemsMaxCount = 100_000

    /// The messages not done with, in order of submission.
    package var items: [OutboxItem] {
        entries.values.map(\.item).filter { !$0.state.isFinal }
            .sorted { $0.sequence < $1.sequence }
    }

    /// Whether a message is to go now: it is out, or waits for a relay and a place in its lane.
    package func isToGo(_ id: MessageID) -> Bool { entries[id]?.item.state == .queued }

    package func isUp(_ relay: RelayID) -> Bool { health[relay]?.isUp ?? false }

    /// Takes an event that happened at `now`; `jitter` is any random number.
    package mutating func handle(_ event: Event, at now: Timestamp, jitter: UInt64) -> [Effect] {
        var effects: [Effect] = []
        take(event, at: now, jitter: jitter, &effects)
        expire(at: now, &effects)
        wake(at: now)
        dispatch(at: now, jitter: jitter, &effects)
        setAlarm(isTick: event == .tick, at: now, &effects)
        return effects
    }

    // MARK: Events

    private mutating func take(
        _ event: Event, at now: Timestamp, jitter: UInt64, _ effects: inout [Effect]
    ) {
        switch event {
        case .submitted(let id, let precedence, let expires):
            submit(id, precedence, expires, &effects)
        case .attemptEnded(let id, let relay, let outcome):
            attemptEnded(id, relay, outcome, at: now, jitter: jitter, &effects)
        case .attemptLost(let id, let relay): lost(id, relay, at: now, jitter: jitter)
        case .receiptSeen(let id): finish(id, .accepted(by: nil, at: now), &effects)
        case .relayReached(let relay):
            health[relay]?.wasReached(at: now)
            wakeAll(at: now)
        case .retryRequested(let id): resume(id)
        case .cancelled(let id): finish(id, .cancelled(at: now), &effects)
        case .tick: break
        }
    }

    private mutating func submit(
        _ id: MessageID, _ precedence: Precedence, _ expires: Timestamp, _ effects: inout [Effect]
    ) {
        // The same message twice is one message.
        if entries[id] != nil { return }
        guard entries.count < Self.itemsMaxCount else {
            effects.append(.refused(id, limit: Self.itemsMaxCount))
            return
        }
        let item = OutboxItem(
            id: id, precedence: precedence, expires: expires, sequence: nextSequence)
        nextSequence += 1
        entries[id] = Entry(item: item)
        expiries.push(expires, id)
        lanes.enqueue(item)
        effects += [.persist(item), .changed(id, .queued)]
    }

    private mutating func attemptEnded(
        _ id: MessageID, _ relay: RelayID, _ outcome: AttemptOutcome, at now: Timestamp,
        jitter: UInt64, _ effects: inout [Effect]
    ) {
        guard var entry = entries[id], let flight = entry.flight, flight.relay == relay else {
            return
        }
        entry.flight = nil
        entries[id] = entry
        lanes.returned(entry.item.precedence)
        updateHealth(flight, outcome, at: now, jitter: jitter, &effects)
        switch outcome {
        case .accepted: finish(id, .accepted(by: relay, at: now), &effects)
        case .denied: finish(id, .denied(by: relay, at: now), &effects)
        case .rejected: finish(id, .rejected(by: relay, at: now), &effects)
        case .expired: finish(id, .expired(at: now), &effects)
        case .temporarilyFailed: failed(id, relay, asked: nil)
        case .busy(let seconds, let scope):
            let until = now.adding(seconds: min(max(seconds, 0), Backoff.delayMaxSeconds))
            switch scope {
            case .relay: health[relay]?.asked(until: until, from: .flash)
            case .lane: health[relay]?.asked(until: until, from: entry.item.precedence)
            case .message: break
            }
            failed(id, relay, asked: until)
        }
        // Ended while the attempt was out: now nobody needs the entry.
        if entries[id]?.item.state.isFinal == true { entries[id] = nil }
    }

    /// Gives a message's place in its lane back. Not persisted: nothing can be kept now, and a crash
    /// only makes the pause shorter.
    private mutating func lost(
        _ id: MessageID, _ relay: RelayID, at now: Timestamp, jitter: UInt64
    ) {
        guard var entry = entries[id], let flight = entry.flight, flight.relay == relay else {
            return
        }
        entry.flight = nil
        lanes.returned(entry.item.precedence)
        if flight.isProbe { health[relay]?.probeLost(at: now) }
        guard !entry.item.state.isFinal else {
            entries[id] = nil
            return
        }
        let delay = Backoff.delayMilliseconds(round: lostRounds, jitter: jitter)
        let until = now.adding(milliseconds: delay)
        entry.item.state = .waiting(until: until)
        entries[id] = entry
        pauses.push(until, id)
    }

    private mutating func updateHealth(
        _ flight: Flight, _ outcome: AttemptOutcome, at now: Timestamp, jitter: UInt64,
        _ effects: inout [Effect]
    ) {
        let relay = flight.relay
        if outcome == .temporarilyFailed {
            let went = health[relay]?.failed(isProbe: flight.isProbe, at: now, jitter: jitter)
            if went == true { effects.append(.relayChanged(relay, isUp: false)) }
        } else if health[relay]?.succeeded(isProbe: flight.isProbe, at: now) == true {
            effects.append(.relayChanged(relay, isUp: true))
            // Pauses were for a relay that was away.
            wakeAll(at: now)
        }
    }

    /// Puts a message back, to be tried at the relays that are left in this round.
    private mutating func failed(_ id: MessageID, _ relay: RelayID, asked: Timestamp?) {
        guard var entry = entries[id], !entry.item.state.isFinal else { return }
        entry.tried.append(relay)
        if let asked { entry.asked = max(entry.asked ?? asked, asked) }
        entries[id] = entry
        lanes.enqueue(entry.item)
    }

    /// Ends a message. An acceptance is evidence and outranks having given up; nothing else changes
    /// what has ended.
    private mutating func finish(
        _ id: MessageID, _ state: OutboxState, _ effects: inout [Effect]
    ) {
        guard var entry = entries[id] else { return }
        switch (entry.item.state, state) {
        case (.expired, .accepted), (.cancelled, .accepted): break
        case (let current, _) where current.isFinal: return
        default: break
        }
        entry.item.state = state
        entries[id] = entry.flight == nil ? nil : entry
        effects += [.persist(entry.item), .changed(id, state)]
        if case .expired = state { effects.append(.giveUp(id)) }
    }

    // MARK: Time

    private mutating func expire(at now: Timestamp, _ effects: inout [Effect]) {
        while let (expires, id) = expiries.top, expires <= now {
            expiries.pop()
            if entries[id]?.item.expires == expires {
                finish(id, .expired(at: now), &effects)
            }
        }
    }

    private mutating func wake(at now: Timestamp) {
        while let (until, id) = pauses.top, isDue(until, at: now) {
            pauses.pop()
            if entries[id]?.item.state == .waiting(until: until) { resume(id) }
        }
    }

    /// Ends all pauses but those that a relay asked for.
    private mutating func wakeAll(at now: Timestamp) {
        let paused = pauses.elements
        pauses.removeAll()
        for (until, id) in paused where entries[id]?.item.state == .waiting(until: until) {
            if let asked = entries[id]?.asked, !isDue(asked, at: now) {
                pauses.push(until, id)
            } else {
                resume(id)
            }
        }
    }

    /// Ends a pause. Not persisted: a crash only makes it last.
    private mutating func resume(_ id: MessageID) {
        guard var entry = entries[id], case .waiting = entry.item.state else { return }
        entry.item.state = .queued
        entry.tried = []
        entry.asked = nil
        entries[id] = entry
        lanes.enqueue(entry.item)
    }

    private mutating func pause(
        _ entry: Entry, at now: Timestamp, jitter: UInt64, _ effects: inout [Effect]
    ) {
        var entry = entry
        entry.item.failedRounds += 1
        // One number for many messages, spread by their places in the queue.
        let spread = jitter &+ entry.item.sequence &* 0x9E37_79B9_7F4A_7C15
        let delay = Backoff.delayMilliseconds(round: entry.item.failedRounds, jitter: spread)
        let until = max(now.adding(milliseconds: delay), entry.asked ?? now)
        entry.item.state = .waiting(until: until)
        entries[entry.item.id] = entry
        pauses.push(until, entry.item.id)
        effects += [.persist(entry.item), .changed(entry.item.id, entry.item.state)]
    }

    private mutating func setAlarm(isTick: Bool, at now: Timestamp, _ effects: inout [Effect]) {
        while let (until, id) = pauses.top, entries[id]?.item.state != .waiting(until: until) {
            pauses.pop()
        }
        while let (expires, id) = expiries.top, entries[id]?.item.expires != expires {
            expiries.pop()
        }
        let openings = lanes.hasReady ? relays.flatMap { health[$0]?.openings ?? [] } : []
        let times = ([pauses.top?.key, expiries.top?.key].compactMap { $0 } + openings)
        let next = times.filter { $0 > now }.min()
        guard let next, isTick || next != alarm else { return }
        alarm = next
        effects.append(.sleep(until: next))
    }

    // MARK: Sending

    private enum Choice {
        case send(Flight)
        /// No relay admits anything; stay in the lane.
        case stay
        /// All relays in reach have failed in this round.
        case pause
    }

    private mutating func dispatch(
        at now: Timestamp, jitter: UInt64, _ effects: inout [Effect]
    ) {
        for lane in Precedence.allCases {
            lane: while let (sequence, id) = lanes.next(lane) {
                guard let entry = entries[id], entry.item.sequence == sequence,
                    entry.item.state == .queued, entry.flight == nil
                else {
                    lanes.dropNext(lane)
                    continue
                }
                switch choose(for: entry, at: now) {
                case .stay: break lane
                case .pause:
                    lanes.dropNext(lane)
                    pause(entry, at: now, jitter: jitter, &effects)
                case .send(let flight):
                    lanes.dropNext(lane)
                    depart(entry, flight)
                    effects.append(.send(id, over: flight.relay))
                }
            }
        }
    }

    private func choose(for entry: Entry, at now: Timestamp) -> Choice {
        let isAnyUp = relays.contains { health[$0]?.isUp == true && !entry.tried.contains($0) }
        for relay in relays where !entry.tried.contains(relay) {
            switch health[relay]?.admission(at: now, for: entry.item.precedence) {
            case .open: return .send(Flight(relay: relay, isProbe: false))
            case .probe where !isAnyUp || Lanes.mayProbe(entry.item.precedence):
                return .send(Flight(relay: relay, isProbe: true))
            // No probe: whether it counts as one is decided by those that are.
            case .knock where !isAnyUp: return .send(Flight(relay: relay, isProbe: false))
            case .probe, .knock, .closed, nil: continue
            }
        }
        return entry.tried.isEmpty ? .stay : .pause
    }

    private mutating func depart(_ entry: Entry, _ flight: Flight) {
        var entry = entry
        entry.flight = flight
        entries[entry.item.id] = entry
        lanes.departed(entry.item.precedence)
        if flight.isProbe { health[flight.relay]?.probeStarted() }
    }
}

/// Some seconds: whoever makes room on a disk does not do it faster.
let lostRounds = 4
