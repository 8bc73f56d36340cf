import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

// The receiver's side, relays among themselves, and people with sticks.

extension RegionWorld {
    // MARK: Reading

    /// Asks a relay for what is behind the cursor; a page comes back, if anything does.
    mutating func poll(_ node: Int, _ relay: Int) {
        let from = nodes[node].disk.cursors[relay]
        let to = min(relays[relay].mailboxes[node].count, from + Self.pageEntriesMax)
        guard !weather.down.contains(.node(node)), hasRightClock(node) else { return }
        if from < to {
            for delay in arrivals(from: .relay(relay), at: .node(node))
            where weather.isReachable(.relay(relay), from: .node(node)) {
                after(
                    delay,
                    .read(node: node, life: nodes[node].life, relay: relay, from: from, to: to))
            }
        }
        sign(node, over: relay)
    }

    /// Takes a page in with the cursor behind it, or nothing of it.
    mutating func take(_ node: Int, _ relay: Int, _ page: Range<Int>) {
        guard !weather.full.contains(.node(node)) else { return weather.note(.diskFull) }
        nodes[node].disk.cursors[relay] = max(nodes[node].disk.cursors[relay], page.upperBound)
        for entry in relays[relay].mailboxes[node][page] {
            switch entry {
            case .message(let id): take(id, at: node)
            case .receipt(let id, let signer): takeReceipt(for: id, by: signer, at: node)
            case .heartbeat(let number): hear(heartbeats[number], at: node)
            }
        }
    }

    mutating func readRecord(_ node: Int) {
        guard weather.isReachable(.record, from: .node(node)), weather.record == .well,
            !weather.down.contains(.node(node)), !weather.full.contains(.node(node)),
            hasRightClock(node)
        else { return }
        let unread = record.publications[nodes[node].disk.recordCursor...]
        nodes[node].disk.recordCursor = record.publications.count
        for publication in unread { take(publication.id, at: node) }
    }

    /// The same message twice is one message, whichever way it comes.
    private mutating func take(_ id: MessageID, at node: Int) {
        guard let message = messages[id], message.recipients.contains(node),
            nodes[node].disk.inbox.insert(id).inserted
        else { return }
        mix(UInt64(node))
        shown[Delivered(id: id, to: node), default: 0] += 1
        nodes[node].disk.owed.append(.receipt(id, by: node))
        guard let counter = message.counters[node] else { return }
        let sighting = nodes[node].disk.gaps.sighted(
            counter, in: Self.stream(message.from), at: clock(of: node))
        #expect(sighting != .duplicate && sighting != .invalid, "seed \(seed): \(sighting)")
    }

    private mutating func takeReceipt(for id: MessageID, by signer: Int, at node: Int) {
        guard let message = messages[id], message.from == node else { return }
        guard nodes[node].disk.signed[id, default: []].insert(signer).inserted,
            nodes[node].disk.signed[id]?.count == message.recipients.count
        else { return }
        feedLadder(node, .confirmed(id))
        feedOutbox(node, .receiptSeen(id))
    }

    // MARK: Receipts

    private mutating func sign(_ node: Int, over relay: Int) {
        let owed = nodes[node].disk.owed
        guard !owed.isEmpty else { return }
        for delay in arrivals(from: .node(node), at: .relay(relay)) {
            after(delay, .signs(node: node, life: nodes[node].life, relay: relay, owed))
        }
    }

    mutating func takeReceipts(_ node: Int, _ life: Int, _ relay: Int, _ receipts: [LogEntry]) {
        guard !weather.down.contains(.relay(relay)), !weather.full.contains(.relay(relay)) else {
            return
        }
        for receipt in receipts { relays[relay].accept(receipt, for: readers(of: receipt)) }
        for delay in arrivals(from: .relay(relay), at: .node(node)) {
            after(delay, .signed(node: node, life: life, receipts))
        }
    }

    // MARK: Relays

    /// Fetches what each other relay has behind the cursor.
    mutating func replicate(_ relay: Int) {
        guard !weather.down.contains(.relay(relay)) else { return }
        for other in relays.indices where other != relay {
            let from = relays[relay].cursors[other]
            let to = min(relays[other].log.count, from + Self.pageEntriesMax)
            guard from < to, weather.isReachable(.relay(other), from: .relay(relay)) else {
                continue
            }
            for delay in arrivals(from: .relay(other), at: .relay(relay)) {
                after(delay, .replicated(relay: relay, of: other, from: from, to: to))
            }
        }
    }

