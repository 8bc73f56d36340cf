import Ledger
import Storage
import Synchronization

/// A vault whose disk takes so many more commits and then none: what a machine that stops leaves.
final class FaultyVaultStore: VaultStore {
    private let real: any VaultStore
    private let left = Mutex<Int?>(nil)

    init(_ real: any VaultStore) { self.real = real }

    /// After `commits` more, every one is refused as by a full disk.
    func fail(after commits: Int) { left.withLock { $0 = commits } }

    func heal() { left.withLock { $0 = nil } }

    func apply(
        _ changes: [VaultChange], recording records: [LedgerRecord]
    ) async throws(StorageError) {
        guard takesCommit() else { throw .full }
        try await real.apply(changes, recording: records)
    }

    private func takesCommit() -> Bool {
        left.withLock { left in
            guard let count = left else { return true }
            left = max(0, count - 1)
            return count > 0
        }
    }

    func rows(in table: VaultTable) async throws(StorageError) -> [VaultRow] {
        try await real.rows(in: table)
    }

    func row(_ id: VaultRowID, in table: VaultTable) async throws(StorageError) -> VaultRow? {
        try await real.row(id, in: table)
    }

    func heads() async throws(StorageError) -> [VaultRowHead] { try await real.heads() }

    func close() async throws(StorageError) { try await real.close() }

    func append(_ records: [LedgerRecord]) async throws(StorageError) -> Range<UInt64> {
        try await real.append(records)
    }

    func treeHead() async throws(StorageError) -> TreeHead { try await real.treeHead() }

    func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]? {
        try await real.tile(path)
    }

    func records(_ numbers: Range<UInt64>) async throws(StorageError) -> [StoredRecord] {
        try await real.records(numbers)
    }

    func eraseFacts(of numbers: [UInt64]) async throws(StorageError) {
        guard takesCommit() else { throw .full }
        try await real.eraseFacts(of: numbers)
    }
}
