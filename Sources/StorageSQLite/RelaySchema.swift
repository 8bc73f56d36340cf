import GRDB

/// The tables of a relay's store.
///
/// `entry` is narrow, and all that a mailbox is scanned from; what entries carry lies in the tables
/// beside it, under the same position. Whom an entry is for is one number, the *circle*: the set of
/// actors, kept once however many entries it gets. So accepting for a thousand recipients writes
/// the same rows as accepting for one, apart from the slots.
enum RelaySchema {
    static let kind = StoreKind(
        // "BKvr"
        applicationID: 0x424b_7672, migrations: [version1, version2, version3], secureDelete: "FAST"
    )

    private static let version1: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE marker (
                    name TEXT PRIMARY KEY,
                    value INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE actor (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    name TEXT NOT NULL UNIQUE
                ) STRICT;

                -- members: actor ids in ascending order, four bytes each, big-endian.
                CREATE TABLE circle (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    members BLOB NOT NULL UNIQUE
                ) STRICT;

                -- What a circle's entries below the marker "counted" come to; the lanes hold the
                -- position after the newest entry.
                CREATE TABLE tally (
                    circle INTEGER PRIMARY KEY REFERENCES circle ON DELETE CASCADE,
                    entries INTEGER NOT NULL,
                    bytes INTEGER NOT NULL,
                    flash INTEGER NOT NULL,
                    immediate INTEGER NOT NULL,
                    priority INTEGER NOT NULL,
                    routine INTEGER NOT NULL
                ) STRICT;

                -- kind: 0 message, 1 supplement, 2 receipt. expires: milliseconds since 1970.
                -- name: the message's id or the receipt's digest.
                CREATE TABLE entry (
                    lane INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    kind INTEGER NOT NULL,
                    circle INTEGER NOT NULL,
                    bytes INTEGER NOT NULL,
                    expires INTEGER NOT NULL,
                    name BLOB NOT NULL,
                    PRIMARY KEY (lane, position)
                ) STRICT, WITHOUT ROWID;

                -- The first eight bytes of the names of entries below the marker "named".
                CREATE TABLE name (
                    prefix INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    lane INTEGER NOT NULL,
                    PRIMARY KEY (prefix, position)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE message (
                    position INTEGER PRIMARY KEY,
                    originator INTEGER NOT NULL,
                    level INTEGER NOT NULL,
                    status TEXT NOT NULL,
                    received INTEGER NOT NULL,
                    head BLOB NOT NULL,
                    content BLOB NOT NULL
                ) STRICT;

                CREATE TABLE supplement (
                    position INTEGER PRIMARY KEY,
                    message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX supplement_message ON supplement (message);

                CREATE TABLE receipt (
                    position INTEGER PRIMARY KEY,
                    bytes BLOB NOT NULL
                ) STRICT;

                -- key: position and first actor, see SlotRun.
                CREATE TABLE slot_run (
                    key INTEGER PRIMARY KEY,
                    slots BLOB NOT NULL
                ) STRICT;
                """)
        try LedgerTables.create(db)
    }

    /// Checkpoints are kept before they are given out, so that a log that lost its end is noticed
    /// by the machine itself.
    private static let version2: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE checkpoint (
                    size INTEGER PRIMARY KEY,
                    note BLOB NOT NULL
                ) STRICT;
                """)
    }

    /// Relays replicate: each entry knows its record in the ledger and the relay it came from, and
    /// `peer` how far this relay has come with each of the others.
    private static let version3: @Sendable (Database) throws -> Void = { db in
        for table in ["message", "supplement", "receipt"] {
            try db.execute(
                sql: """
                    ALTER TABLE \(table) ADD COLUMN record INTEGER;
                    ALTER TABLE \(table) ADD COLUMN source TEXT;
                    """)
        }
        try db.execute(
            sql: """
                -- cursor: the next position by lane, eight bytes each, big-endian; passed_over: lane
                -- in one byte and position in eight.
                CREATE TABLE peer (
                    relay TEXT PRIMARY KEY,
                    cursor BLOB NOT NULL,
                    checkpoint BLOB,
                    caught_up INTEGER NOT NULL,
                    passed_over BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

/// What `entry.kind` says.
enum EntryKind: Int64 {
    case message = 0
    case supplement = 1
    case receipt = 2
}

/// Where an entry stands.
struct EntryPlace: Hashable, Sendable {
    let lane: Int
    let position: UInt64
}

extension Database {
    func marker(_ name: String) throws -> UInt64 {
        try first("SELECT value FROM marker WHERE name = ?", [name.bound]) {
            try $0.natural(0)
        } ?? 0
    }

    func setMarker(_ name: String, _ value: UInt64) throws {
        try run(
            """
            INSERT INTO marker (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [name.bound, value.bound])
    }
}
