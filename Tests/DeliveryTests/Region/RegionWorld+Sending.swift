import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

// The sender's side: what `NodeEngine` does around its machines, step by step, with a disk that may
// take nothing and a machine that may stop in between.

extension RegionWorld {
    func clock(of node: Int) -> Timestamp {
        now.adding(milliseconds: nodes[node].clockAheadMilliseconds)
    }

    mutating func submit() throws {
        let node = anySender()
        guard !weather.down.contains(.node(node)), !weather.full.contains(.node(node)),
            hasRightClock(node)
        else { return }
        let message = try draft(from: node)
        messages[message.id] = message
        order.append(message.id)
        start(node, ifNeeded: true)
        nodes[node].disk.signed[message.id] = []
        for (recipient, counter) in message.counters {
            nodes[node].disk.counters[recipient] = counter
        }
        feedLadder(node, .submitted(message.parcel))
    }

    /// A few of all, others in each run: a node with nothing to send does little.
    private mutating func anySender() -> Int {
        let place = UInt64.random(in: 0..<Self.senderCount, using: &random)
        return Int((seed &* 7 &+ place &* 4) % UInt64(Self.lostNode))
    }

    private mutating func draft(from node: Int) throws -> SentMessage {
        let id = try messageID(order.count + 1)
        let isOpen = random.once(in: 4)
        let others = (0..<Self.lostNode).filter { $0 != node }
        let recipients =
            isOpen
            ? others
            : Set(
                (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in
                    others.randomElement(using: &random)
                }
            ).sorted()
        let isLasting = !random.once(in: 8)
        let life: Int64 = isLasting ? 900_000 : Int64.random(in: 1...60, using: &random)
        let parcel = Parcel(
            id: id, precedence: Precedence.allCases[Int.random(in: 0..<4, using: &random)],
            level: isOpen ? .open : random.once(in: 8) ? .secret : .secrecy,
            bytes: random.once(in: 8) ? Self.recordBytesMax + 1 : 100,
            expires: clock(of: node).adding(seconds: life))
        let counters = isOpen ? [] : recipients
        return SentMessage(
            id: id, from: node, recipients: recipients, parcel: parcel,
            counters: Dictionary(
                uniqueKeysWithValues: counters.map {
                    ($0, (nodes[node].disk.counters[$0] ?? 0) + 1)
                }), isLasting: isLasting)
    }

    mutating func cancelAny() {
        guard let id = order.randomElement(using: &random), let message = messages[id],
            !weather.down.contains(.node(message.from)),
            !weather.full.contains(.node(message.from)),
            nodes[message.from].disk.parcels[id]?.isCarried == false,
            nodes[message.from].disk.ended.insert(id).inserted
        else { return }
        messages[id]?.isCancelled = true
        feedLadder(message.from, .cancelled(id), isSafe: true)
        feedOutbox(message.from, .cancelled(id), isSafe: true)
    }

    // MARK: The ladder

    /// - Returns: whether what came of it could be kept; where not, it is as if nothing had been said.
    @discardableResult
    mutating func feedLadder(
        _ node: Int, _ event: FailoverMachine.Event, isSafe: Bool = false
    ) -> Bool {
        guard !weather.down.contains(.node(node)) else { return false }
        var next = nodes[node].failover
        let effects = next.handle(event, at: clock(of: node), jitter: random.next())
        let writes = effects.contains {
            switch $0 {
            case .persist, .giveUp: true
            default: false
            }
        }
        guard !writes || takesWrites(node) else { return false }
        nodes[node].failover = next
        for effect in effects {
            switch effect {
            case .persist(let state): nodes[node].disk.parcels[state.parcel.id] = state
            case .giveUp(let id): giveUp(id, node)
            default: break
            }
        }
        let life = nodes[node].life
        for effect in effects {
            if !isSafe { mayStop(node) }
            guard nodes[node].life == life else { return true }
            perform(effect, node)
        }
        schedule(node)
        return true
    }

    private mutating func perform(_ effect: FailoverMachine.Effect, _ node: Int) {
        switch effect {
        case .send(let id, .relays, _): handToRelays(id, node)
        case .send(let id, let rung, let isLate):
            checkSend(id, over: rung, from: node)
            depart(id, to: .record(isLate: isLate), node)
        case .probe(let rung): ask(rung, node)
        case .sleep(let until):
            #expect(until > clock(of: node), "seed \(seed): an alarm in the past")
            nodes[node].ladderAlarm = until
        case .refused: Issue.record("seed \(seed): refused")
        case .persist, .giveUp, .rungChanged: break
        }
    }

