import Foundation
import GRDB
package import Storage

/// What a store's file says of itself, read without opening it as a store: a node that runs on it is
/// not disturbed, and a file that is no store is left as it is.
package enum StoreHeader: Hashable, Sendable {
    /// Made, and nothing in the file itself yet.
    case empty
    /// No database, or one of another kind.
    case foreign
    case version(Int)

    /// Of a vault; `nil` when there is no file.
    ///
    /// - Throws: ``Storage/StorageError/cannotOpen(path:)``.
    package static func vault(at path: String) throws(StorageError) -> StoreHeader? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: headerBytes)
        else {
            if let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
                size == 0
            {
                return .empty
            }
            throw .cannotOpen(path: path)
        }
        let header = StoreHeader(Array(bytes), kind: VaultSchema.kind)
        let journal = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size]
        guard header != .foreign, (journal as? Int ?? 0) > 0 else { return header }
        return try inJournal(path, kind: VaultSchema.kind)
    }

    /// What was written last is in the journal, which SQLite reads.
    private static func inJournal(
        _ path: String, kind: StoreKind
    ) throws(StorageError) -> StoreHeader {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                if application == 0 { return .empty }
                return application == kind.applicationID ? .version(version) : .foreign
            }
        } catch { throw StorageError(error) }
    }

    /// Version 0 is one whose first page was not written back from the journal yet.
    ///
    /// Source: SQLite Database File Format, 1.3: the magic string, `user_version` at 60,
    /// `application_id` at 68, both big-endian.
    init(_ bytes: [UInt8], kind: StoreKind) {
        if bytes.isEmpty {
            self = .empty
            return
        }
        func number(at offset: Int) -> UInt32 {
            bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        guard bytes.count == Self.headerBytes, bytes.starts(with: Array("SQLite format 3\0".utf8))
        else {
            self = .foreign
            return
        }
        let (application, version) = (number(at: 68), number(at: 60))
        let isOurs = application == UInt32(bitPattern: kind.applicationID)
        self = isOurs || (application == 0 && version == 0) ? .version(Int(version)) : .foreign
    }

    private static let headerBytes = 100
}

extension SQLiteVaultStore {
    package static var oldestVersion: Int { VaultSchema.kind.oldestVersion }
    package static var currentVersion: Int { VaultSchema.kind.version }
}
