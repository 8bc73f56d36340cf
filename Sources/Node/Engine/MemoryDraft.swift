import Delivery
import Identity
import Policies
import Storage

/// Memory as it will be once what was changed is durable.
///
/// What lies below is looked up, never copied: a node that holds a hundred thousand messages takes
/// the next one in as fast as the first.
struct MemoryDraft: Sendable {
    var sent: Overlay<MessageID, Kept<SentRecord>>
    var received: Overlay<MessageID, Kept<ReceivedRecord>>
    var receipts: Overlay<VaultRowID, Kept<PendingReceipt>>
    /// New ones alone, in the order they came.
    private(set) var arrivals: [MessageID] = []
    /// How many had come before.
    private let earlierArrivals: Int
    /// New ones alone.
    var refused: [Kept<RefusedRecord>] = []
    var heard: Overlay<StreamID, Kept<HeardRecord>>
    var alerts: Overlay<String, Kept<AlertSubscription>>
    var trails: Overlay<String, Kept<TrailRecord>>
    var gaps: GapDetector

    init(over memory: NodeMemory) {
        sent = Overlay(memory.sent)
        received = Overlay(memory.received)
        receipts = Overlay(memory.receipts)
        earlierArrivals = memory.arrivals.count
        heard = Overlay(memory.heard)
        alerts = Overlay(memory.alerts)
        trails = Overlay(memory.trails)
        gaps = memory.gaps
    }

    /// The number of the message that comes next, from 1.
    var nextArrival: UInt64 { UInt64(earlierArrivals + arrivals.count) + 1 }

    mutating func arrived(_ kept: Kept<ReceivedRecord>, as id: MessageID) {
        received.put(kept, at: id)
        arrivals.append(id)
    }

    func source(of id: MessageID, sentBy actor: ActorID) -> Policies.Reference.Source? {
        Policies.Reference.Source(
            sent: sent[id]?.value, by: actor, received: received[id]?.value)
    }

    var changes: MemoryChanges {
        MemoryChanges(
            sent: sent.changes, received: received.changes, arrivals: arrivals,
            receipts: receipts.changes, refused: refused, heard: heard.changes,
            alerts: alerts.changes, trails: trails.changes, gaps: gaps)
    }
}

/// What a draft changes, without what it lay on.
struct MemoryChanges: Sendable {
    let sent: [MessageID: Kept<SentRecord>]
    let received: [MessageID: Kept<ReceivedRecord>]
    let arrivals: [MessageID]
    let receipts: [VaultRowID: Kept<PendingReceipt>]
    let refused: [Kept<RefusedRecord>]
    let heard: [StreamID: Kept<HeardRecord>]
    let alerts: [String: Kept<AlertSubscription>]
    let trails: [String: Kept<TrailRecord>]
    let gaps: GapDetector
}

extension NodeMemory {
    /// Takes over what has become durable.
    mutating func absorb(_ changes: MemoryChanges) {
        for (id, kept) in changes.sent { sent[id] = kept }
        for (id, kept) in changes.received { received[id] = kept }
        arrivals += changes.arrivals
        shownArrivals += changes.arrivals.filter(isShown)
        for (id, kept) in changes.receipts { receipts[id] = kept }
        refused += changes.refused
        for (stream, kept) in changes.heard { heard[stream] = kept }
        for (id, kept) in changes.alerts { alerts[id] = kept }
        for (log, kept) in changes.trails { trails[log] = kept }
        gaps = changes.gaps
    }
}

/// A dictionary seen through what is put over it.
struct Overlay<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let base: [Key: Value]
    private(set) var changes: [Key: Value] = [:]

    init(_ base: [Key: Value]) { self.base = base }

    subscript(key: Key) -> Value? { changes[key] ?? base[key] }

    mutating func put(_ value: Value, at key: Key) { changes[key] = value }
}