    private mutating func giveUp(_ id: MessageID, _ node: Int) {
        nodes[node].disk.ended.insert(id)
        reported.insert(id)
    }

    /// What ended with the relays already is told; the rest they are to take.
    private mutating func handToRelays(_ id: MessageID, _ node: Int) {
        checkSend(id, over: .relays, from: node)
        guard let parcel = messages[id]?.parcel else { return }
        let isKept =
            if let outcome = nodes[node].disk.items[id].flatMap({ AttemptOutcome($0.state) }) {
                feedLadder(node, .attemptEnded(id, over: .relays, outcome))
            } else {
                feedOutbox(
                    node,
                    .submitted(id, precedence: parcel.precedence, expires: parcel.expires))
            }
        if !isKept { tellLadder(node, .attemptLost(id, over: .relays)) }
    }

    // MARK: The outbox

    @discardableResult
    mutating func feedOutbox(
        _ node: Int, _ event: OutboxMachine.Event, isSafe: Bool = false
    ) -> Bool {
        guard !weather.down.contains(.node(node)) else { return false }
        var next = nodes[node].outbox
        let effects = next.handle(event, at: clock(of: node), jitter: random.next())
        let writes = effects.contains { if case .persist = $0 { true } else { false } }
        guard !writes || takesWrites(node) else { return false }
        nodes[node].outbox = next
        for case .persist(let item) in effects { keep(item, node) }
        checkLanes(effects, of: node)
        let life = nodes[node].life
        for effect in effects {
            if !isSafe { mayStop(node) }
            guard nodes[node].life == life else { return true }
            perform(effect, node)
        }
        schedule(node)
        return true
    }

    private mutating func keep(_ item: OutboxItem, _ node: Int) {
        if let old = nodes[node].disk.items[item.id], old.state.isFinal {
            let outranks = if case .accepted = item.state { true } else { false }
            #expect(outranks, "seed \(seed): \(old.state) became \(item.state)")
        }
        nodes[node].disk.items[item.id] = item
        if case .expired = item.state { giveUp(item.id, node) }
    }

    private mutating func perform(_ effect: OutboxMachine.Effect, _ node: Int) {
        switch effect {
        case .send(let id, let relay):
            guard let number = Self.relayIDs.firstIndex(of: relay) else { return }
            depart(id, to: .relay(number), node)
        case .changed(let id, let state):
            guard nodes[node].failover.holds(id), let outcome = AttemptOutcome(state) else {
                return
            }
            if !feedLadder(node, .attemptEnded(id, over: .relays, outcome)) {
                tellLadder(node, .attemptLost(id, over: .relays))
            }
        case .relayChanged:
            let isAnyUp = Self.relayIDs.contains { nodes[node].outbox.isUp($0) }
            feedLadder(node, .observed(.relays, isUp: isAnyUp))
        case .sleep(let until):
            #expect(until > clock(of: node), "seed \(seed): an alarm in the past")
            nodes[node].outboxAlarm = until
        case .refused: Issue.record("seed \(seed): refused")
        case .persist, .giveUp: break
        }
    }

    private mutating func takesWrites(_ node: Int) -> Bool {
        guard weather.full.contains(.node(node)) else { return true }
        weather.note(.diskFull)
        return false
    }

    // MARK: Attempts

    private mutating func depart(_ id: MessageID, to target: Flight.Target, _ node: Int) {
        flightCount += 1
        let flight = Flight(number: flightCount, node: node, id: id, target: target)
        nodes[node].flights[flight.number] = flight
        mix(UInt64(flight.number))
        for delay in arrivals(from: .node(node), at: flight.place) { after(delay, .asks(flight)) }
        after(10_000, .answered(flight, .temporarilyFailed))
    }

    /// It has come to where it was sent, which does with it what it can.
    mutating func arrive(_ flight: Flight) {
        guard !weather.down.contains(flight.place) else { return }
        guard let outcome = outcome(of: flight) else { return }
        for delay in arrivals(from: flight.place, at: .node(flight.node)) {
            after(delay, .answered(flight, outcome))
        }
    }

