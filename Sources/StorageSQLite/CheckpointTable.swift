import GRDB
import Storage

/// Signed checkpoints of the log, by the size of their trees.
enum CheckpointTable {
    /// Adds one, and drops the oldest beyond what is kept.
    static func keep(_ checkpoint: StoredCheckpoint, in db: Database) throws {
        try db.run(
            "INSERT OR REPLACE INTO checkpoint (size, note) VALUES (?, ?)",
            [checkpoint.size.bound, checkpoint.note.bound])
        try db.run(
            """
            DELETE FROM checkpoint WHERE size <=
            (SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1 OFFSET ?)
            """, [StoredCheckpoint.keptMax.bound])
    }

    static func latest(in db: Database) throws -> StoredCheckpoint? {
        try db.first("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1") {
            StoredCheckpoint(size: try $0.natural(0), note: try $0.bytes(1))
        }
    }
}
