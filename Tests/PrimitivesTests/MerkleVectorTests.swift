import Foundation
import Identity
import Primitives
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct MerkleVectorTests {
    struct Hashes: Decodable, Sendable {
        let leafInputsHex: [HexBytes]
        let rootHashHexByTreeSize: [String]
        let single: [Single]

        struct Single: Decodable, Sendable {
            let op: String
            let dataAscii: String?
            let leftAscii: String?
            let rightAscii: String?
            let hashHex: String
        }
    }

    @Test func `the upstream trees of 0 to 8 leaves have the upstream roots`() throws {
        let file: Hashes = try SharedData.json(
            "data/transparency/rfc6962-hashes/vectors.json", isSnakeCase: true)
        let leaves = file.leafInputsHex.map { MerkleTree.leafHash($0.bytes) }
        for (size, root) in file.rootHashHexByTreeSize.enumerated() {
            #expect(MerkleTree.root(of: Array(leaves.prefix(size))).hex == root, "size \(size)")
        }
        #expect(file.rootHashHexByTreeSize.count == 9)
    }

    /// The `node` case joins two texts that are no digests; our nodes take digests only.
    @Test func `the upstream leaves have the upstream hashes`() throws {
        let file: Hashes = try SharedData.json(
            "data/transparency/rfc6962-hashes/vectors.json", isSnakeCase: true)
        var (leaves, nodes) = (0, 0)
        for single in file.single {
            if single.op == "node" {
                let (left, right) = (single.leftAscii ?? "", single.rightAscii ?? "")
                let joined = [1] + Array((left + right).utf8)
                #expect(Hashing.sha256(joined).hex == single.hashHex)
                nodes += 1
            } else {
                let data = Array((single.dataAscii ?? "").utf8)
                #expect(MerkleTree.leafHash(data).hex == single.hashHex)
                leaves += 1
            }
        }
        #expect((leaves, nodes) == (2, 1))
    }

    struct Inclusion: Decodable, Sendable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: Data?
        let leafHash: Data?
        let proof: [Data]?
        let desc: String
        let wantErr: Bool
    }

    @Test func `every upstream inclusion proof holds or fails as upstream says`() throws {
        var (good, bad) = (0, 0)
        for path in try SharedData.files(under: "data/transparency/rfc6962-proofs/inclusion") {
            let vector: Inclusion = try SharedData.json(path)
            let verified: Void? = value {
                try MerkleTree.verifyInclusion(
                    leaf: digest(vector.leafHash), index: vector.leafIdx, size: vector.treeSize,
                    proof: (vector.proof ?? []).map(digest), root: digest(vector.root))
            }
            #expect((verified == nil) == vector.wantErr, "\(path): \(vector.desc)")
            if vector.wantErr { bad += 1 } else { good += 1 }
        }
        #expect((good, bad) == (4, 49))
    }

    struct Consistency: Decodable, Sendable {
        let size1: UInt64
        let size2: UInt64
        let root1: Data?
        let root2: Data?
        let proof: [Data]?
        let desc: String
        let wantErr: Bool
    }

    @Test func `every upstream consistency proof holds or fails as upstream says`() throws {
        var (good, bad) = (0, 0)
        for path in try SharedData.files(under: "data/transparency/rfc6962-proofs/consistency") {
            let vector: Consistency = try SharedData.json(path)
            let verified: Void? = value {
                try MerkleTree.verifyConsistency(
                    oldSize: vector.size1, oldRoot: digest(vector.root1),
                    newSize: vector.size2, newRoot: digest(vector.root2),
                    proof: (vector.proof ?? []).map(digest))
            }
            #expect((verified == nil) == vector.wantErr, "\(path): \(vector.desc)")
            if vector.wantErr { bad += 1 } else { good += 1 }
        }
        #expect((good, bad) == (3, 40))
    }

    /// Refuses hashes that have not 32 bytes.
    private func digest(_ data: Data?) throws -> Digest { try Digest(bytes: data ?? Data()) }
}
