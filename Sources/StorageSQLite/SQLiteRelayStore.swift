import GRDB
package import Identity
import Labels
package import Ledger
package import Storage

/// A relay's store in one SQLite file.
///
/// One writer commits in groups; readers see the last commit. A second process that opens the same
/// file is refused.
package final class SQLiteRelayStore: RelayStore {
    let file: StoreFile
    private let shared: RelayShared
    private let committer: GroupCommitter<RelayState>

    /// Opens or makes the store.
    ///
    /// - Throws: ``Storage/StorageError/inUse(path:process:)``,
    ///   ``Storage/StorageError/newer(foundVersion:knownVersion:)``,
    ///   ``Storage/StorageError/notAStore(path:)`` and what the disk earns.
    package init(path: String, options: StoreOptions = StoreOptions()) throws(StorageError) {
        let shared = RelayShared()
        file = try StoreFile(path: path, kind: RelaySchema.kind, options: options)
        committer = try GroupCommitter(pool: file.pool) { db in
            try RelayState(loading: db, shared: shared)
        }
        self.shared = shared
        do {
            try file.pool.writeWithoutTransaction { db in
                try committer.inspect { try $0.fillBoard(db) }
            }
        } catch { throw StorageError(error) }
    }

    /// How often and how much was committed.
    package var commits: CommitStatistics { committer.statistics }

    // MARK: Accepting

    package func accept(_ message: AcceptedMessage) async throws(StorageError) -> Acceptance {
        if let defect = message.defect { throw defect }
        return try await committer.commit(
            bytes: message.byteCount, isUrgent: message.precedence.isUrgent
        ) { db, state in
            .success(try state.accept(message, db))
        }
    }

    package func acceptAll(
        _ messages: [AcceptedMessage]
    ) async throws(StorageError) -> [Acceptance] {
        if let defect = messages.lazy.compactMap({ $0.defect }).first { throw defect }
        let bytes = messages.reduce(0) { $0 + $1.byteCount }
        let isUrgent = messages.allSatisfy(\.precedence.isUrgent)
        return try await committer.commit(bytes: bytes, isUrgent: isUrgent) { db, state in
            var acceptances: [Acceptance] = []
            for message in messages { acceptances.append(try state.accept(message, db)) }
            return .success(acceptances)
        }
    }

    package func acceptReceipts(
        _ receipts: [AcceptedReceipt]
    ) async throws(StorageError) -> [Acceptance] {
        if let defect = receipts.lazy.compactMap({ $0.defect }).first { throw defect }
        let bytes = receipts.reduce(0) { $0 + $1.bytes.count }
        return try await committer.commit(bytes: bytes) { db, state in
            var acceptances: [Acceptance] = []
            for receipt in receipts { acceptances.append(try state.accept(receipt, db)) }
            return .success(acceptances)
        }
    }

    // MARK: Reading

    package func message(_ id: MessageID) async throws(StorageError) -> StoredMessage? {
        try await file.read { [shared] db in
            guard
                let place = try NameRegister.place(of: id.digest, recent: shared.recent, db)
            else { return nil }
            return try StoredMessage(id, at: place, db, board: shared.board)
        }
    }

    package func message(
        _ id: MessageID, for actor: ActorID
    ) async throws(StorageError) -> DeliveredMessage? {
        guard let (number, ends) = shared.board.reach(of: actor) else { return nil }
        return try await file.read { [shared] db in
            guard
                let place = try NameRegister.place(of: id.digest, recent: shared.recent, db)
            else { return nil }
            let reader = MailboxReader(
                db, reader: number, ends: ends, limit: PageLimit(entriesMax: 1, bytesMax: 1),
                board: shared.board)
            return try reader.message(id, at: place)
        }
    }

    package func mailbox(
        of actor: ActorID, after cursor: MailboxCursor, limit: PageLimit
    ) async throws(StorageError) -> MailboxPage {
        let next = shared.board.next
        guard MailboxCursor.lanes.allSatisfy({ cursor[$0] <= next }) else {
            throw .cursorBeyondEnd
        }
        guard let (number, ends) = shared.board.reach(of: actor),
            MailboxCursor.lanes.contains(where: { cursor[$0] < ends[$0.lane] })
        else { return MailboxPage(entries: [], next: cursor, hasMore: false) }
        return try await file.read { [shared] db in
            var reader = MailboxReader(
                db, reader: number, ends: ends, limit: limit, board: shared.board)
            return try reader.page(after: cursor)
        }
    }

    // MARK: Other relays

    package func replica(_ reading: ReplicaReading) async throws(StorageError) -> ReplicaPage {
        try await file.read { [shared] db in
            var reader = ReplicaReader(db, reading, board: shared.board)
            return try reader.page()
        }
    }

    package func progress(with peer: RelayID) async throws(StorageError) -> PeerProgress? {
        try await file.read { try PeerTable.progress(with: peer, in: $0) }
    }

    package func keep(
        _ progress: PeerProgress, accepting receipts: [AcceptedReceipt],
        recording records: [LedgerRecord]
    ) async throws(StorageError) {
        if let defect = receipts.lazy.compactMap({ $0.defect }).first { throw defect }
        let bytes =
            receipts.reduce(0) { $0 + $1.bytes.count }
            + records.reduce(0) { $0 + $1.facts.count }
        try await committer.commit(bytes: bytes) { db, state in
            for receipt in receipts { _ = try state.accept(receipt, db) }
            for record in records { _ = try state.append(record, db) }
            try PeerTable.keep(progress, in: db)
            return .success(())
        }
    }

    // MARK: Waiting

    package func entryArrives(for actor: ActorID, after cursor: MailboxCursor) async -> Bool {
        await shared.board.entryArrives(for: actor, after: cursor)
    }

    package func load(of actor: ActorID) async -> MailboxLoad { shared.board.load(of: actor) }

    package func latest() async -> LogIndex? {
        let next = shared.board.next
        return next == 0 ? nil : LogIndex(next - 1)
    }

    // MARK: Forgetting

    @discardableResult
    package func expire(at moment: Timestamp) async throws(StorageError) -> Int {
        var removed = 0
        while true {
            let places = try await file.read { db in
                try Self.expired(at: moment, in: db)
            }
            if places.isEmpty { return removed }
            removed += try await committer.commit(bytes: places.count * removalBytes) {
                db, state in
                var count = 0
                for place in places where try state.remove(place, db) { count += 1 }
                try state.writeAfterRemoval(db)
                return .success(count)
            }
        }
    }

    /// Some of what has expired: few enough that removing them holds nobody up for long.
    private static func expired(at moment: Timestamp, in db: Database) throws -> [EntryPlace] {
        let cursor = try db.rows(
            "SELECT lane, position FROM entry WHERE expires <= ? LIMIT ?",
            [moment.milliseconds.bound, removalsMax.bound])
        var places: [EntryPlace] = []
        while let row = try cursor.next() {
            places.append(
                EntryPlace(lane: Int(try row.integer(0)), position: try row.natural(1)))
        }
        return places
    }

    // MARK: Checkpoints

    package func keep(_ checkpoint: StoredCheckpoint) async throws(StorageError) {
        try await committer.commit(bytes: checkpoint.note.count) { db, _ in
            try CheckpointTable.keep(checkpoint, in: db)
            return .success(())
        }
    }

    package func latestCheckpoint() async throws(StorageError) -> StoredCheckpoint? {
        try await file.read { try CheckpointTable.latest(in: $0) }
    }

    package func close() async throws(StorageError) {
        try await committer.finish { db, state in
            try state.writeSummaries(db)
            return .success(())
        }
        shared.board.close()
        try file.close()
    }

    /// Lets go of the store as a crash would, writing nothing more: for tests.
    package func abandon() async {
        shared.board.close()
        try? file.close()
    }

    // MARK: Ledger

    package func append(
        _ records: [LedgerRecord]
    ) async throws(StorageError) -> Range<UInt64> {
        let bytes = records.reduce(0) { $0 + $1.facts.count }
        return try await committer.commit(bytes: bytes) { db, state in
            let start = state.ledger.frontier.size
            for record in records { _ = try state.append(record, db) }
            return .success(start..<state.ledger.frontier.size)
        }
    }

    package func treeHead() async throws(StorageError) -> TreeHead { shared.tree.head }

    package func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]? {
        try await file.read { try LedgerReader.tile(path, in: $0) }
    }

    package func records(
        _ numbers: Range<UInt64>
    ) async throws(StorageError) -> [StoredRecord] {
        try await file.read { try LedgerReader.records(numbers, in: $0) }
    }

    package func eraseFacts(of numbers: [UInt64]) async throws(StorageError) {
        try await committer.commit(bytes: numbers.count * removalBytes) { db, _ in
            try LedgerReader.eraseFacts(of: numbers, in: db)
            return .success(())
        }
    }
}

private let removalsMax = 512
/// Removing touches pages all over the file.
private let removalBytes = 32 << 10
