import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

/// A region in bad weather: 40 actors, 3 relays and WIS.
///
/// Every actor runs the product's own machines as its node does: ``FailoverMachine`` over WIS, the
/// relays and a stick, ``OutboxMachine`` between the relays, ``GapDetector`` and ``Hearing`` on what
/// comes. Relays, WIS, disks, the network and people are stand-ins that keep their promises and no
/// more. The same seed gives the same run.
struct RegionWorld {
    let seed: UInt64
    var random: Seeded
    var now = seconds(1_000_000)
    var weather = Weather()
    var isCalm = false
    var nodes: [SimulatedNode] = []
    var relays: [StandInRelay]
    var record = StandInRecord()
    var messages: [MessageID: SentMessage] = [:]
    /// In the order they were sent.
    var order: [MessageID] = []
    var heartbeats: [SaidHeartbeat] = []
    /// How often a person was shown a message as new.
    var shown: [Delivered: Int] = [:]
    /// Reported to a person at the sender as given up.
    var reported: Set<MessageID> = []
    var flightCount = 0
    /// All that happened, in one number: two runs that differ anywhere differ here.
    private(set) var trace: UInt64 = 0xcbf2_9ce4_8422_2325
    private var queue = Heap<Moment, Happening>()
    private var happenedCount = 0

    struct Delivered: Hashable {
        let id: MessageID
        let to: Int
    }

    struct SaidHeartbeat {
        let from: Int
        let said: Timestamp
        /// The latest number in the stream to each.
        let counters: [Int: UInt64]
    }

    /// Something that comes to pass at its time.
    enum Happening {
        case asks(Flight)
        case answered(Flight, AttemptOutcome)
        case questioned(node: Int, life: Int, number: Int, Rung)
        case probed(node: Int, life: Int, number: Int, isWell: Bool)
        case wakes(Int)
        case read(node: Int, life: Int, relay: Int, from: Int, to: Int)
        case signs(node: Int, life: Int, relay: Int, [LogEntry])
        case signed(node: Int, life: Int, [LogEntry])
        case replicated(relay: Int, of: Int, from: Int, to: Int)
        case stick(from: Int, to: Int, [MessageID])
        case stickHome(from: Int, to: Int, [MessageID])
        case rises(Place)
    }

    private struct Moment: Comparable {
        let time: Timestamp
        let number: Int

        static func < (left: Moment, right: Moment) -> Bool {
            (left.time, left.number) < (right.time, right.number)
        }
    }

    static let nodeCount = 40
    static let relayCount = 3
    /// Of those that send anything in a run.
    static let senderCount: UInt64 = 9
    /// Says that it is there, is sent nothing, and stops for good when the weather clears.
    static let lostNode = 39
    static let heartbeatSeconds: Int64 = 60
    /// A node whose clock is further off sends nothing and takes nothing in.
    static let clockOffMaxSeconds: Int64 = 300
    /// Those that say so, beside the lost one.
    static let heartbeatNodes = [0, 1, lostNode]

    init(seed: UInt64) throws {
        self.seed = seed
        random = Seeded(seed: seed &* 0x9E37_79B9 &+ 7)
        relays = Array(
            repeating: StandInRelay(of: Self.relayCount, nodes: Self.nodeCount),
            count: Self.relayCount)
        for _ in 0..<Self.nodeCount {
            nodes.append(
                SimulatedNode(
                    failover: FailoverMachine(ladder: Self.ladder, at: now),
                    outbox: OutboxMachine(relays: Self.relayIDs),
                    disk: NodeDisk(relayCount: Self.relayCount)))
        }
    }

    mutating func run() throws {
        for step in 0..<Self.stepsCount { try self.step(step) }
        calm()
        check()
    }

    private mutating func step(_ number: Int) throws {
        advance(to: now.adding(milliseconds: Int64.random(in: 0...4_000, using: &random)))
        if random.once(in: 3) { turnWeather() }
        if random.once(in: 4) { try submit() }
        if random.once(in: 30) { cancelAny() }
        for _ in 0..<6 {
            let node = Int.random(in: 0..<Self.nodeCount, using: &random)
            poll(node, Int.random(in: 0..<Self.relayCount, using: &random))
            if random.once(in: 3) { readRecord(node) }
        }
        for relay in relays.indices where random.once(in: 3) { replicate(relay) }
        if random.once(in: 10) { carryAny() }
        if number % 15 == 0 { sayHeartbeats() }
    }

    // MARK: Time

