import Identity
import Ledger
import Labels
import Storage

/// The log of ``MemoryRelayStore``: one array, read from the start every time.
struct MemoryLog: Sendable {
    var ledger = MemoryLedger()
    /// By size.
    var checkpoints: [StoredCheckpoint] = []
    var peers: [RelayID: PeerProgress] = [:]
    private(set) var next: UInt64 = 0
    private var entries: [Entry] = []
    private var waiters: [UInt64: Waiter] = [:]
    private var tickets: UInt64 = 0

    private struct Entry: Sendable {
        enum Content: Sendable {
            /// The slots are those this entry brought.
            case message(AcceptedMessage)
            case supplement(AcceptedMessage, original: LogIndex)
            case receipt(AcceptedReceipt)
        }

        let index: LogIndex
        let name: Digest
        let lane: Precedence
        let expires: Timestamp
        let members: Set<ActorID>
        let slots: [StoredSlot]
        let content: Content
        let bytes: Int
        let source: RelayID?
        let record: UInt64?
    }

    private struct Waiter: Sendable {
        let actor: ActorID
        let cursor: MailboxCursor
        let continuation: CheckedContinuation<Bool, Never>
    }

    // MARK: Accepting

    mutating func accept(_ message: AcceptedMessage) -> Acceptance {
        let known = entries.filter { $0.name == message.id.digest }
        guard let original = known.first else {
            let record = record(message.record)
            let index = add(
                message.id.digest, message, Set(message.recipients), message.slots,
                .message(message), record)
            return Acceptance(.stored, index: index, record: record)
        }
        let members = known.reduce(into: Set()) { $0.formUnion($1.members) }
        let names = Set(known.flatMap(\.slots).map(SlotName.init))
        let slots = message.slots.filter { !names.contains(SlotName($0)) }
        let newcomers = Set(message.recipients).subtracting(members)
            .union(slots.map(\.recipient))
        guard !newcomers.isEmpty else {
            return Acceptance(.known, index: original.index, record: nil)
        }
        let record = record(message.record)
        let index = add(
            message.id.digest, message, newcomers, slots,
            .supplement(message, original: original.index), record)
        return Acceptance(.supplemented, index: index, record: record)
    }

    mutating func accept(_ receipt: AcceptedReceipt) -> Acceptance {
        if let known = entries.first(where: { $0.name == receipt.digest }) {
            return Acceptance(.known, index: known.index, record: nil)
        }
        let record = record(receipt.record)
        entries.append(
            Entry(
                index: LogIndex(next), name: receipt.digest, lane: receipt.precedence,
                expires: receipt.expires, members: Set(receipt.addressees), slots: [],
                content: .receipt(receipt), bytes: receipt.bytes.count, source: receipt.source,
                record: record))
        next += 1
        return Acceptance(.stored, index: LogIndex(next - 1), record: record)
    }

    private mutating func add(
        _ name: Digest, _ message: AcceptedMessage, _ members: Set<ActorID>,
        _ slots: [StoredSlot], _ content: Entry.Content, _ record: UInt64?
    ) -> LogIndex {
        let largest = slots.map(\.bytes.count).max() ?? 0
        entries.append(
            Entry(
                index: LogIndex(next), name: name, lane: message.precedence,
                expires: message.expires, members: members, slots: slots, content: content,
                bytes: message.head.count + message.content.count + largest,
                source: message.source, record: record))
        next += 1
        return LogIndex(next - 1)
    }

    private mutating func record(_ record: LedgerRecord?) -> UInt64? {
        record.map { ledger.append([$0]).lowerBound }
    }

    private struct SlotName: Hashable {
        let recipient: ActorID
        let key: KeyID

        init(_ slot: StoredSlot) {
            recipient = slot.recipient
            key = slot.key
        }
    }

    // MARK: Reading

    func message(_ id: MessageID) -> StoredMessage? {
        let known = entries.filter { $0.name == id.digest }
        guard let first = known.first, case .message(let message) = first.content else {
            return nil
        }
        return StoredMessage(
            id: id, index: first.index, originator: message.originator, level: message.level,
            status: message.status, precedence: message.precedence, expires: message.expires,
            receivedAt: message.receivedAt, head: message.head,
            recipients: known.reduce(into: Set()) { $0.formUnion($1.members) }.sorted(),
            source: first.source)
    }

    func message(_ id: MessageID, for actor: ActorID) -> DeliveredMessage? {
        let entries = entries.filter { $0.name == id.digest && $0.members.contains(actor) }
        switch entries.last?.content {
        case .message(let message), .supplement(let message, _):
            return DeliveredMessage(
                id: message.id, originator: message.originator, level: message.level,
                status: message.status, head: message.head,
                slots: entries.last?.slots.filter { $0.recipient == actor } ?? [], content: [],
                receivedAt: message.receivedAt)
        case .receipt, nil: return nil
        }
    }

