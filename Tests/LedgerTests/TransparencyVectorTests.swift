import Identity
import Ledger
import Notes
import Primitives
import TestSupport
import Testing

/// Logs and texts made by others.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.hint)))
struct TransparencyVectorTests {
    private struct Bodies: Decodable {
        let cases: [Case]

        struct Case: Decodable {
            let desc: String
            let body: String
            let upstream: String
        }
    }

    private static let folder = "data/transparency/tlog-tiles-log/"

    /// The upstream parser takes a root of any length, so of its good bodies only those with 32
    /// bytes are good here.
    @Test func `checkpoint bodies that upstream refuses are refused`() throws {
        let bodies: Bodies = try SharedData.json(
            "data/transparency/checkpoint-bodies/cases.json")
        #expect(bodies.cases.count == 6)
        for body in bodies.cases {
            let lines = body.body.split(separator: "\n")
            let root = lines.count > 2 ? try? Base64.decode(lines[2]) : nil
            let isGood = body.upstream == "ok" && root?.count == 32
            if isGood {
                #expect(try Checkpoint(parsing: body.body).text == body.body)
            } else {
                #expect(throws: LedgerError.self, "\(body.desc)") {
                    try Checkpoint(parsing: body.body)
                }
            }
        }
        #expect(try Checkpoint(parsing: repaired(bodies.cases[1].body)).extensions.count == 1)
    }

    /// The same text with a root of the right length.
    private func repaired(_ body: String) -> String {
        body.replacingLine(3, with: Base64.encode(digest("root").bytes))
    }

    @Test(arguments: 0...8)
    func `a log by Tessera verifies, and its tiles and roots are rebuilt byte for byte`(
        _ size: Int
    ) throws {
        let vkey = try SharedData.text(Self.folder + "log.vkey")
        let key = try NoteKey(vkey: String(vkey.prefix { $0 != "\n" }))
        let note = try SignedNote(
            parsing: SharedData.bytes(Self.folder + "log/checkpoint.\(size)"))
        let origin = String(note.text.prefix { $0 != "\n" })
        let verified = try note.verifiedCheckpoint(by: key, origin: origin)
        #expect(verified.checkpoint.size == UInt64(size))
        #expect(verified.checkpoint.text == note.text)
        guard size > 0 else {
            #expect(verified.checkpoint.head == .empty)
            return
        }
        let bundlePath = try TilePath(.entries, number: 0, width: size)
        let entries = try EntryBundle.entries(
            in: SharedData.bytes(Self.folder + "log/" + bundlePath.text))
        #expect(entries.count == size)
        var edge = LedgerEdge()
        for entry in entries { _ = edge.append(MerkleTree.leafHash(entry)) }
        #expect(edge.head == verified.checkpoint.head)
        let tile = try Tile(
            level: 0, number: 0, hashes: entries.map { MerkleTree.leafHash($0) })
        #expect(try tile.content == SharedData.bytes(Self.folder + "log/" + tile.path.text))
        let prover = LedgerProver(size: UInt64(size))
        #expect(prover.tilesForRoot == [tile.path])
        #expect(try prover.root(from: [tile.path: tile]) == verified.checkpoint.root)
        for index in 0..<size {
            let proof = try TlogProof(
                index: UInt64(index),
                siblings: prover.inclusionProof(of: UInt64(index), from: [tile.path: tile]),
                checkpoint: note)
            let leaf = MerkleTree.leafHash(entries[index])
            let again = try TlogProof(parsing: proof.encoded)
            _ = try again.verified(leafHash: leaf, by: key, origin: origin)
        }
    }

    @Test(arguments: 1...8)
    func `each checkpoint of that log continues the ones before it`(_ size: Int) throws {
        let path = try TilePath(.hashes(level: 0), number: 0, width: size)
        let tile = try Tile(
            path, content: SharedData.bytes(Self.folder + "log/" + path.text))
        let later = try checkpoint(size)
        for old in 0...size {
            let proof = try LedgerProver(size: UInt64(size)).consistencyProof(
                from: UInt64(old), tiles: [path: tile])
            try later.verifyContinues(checkpoint(old), proof: proof)
        }
    }

    private func checkpoint(_ size: Int) throws -> Checkpoint {
        let note = try SignedNote(
            parsing: SharedData.bytes(Self.folder + "log/checkpoint.\(size)"))
        return try Checkpoint(parsing: note.text)
    }

    /// The cosigned checkpoint printed in the specification, whose keys it does not print: the line
    /// has the form, and is nobody's we know.
    @Test func `the specification's cosignature line has the form it says`() throws {
        let text = try SharedData.text("data/transparency/specs/tlog-cosignature.md")
        let note = try #require(text.split(separator: "```\n").first { $0.contains("\u{2014}") })
        let signed = try SignedNote(parsing: Array(note.utf8))
        #expect(signed.signatures.map(\.bytes.count) == [64, 72])
        #expect(try Checkpoint(parsing: signed.text).size == 20_852_163)
    }
}
