import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

/// A sender with a ladder, rungs that fail in every way, people who sign for what they get: one run
/// of bad weather. The same seed gives the same run.
struct LadderWorld {
    private var random: Seeded
    private let seed: UInt64
    private let ladder: [RungTraits]
    private var now = seconds(100_000)
    private var isCalm = false

    // The sender: a machine, and what it had stored when it last crashed.
    private var machine: FailoverMachine
    private var store: [MessageID: ParcelState] = [:]
    private var ended: Set<MessageID> = []
    private var alarm: Timestamp?
    private var due: [Due] = []

    // What really happened.
    private var weather: [Rung: Weather] = [:]
    private var messages: [MessageID: Message] = [:]
    /// What each rung has, in the order it came.
    private var kept: [Rung: [Held]] = [:]
    private var rises: [Rung: [Timestamp]] = [:]

    /// What a rung does with whatever comes.
    enum Weather: CaseIterable {
        case well, gone, hangs, answersErrors, loses, isBusy
    }

    struct Message {
        let parcel: Parcel
        let isLasting: Bool
        var isCancelled = false
    }

    struct Held {
        let id: MessageID
        let isLate: Bool
    }

    /// Something that ends later.
    struct Due {
        enum Matter {
            case attempt(MessageID, Rung, AttemptOutcome)
            case probe(Rung, isWell: Bool)
        }

        let at: Timestamp
        let matter: Matter
    }

    init(seed: UInt64) {
        self.seed = seed
        random = Seeded(seed: seed)
        ladder = seed % 2 == 0 ? Self.relaysThatKeep : Self.relaysByThemselves
        machine = FailoverMachine(ladder: ladder, at: now)
        feed(.tick, safely: true)
    }

    mutating func run() throws {
        for _ in 0..<100 { try step() }
        isCalm = true
        weather = [:]
        let limit = now.adding(seconds: 40_000)
        while !machine.entries.isEmpty, now < limit {
            let unsigned = machine.entries.values.map(\.state)
                .filter { $0.isCarried && !$0.isConfirmed }
            for id in unsigned.map(\.parcel.id).sorted() { feed(.confirmed(id), safely: true) }
            guard jump() else { break }
        }
        check()
    }

    // MARK: Steps

    private mutating func step() throws {
        now = now.adding(milliseconds: Int64.random(in: 0...4_000, using: &random))
        let automatic = ladder.filter(\.isAutomatic).map(\.rung)
        if random.once(in: 10), let rung = automatic.randomElement(using: &random) {
            weather[rung] =
                random.once(in: 2) ? .well : Weather.allCases.randomElement(using: &random)
        }
        if random.once(in: 3) { try submit() }
        if random.once(in: 40) { crash() }
        if random.once(in: 25), let id = messages.keys.sorted().randomElement(using: &random) {
            cancel(id)
        }
        if random.once(in: 5), let id = store.keys.sorted().randomElement(using: &random),
            store[id]?.isCarried == true
        {
            feed(.confirmed(id))
        }
        settle()
    }

    private mutating func submit() throws {
        let id = try messageID(messages.count + 1)
        let isLasting = !random.once(in: 8)
        let life: Int64 = isLasting ? 900_000 : Int64.random(in: 1...30, using: &random)
        let parcel = Parcel(
            id: id, precedence: Precedence.allCases[Int.random(in: 0..<4, using: &random)],
            level: random.once(in: 4) ? .secrecy : .open,
            bytes: random.once(in: 8) ? Self.recordBytesMax + 1 : 100,
            expires: now.adding(seconds: life))
        messages[id] = Message(parcel: parcel, isLasting: isLasting)
        feed(.submitted(parcel))
        // Crashed before it was stored: the user was told so, and tries again.
        if store[id] == nil { feed(.submitted(parcel), safely: true) }
    }

    private mutating func cancel(_ id: MessageID) {
        guard store[id]?.isCarried == false, !ended.contains(id) else { return }
        messages[id]?.isCancelled = true
        ended.insert(id)
        feed(.cancelled(id), safely: true)
    }

