package import Identity
package import Notes

/// What a witness is asked (c2sp.org/tlog-witness, `add-checkpoint`): the size it is believed to
/// have seen, the proof that the new tree continues that one, and the new tree as signed.
///
///     old 20852163
///     fCyBR7rH5Fn6+uYTVRuBtV…
///
///     example.com/behind-the-sofa
///     20852173
///     …
package struct AddCheckpoint: Hashable, Sendable {
    package let oldSize: UInt64
    package let proof: [Digest]
    package let checkpoint: SignedNote

    /// - Throws: ``LedgerError/tooMany(part:limit:)``.
    package init(
        oldSize: UInt64, proof: [Digest], checkpoint: SignedNote
    ) throws(LedgerError) {
        guard proof.count <= Self.proofMax else {
            throw .tooMany(part: "hash", limit: Self.proofMax)
        }
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    package var encoded: [UInt8] {
        let lines = ["old \(oldSize)"] + proof.map { Base64.encode($0.bytes) }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.encoded
    }

    /// - Throws: ``LedgerError`` for anything ``encoded`` would not have written.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= TlogProof.maxBytes else {
            throw .tooMany(part: "byte", limit: TlogProof.maxBytes)
        }
        let (text, rest) = try splitAtFirstEmptyLine(bytes)
        var reader = try LineReader(text, linesMax: 1 + Self.proofMax)
        let sizeText = try reader.require("old")
        let oldSize = try reader.value("old") { canonicalDecimal(sizeText) }
        var proof: [Digest] = []
        while let line = reader.next() {
            proof.append(try reader.value("hash") { try Digest(bytes: Base64.decode(line)) })
        }
        let checkpoint: SignedNote
        do { checkpoint = try SignedNote(parsing: Array(rest)) } catch { throw .note(error) }
        try self.init(oldSize: oldSize, proof: proof, checkpoint: checkpoint)
    }

    package static let proofMax = 63
}

/// Parts what comes before a checkpoint from it: the checkpoint has empty lines of its own.
///
/// - Throws: ``LedgerError/lineUnexpected(line:expected:)``, ``LedgerError/utf8Invalid``.
func splitAtFirstEmptyLine(
    _ bytes: [UInt8]
) throws(LedgerError) -> (text: String, rest: ArraySlice<UInt8>) {
    let lineFeed = UInt8(ascii: "\n")
    guard
        let end = zip(bytes, bytes.dropFirst()).enumerated().first(where: {
            $0.element == (lineFeed, lineFeed)
        })?.offset
    else { throw .lineUnexpected(line: 1, expected: "empty line") }
    guard let text = String(validating: bytes[...end], as: UTF8.self) else { throw .utf8Invalid }
    return (text, bytes[(end + 2)...])
}
