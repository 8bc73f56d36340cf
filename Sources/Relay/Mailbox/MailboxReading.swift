import Registry
import Carriers
import Identity
import Labels
import Ledger
import Storage

/// Reads on from a cursor: first what was withheld, if there is reason to look again, then what is
/// new.
struct MailboxReading {
    private let deliverer: Deliverer
    private let store: any RelayStore
    private let turns: Turnstile
    private let limit: PageLimit
    private var bytes = 0
    private(set) var cursor: CallerCursor
    private(set) var items: [MailboxItem] = []
    /// Messages withheld now that were not before, and what the ledger shall say.
    private(set) var newlyWithheld: [(message: MessageID, record: LedgerRecord)] = []
    /// Where something new is worth waking up for: nowhere in a lane that stands still because too
    /// much of it is withheld.
    private(set) var awaited: MailboxCursor

    init(
        from cursor: CallerCursor, _ deliverer: Deliverer, _ store: any RelayStore,
        turns: Turnstile, limit: PageLimit
    ) {
        self.cursor = cursor
        awaited = cursor.positions
        self.deliverer = deliverer
        self.store = store
        self.turns = turns
        self.limit = limit
    }

    /// - Throws: ``Storage/StorageError``; ``Carriers/Problem`` when too much of the reader waits
    ///   for a turn.
    mutating func read() async throws {
        try await lookAgain()
        guard items.count < limit.entriesMax, bytes < limit.bytesMax else { return }
        var before: MailboxCursor
        var hasMore: Bool
        // A page of which nothing may go out is no reason to say that there is nothing.
        repeat {
            before = cursor.positions
            hasMore = try await readPage()
        } while items.isEmpty && hasMore && cursor.positions != before
    }

    /// - Returns: whether more lies behind it.
    private mutating func readPage() async throws -> Bool {
        let page = try await store.mailbox(
            of: deliverer.reader.actor, after: cursor.positions,
            limit: PageLimit(
                entriesMax: limit.entriesMax - items.count, bytesMax: limit.bytesMax - bytes))
        cursor.positions = page.next
        awaited = page.next
        var blocked: Set<Precedence> = []
        // Urgent entries come first, and with them nothing else.
        let lane = page.entries.first?.precedence ?? .routine
        try await turns.during(page.entries.indices, of: holder, in: lane) { piece in
            take(page.entries[piece], &blocked)
        }
        return page.hasMore
    }

    /// Reading has a share of its own: whoever floods does not keep itself from what comes.
    private var holder: String { "reading:" + deliverer.reader.actor.text }

    private mutating func take(
        _ entries: ArraySlice<MailboxEntry>, _ blocked: inout Set<Precedence>
    ) {
        for entry in entries where !blocked.contains(entry.precedence) {
            if take(entry) { continue }
            blocked.insert(entry.precedence)
            cursor.positions[entry.precedence] = entry.index.value
            awaited[entry.precedence] = .max
        }
    }

    /// - Returns: `false` when the entry must be withheld and the cursor has no room to name it.
    private mutating func take(_ entry: MailboxEntry) -> Bool {
        switch deliverer.hand(entry) {
        case .drop: return true
        case .out(let item):
            append(item)
            return true
        case .withhold(let message, let record):
            guard cursor.withheld.count < CallerCursor.withheldMax else { return false }
            cursor.withheld.append(.init(lane: entry.precedence, index: entry.index))
            if let message, let record { newlyWithheld.append((message, record)) }
            return true
        }
    }

    private mutating func append(_ item: MailboxItem) {
        bytes += item.encodedByteCount
        items.append(item)
    }

    /// Decides again on what was withheld, when registry or policy changed or some time has passed:
    /// windows open by themselves.
    private mutating func lookAgain() async throws(StorageError) {
        let isOtherView = cursor.stamp != deliverer.view.stamp
        let age = deliverer.now.milliseconds(since: cursor.examined)
        guard isOtherView || age >= Self.examineEveryMilliseconds else { return }
        cursor.stamp = deliverer.view.stamp
        cursor.examined = deliverer.now
        var left: [CallerCursor.Withheld] = []
        for (offset, withheld) in cursor.withheld.enumerated() {
            guard items.count < limit.entriesMax, bytes < limit.bytesMax else {
                left += cursor.withheld[offset...]
                // Not all were looked at: the next reading begins with them.
                cursor.stamp = ~deliverer.view.stamp
                break
            }
            guard let entry = try await entry(withheld) else { continue }
            switch deliverer.hand(entry) {
            case .out(let item): append(item)
            case .withhold: left.append(withheld)
            case .drop: break
            }
        }
        cursor.withheld = left
    }

    /// The entry itself, or `nil` once it is forgotten.
    private func entry(
        _ withheld: CallerCursor.Withheld
    ) async throws(StorageError) -> MailboxEntry? {
        guard let latest = await store.latest() else { return nil }
        var position = MailboxCursor.start
        for lane in MailboxCursor.lanes { position[lane] = latest.value + 1 }
        position[withheld.lane] = withheld.index.value
        let page = try await store.mailbox(
            of: deliverer.reader.actor, after: position,
            limit: PageLimit(entriesMax: 2, bytesMax: limit.bytesMax))
        return page.entries.first { $0.index == withheld.index }
    }

    private static let examineEveryMilliseconds: Int64 = 10_000
}
