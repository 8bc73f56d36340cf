import GRDB
import Identity
import Labels
import Storage

/// Reads one page of one mailbox in one snapshot.
///
/// Scans the narrow rows after the cursor, lane by lane, and reads what entries carry only for
/// those whose circle the reader is in.
struct MailboxReader {
    let db: Database
    let reader: Int64
    /// By lane, how far the reader's entries reach.
    private let ends: [UInt64]
    private let limit: PageLimit
    let board: MailboxBoard
    private var isIn: [Int64: Bool] = [:]
    private var entries: [MailboxEntry] = []
    private var bytes = 0

    init(
        _ db: Database, reader: Int64, ends: [UInt64], limit: PageLimit, board: MailboxBoard
    ) {
        self.db = db
        self.reader = reader
        self.ends = ends
        self.limit = limit
        self.board = board
    }

    mutating func page(after cursor: MailboxCursor) throws -> MailboxPage {
        var next = cursor
        for lane in MailboxCursor.lanes where cursor[lane] < ends[lane.lane] {
            if !lane.isUrgent && entries.first?.precedence.isUrgent == true {
                return MailboxPage(entries: entries, next: next, hasMore: true)
            }
            if let stop = try read(lane, from: cursor[lane]) {
                next[lane] = stop
                return MailboxPage(entries: entries, next: next, hasMore: true)
            }
            next[lane] = ends[lane.lane]
        }
        return MailboxPage(entries: entries, next: next, hasMore: false)
    }

    /// Reads a lane to the reader's end of it; returns where a limit stopped it.
    private mutating func read(_ lane: Precedence, from start: UInt64) throws -> UInt64? {
        let cursor = try db.rows(
            """
            SELECT position, circle, kind, expires, bytes, name FROM entry
            WHERE lane = ? AND position >= ? AND position < ? ORDER BY position
            """,
            [lane.lane.bound, start.bound, ends[lane.lane].bound])
        while let row = try cursor.next() {
            guard try isReader(inCircle: row.integer(1)) else { continue }
            let position = try row.natural(0)
            let size = Int(try row.integer(4))
            let isOver = entries.count == limit.entriesMax || bytes + size > limit.bytesMax
            if isOver && !entries.isEmpty { return position }
            guard let item = try item(row, at: position) else { continue }
            bytes += size
            entries.append(
                MailboxEntry(
                    index: LogIndex(position), precedence: lane,
                    expires: Timestamp(clampingMilliseconds: try row.integer(3)), item: item))
        }
        return nil
    }

    private mutating func isReader(inCircle circle: Int64) throws -> Bool {
        if let known = isIn[circle] { return known }
        let answer = try CircleBook.members(of: circle, db)?.contains(reader) ?? false
        isIn[circle] = answer
        return answer
    }

    private func item(_ row: Row, at position: UInt64) throws -> MailboxEntry.Item? {
        try EntryContents(db: db, board: board).item(
            row.integer(2), named: row.bytes(5), at: position, slots: ownSlots)
    }

    /// The reader's slots at an entry: of the run that can hold them, nobody else's are taken.
    func ownSlots(at position: UInt64) throws -> [StoredSlot] {
        let key = SlotRun.key(position: position, actor: reader)
        let run = try db.first(
            "SELECT key, slots FROM slot_run WHERE key <= ? ORDER BY key DESC LIMIT 1",
            [key.bound]
        ) { row -> [SlotRun.Slot]? in
            guard SlotRun.position(ofKey: try row.natural(0)) == position else { return nil }
            return try SlotRun.slots(in: row.bytes(1), of: reader)
        }
        guard let run = run.flatMap({ $0 }), let actor = board.actor(reader) else { return [] }
        return run.map { StoredSlot(recipient: actor, key: $0.key, bytes: $0.bytes) }
    }
}
