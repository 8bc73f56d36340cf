import Foundation
import GRDB
package import Ledger
package import Storage

/// A node's vault and ledger in one SQLite file.
package final class SQLiteVaultStore: VaultStore {
    private let file: StoreFile
    private let tree: PublishedTree
    private let committer: GroupCommitter<VaultState>

    /// Opens or makes the store.
    ///
    /// - Throws: ``Storage/StorageError/inUse(path:process:)``,
    ///   ``Storage/StorageError/newer(foundVersion:knownVersion:)``,
    ///   ``Storage/StorageError/notAStore(path:)`` and what the disk earns.
    package init(path: String, options: StoreOptions = StoreOptions()) throws(StorageError) {
        let tree = PublishedTree()
        file = try StoreFile(path: path, kind: VaultSchema.kind, options: options)
        committer = try GroupCommitter(pool: file.pool) { db in
            let state = VaultState(ledger: try LedgerTail(loading: db), tree: tree)
            tree.publish(state.ledger.frontier)
            return state
        }
        self.tree = tree
    }

    /// Whether nobody has the store open: to say so before a passphrase is asked for. Only opening
    /// it decides.
    ///
    /// - Throws: ``Storage/StorageError/inUse(path:process:)``.
    package static func requireFree(path: String) throws(StorageError) {
        guard FileManager.default.fileExists(atPath: StoreLock.path(of: path)) else { return }
        try StoreLock(store: path, patienceMilliseconds: 0).release()
    }

    package func apply(
        _ changes: [VaultChange], recording records: [LedgerRecord]
    ) async throws(StorageError) {
        guard changes.allSatisfy({ $0.blobBytes <= VaultRow.blobMaxBytes }) else {
            throw .tooMany(part: "byte", limit: VaultRow.blobMaxBytes)
        }
        let bytes =
            changes.reduce(0) { $0 + $1.blobBytes }
            + records.reduce(0) { $0 + $1.facts.count }
        try await committer.commit(bytes: bytes) { db, state -> Result<Void, StorageError> in
            if let conflict = try VaultTables.conflict(of: changes, in: db) {
                return .failure(conflict)
            }
            for change in changes { try VaultTables.make(change, in: db) }
            for record in records { _ = try state.ledger.append(record, db) }
            return .success(())
        }
    }

    package func rows(in table: VaultTable) async throws(StorageError) -> [VaultRow] {
        try await file.read { try VaultTables.rows(in: table, $0) }
    }

    package func row(
        _ id: VaultRowID, in table: VaultTable
    ) async throws(StorageError) -> VaultRow? {
        try await file.read { try VaultTables.row(id, in: table, $0) }
    }

    package func heads() async throws(StorageError) -> [VaultRowHead] {
        try await file.read { try VaultTables.heads($0) }
    }

    package func close() async throws(StorageError) {
        try await committer.finish { _, _ in .success(()) }
        try file.close()
    }

    // MARK: Ledger

    package func append(
        _ records: [LedgerRecord]
    ) async throws(StorageError) -> Range<UInt64> {
        let bytes = records.reduce(0) { $0 + $1.facts.count }
        return try await committer.commit(bytes: bytes) { db, state in
            let start = state.ledger.frontier.size
            for record in records { _ = try state.ledger.append(record, db) }
            return .success(start..<state.ledger.frontier.size)
        }
    }

    package func treeHead() async throws(StorageError) -> TreeHead { tree.head }

    package func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]? {
        try await file.read { try LedgerReader.tile(path, in: $0) }
    }

    package func records(
        _ numbers: Range<UInt64>
    ) async throws(StorageError) -> [StoredRecord] {
        try await file.read { try LedgerReader.records(numbers, in: $0) }
    }

    package func eraseFacts(of numbers: [UInt64]) async throws(StorageError) {
        try await committer.commit(bytes: numbers.count * 1_024) { db, _ in
            try LedgerReader.eraseFacts(of: numbers, in: db)
            return .success(())
        }
    }
}

struct VaultState: CommitState {
    var ledger: LedgerTail
    let tree: PublishedTree

    mutating func settle(_ db: Database) throws {}

    mutating func announce() { tree.publish(ledger.frontier) }
}