    /// `nil` for a cursor past the end.
    func page(of actor: ActorID, after cursor: MailboxCursor, limit: PageLimit) -> MailboxPage? {
        guard MailboxCursor.lanes.allSatisfy({ cursor[$0] <= next }) else { return nil }
        var (page, bytes, place) = ([MailboxEntry](), 0, cursor)
        for lane in MailboxCursor.lanes {
            if !lane.isUrgent && page.first?.precedence.isUrgent == true
                && hasEntries(of: actor, in: lane, from: cursor[lane])
            {
                return MailboxPage(entries: page, next: place, hasMore: true)
            }
            for entry in entries
            where entry.lane == lane && entry.index.value >= cursor[lane]
                && entry.members.contains(actor)
            {
                let isOver =
                    page.count == limit.entriesMax || bytes + entry.bytes > limit.bytesMax
                if isOver && !page.isEmpty {
                    return MailboxPage(entries: page, next: place, hasMore: true)
                }
                bytes += entry.bytes
                page.append(delivered(entry, to: actor))
                place[lane] = entry.index.value + 1
            }
        }
        return MailboxPage(entries: page, next: place, hasMore: false)
    }

    private func hasEntries(
        of actor: ActorID, in lane: Precedence, from position: UInt64
    ) -> Bool {
        entries.contains {
            $0.lane == lane && $0.index.value >= position && $0.members.contains(actor)
        }
    }

    func load(of actor: ActorID) -> MailboxLoad {
        entries.filter { $0.members.contains(actor) }.reduce(into: .empty) { load, entry in
            load.entries += 1
            load.bytes += entry.bytes
        }
    }

    private func delivered(_ entry: Entry, to actor: ActorID) -> MailboxEntry {
        let item: MailboxEntry.Item =
            switch entry.content {
            case .message(let message): .message(delivered(message, entry, to: actor))
            case .supplement(let message, _): .supplement(delivered(message, entry, to: actor))
            case .receipt(let receipt): .receipt(receipt.bytes)
            }
        return MailboxEntry(
            index: entry.index, precedence: entry.lane, expires: entry.expires, item: item)
    }

    private func delivered(
        _ message: AcceptedMessage, _ entry: Entry, to actor: ActorID
    ) -> DeliveredMessage {
        DeliveredMessage(
            id: message.id, originator: message.originator, level: message.level,
            status: message.status, head: message.head,
            slots: entry.slots.filter { $0.recipient == actor }, content: message.content,
            receivedAt: message.receivedAt)
    }

    // MARK: Other relays

    /// `nil` for a cursor past the end.
    func replica(_ reading: ReplicaReading) -> ReplicaPage? {
        guard reading.lanes.allSatisfy({ reading.cursor[$0] <= next }) else { return nil }
        var (page, bytes, place) = ([ReplicaEntry](), 0, reading.cursor)
        lanes: for lane in reading.lanes where place[lane] < next {
            if !lane.isUrgent && page.first?.precedence.isUrgent == true {
                return ReplicaPage(entries: page, next: place, end: next, hasMore: true)
            }
            for entry in entries where entry.lane == lane && entry.index.value >= place[lane] {
                if let record = entry.record, record >= reading.treeSize {
                    place[lane] = entry.index.value
                    continue lanes
                }
                if let source = entry.source, source == reading.skipping { continue }
                let given = replicated(entry)
                let isOver =
                    page.count == reading.limit.entriesMax
                    || bytes + given.byteCount > reading.limit.bytesMax
                if isOver && !page.isEmpty {
                    place[lane] = entry.index.value
                    return ReplicaPage(entries: page, next: place, end: next, hasMore: true)
                }
                bytes += given.byteCount
                page.append(given)
            }
            place[lane] = next
        }
        return ReplicaPage(entries: page, next: place, end: next, hasMore: false)
    }

    private func replicated(_ entry: Entry) -> ReplicaEntry {
        func whole(_ message: AcceptedMessage) -> DeliveredMessage {
            DeliveredMessage(
                id: message.id, originator: message.originator, level: message.level,
                status: message.status, head: message.head, slots: entry.slots,
                content: message.content, receivedAt: message.receivedAt)
        }
        let item: MailboxEntry.Item =
            switch entry.content {
            case .message(let message): .message(whole(message))
            case .supplement(let message, _): .supplement(whole(message))
            case .receipt(let receipt): .receipt(receipt.bytes)
            }
        return ReplicaEntry(
            index: entry.index, precedence: entry.lane, expires: entry.expires,
            record: entry.record, item: item)
    }

    // MARK: Forgetting

    mutating func expire(at moment: Timestamp) -> Int {
        let before = entries.count
        entries.removeAll { $0.expires <= moment }
        return before - entries.count
    }

    // MARK: Waiting

    mutating func ticket() -> UInt64 {
        tickets += 1
        return tickets
    }

    mutating func wait(
        _ ticket: UInt64, for actor: ActorID, after cursor: MailboxCursor,
        _ continuation: CheckedContinuation<Bool, Never>
    ) {
        waiters[ticket] = Waiter(actor: actor, cursor: cursor, continuation: continuation)
        wakeReaders()
    }

    mutating func stopWaiting(_ ticket: UInt64) {
        waiters.removeValue(forKey: ticket)?.continuation.resume(returning: false)
    }

    mutating func stopAllWaiting() {
        for ticket in Array(waiters.keys) { stopWaiting(ticket) }
    }

    mutating func wakeReaders() {
        for (ticket, waiter) in waiters {
            let one = PageLimit(entriesMax: 1, bytesMax: 1)
            let page = page(of: waiter.actor, after: waiter.cursor, limit: one)
            guard page?.entries.isEmpty == false else { continue }
            waiters[ticket] = nil
            waiter.continuation.resume(returning: true)
        }
    }
}