    /// Lets everything happen that is due until then.
    mutating func advance(to time: Timestamp) {
        while let (moment, happening) = queue.top, moment.time <= time {
            queue.pop()
            now = max(now, moment.time)
            mix(UInt64(bitPattern: now.milliseconds))
            handle(happening, at: moment.time)
        }
        now = max(now, time)
    }

    mutating func after(_ milliseconds: Int64, _ happening: Happening) {
        at(now.adding(milliseconds: milliseconds), happening)
    }

    mutating func at(_ time: Timestamp, _ happening: Happening) {
        happenedCount += 1
        queue.push(Moment(time: max(time, now), number: happenedCount), happening)
    }

    mutating func mix(_ value: UInt64) { trace = (trace ^ value) &* 0x0000_0100_0000_01b3 }

    private mutating func handle(_ happening: Happening, at time: Timestamp) {
        switch happening {
        case .asks(let flight): arrive(flight)
        case .answered(let flight, let outcome): answer(flight, outcome)
        case .questioned(let node, let life, let number, let rung):
            question(node, life, number, rung)
        case .probed(let node, let life, let number, let isWell):
            probed(node, life, number, isWell: isWell)
        case .wakes(let node): wake(node, at: time)
        case .read(let node, let life, let relay, let from, let to):
            guard nodes[node].life == life, !weather.down.contains(.node(node)) else { return }
            take(node, relay, from..<to)
        case .signs(let node, let life, let relay, let receipts):
            takeReceipts(node, life, relay, receipts)
        case .signed(let node, let life, let receipts):
            guard nodes[node].life == life, !weather.full.contains(.node(node)) else { return }
            nodes[node].disk.owed.removeAll { receipts.contains($0) }
        case .replicated(let relay, let other, let from, let to):
            takeReplica(relay, of: other, from..<to)
        case .stick(let from, let to, let ids): takeStick(ids, from: from, to: to)
        case .stickHome(let from, let to, let ids): takeHome(ids, from: from, to: to)
        case .rises(let place): rise(place)
        }
    }

    // MARK: Calm

    /// The weather clears: all that can arrive does, within a time that no pause is longer than.
    private mutating func calm() {
        isCalm = true
        let down = weather.down
        weather.clear()
        weather.down = [.node(Self.lostNode)]
        forget(Self.lostNode)
        for node in nodes.indices where node != Self.lostNode {
            setClock(of: node, aheadMilliseconds: 0)
            if down.contains(.node(node)) { start(node) }
        }
        let (begun, limit) = (now, now.adding(seconds: Self.calmMaxSeconds))
        var rounds = 0
        while now < limit, !isQuiet || now < begun.adding(seconds: Self.calmMinSeconds) {
            advance(to: now.adding(seconds: 15))
            for relay in relays.indices { replicate(relay) }
            for node in nodes.indices where node != Self.lostNode {
                for relay in relays.indices { poll(node, relay) }
                readRecord(node)
            }
            if rounds % 4 == 0 {
                sayHeartbeats()
                carryAll()
            }
            rounds += 1
        }
        #expect(isQuiet, "seed \(seed): it does not come to an end")
        advance(to: now.adding(seconds: 5))
    }

    /// Whether nobody has anything left to do.
    private var isQuiet: Bool {
        !nodes.contains { $0.isBusy || !$0.disk.owed.isEmpty }
            && !order.contains { id in messages[id].map { !isDone($0) } ?? false }
    }

    private func isDone(_ message: SentMessage) -> Bool {
        let disk = nodes[message.from].disk
        return disk.ended.contains(message.id)
            || disk.signed[message.id]?.count == message.recipients.count
    }

    private static let stepsCount = 100
    /// Who said last by a clock as wrong as one may be that it is there is quiet by then.
    private static let calmMinSeconds: Int64 = clockOffMaxSeconds + 3 * heartbeatSeconds
    private static let calmMaxSeconds: Int64 = 7_200

    static let recordRung = Rung("wis")
    static let recordBytesMax = 1_000
    static let ladder = [
        RungTraits(
            recordRung, levels: [.open], bytesMax: recordBytesMax, manner: .attempted,
            isRecord: true),
        RungTraits(.relays, levels: [.open, .secrecy], bytesMax: .max, manner: .kept),
        RungTraits(
            Rung("bundle"), levels: Set(Level.allCases), bytesMax: .max, isOneWay: true,
            manner: .byHand),
    ]

    static let relayIDs: [RelayID] = {
        do { return try (1...relayCount).map { try RelayID("relay-\($0)") } } catch {
            preconditionFailure("\(error)")
        }
    }()

    static let actorIDs: [ActorID] = {
        do { return try (1...nodeCount).map { try ActorID("actor-\($0)") } } catch {
            preconditionFailure("\(error)")
        }
    }()
}
