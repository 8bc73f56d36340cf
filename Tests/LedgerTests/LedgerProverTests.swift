import Identity
import Ledger
import Primitives
import Testing

struct LedgerProverTests {
    @Test(arguments: [1, 2, 3, 7, 8, 255, 256, 257, 700, 1_024])
    func `proofs out of tiles are those out of all leaves`(_ size: Int) throws {
        let hashes = leafHashes(size)
        let served = try tiles(of: hashes)
        let prover = LedgerProver(size: UInt64(size))
        for index in Set([0, 1, size / 3, size / 2, size - 2, size - 1]) where index >= 0 {
            guard index < size else { continue }
            let needed = try prover.tiles(forInclusionOf: UInt64(index))
            let proof = try prover.inclusionProof(
                of: UInt64(index), from: served.filter { needed.contains($0.key) })
            #expect(proof == MerkleTree.inclusionProof(of: index, in: hashes))
        }
        for old in Set([0, 1, size / 3, size / 2, size - 1, size]) {
            let needed = try prover.tiles(forConsistencyFrom: UInt64(old))
            let proof = try prover.consistencyProof(
                from: UInt64(old), tiles: served.filter { needed.contains($0.key) })
            #expect(proof == MerkleTree.consistencyProof(from: old, to: hashes))
        }
        let needed = prover.tilesForRoot
        #expect(
            try prover.root(from: served.filter { needed.contains($0.key) })
                == MerkleTree.root(of: hashes))
    }

    @Test func `a large tree's proof needs few tiles, and it verifies`() throws {
        let size = 70_000
        let hashes = leafHashes(size)
        let served = try tiles(of: hashes)
        let prover = LedgerProver(size: UInt64(size))
        let root = MerkleTree.root(of: hashes)
        for index in [0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
            let needed = try prover.tiles(forInclusionOf: UInt64(index))
            #expect(needed.count <= 5)
            #expect(needed.allSatisfy { TileLayout(size: UInt64(size)).holds($0) })
            let proof = try prover.inclusionProof(
                of: UInt64(index), from: served.filter { needed.contains($0.key) })
            try MerkleTree.verifyInclusion(
                leaf: hashes[index], index: UInt64(index), size: UInt64(size), proof: proof,
                root: root)
        }
    }

    @Test func `a tile that is missing is named`() throws {
        let served = try tiles(of: leafHashes(300))
        let prover = LedgerProver(size: 300)
        for missing in try prover.tiles(forInclusionOf: 299) {
            let rest = served.filter { $0.key != missing }
            #expect(throws: LedgerError.tileMissing(missing)) {
                try prover.inclusionProof(of: 299, from: rest)
            }
        }
    }

    @Test func `there is no proof of what is not in the tree`() {
        let prover = LedgerProver(size: 8)
        #expect(throws: LedgerError.indexOutsideTree(index: 8, size: 8)) {
            try prover.tiles(forInclusionOf: 8)
        }
        #expect(throws: LedgerError.sizesInvalid(old: 9, new: 8)) {
            try prover.tiles(forConsistencyFrom: 9)
        }
        #expect(throws: LedgerError.indexOutsideTree(index: 0, size: 0)) {
            try LedgerProver(size: 0).tiles(forInclusionOf: 0)
        }
    }

    @Test func `sizes at the end of the numbers do not trap`() throws {
        for size: UInt64 in [.max, 1 << 63, (1 << 63) + 1, (1 << 63) - 1] {
            let prover = LedgerProver(size: size)
            let paths = try prover.tiles(forInclusionOf: size - 1)
            #expect(!paths.isEmpty)
            #expect(try !prover.tiles(forConsistencyFrom: size / 2 + 1).isEmpty)
            #expect(throws: LedgerError.self) {
                try prover.inclusionProof(of: size - 1, from: [:])
            }
        }
    }
}
