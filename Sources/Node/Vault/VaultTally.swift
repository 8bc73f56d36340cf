import Identity
import Ledger
import Primitives
import Storage

/// One value over which rows there are and which version each has.
///
/// A row's blob is bound to its own version, so an older state of it still opens when its version
/// is put back with it. The tally notices that, and rows that were taken away or added, since it
/// lies in an encrypted row itself and changes with every other. Only putting *everything* back at
/// once is not noticed here.
///
///     tally = ⊕ HMAC-SHA-256(key, kind ‖ 00 ‖ id ‖ version)   over all other rows
///
/// Who does not have the key knows none of the terms, so cannot find rows that cancel out.
struct VaultTally: Sendable {
    private let key: SecretBytes
    private(set) var sum = [UInt8](repeating: 0, count: HMAC256.codeByteCount)

    init(vaultKey: SecretBytes) {
        key = HKDF512.expand(vaultKey, info: Array("budkavle/vault/tally/v1".utf8), count: 32)
    }

    init(vaultKey: SecretBytes, over rows: some Sequence<VaultRowHead>) {
        self.init(vaultKey: vaultKey)
        for row in rows where row.table != NodeTable.tally { toggle(row) }
    }

    /// The tally after a change that follows the version before it.
    mutating func count(_ change: VaultChange) {
        switch change {
        case .put(let row):
            if row.version > 1 {
                toggle(VaultRowHead(table: row.table, id: row.id, version: row.version - 1))
            }
            toggle(VaultRowHead(table: row.table, id: row.id, version: row.version))
        case .remove(let table, let id, let version):
            toggle(VaultRowHead(table: table, id: id, version: version))
        }
    }

    private mutating func toggle(_ row: VaultRowHead) {
        let term = HMAC256.code(
            key: key, over: Vault.bound(row.table, row.id, row.version))
        for index in sum.indices { sum[index] ^= term[index] }
    }
}

/// The tally as the vault keeps it.
struct TallyRecord: Codable, Sendable, Equatable {
    var sum: String
    /// How many entries the ledger beside the rows has: it is in the same file, and cut or lengthened
    /// it would contradict them. `nil` in vaults kept before it was counted.
    var ledgerSize: UInt64?
}

extension NodeEngine {
    /// Makes changes durable with the tally over them and the ledger's entries, all or nothing.
    /// Within an exclusive section.
    func commit(_ changes: [VaultChange], recording records: [LedgerRecord] = []) async throws {
        guard !changes.isEmpty || !records.isEmpty else { return }
        var next = tally
        for change in changes { next.count(change) }
        let size = try await store.treeHead().size + UInt64(records.count)
        let record = TallyRecord(sum: Hex.encode(next.sum), ledgerSize: size)
        let (kept, change) =
            if let tallyRow { try vault.updated(tallyRow, record) } else {
                try vault.new(record, in: NodeTable.tally)
            }
        try await store.apply(changes + [change], recording: records)
        tally = next
        tallyRow = kept
    }

    /// Whether the rows are all there, and no others, in the versions they last had, and the ledger as
    /// long as it was.
    ///
    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`.
    static func checkedTally(
        _ store: any VaultStore, _ vault: Vault, key: SecretBytes
    ) async throws -> (tally: VaultTally, row: Kept<TallyRecord>?) {
        let heads = try await store.heads()
        let tally = VaultTally(vaultKey: key, over: heads)
        let rows = try await store.rows(in: NodeTable.tally)
        let corrupt = NodeError.vaultCorrupt(table: NodeTable.tally.name)
        guard rows.count <= 1 else { throw corrupt }
        let row: Kept<TallyRecord>? = try rows.first.map { try vault.open($0) }
        guard row?.value.sum ?? Hex.encode(emptySum) == Hex.encode(tally.sum) else { throw corrupt }
        let size = try await store.treeHead().size
        guard row.map({ $0.value.ledgerSize ?? size }) ?? 0 == size else {
            throw NodeError.vaultCorrupt(table: "ledger")
        }
        return (tally, row)
    }
}

/// Of a vault without rows.
private let emptySum = [UInt8](repeating: 0, count: HMAC256.codeByteCount)
