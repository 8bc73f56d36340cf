package import Ledger
package import Storage
import Synchronization

/// The reference: a vault in memory.
package final class MemoryVaultStore: VaultStore {
    private let disk: MemoryVaultDisk
    private let isClosed = Mutex(false)

    /// Stores on the same disk hold the same.
    package init(disk: MemoryVaultDisk) { self.disk = disk }

    package func apply(
        _ changes: [VaultChange], recording records: [LedgerRecord]
    ) async throws(StorageError) {
        try write { vault throws(StorageError) in
            var rows = vault.rows
            for change in changes { try Self.make(change, in: &rows) }
            vault.rows = rows
            _ = vault.ledger.append(records)
        }
    }

    package func rows(in table: VaultTable) async throws(StorageError) -> [VaultRow] {
        try write { $0.rows.filter { $0.table == table } }
    }

    package func row(
        _ id: VaultRowID, in table: VaultTable
    ) async throws(StorageError) -> VaultRow? {
        try write { $0.rows.first { $0.table == table && $0.id == id } }
    }

    package func heads() async throws(StorageError) -> [VaultRowHead] {
        try write {
            $0.rows.map { VaultRowHead(table: $0.table, id: $0.id, version: $0.version) }
        }
    }

    package func close() async throws(StorageError) { isClosed.withLock { $0 = true } }

    package func append(
        _ records: [LedgerRecord]
    ) async throws(StorageError) -> Range<UInt64> {
        try write { $0.ledger.append(records) }
    }

    package func treeHead() async throws(StorageError) -> TreeHead {
        try write { $0.ledger.head }
    }

    package func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]? {
        try write { $0.ledger.tile(path) }
    }

    package func records(
        _ numbers: Range<UInt64>
    ) async throws(StorageError) -> [StoredRecord] {
        try write { $0.ledger.records(numbers) }
    }

    package func eraseFacts(of numbers: [UInt64]) async throws(StorageError) {
        try write { $0.ledger.eraseFacts(of: numbers) }
    }

    private static func make(
        _ change: VaultChange, in rows: inout [VaultRow]
    ) throws(StorageError) {
        let (table, id, expected): (VaultTable, VaultRowID, UInt64?) =
            switch change {
            case .put(let row): (row.table, row.id, row.version == 0 ? nil : row.version - 1)
            case .remove(let table, let id, let version):
                (table, id, version == 0 ? nil : version)
            }
        let found = rows.first { $0.table == table && $0.id == id }?.version ?? 0
        guard expected == found else {
            throw .conflict(table: table, id: id, foundVersion: found)
        }
        rows.removeAll { $0.table == table && $0.id == id }
        if case .put(let row) = change { rows.append(row) }
    }

    private func write<Value: Sendable>(
        _ body: (inout MemoryVault) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        guard !isClosed.withLock({ $0 }) else { throw .closed }
        return try disk.vault.withLock { vault throws(StorageError) in try body(&vault) }
    }
}

/// What outlives a ``MemoryVaultStore`` that is closed.
package final class MemoryVaultDisk: Sendable {
    let vault = Mutex(MemoryVault())

    package init() {}
}

struct MemoryVault: Sendable {
    var rows: [VaultRow] = []
    var ledger = MemoryLedger()
}
