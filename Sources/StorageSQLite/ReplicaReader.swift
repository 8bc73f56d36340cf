import GRDB
import Identity
import Labels
import Storage

/// Reads one page of the log for another relay in one snapshot: every entry, whomever it is for.
struct ReplicaReader {
    private let db: Database
    private let reading: ReplicaReading
    private let board: MailboxBoard
    private var entries: [ReplicaEntry] = []
    private var bytes = 0

    init(_ db: Database, _ reading: ReplicaReading, board: MailboxBoard) {
        self.db = db
        self.reading = reading
        self.board = board
    }

    /// - Throws: ``Storage/StorageError/cursorBeyondEnd``.
    mutating func page() throws -> ReplicaPage {
        let end = try StoreSnapshot(db: db).end()
        var next = reading.cursor
        guard MailboxCursor.lanes.allSatisfy({ next[$0] <= end || !reading.lanes.contains($0) })
        else { throw StorageError.cursorBeyondEnd }
        func page(hasMore: Bool) -> ReplicaPage {
            ReplicaPage(entries: entries, next: next, end: end, hasMore: hasMore)
        }
        for lane in reading.lanes where next[lane] < end {
            if !lane.isUrgent && entries.first?.precedence.isUrgent == true {
                return page(hasMore: true)
            }
            switch try read(lane, from: next[lane], below: end) {
            case .toTheEnd: next[lane] = end
            // What its proof is not in yet comes with a larger tree; other lanes go on.
            case .beyondTree(let position): next[lane] = position
            case .full(let position):
                next[lane] = position
                return page(hasMore: true)
            }
        }
        return page(hasMore: false)
    }

    private enum Stop {
        case toTheEnd
        case full(at: UInt64)
        case beyondTree(at: UInt64)
    }

    private mutating func read(
        _ lane: Precedence, from start: UInt64, below end: UInt64
    ) throws -> Stop {
        let cursor = try db.rows(
            """
            SELECT position, kind, expires, name FROM entry
            WHERE lane = ? AND position >= ? AND position < ? ORDER BY position
            """,
            [lane.lane.bound, start.bound, end.bound])
        while let row = try cursor.next() {
            let position = try row.natural(0)
            if entries.count == reading.limit.entriesMax { return .full(at: position) }
            guard let carried = try carried(row, at: position) else { continue }
            if let record = carried.record, record >= reading.treeSize {
                return .beyondTree(at: position)
            }
            if let source = carried.source, source == reading.skipping { continue }
            let entry = ReplicaEntry(
                index: LogIndex(position), precedence: lane,
                expires: Timestamp(clampingMilliseconds: try row.integer(2)),
                record: carried.record, item: carried.item)
            // One entry is given even if it is larger, or nobody would get past it.
            let isOver = bytes + entry.byteCount > reading.limit.bytesMax
            if isOver && !entries.isEmpty { return .full(at: position) }
            bytes += entry.byteCount
            entries.append(entry)
        }
        return .toTheEnd
    }

    // MARK: What an entry carries

    private struct Carried {
        let item: MailboxEntry.Item
        let record: UInt64?
        let source: RelayID?
    }

    private func carried(_ row: Row, at position: UInt64) throws -> Carried? {
        let item = try EntryContents(db: db, board: board).item(
            row.integer(1), named: row.bytes(3), at: position, slots: slots)
        guard let item else { return nil }
        let table =
            switch item {
            case .message: "message"
            case .supplement: "supplement"
            case .receipt: "receipt"
            }
        return try tagged(item, table, position)
    }

    private func tagged(
        _ item: MailboxEntry.Item, _ table: String, _ position: UInt64
    ) throws -> Carried? {
        try db.first(
            "SELECT record, source FROM \(table) WHERE position = ?", [position.bound]
        ) { row in
            Carried(
                item: item, record: try stored { try row.optionalNatural(0) },
                source: try stored { try row.relay(1) })
        }
    }

    private func slots(at position: UInt64) throws -> [StoredSlot] {
        let runs = try db.rows(
            "SELECT slots FROM slot_run WHERE key BETWEEN ? AND ? ORDER BY key",
            SlotRun.keys(at: position))
        var slots: [StoredSlot] = []
        while let run = try runs.next() {
            for slot in try SlotRun.slots(in: run.bytes(0)) {
                guard let actor = board.actor(slot.actor) else { throw StorageError.corrupt }
                slots.append(StoredSlot(recipient: actor, key: slot.key, bytes: slot.bytes))
            }
        }
        return slots
    }
}

extension Row {
    /// - Throws: ``Storage/StorageError/corrupt`` for a negative number.
    fileprivate func optionalNatural(_ column: Int) throws -> UInt64? {
        guard let value = self[column] as Int64? else { return nil }
        guard let natural = UInt64(exactly: value) else { throw StorageError.corrupt }
        return natural
    }

    /// The relay that something came from; `nil` for what came from none.
    func relay(_ column: Int) throws -> RelayID? {
        try (self[column] as String?).map { try RelayID($0) }
    }
}
