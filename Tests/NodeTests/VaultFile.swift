import Foundation
import GRDB

/// A closed node's vault as whoever has the disk sees and changes it.
struct VaultFile {
    let path: String

    /// Every byte of the database and what lies beside it.
    func bytes() throws -> Data {
        var bytes = Data()
        for suffix in ["", "-wal", "-shm", "-lock"] {
            guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
            bytes += try Data(contentsOf: URL(filePath: path + suffix))
        }
        return bytes
    }

    func row(of kind: String) throws -> SavedRow {
        try read { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT * FROM vault_row WHERE kind = ?", arguments: [kind])
            else { throw CocoaError(.fileNoSuchFile) }
            return SavedRow(
                kind: kind, id: row["id"], version: row["version"], blob: row["blob"])
        }
    }

    func put(_ row: SavedRow) throws {
        try write { db in
            try db.execute(
                sql:
                    "INSERT OR REPLACE INTO vault_row (kind, id, version, blob) VALUES (?, ?, ?, ?)",
                arguments: [row.kind, row.id, row.version, row.blob])
        }
    }

    func execute(_ sql: String) throws {
        try write { try $0.execute(sql: sql) }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: path)
        let value = try queue.read(body)
        try queue.close()
        return value
    }

    private func write(_ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write(body)
        try queue.close()
    }
}

/// A row as it once was.
struct SavedRow {
    let kind: String
    let id: Data
    let version: Int64
    let blob: Data
}