    mutating func takeReplica(_ relay: Int, of other: Int, _ page: Range<Int>) {
        guard !weather.down.contains(.relay(relay)), !weather.full.contains(.relay(relay)),
            relays[relay].cursors[other] == page.lowerBound
        else { return }
        relays[relay].cursors[other] = page.upperBound
        for entry in relays[other].log[page] {
            relays[relay].accept(entry, for: readers(of: entry))
        }
    }

    /// Whose mailbox an entry is in.
    func readers(of entry: LogEntry) -> [Int] {
        switch entry {
        case .message(let id): messages[id]?.recipients ?? []
        case .receipt(let id, _): (messages[id]?.from).map { [$0] } ?? []
        case .heartbeat(let number): nodes.indices.filter { $0 != heartbeats[number].from }
        }
    }

    // MARK: Heartbeats

    /// Those who say that they are there say so, over whatever relay they reach.
    mutating func sayHeartbeats() {
        for node in Self.heartbeatNodes
        where !weather.down.contains(.node(node)) && hasRightClock(node) {
            let reached = relays.indices.filter {
                weather.isReachable(.relay($0), from: .node(node))
                    && !weather.full.contains(.relay($0))
            }
            guard let relay = reached.first else { continue }
            heartbeats.append(
                SaidHeartbeat(
                    from: node, said: clock(of: node), counters: nodes[node].disk.counters))
            let entry = LogEntry.heartbeat(heartbeats.count - 1)
            relays[relay].accept(entry, for: readers(of: entry))
        }
    }

    private mutating func hear(_ heartbeat: SaidHeartbeat, at node: Int) {
        _ = nodes[node].disk.gaps.announced(
            heartbeat.counters[node] ?? 0, in: Self.stream(heartbeat.from), at: clock(of: node))
        let hearing = Hearing(said: heartbeat.said, nextSeconds: Self.heartbeatSeconds)
        if let known = nodes[node].disk.heard[heartbeat.from], known.said > hearing.said { return }
        nodes[node].disk.heard[heartbeat.from] = hearing
    }

    static func stream(_ node: Int) -> StreamID {
        StreamID(originator: actorIDs[node], level: .secrecy, status: .test)
    }

    // MARK: Sticks

    /// Somebody carries what one actor has for another.
    mutating func carryAny() {
        guard let id = order.randomElement(using: &random), let message = messages[id],
            let to = message.recipients.randomElement(using: &random)
        else { return }
        carry(from: message.from, to: to)
    }

    mutating func carryAll() {
        for id in order {
            guard let message = messages[id], message.parcel.level == .secret else { continue }
            for to in message.recipients { carry(from: message.from, to: to) }
        }
    }

    private mutating func carry(from: Int, to: Int) {
        guard !weather.down.contains(.node(from)) else { return }
        let local = clock(of: from)
        let ids = order.filter { id in
            guard let message = messages[id], message.from == from else { return false }
            return message.recipients.contains(to) && !nodes[from].disk.ended.contains(id)
                && nodes[from].disk.signed[id]?.contains(to) == false
                && message.parcel.expires > local
        }
        guard !ids.isEmpty else { return }
        let days = Int64.random(in: 10_000...(isCalm ? 20_000 : 200_000), using: &random)
        after(days, .stick(from: from, to: to, ids))
    }

    mutating func takeStick(_ ids: [MessageID], from: Int, to: Int) {
        guard !weather.down.contains(.node(to)), !weather.full.contains(.node(to)),
            hasRightClock(to)
        else { return }
        for id in ids where messages[id].map({ $0.parcel.expires > clock(of: to) }) == true {
            take(id, at: to)
        }
        after(
            Int64.random(in: 10_000...20_000, using: &random),
            .stickHome(from: to, to: from, ids.filter { nodes[to].disk.inbox.contains($0) }))
    }

    mutating func takeHome(_ ids: [MessageID], from: Int, to: Int) {
        guard !weather.down.contains(.node(to)), !weather.full.contains(.node(to)) else { return }
        for id in ids { takeReceipt(for: id, by: from, at: to) }
    }

    private static let pageEntriesMax = 64
}
