import GRDB
import Storage

/// The tables of a node's store: ids and blobs, nothing to learn from.
enum VaultSchema {
    static let kind = StoreKind(
        // "BKvt"
        applicationID: 0x424b_7674,
        // Version 1 had the ledger's facts in clear.
        oldestVersion: 2, migrations: [version2],
        // A removed row leaves no bytes behind in the file.
        secureDelete: "ON")

    private static let version2: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE vault_row (
                    kind TEXT NOT NULL,
                    id BLOB NOT NULL,
                    version INTEGER NOT NULL,
                    blob BLOB NOT NULL,
                    PRIMARY KEY (kind, id)
                ) STRICT;
                """)
        try LedgerTables.create(db)
    }
}

enum VaultTables {
    /// The first change that does not follow the version the vault would have by then.
    static func conflict(
        of changes: [VaultChange], in db: Database
    ) throws -> StorageError? {
        var versions: [RowKey: UInt64] = [:]
        for change in changes {
            let key = change.key
            let found = try versions[key] ?? version(of: key, in: db)
            guard change.expectedVersion == found else {
                return .conflict(table: key.table, id: key.id, foundVersion: found)
            }
            versions[key] = change.resultingVersion
        }
        return nil
    }

    static func make(_ change: VaultChange, in db: Database) throws {
        switch change {
        case .put(let row):
            try db.run(
                """
                INSERT INTO vault_row (kind, id, version, blob) VALUES (?, ?, ?, ?)
                ON CONFLICT (kind, id)
                DO UPDATE SET version = excluded.version, blob = excluded.blob
                """,
                [
                    row.table.name.bound, row.id.bytes.bound,
                    row.version.bound, row.blob.bound,
                ])
        case .remove(let table, let id, _):
            try db.run(
                "DELETE FROM vault_row WHERE kind = ? AND id = ?",
                [table.name.bound, id.bytes.bound])
        }
    }

    static func rows(in table: VaultTable, _ db: Database) throws -> [VaultRow] {
        let cursor = try db.rows(
            "SELECT id, version, blob FROM vault_row WHERE kind = ?",
            [table.name.bound])
        var rows: [VaultRow] = []
        while let row = try cursor.next() {
            rows.append(
                VaultRow(
                    table: table, id: try stored { try VaultRowID(bytes: row.bytes(0)) },
                    version: try row.natural(1), blob: try row.bytes(2)))
        }
        return rows
    }

    static func row(
        _ id: VaultRowID, in table: VaultTable, _ db: Database
    ) throws -> VaultRow? {
        try db.first(
            "SELECT version, blob FROM vault_row WHERE kind = ? AND id = ?",
            [table.name.bound, id.bytes.bound]
        ) { row in
            VaultRow(
                table: table, id: id, version: try row.natural(0), blob: try row.bytes(1))
        }
    }

    static func heads(_ db: Database) throws -> [VaultRowHead] {
        let cursor = try db.rows("SELECT kind, id, version FROM vault_row", [])
        var heads: [VaultRowHead] = []
        while let row = try cursor.next() {
            heads.append(
                VaultRowHead(
                    table: try stored { try VaultTable(parsing: row.text(0)) },
                    id: try stored { try VaultRowID(bytes: row.bytes(1)) },
                    version: try row.natural(2)))
        }
        return heads
    }

    private static func version(of key: RowKey, in db: Database) throws -> UInt64 {
        try db.first(
            "SELECT version FROM vault_row WHERE kind = ? AND id = ?",
            [key.table.name.bound, key.id.bytes.bound]
        ) { try $0.natural(0) } ?? 0
    }
}

struct RowKey: Hashable {
    let table: VaultTable
    let id: VaultRowID
}

extension VaultChange {
    fileprivate var key: RowKey {
        switch self {
        case .put(let row): RowKey(table: row.table, id: row.id)
        case .remove(let table, let id, _): RowKey(table: table, id: id)
        }
    }

    /// The version the vault must have, 0 for an absent row; `nil` for one that none precedes.
    fileprivate var expectedVersion: UInt64? {
        switch self {
        case .put(let row): row.version == 0 ? nil : row.version - 1
        // What is not there cannot be removed.
        case .remove(_, _, let version): version == 0 ? nil : version
        }
    }

    fileprivate var resultingVersion: UInt64 {
        switch self {
        case .put(let row): row.version
        case .remove: 0
        }
    }
}
