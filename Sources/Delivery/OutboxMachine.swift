package import Identity
package import Labels

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

    package enum Event: Hashable, Sendable {
        case submitted(MessageID, precedence: Precedence, expires: Timestamp)
        case attemptEnded(MessageID, over: RelayID, AttemptOutcome)
        /// A receipt for the message came, from whomever: some relay must have it.
        case receiptSeen(MessageID)
        /// Something else got through to the relay.
        case relayReached(RelayID)
        /// A person does not want to wait.
        case retryRequested(MessageID)
        case cancelled(MessageID)
        /// The alarm rang, or the machine has just started.
        case tick
    }

    package enum Effect: Hashable, Sendable {
        /// Store the item durably, replacing what is stored under its id.
        case persist(OutboxItem)
        case send(MessageID, over: RelayID)
        case changed(MessageID, OutboxState)
        /// It expired without any relay having taken it: tell somebody.
        case giveUp(MessageID)
        case relayChanged(RelayID, isUp: Bool)
        /// Too many messages are waiting; this one was not taken.
        case refused(MessageID, limit: Int)
        /// Send ``Event/tick`` at that time; replaces earlier alarms.
        case sleep(until: Timestamp)
    }

    package static let itemsMaxCount = 100_000

    /// The messages not done with, in order of submission.
    package var items: [OutboxItem] {
        entries.values.map(\.item).filter { !$0.state.isFinal }
            .sorted { $0.sequence < $1.sequence }
    }

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
            if scope == .relay { health[relay]?.asked(until: until) }
            failed(id, relay, asked: until)
        }
        // Ended while the attempt was out: now nobody needs the entry.
        if entries[id]?.item.state.isFinal == true { entries[id] = nil }
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
        let probes = lanes.hasReady ? relays.compactMap { health[$0]?.nextOpening } : []
        let times = ([pauses.top?.key, expiries.top?.key].compactMap { $0 } + probes)
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
            switch health[relay]?.admission(at: now) {
            case .open: return .send(Flight(relay: relay, isProbe: false))
            case .probe where !isAnyUp || Lanes.mayProbe(entry.item.precedence):
                return .send(Flight(relay: relay, isProbe: true))
            case .probe, .closed, nil: continue
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
