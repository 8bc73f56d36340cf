import GRDB
import Glibc
package import Ledger
package import Storage

/// Puts a backup in the place of a relay's store that is gone.
package struct StoreRestoration {
    private let store: String

    package init(of store: String) { self.store = store }

    /// Copies the backup, takes its mark away, and appends to the ledger what is to be said of it.
    /// Then the copy is put in place in one step: a store is there that says so, or none.
    ///
    /// - Throws: ``Storage/StorageError/inUse(path:process:)`` while a relay has the place,
    ///   ``Storage/StorageError/cannotOpen(path:)`` where a store is already.
    package func run(
        from backup: StoreInspection, recording record: LedgerRecord
    ) async throws(StorageError) {
        let lock = try StoreLock(store: store)
        defer { lock.release() }
        let draft = store + ".restoring"
        remove(draft)
        defer { remove(draft) }
        try createPrivateFile(path: draft)
        do { try backup.copied(to: draft, Self.takeInUse) } catch { throw StorageError(error) }
        let restored = try SQLiteRelayStore(path: draft)
        do throws(StorageError) { _ = try await restored.append([record]) } catch {
            await restored.abandon()
            throw error
        }
        // Writes the journal back and flushes.
        try await restored.close()
        try StoreCopy(at: store).place(draft, replacing: false)
    }

    private static func takeInUse(_ db: Database) throws {
        try BackupTable.remove(from: db)
        // Readers have cursors from after the backup. An entry that came to lie before one would
        // never be read; so the log goes on where none of them can point.
        try db.setMarker("floor", try StoreSnapshot(db: db).end() + positionsLeap)
        // What the others got from here after the backup shall come back.
        try PeerTable.forgetCatchingUp(in: db)
    }

    /// More entries than a relay takes in between two backups; 2 048 times as many fit in a log.
    private static let positionsLeap: UInt64 = 1 << 28

    /// With what SQLite and the lock have laid beside it.
    private func remove(_ draft: String) {
        for path in [draft, draft + "-wal", draft + "-shm", StoreLock.path(of: draft)] {
            unlink(path)
        }
    }
}
