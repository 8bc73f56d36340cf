import Identity
import Ledger
import Notes
import Primitives
import Testing

struct CheckpointTests {
    static let text = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """

    @Test func `a checkpoint reads back what it wrote`() throws {
        let checkpoint = try Checkpoint(parsing: Self.text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.extensions == [])
        #expect(checkpoint.text == Self.text)
        let extended = Self.text + "one\ntwo words\n"
        #expect(try Checkpoint(parsing: extended).extensions == ["one", "two words"])
        #expect(try Checkpoint(parsing: extended).text == extended)
    }

    @Test(arguments: [
        (1, "", LedgerError.partInvalid(part: "origin")),
        (1, "a\tb", .partInvalid(part: "origin")),
        (2, "020852163", .valueInvalid(line: 2, part: "size")),
        (2, "+1", .valueInvalid(line: 2, part: "size")),
        (2, "-1", .valueInvalid(line: 2, part: "size")),
        (2, "", .valueInvalid(line: 2, part: "size")),
        (2, "18446744073709551616", .valueInvalid(line: 2, part: "size")),
        (3, "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I", .valueInvalid(line: 3, part: "root")),
        (3, "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==", .valueInvalid(line: 3, part: "root")),
        (4, "\n", .partInvalid(part: "extension")),
    ])
    func `a checkpoint of another form is refused`(
        _ line: Int, _ replacement: String, _ error: LedgerError
    ) {
        #expect(throws: error) {
            try Checkpoint(parsing: Self.text.replacingLine(line, with: replacement))
        }
    }

    @Test func `lines missing or unfinished are refused`() {
        for text in ["", "a\n", "a\n1\n", String(Self.text.dropLast())] {
            #expect(throws: LedgerError.self, "\(text)") { try Checkpoint(parsing: text) }
        }
    }

    @Test func `the largest size is read, and the empty tree has one root`() throws {
        let largest = Self.text.replacingLine(2, with: "18446744073709551615")
        #expect(try Checkpoint(parsing: largest).size == .max)
        let empty = try Checkpoint(origin: "a", head: .empty)
        #expect(try Checkpoint(parsing: empty.text) == empty)
        #expect(throws: LedgerError.emptyTreeRootInvalid) {
            try Checkpoint(parsing: Self.text.replacingLine(2, with: "0"))
        }
    }

    @Test func `a checkpoint is the log's only under its key and origin`() throws {
        let log = try signer("example.com/log", 1)
        let checkpoint = try Checkpoint(
            origin: "example.com/log", head: TreeHead(size: 7, root: digest("root")))
        let note = try checkpoint.signed(by: [log])
        let verified = try note.verifiedCheckpoint(by: log.key, origin: "example.com/log")
        #expect(verified.checkpoint == checkpoint)
        #expect(verified.note == note)
        #expect(
            throws: LedgerError.originUnexpected(
                expected: "example.com/lob", found: "example.com/log")
        ) { try note.verifiedCheckpoint(by: log.key, origin: "example.com/lob") }
        let other = try signer("example.com/log", 2)
        #expect(throws: LedgerError.note(.signatureMissing)) {
            try note.verifiedCheckpoint(by: other.key, origin: "example.com/log")
        }
        let prose = try SignedNote(text: "no checkpoint\n", signers: [log])
        #expect(throws: LedgerError.lineUnexpected(line: 2, expected: "size")) {
            try prose.verifiedCheckpoint(by: log.key, origin: "no checkpoint")
        }
    }

    @Test func `growth is shown by a consistency proof, and a fork is called one`() throws {
        let hashes = leafHashes(20)
        func checkpoint(_ size: Int, origin: String = "log") throws -> Checkpoint {
            let root = MerkleTree.root(of: Array(hashes[..<size]))
            return try Checkpoint(
                origin: origin, head: TreeHead(size: UInt64(size), root: root))
        }
        for (old, new) in [(1, 20), (8, 20), (13, 20), (20, 20)] {
            let proof = MerkleTree.consistencyProof(from: old, to: Array(hashes[..<new]))
            try checkpoint(new).verifyContinues(checkpoint(old), proof: proof)
            #expect(throws: LedgerError.self) {
                try checkpoint(new).verifyContinues(
                    checkpoint(old), proof: proof + [digest("more")])
            }
        }
        try checkpoint(20).verifyContinues(checkpoint(0), proof: [])
        #expect(throws: LedgerError.merkle(.proofLengthInvalid(expected: 0, found: 1))) {
            try checkpoint(20).verifyContinues(checkpoint(0), proof: [digest("x")])
        }
        #expect(throws: LedgerError.merkle(.sizesInvalid(old: 20, new: 8))) {
            try checkpoint(8).verifyContinues(checkpoint(20), proof: [])
        }
        #expect(throws: LedgerError.originUnexpected(expected: "log", found: "lob")) {
            try checkpoint(20, origin: "lob").verifyContinues(checkpoint(20), proof: [])
        }
        let fork = try Checkpoint(origin: "log", head: TreeHead(size: 20, root: digest("x")))
        #expect(throws: LedgerError.forked(origin: "log", size: 20)) {
            try fork.verifyContinues(checkpoint(20), proof: [])
        }
    }
}
