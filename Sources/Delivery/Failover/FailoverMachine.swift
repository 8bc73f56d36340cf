package import Identity
package import Labels

/// The ladder thinking: which rungs each message goes over, when the next one is asked, what is
/// entered afterwards where it was missed. Events in, effects out; no clock and no network of its
/// own.
///
/// - The first rung that is up is asked; the next one where it fails, or has not answered within the
///   patience of the precedence. Flash has none: all rungs are asked at once.
/// - A message some rung took, and which not everybody has signed for in time, goes over the next
///   rung too.
/// - A rung that is a record gets everything that others carried in its stead: once, in order, as
///   late.
///
/// After a crash a machine over the stored states goes on; the worst it does is send again. Effects
/// are to be performed in order.
package struct FailoverMachine: Sendable {
    /// In order of preference.
    package internal(set) var ladder: [RungTraits]
    var lines: [Rung: RungLine] = [:]
    var entries: [MessageID: Entry] = [:]
    /// When the next rung is to be asked; what has changed since is skipped when it comes up.
    var deadlines = Heap<Timestamp, MessageID>()
    private var expiries = Heap<Timestamp, MessageID>()
    private var forces: [Level: InForce] = [:]
    private var nextSequence: UInt64 = 0
    private var alarm: Timestamp?

    /// A parcel that is not done with.
    struct Entry: Sendable {
        var state: ParcelState
        var deadline: Timestamp?
        /// Some rung had it, and yet the next one was asked.
        var isEscalated = false
        var trials: [Rung: Trials] = [:]

        var parcel: Parcel { state.parcel }
    }

    /// What came of attempts on one rung that failed.
    struct Trials: Sendable {
        private(set) var failures = 0
        /// Times it was passed over.
        private(set) var round = 0
        /// Failures since then before each of which another message got through.
        private var singledOutCount = 0
        /// How many others had got through at the latest failure.
        private var successCount: UInt64

        init(successesBefore: UInt64) { successCount = successesBefore }

        /// It failed once more. One that the rung chokes on while others get through is not to hold
        /// up the rest; where nothing gets through, it keeps its place.
        mutating func note(successCount now: UInt64) {
            failures += 1
            if now > successCount { singledOutCount += 1 }
            successCount = now
            guard singledOutCount >= Self.singledOutMaxCount else { return }
            round += 1
            singledOutCount = 0
        }

        static let singledOutMaxCount = 8
    }

    /// A machine over stored states, which starts with the first event; what is done with is left
    /// out.
    package init(ladder: [RungTraits], states: [ParcelState] = [], at now: Timestamp) {
        self.ladder = ladder
        for traits in ladder { lines[traits.rung] = RungLine(at: now) }
        for state in states.sorted(by: { $0.parcel.sequence < $1.parcel.sequence }) {
            nextSequence = max(nextSequence, state.parcel.sequence + 1)
            entries[state.parcel.id] = Entry(state: state)
            expiries.push(state.parcel.expires, state.parcel.id)
            for case (let rung, .asked(let isLate)) in state.legs {
                lines[rung]?.stand(state.parcel, isLate: isLate)
            }
            setDeadline(of: state.parcel.id, from: state.carriedAt ?? now)
            settle(state.parcel.id)
        }
        noteForces(at: now)
    }

    package static let parcelsMaxCount = 100_000

    /// Takes an event that happened at `now`; `jitter` is any random number.
    package mutating func handle(_ event: Event, at now: Timestamp, jitter: UInt64) -> [Effect] {
        var effects: [Effect] = []
        take(event, at: now, jitter: jitter, &effects)
        expire(at: now, &effects)
        climbLate(at: now, &effects)
        probe(at: now, &effects)
        dispatch(at: now, &effects)
        noteForces(at: now)
        setAlarm(isTick: event == .tick, at: now, &effects)
        return effects
    }

    // MARK: Views

    /// Whether the message is still to go somewhere, or to be confirmed.
    package func holds(_ id: MessageID) -> Bool { entries[id] != nil }

    /// Whether the message is on its way over a rung that answers attempt by attempt.
    package func isOut(_ id: MessageID) -> Bool {
        ladder.contains { $0.manner == .attempted && lines[$0.rung]?.isOut(id) == true }
    }

    package func health(of rung: Rung) -> RungHealth? { lines[rung]?.health }

    /// The first rung in use that may carry the level, and since when it is that.
    package func inForce(_ level: Level) -> InForce? { forces[level] }

    /// The messages still owed to a rung that others carried in its stead.
    package func owedCount(to rung: Rung) -> Int {
        entries.values.count { $0.state.isCarried && $0.state.legs[rung] == .asked(isLate: true) }
    }

    func isUp(_ traits: RungTraits) -> Bool {
        traits.manner == .byHand || lines[traits.rung]?.health.isUp == true
    }

    private mutating func noteForces(at now: Timestamp) {
        for level in Level.allCases {
            let rung = ladder.first { $0.levels.contains(level) && isUp($0) }?.rung
            if let known = forces[level], known.rung == rung { continue }
            forces[level] = InForce(rung: rung, since: now)
        }
    }

    // MARK: Events

    private mutating func take(
        _ event: Event, at now: Timestamp, jitter: UInt64, _ effects: inout [Effect]
    ) {
        switch event {
        case .submitted(let parcel): submit(parcel, at: now, &effects)
        case .attemptEnded(let id, let rung, let outcome):
            attemptEnded(id, rung, outcome, at: now, jitter: jitter, &effects)
        case .attemptLost(let id, let rung): lost(id, rung, at: now, jitter: jitter)
        case .probeEnded(let rung, let isWell):
            probeEnded(rung, isWell: isWell, at: now, jitter: jitter, &effects)
        case .probeLost(let rung): lines[rung]?.health.probeLost(at: now)
        case .observed(let rung, let isUp):
            if lines[rung]?.health.observed(isUp: isUp, at: now) == true {
                effects.append(.rungChanged(rung, isUp: isUp))
            }
        case .confirmed(let id): confirm(id, &effects)
        case .cancelled(let id): cancel(id)
        case .ladderChanged(let ladder): change(to: ladder, at: now)
        case .tick: break
        }
    }

    private mutating func submit(
        _ parcel: Parcel, at now: Timestamp, _ effects: inout [Effect]
    ) {
        // The same message twice is one message.
        if entries[parcel.id] != nil { return }
        guard entries.count < Self.parcelsMaxCount else {
            effects.append(.refused(parcel.id, limit: Self.parcelsMaxCount))
            return
        }
        let parcel = parcel.numbered(nextSequence)
        nextSequence += 1
        entries[parcel.id] = Entry(state: ParcelState(parcel))
        expiries.push(parcel.expires, parcel.id)
        climb(parcel.id, at: now, &effects)
    }

    private mutating func probeEnded(
        _ rung: Rung, isWell: Bool, at now: Timestamp, jitter: UInt64, _ effects: inout [Effect]
    ) {
        if isWell, lines[rung]?.health.answered(at: now) == true {
            effects.append(.rungChanged(rung, isUp: true))
        }
        if !isWell, lines[rung]?.health.silent(at: now, jitter: jitter) == true {
            fell(rung, at: now, &effects)
        }
    }

    private mutating func confirm(_ id: MessageID, _ effects: inout [Effect]) {
        guard var entry = entries[id], !entry.state.isConfirmed else { return }
        entry.state.isConfirmed = true
        entry.deadline = nil
        entries[id] = entry
        effects.append(.persist(entry.state))
        settle(id)
    }

    /// What some rung has cannot be called back; what none has is forgotten.
    private mutating func cancel(_ id: MessageID) {
        if entries[id]?.state.isCarried == false { entries[id] = nil }
    }

    /// Rungs that stay keep their lines and what is known of them.
    private mutating func change(to ladder: [RungTraits], at now: Timestamp) {
        self.ladder = ladder
        for traits in ladder where lines[traits.rung] == nil {
            lines[traits.rung] = RungLine(at: now)
        }
    }

    // MARK: Time

    private mutating func expire(at now: Timestamp, _ effects: inout [Effect]) {
        while let (expires, id) = expiries.top, expires <= now {
            expiries.pop()
            guard let entry = entries[id], !entry.state.isCarried else { continue }
            entries[id] = nil
            // What is kept elsewhere ends there, and is told there.
            if !isKept(entry) { effects.append(.giveUp(id)) }
        }
    }

    private func isKept(_ entry: Entry) -> Bool {
        ladder.contains { $0.manner == .kept && entry.state.legs[$0.rung] != nil }
    }

    private mutating func probe(at now: Timestamp, _ effects: inout [Effect]) {
        for traits in ladder where traits.manner == .attempted {
            guard lines[traits.rung]?.health.isProbeDue(at: now) == true else { continue }
            lines[traits.rung]?.health.probeStarted()
            effects.append(.probe(traits.rung))
        }
    }

    private mutating func setAlarm(isTick: Bool, at now: Timestamp, _ effects: inout [Effect]) {
        while let (due, id) = deadlines.top, entries[id]?.deadline != due { deadlines.pop() }
        while let (_, id) = expiries.top, entries[id] == nil { expiries.pop() }
        let openings = ladder.filter { $0.manner == .attempted }
            .flatMap { lines[$0.rung]?.openings ?? [] }
        let times = [deadlines.top?.key, expiries.top?.key].compactMap { $0 } + openings
        guard let next = times.filter({ $0 > now }).min(), isTick || next != alarm else { return }
        alarm = next
        effects.append(.sleep(until: next))
    }
}