    /// `nil` where nobody answers.
    private mutating func outcome(of flight: Flight) -> AttemptOutcome? {
        switch flight.target {
        case .relay(let relay):
            if weather.full.contains(.relay(relay)) {
                weather.note(.diskFull)
                return .busy(retryAfterSeconds: 5, of: .relay)
            }
            relays[relay].accept(.message(flight.id), for: readers(of: .message(flight.id)))
            return .accepted
        case .record(let isLate):
            let publication = StandInRecord.Publication(
                id: flight.id, from: flight.node, isLate: isLate)
            if weather.record != .well { weather.note(.badRecord) }
            switch weather.record {
            case .well:
                record.publish(publication)
                return .accepted
            case .hangs:
                if random.once(in: 2) { record.publish(publication) }
                return nil
            case .gone: return nil
            case .isBusy: return .busy(retryAfterSeconds: 3)
            // Taken and not there when it is asked for is not there.
            case .answersErrors, .loses: return .temporarilyFailed
            }
        }
    }

    /// The first answer counts, or the time that is up; what comes later is an answer to nobody.
    mutating func answer(_ flight: Flight, _ outcome: AttemptOutcome) {
        let node = flight.node
        guard nodes[node].flights.removeValue(forKey: flight.number) != nil else { return }
        switch flight.target {
        case .relay(let relay):
            let id = Self.relayIDs[relay]
            if !feedOutbox(node, .attemptEnded(flight.id, over: id, outcome)) {
                tellOutbox(node, .attemptLost(flight.id, over: id))
            }
        case .record:
            let rung = Self.recordRung
            if !feedLadder(node, .attemptEnded(flight.id, over: rung, outcome)) {
                tellLadder(node, .attemptLost(flight.id, over: rung))
            }
        }
    }

    private mutating func ask(_ rung: Rung, _ node: Int) {
        flightCount += 1
        let (life, number) = (nodes[node].life, flightCount)
        nodes[node].probes[number] = rung
        for delay in arrivals(from: .node(node), at: .record) {
            after(delay, .questioned(node: node, life: life, number: number, rung))
        }
        after(2_000, .probed(node: node, life: life, number: number, isWell: false))
    }

    mutating func question(_ node: Int, _ life: Int, _ number: Int, _ rung: Rung) {
        guard !weather.down.contains(.record), weather.record != .gone, weather.record != .hangs
        else { return }
        // One that loses or answers errors may still say that it is well.
        for delay in arrivals(from: .record, at: .node(node)) {
            after(delay, .probed(node: node, life: life, number: number, isWell: true))
        }
    }

    mutating func probed(_ node: Int, _ life: Int, _ number: Int, isWell: Bool) {
        guard nodes[node].life == life,
            let rung = nodes[node].probes.removeValue(forKey: number)
        else { return }
        if !feedLadder(node, .probeEnded(rung, isWell: isWell)) {
            tellLadder(node, .probeLost(rung))
        }
    }

    // MARK: What could not be kept

    /// Now if that can be kept, else once something can.
    private mutating func tellLadder(_ node: Int, _ event: FailoverMachine.Event) {
        guard !weather.down.contains(.node(node)), !feedLadder(node, event) else { return }
        nodes[node].untoldLadder.append(event)
        schedule(node)
    }

    private mutating func tellOutbox(_ node: Int, _ event: OutboxMachine.Event) {
        guard !weather.down.contains(.node(node)), !feedOutbox(node, event) else { return }
        nodes[node].untoldOutbox.append(event)
        schedule(node)
    }

    mutating func tellUntold(_ node: Int) {
        while let event = nodes[node].untoldOutbox.first, feedOutbox(node, event) {
            // It may have stopped at that.
            if !nodes[node].untoldOutbox.isEmpty { nodes[node].untoldOutbox.removeFirst() }
        }
        while let event = nodes[node].untoldLadder.first, feedLadder(node, event) {
            if !nodes[node].untoldLadder.isEmpty { nodes[node].untoldLadder.removeFirst() }
        }
    }
}

extension Flight {
    var place: Place {
        switch target {
        case .relay(let relay): .relay(relay)
        case .record: .record
        }
    }
}

extension AttemptOutcome {
    /// How a message ended with the relays, as the ladder is told; `nil` while it has not.
    init?(_ state: OutboxState) {
        switch state {
        case .accepted: self = .accepted
        case .denied: self = .denied
        case .rejected: self = .rejected
        case .expired: self = .expired
        case .queued, .waiting, .cancelled: return nil
        }
    }
}
