import Carriers
import Ledger
import Storage

/// Shows records in one tree of this relay's ledger. Neighbours stand on the same tiles, so these
/// are read once.
struct EntryProver {
    private let store: any RelayStore
    private let prover: LedgerProver
    private var tiles: [TilePath: Tile] = [:]

    init(_ store: any RelayStore, treeSize: UInt64) {
        self.store = store
        prover = LedgerProver(size: treeSize)
    }

    /// `nil` without a record, and for one whose facts were erased.
    ///
    /// - Throws: `StorageError`, `LedgerError`.
    mutating func proof(of number: UInt64?) async throws -> ReplicatedEntry.Proof? {
        guard let number,
            let kept = try await store.records(number..<number + 1).first?.disclosure
        else { return nil }
        for path in try prover.tiles(forInclusionOf: number) where tiles[path] == nil {
            guard let content = try await store.tile(path) else {
                throw LedgerError.tileMissing(path)
            }
            tiles[path] = try Tile(path, content: content)
        }
        return ReplicatedEntry.Proof(
            record: number,
            disclosure: try EntryDisclosure(
                facts: LedgerFacts(parsing: kept.facts), salt: kept.salt
            ).encoded, path: try prover.inclusionProof(of: number, from: tiles))
    }
}
