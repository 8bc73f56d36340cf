import GRDB
package import Identity
import Ledger
package import Storage

extension StoreInspection {
    /// What the store says of itself, where it is a backup.
    package func backupNote() throws(StorageError) -> BackupNote? {
        do { return try queue.read { try BackupTable.note(in: $0) } } catch {
            throw StorageError(error)
        }
    }

    /// Copies the store, as it is at one moment, into one new file, by SQLite's online backup:
    /// whoever serves from the store goes on.
    ///
    /// The file is whole and flushed, or not there.
    ///
    /// - Parameter keepBeside: keeps what belongs to the copy it is given; only when it returns the
    ///   copy gets its name.
    /// - Throws: ``Storage/StorageError``, ``Storage/StorageError/cannotOpen(path:)`` where
    ///   something is already; what `keepBeside` throws.
    package func backUp(
        to path: String, of relay: RelayID, configuration: String, at moment: Timestamp,
        keepingBeside keepBeside: (StoreInspection) throws -> Void
    ) throws -> BackupNote {
        try StoreCopy(at: path).take(replacing: false) { draft in
            let note = try mapped {
                try copied(to: draft) { db in
                    let note = BackupNote(
                        relay: relay, madeAt: moment,
                        head: try LedgerTail(loading: db).frontier.head,
                        configuration: configuration)
                    try BackupTable.write(note, in: db)
                    return note
                }
            }
            try keepBeside(StoreInspection(path: draft))
            return note
        }
    }

    private func mapped<Value>(_ body: () throws -> Value) throws(StorageError) -> Value {
        do { return try body() } catch { throw StorageError(error) }
    }

    /// Copies the store into an empty file and changes the copy, in one transaction.
    func copied<Value>(
        to path: String, _ change: (Database) throws -> Value
    ) throws -> Value {
        let copy = try DatabaseQueue(path: path)
        try queue.backup(to: copy)
        let value = try copy.writeWithoutTransaction { db in
            // The copy says of itself what the store does: that it has a journal beside it.
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            guard mode == "delete" else { throw StorageError.unexpected(code: 0) }
            var value: Value?
            try db.inTransaction {
                value = try change(db)
                return .commit
            }
            guard let value else { throw StorageError.unexpected(code: 0) }
            return value
        }
        try copy.close()
        return value
    }
}
