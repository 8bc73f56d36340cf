import Identity
import Ledger
import Notes
import Primitives
import Testing

struct TlogProofTests {
    private let hashes = leafHashes(12)

    private func proof(extra: [UInt8]? = nil, index: Int = 5) throws -> TlogProof {
        let checkpoint = try Checkpoint(
            origin: "example.com/log",
            head: TreeHead(size: 12, root: MerkleTree.root(of: hashes)))
        return try TlogProof(
            index: UInt64(index),
            siblings: MerkleTree.inclusionProof(of: index, in: hashes),
            checkpoint: checkpoint.signed(by: [signer("example.com/log", 1)]), extra: extra)
    }

    @Test(arguments: [nil, [], [1, 2, 3]] as [[UInt8]?])
    func `a proof file reads back what it wrote`(_ extra: [UInt8]?) throws {
        let proof = try proof(extra: extra)
        #expect(try TlogProof(parsing: proof.encoded) == proof)
    }

    @Test func `a proof file shows the leaf, and only that one`() throws {
        let log = try signer("example.com/log", 1)
        let proof = try proof()
        let verified = try proof.verified(
            leafHash: hashes[5], by: log.key, origin: "example.com/log")
        #expect(verified.index == 5)
        #expect(verified.checkpoint.checkpoint.size == 12)
        #expect(throws: LedgerError.merkle(.rootMismatch)) {
            try proof.verified(leafHash: hashes[4], by: log.key, origin: "example.com/log")
        }
        #expect(throws: LedgerError.note(.signatureMissing)) {
            try proof.verified(
                leafHash: hashes[5], by: signer("example.com/log", 2).key,
                origin: "example.com/log")
        }
        #expect(throws: LedgerError.self) {
            try proof.verified(leafHash: hashes[5], by: log.key, origin: "example.com/lob")
        }
    }

    @Test func `every byte changed is refused, in reading or in verifying`() throws {
        let log = try signer("example.com/log", 1)
        let good = try proof().encoded
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") {
                _ = try TlogProof(parsing: bytes).verified(
                    leafHash: hashes[5], by: log.key, origin: "example.com/log")
            }
        }
    }

    @Test(arguments: [
        ("index 5", "index 05"), ("index 5", "index -5"), ("index 5", "Index 5"),
        ("index 5", "extra !\nindex 5"), ("index 5", "index 5\nindex 5"),
        ("index 5", "index 5\nextra AA=="), ("@v1\n", "@v2\n"), ("@v1\n", "@v1 \n"),
    ])
    func `a proof file of another form is refused`(_ part: String, _ other: String) throws {
        let text = String(decoding: try proof().encoded, as: UTF8.self)
        #expect(text.contains(part))
        #expect(throws: LedgerError.self) {
            try TlogProof(parsing: Array(text.replacing(part, with: other).utf8))
        }
    }

    @Test func `a proof has at most as many siblings as a tree has levels`() throws {
        let checkpoint = try proof().checkpoint
        let siblings = Array(repeating: digest("x"), count: TlogProof.siblingsMax)
        _ = try TlogProof(index: 0, siblings: siblings, checkpoint: checkpoint)
        #expect(throws: LedgerError.tooMany(part: "sibling", limit: TlogProof.siblingsMax)) {
            try TlogProof(
                index: 0, siblings: siblings + [digest("x")], checkpoint: checkpoint)
        }
    }
}
