package import Identity
package import Ledger

/// A tiled log of salted commitments beside the facts they commit to.
package protocol LedgerStore: Sendable {
    /// Appends records durably; returns their numbers.
    @discardableResult
    func append(_ records: [LedgerRecord]) async throws(StorageError) -> Range<UInt64>

    /// The tree of everything that is durable: what a checkpoint may sign.
    func treeHead() async throws(StorageError) -> TreeHead

    /// The content served at a path, hashes or entries, or `nil` when the log does not reach so
    /// far.
    func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]?

    /// The records of these numbers, as far as the log goes.
    func records(_ numbers: Range<UInt64>) async throws(StorageError) -> [StoredRecord]

    /// Erases facts and salts durably; commitments, and so every proof, stay.
    func eraseFacts(of numbers: [UInt64]) async throws(StorageError)
}

/// A record as the store still has it.
package struct StoredRecord: Hashable, Sendable {
    package let number: UInt64
    package let commitment: Digest
    /// Salt and facts, or `nil` once erased.
    package let disclosure: Disclosure?

    package struct Disclosure: Hashable, Sendable {
        package let salt: [UInt8]
        package let facts: [UInt8]

        package init(salt: [UInt8], facts: [UInt8]) {
            self.salt = salt
            self.facts = facts
        }
    }

    package init(number: UInt64, commitment: Digest, disclosure: Disclosure?) {
        self.number = number
        self.commitment = commitment
        self.disclosure = disclosure
    }
}

extension LedgerStore {
    /// The siblings that show record `index` in the tree of `size` leaves.
    ///
    /// - Throws: ``StorageError`` of the store, ``Ledger/LedgerError`` outside the tree.
    package func inclusionProof(of index: UInt64, size: UInt64) async throws -> [Digest] {
        let prover = LedgerProver(size: size)
        let tiles = try await tiles(prover.tiles(forInclusionOf: index))
        return try prover.inclusionProof(of: index, from: tiles)
    }

    /// What shows that the tree of `oldSize` leaves is a prefix of the tree of `size`.
    ///
    /// - Throws: ``StorageError`` of the store, ``Ledger/LedgerError`` for sizes that do not fit.
    package func consistencyProof(from oldSize: UInt64, to size: UInt64) async throws -> [Digest] {
        let prover = LedgerProver(size: size)
        let tiles = try await tiles(prover.tiles(forConsistencyFrom: oldSize))
        return try prover.consistencyProof(from: oldSize, tiles: tiles)
    }

    /// The root of the first `size` records' tree.
    ///
    /// - Throws: ``StorageError`` of the store, ``Ledger/LedgerError`` outside the tree.
    package func root(ofFirst size: UInt64) async throws -> Digest {
        let prover = LedgerProver(size: size)
        return try prover.root(from: await tiles(prover.tilesForRoot))
    }

    private func tiles(_ paths: [TilePath]) async throws -> [TilePath: Tile] {
        var tiles: [TilePath: Tile] = [:]
        for path in paths {
            guard let content = try await tile(path) else { throw LedgerError.tileMissing(path) }
            tiles[path] = try Tile(path, content: content)
        }
        return tiles
    }
}
