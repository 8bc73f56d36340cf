import Identity
import Labels

@testable import Delivery

/// A message somebody sends, and to whom.
struct SentMessage {
    let id: MessageID
    let from: Int
    let recipients: [Int]
    let parcel: Parcel
    /// Its number in the stream to each recipient; open messages have none.
    let counters: [Int: UInt64]
    /// Lives longer than any weather: it must arrive.
    let isLasting: Bool
    var isCancelled = false
}

/// What stands in a relay's log.
enum LogEntry: Hashable {
    case message(MessageID)
    /// Somebody signs that it has a message, to whoever sent it.
    case receipt(MessageID, by: Int)
    /// A heartbeat, by its number.
    case heartbeat(Int)
}

/// A stand-in that keeps a relay's promises: what it accepted it keeps, once, and hands out in its
/// order; what other relays have it fetches after a cursor.
struct StandInRelay {
    private(set) var log: [LogEntry] = []
    /// Of each node, in the order of the log.
    private(set) var mailboxes: [[LogEntry]]
    private var known: Set<LogEntry> = []
    /// How far it has read each other relay.
    var cursors: [Int]

    init(of count: Int, nodes: Int) {
        cursors = Array(repeating: 0, count: count)
        mailboxes = Array(repeating: [], count: nodes)
    }

    mutating func accept(_ entry: LogEntry, for readers: [Int]) {
        guard known.insert(entry).inserted else { return }
        log.append(entry)
        for reader in readers { mailboxes[reader].append(entry) }
    }

    func has(_ entry: LogEntry) -> Bool { known.contains(entry) }
}

/// A stand-in for WIS: what it has it has once, in the order it came.
struct StandInRecord {
    struct Publication {
        let id: MessageID
        let from: Int
        let isLate: Bool
    }

    private(set) var publications: [Publication] = []
    private var known: Set<MessageID> = []

    mutating func publish(_ publication: Publication) {
        if known.insert(publication.id).inserted { publications.append(publication) }
    }
}

/// What a node has stored: all it has after a crash.
struct NodeDisk {
    var parcels: [MessageID: ParcelState] = [:]
    var items: [MessageID: OutboxItem] = [:]
    /// Expired or called back: neither machine is told of it again.
    var ended: Set<MessageID> = []
    /// Who has signed for what was sent.
    var signed: [MessageID: Set<Int>] = [:]
    /// The latest number in the stream to each.
    var counters: [Int: UInt64] = [:]
    var inbox: Set<MessageID> = []
    /// Receipts that no relay has yet.
    var owed: [LogEntry] = []
    var gaps = GapDetector()
    var heard: [Int: Hearing] = [:]
    /// How far the mailbox at each relay and WIS are read.
    var cursors: [Int]
    var recordCursor = 0

    init(relayCount: Int) { cursors = Array(repeating: 0, count: relayCount) }
}

/// An actor's node: the product's machines over a disk.
struct SimulatedNode {
    var failover: FailoverMachine
    var outbox: OutboxMachine
    var disk: NodeDisk
    /// Counts its starts: what was under way in an earlier life is nobody's.
    var life = 0
    var clockAheadMilliseconds: Int64 = 0
    /// By its own clock.
    var ladderAlarm: Timestamp?
    var outboxAlarm: Timestamp?
    /// When the world looks at its alarms next.
    var wakesAt: Timestamp?
    var flights: [Int: Flight] = [:]
    /// The questions that are out, by number.
    var probes: [Int: Rung] = [:]
    /// What the machines are still to be told, since nothing could be kept when it happened.
    var untoldLadder: [FailoverMachine.Event] = []
    var untoldOutbox: [OutboxMachine.Event] = []
    /// Whether its machines have had their first event.
    var isStarted = false

    var isBusy: Bool {
        !failover.entries.isEmpty || !outbox.items.isEmpty || isToBeTold
    }

    var isToBeTold: Bool { !untoldLadder.isEmpty || !untoldOutbox.isEmpty }
}

/// One attempt, from its departure to its first answer.
struct Flight {
    let number: Int
    let node: Int
    let id: MessageID
    let target: Target

    enum Target {
        case relay(Int)
        case record(isLate: Bool)
    }
}