    /// Moves to the next thing that will happen; false when nothing will.
    private mutating func jump() -> Bool {
        guard let next = (due.map(\.at) + [alarm].compactMap { $0 }).min() else { return false }
        now = max(now, next)
        settle()
        return true
    }

    /// Ends what ends now, and rings.
    private mutating func settle() {
        while let index = due.indices.filter({ due[$0].at <= now })
            .min(by: { due[$0].at < due[$1].at })
        {
            switch due.remove(at: index).matter {
            case .attempt(let id, let rung, let outcome):
                if !isCalm && random.once(in: 40) {
                    feed(.attemptLost(id, over: rung))
                } else {
                    feed(.attemptEnded(id, over: rung, outcome))
                }
            case .probe(let rung, let isWell):
                feed(
                    !isCalm && random.once(in: 40)
                        ? .probeLost(rung) : .probeEnded(rung, isWell: isWell))
            }
        }
        if let alarm, alarm <= now {
            self.alarm = nil
            feed(.tick)
        }
    }

    // MARK: Rungs

    private func weather(of rung: Rung) -> Weather { weather[rung] ?? .well }

    private mutating func attempt(_ id: MessageID, _ rung: Rung, isLate: Bool) -> Due {
        let quick = Int64.random(in: 1...300, using: &random)
        func ends(_ outcome: AttemptOutcome, after span: Int64) -> Due {
            Due(at: now.adding(milliseconds: span), matter: .attempt(id, rung, outcome))
        }
        switch weather(of: rung) {
        case .well:
            keep(id, rung, isLate: isLate)
            // The answer may be lost on its way.
            return ends(
                !isCalm && random.once(in: 8) ? .temporarilyFailed : .accepted, after: quick)
        case .hangs:
            if random.once(in: 2) { keep(id, rung, isLate: isLate) }
            return ends(.temporarilyFailed, after: 10_000)
        case .gone, .answersErrors, .loses: return ends(.temporarilyFailed, after: quick)
        case .isBusy: return ends(.busy(retryAfterSeconds: 3), after: quick)
        }
    }

    private mutating func probe(_ rung: Rung) -> Due {
        let weather = weather(of: rung)
        let span: Int64 = weather == .hangs ? 2_000 : 5
        // A rung that loses or answers errors may still say that it is well.
        let isWell = weather != .gone && weather != .hangs
        return Due(at: now.adding(milliseconds: span), matter: .probe(rung, isWell: isWell))
    }

    /// The same message twice is kept once, as every carrier promises.
    private mutating func keep(_ id: MessageID, _ rung: Rung, isLate: Bool) {
        if kept[rung]?.contains(where: { $0.id == id }) == true { return }
        kept[rung, default: []].append(Held(id: id, isLate: isLate))
    }

    // MARK: The sender

    /// Gives the machine an event and performs its effects, perhaps crashing in between.
    private mutating func feed(_ event: FailoverMachine.Event, safely: Bool = false) {
        let effects = machine.handle(event, at: now, jitter: random.next())
        for effect in effects {
            if !isCalm && !safely && random.once(in: 300) {
                crash()
                return
            }
            perform(effect)
        }
    }

    private mutating func perform(_ effect: FailoverMachine.Effect) {
        switch effect {
        case .persist(let state): store[state.parcel.id] = state
        case .send(let id, let rung, let isLate):
            checkSend(id, rung)
            if ladder.first(where: { $0.rung == rung })?.manner == .kept {
                // It has its own patience.
                keep(id, rung, isLate: false)
                let span = Int64.random(in: 1...60_000, using: &random)
                due.append(
                    Due(
                        at: now.adding(milliseconds: span), matter: .attempt(id, rung, .accepted)))
            } else {
                due.append(attempt(id, rung, isLate: isLate))
            }
        case .probe(let rung): due.append(probe(rung))
        case .rungChanged(let rung, let isUp):
            if isUp { rises[rung, default: []].append(now) }
        case .giveUp(let id): ended.insert(id)
        case .sleep(let until):
            #expect(until > now, "seed \(seed): an alarm in the past")
            alarm = until
        case .refused: Issue.record("seed \(seed): refused")
        }
    }

