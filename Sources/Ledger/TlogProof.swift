package import Identity
package import Notes
import Primitives

/// A proof file that stands on its own (c2sp.org/tlog-proof), suffix `.tlog-proof`.
///
///     c2sp.org/tlog-proof@v1
///     index 73894
///     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
///
///     example.com/fancylog
///     109482
///     sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
///
///     — example.com/fancylog hI2DJw…
package struct TlogProof: Hashable, Sendable {
    /// Context for finding the leaf again, such as facts and salt; authenticated by nothing.
    package let extra: [UInt8]?
    package let index: UInt64
    /// Siblings from the leaf to the root.
    package let siblings: [Digest]
    package let checkpoint: SignedNote

    /// - Throws: ``LedgerError/tooMany(part:limit:)``.
    package init(
        index: UInt64, siblings: [Digest], checkpoint: SignedNote, extra: [UInt8]? = nil
    ) throws(LedgerError) {
        guard siblings.count <= Self.siblingsMax else {
            throw .tooMany(part: "sibling", limit: Self.siblingsMax)
        }
        self.index = index
        self.siblings = siblings
        self.checkpoint = checkpoint
        self.extra = extra
    }

    package var encoded: [UInt8] {
        var lines = [Self.firstLine]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += siblings.map { Base64.encode($0.bytes) }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.encoded
    }

    /// - Throws: ``LedgerError`` for anything ``encoded`` would not have written.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maxBytes else {
            throw .tooMany(part: "byte", limit: Self.maxBytes)
        }
        let (text, rest) = try splitAtFirstEmptyLine(bytes)
        var reader = try LineReader(text, linesMax: 3 + Self.siblingsMax)
        try reader.requireLine(Self.firstLine)
        let extra = try reader.optional("extra") { try Base64.decode($0) }
        let indexText = try reader.require("index")
        let index = try reader.value("index") { canonicalDecimal(indexText) }
        var siblings: [Digest] = []
        while let line = reader.next() {
            siblings.append(
                try reader.value("sibling") { try Digest(bytes: Base64.decode(line)) })
        }
        let checkpoint: SignedNote
        do { checkpoint = try SignedNote(parsing: Array(rest)) } catch {
            throw .note(error)
        }
        try self.init(
            index: index, siblings: siblings, checkpoint: checkpoint, extra: extra)
    }

    /// Shows that a leaf stands in the log `origin`, under a tree that it signed.
    ///
    /// Cosignatures are asked for afterwards, on the checkpoint returned.
    ///
    /// - Throws: ``LedgerError``.
    package func verified(
        leafHash: Digest, by key: NoteKey, origin: String
    ) throws(LedgerError) -> VerifiedInclusion {
        let verified = try checkpoint.verifiedCheckpoint(by: key, origin: origin)
        do {
            try MerkleTree.verifyInclusion(
                leaf: leafHash, index: index, size: verified.checkpoint.size, proof: siblings,
                root: verified.checkpoint.root)
        } catch { throw .merkle(error) }
        return VerifiedInclusion(leafHash: leafHash, index: index, checkpoint: verified)
    }

    /// A tree of 2^64 leaves is 64 levels high.
    package static let siblingsMax = 64
    package static let maxBytes = 1 << 20
    private static let firstLine = "c2sp.org/tlog-proof@v1"
}

/// Proof that ``TlogProof/verified(leafHash:by:origin:)`` returned.
package struct VerifiedInclusion: Hashable, Sendable {
    package let leafHash: Digest
    package let index: UInt64
    package let checkpoint: VerifiedCheckpoint

    fileprivate init(leafHash: Digest, index: UInt64, checkpoint: VerifiedCheckpoint) {
        self.leafHash = leafHash
        self.index = index
        self.checkpoint = checkpoint
    }
}
