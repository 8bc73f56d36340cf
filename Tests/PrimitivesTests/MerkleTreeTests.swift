import Identity
import Primitives
import Testing

@Suite struct MerkleTreeTests {
    private static let leaves = (0..<33).map { MerkleTree.leafHash([UInt8($0)]) }

    @Test func `the empty tree has the hash of nothing, an empty leaf another`() {
        #expect(
            MerkleTree.emptyRoot.hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(MerkleTree.root(of: []) == MerkleTree.emptyRoot)
        #expect(
            MerkleTree.leafHash([]).hex
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    /// The tree that Certificate Transparency's programs test themselves with.
    @Test(arguments: [
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func `the well-known tree has its well-known roots`(_ size: Int, _ root: String) throws {
        let inputs = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ]
        let leaves = try inputs.prefix(size).map { MerkleTree.leafHash(try Hex.decode($0)) }
        #expect(MerkleTree.root(of: leaves).hex == root)
    }

    @Test func `every leaf of every small tree is included where it is and nowhere else`() throws {
        for size in 1...Self.leaves.count {
            let tree = Array(Self.leaves.prefix(size))
            let root = MerkleTree.root(of: tree)
            for index in 0..<size {
                let proof = MerkleTree.inclusionProof(of: index, in: tree)
                let holds = { (index: Int, size: Int, proof: [Digest]) in
                    value {
                        try MerkleTree.verifyInclusion(
                            leaf: tree[index % tree.count], index: UInt64(index),
                            size: UInt64(size), proof: proof, root: root)
                    } != nil
                }
                #expect(holds(index, size, proof))
                #expect(!holds(index + 1, size, proof))
                #expect(!holds(index, size, proof + [root]))
                #expect(proof.isEmpty || !holds(index, size, proof.dropLast()))
                for position in proof.indices {
                    var other = proof
                    other[position] = root
                    #expect(!holds(index, size, other))
                }
            }
        }
    }

    @Test func `an index beyond the tree is refused before anything is hashed`() {
        #expect(throws: MerkleError.indexOutsideTree(index: 3, size: 3)) {
            try MerkleTree.verifyInclusion(
                leaf: Self.leaves[0], index: 3, size: 3, proof: [], root: Self.leaves[0])
        }
        #expect(throws: MerkleError.indexOutsideTree(index: 0, size: 0)) {
            try MerkleTree.verifyInclusion(
                leaf: Self.leaves[0], index: 0, size: 0, proof: [], root: MerkleTree.emptyRoot)
        }
    }

    @Test func `the largest sizes there are want proofs of their length, without a trap`() {
        #expect(throws: MerkleError.proofLengthInvalid(expected: 64, found: 0)) {
            try MerkleTree.verifyInclusion(
                leaf: Self.leaves[0], index: 0, size: .max, proof: [], root: Self.leaves[0])
        }
        #expect(throws: MerkleError.proofLengthInvalid(expected: 63, found: 0)) {
            try MerkleTree.verifyInclusion(
                leaf: Self.leaves[0], index: .max - 1, size: .max, proof: [], root: Self.leaves[0])
        }
        #expect(throws: MerkleError.proofLengthInvalid(expected: 1, found: 0)) {
            try MerkleTree.verifyConsistency(
                oldSize: 1 << 63, oldRoot: Self.leaves[0], newSize: (1 << 63) + 1,
                newRoot: Self.leaves[0], proof: [])
        }
    }

    @Test func `every small tree grows consistently, and no proof fits another pair`() throws {
        for new in 1...Self.leaves.count {
            let tree = Array(Self.leaves.prefix(new))
            let newRoot = MerkleTree.root(of: tree)
            for old in 1...new {
                let oldRoot = MerkleTree.root(of: Array(tree.prefix(old)))
                let proof = MerkleTree.consistencyProof(from: old, to: tree)
                let holds = { (old: Int, oldRoot: Digest, newRoot: Digest, proof: [Digest]) in
                    value {
                        try MerkleTree.verifyConsistency(
                            oldSize: UInt64(old), oldRoot: oldRoot, newSize: UInt64(new),
                            newRoot: newRoot, proof: proof)
                    } != nil
                }
                #expect(holds(old, oldRoot, newRoot, proof))
                #expect(!holds(old, oldRoot, newRoot, proof + [newRoot]))
                #expect(!holds(old, MerkleTree.emptyRoot, newRoot, proof))
                #expect(!holds(old, oldRoot, MerkleTree.emptyRoot, proof))
                #expect(proof.isEmpty || !holds(old, oldRoot, newRoot, proof.dropLast()))
                for position in proof.indices {
                    var other = proof
                    other[position] = MerkleTree.emptyRoot
                    #expect(!holds(old, oldRoot, newRoot, other))
                }
            }
        }
    }

    @Test func `from the empty tree nothing is shown: the empty proof is right and no other`() {
        #expect(MerkleTree.consistencyProof(from: 0, to: Self.leaves).isEmpty)
        #expect(throws: Never.self) { try MerkleTree.verifyGrowthFromEmpty(proof: []) }
        #expect(throws: MerkleError.proofLengthInvalid(expected: 0, found: 1)) {
            try MerkleTree.verifyGrowthFromEmpty(proof: [Self.leaves[0]])
        }
        // As a proof of RFC 6962 it does not exist.
        #expect(throws: MerkleError.sizesInvalid(old: 0, new: 5)) {
            try MerkleTree.verifyConsistency(
                oldSize: 0, oldRoot: MerkleTree.emptyRoot, newSize: 5, newRoot: Self.leaves[0],
                proof: [])
        }
    }

    @Test func `a tree that shrinks is refused`() {
        #expect(throws: MerkleError.sizesInvalid(old: 6, new: 5)) {
            try MerkleTree.verifyConsistency(
                oldSize: 6, oldRoot: Self.leaves[0], newSize: 5, newRoot: Self.leaves[0], proof: [])
        }
    }
}