    /// Loses the machine and whatever was under way.
    private mutating func crash() {
        (due, alarm) = ([], nil)
        let states = store.values.filter { !ended.contains($0.parcel.id) }
        machine = FailoverMachine(ladder: ladder, states: states, at: now)
        feed(.tick, safely: true)
    }

    // MARK: Checks

    private func checkSend(_ id: MessageID, _ rung: Rung) {
        guard let message = messages[id], let state = store[id],
            let traits = ladder.first(where: { $0.rung == rung })
        else {
            Issue.record("seed \(seed): sent before it was stored")
            return
        }
        #expect(traits.carries(message.parcel), "seed \(seed): over \(rung.name), which may not")
        #expect(traits.manner != .byHand, "seed \(seed): by hand, by itself")
        #expect(!message.isCancelled, "seed \(seed): sent after it was cancelled")
        #expect(
            state.isCarried || message.parcel.expires > now, "seed \(seed): sent after it expired")
        let isOut = due.contains {
            if case .attempt(id, rung, _) = $0.matter { true } else { false }
        }
        #expect(!isOut, "seed \(seed): sent twice at once")
    }

    private func check() {
        #expect(machine.entries.isEmpty, "seed \(seed): \(machine.entries.count) not done with")
        let record = kept[Self.record] ?? []
        for (id, message) in messages {
            let holders = ladder.filter { kept[$0.rung]?.contains { $0.id == id } == true }
            if message.isLasting && !message.isCancelled {
                #expect(!holders.isEmpty, "seed \(seed): lost")
            }
            guard store[id]?.isCarried == true, let traits = ladder.first,
                traits.carries(message.parcel)
            else { continue }
            #expect(record.count { $0.id == id } == 1, "seed \(seed): the record has it not once")
        }
        let late = record.filter(\.isLate).compactMap { store[$0.id]?.parcel.sequence }
        #expect(late == late.sorted(), "seed \(seed): entered out of order")
        for (rung, times) in rises { checkSteady(rung, times) }
    }

    /// However the weather turns, a rung does not come and go.
    private func checkSteady(_ rung: Rung, _ times: [Timestamp]) {
        for (index, time) in times.enumerated() where index + Self.risesMax < times.count {
            let later = times[index + Self.risesMax]
            #expect(
                later.milliseconds - time.milliseconds > 600_000, "seed \(seed): \(rung) flaps")
        }
    }

    /// In ten minutes: rests of 5, 10, 20, 40, 80 and 160 seconds, and once more as many after a
    /// crash, which forgets them.
    private static let risesMax = 16

    static let record = Rung("wis")
    private static let recordBytesMax = 1_000

    private static let wis = RungTraits(
        record, levels: [.open], bytesMax: recordBytesMax, manner: .attempted, isRecord: true)
    private static let stick = RungTraits(
        Rung("bundle"), levels: Set(Level.allCases), bytesMax: .max, isOneWay: true, manner: .byHand
    )
    private static let relaysThatKeep = [
        wis, RungTraits(.relays, levels: [.open, .secrecy], bytesMax: .max, manner: .kept), stick,
    ]
    private static let relaysByThemselves = [
        wis,
        RungTraits(
            Rung("relay-a"), levels: [.open, .secrecy], bytesMax: .max, manner: .attempted),
        RungTraits(
            Rung("relay-b"), levels: [.open, .secrecy], bytesMax: .max, manner: .attempted),
        stick,
    ]
}

struct LadderSimulationTests {
    @Test(arguments: 0..<Seeded.rounds(10))
    func `on any ladder nothing is lost, and the record gets each once and in order`(
        _ round: UInt64
    ) async throws {
        for seed in round * 20..<(round + 1) * 20 {
            var world = LadderWorld(seed: seed)
            try world.run()
            // Others have their tests too.
            await Task.yield()
        }
    }
}
