package import Identity
package import Notes
import Primitives

/// A log's tree at one size, as text to be signed (c2sp.org/tlog-checkpoint).
///
///     example.com/behind-the-sofa
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
/// Origin, size, root; extension lines may follow. Vouched for by nobody.
package struct Checkpoint: Hashable, Sendable {
    package let origin: String
    package let head: TreeHead
    /// Opaque lines after the third; discouraged, kept because signatures cover them.
    package let extensions: [String]

    package var size: UInt64 { head.size }
    package var root: Digest { head.root }

    /// - Throws: ``LedgerError/partInvalid(part:)`` for an origin or extension line that is empty,
    ///   too long or holds control characters; ``LedgerError/emptyTreeRootInvalid``.
    package init(
        origin: String, head: TreeHead, extensions: [String] = []
    ) throws(LedgerError) {
        guard isPlainLine(origin, maxBytes: Self.lineMaxBytes) else {
            throw .partInvalid(part: "origin")
        }
        guard extensions.count <= Self.extensionsMax else {
            throw .tooMany(part: "extension", limit: Self.extensionsMax)
        }
        guard extensions.allSatisfy({ isPlainLine($0, maxBytes: Self.lineMaxBytes) }) else {
            throw .partInvalid(part: "extension")
        }
        guard head.size > 0 || head.root == MerkleTree.emptyRoot else {
            throw .emptyTreeRootInvalid
        }
        self.origin = origin
        self.head = head
        self.extensions = extensions
    }

    /// The note text, ending in LF.
    package var text: String {
        let lines = [origin, String(size), Base64.encode(root.bytes)] + extensions
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a note text.
    ///
    /// - Throws: ``LedgerError`` for anything ``text`` would not have written.
    package init(parsing text: String) throws(LedgerError) {
        var reader = try LineReader(text, linesMax: 3 + Self.extensionsMax)
        guard let origin = reader.next() else {
            throw .lineUnexpected(line: 1, expected: "origin")
        }
        guard let sizeText = reader.next() else {
            throw .lineUnexpected(line: 2, expected: "size")
        }
        let size = try reader.value("size") { canonicalDecimal(sizeText) }
        guard let rootText = reader.next() else {
            throw .lineUnexpected(line: 3, expected: "root")
        }
        let root = try reader.value("root") { try Digest(bytes: Base64.decode(rootText)) }
        var extensions: [String] = []
        while let line = reader.next() { extensions.append(line) }
        try self.init(
            origin: origin, head: TreeHead(size: size, root: root), extensions: extensions)
    }

    /// The note a log signs.
    ///
    /// - Throws: ``LedgerError/note(_:)``.
    package func signed(by signers: [NoteSigner]) throws(LedgerError) -> SignedNote {
        do { return try SignedNote(text: text, signers: signers) } catch { throw .note(error) }
    }

    /// Shows that this tree continues an earlier one of the same log.
    ///
    /// From the empty tree everything follows, and only the empty proof is right.
    ///
    /// - Throws: ``LedgerError/forked(origin:size:)`` for one size with two roots,
    ///   ``LedgerError/originUnexpected(expected:found:)``, ``LedgerError/merkle(_:)``.
    package func verifyContinues(
        _ earlier: Checkpoint, proof: [Digest]
    ) throws(LedgerError) {
        guard origin.utf8.elementsEqual(earlier.origin.utf8) else {
            throw .originUnexpected(expected: earlier.origin, found: origin)
        }
        guard size != earlier.size || root == earlier.root else {
            throw .forked(origin: origin, size: size)
        }
        do {
            if earlier.size == 0 {
                try MerkleTree.verifyGrowthFromEmpty(proof: proof)
            } else {
                try MerkleTree.verifyConsistency(
                    oldSize: earlier.size, oldRoot: earlier.root, newSize: size, newRoot: root,
                    proof: proof)
            }
        } catch { throw .merkle(error) }
    }

    package static let extensionsMax = 16
    package static let lineMaxBytes = 1_024
}

/// Proof that ``Notes/SignedNote/verifiedCheckpoint(by:origin:)`` returned: the log signed this
/// tree.
package struct VerifiedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint
    /// With all its lines, cosignatures included.
    package let note: SignedNote

    fileprivate init(checkpoint: Checkpoint, note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }
}

extension SignedNote {
    /// Reads the text as a checkpoint of the log `origin`, signed with `key`.
    ///
    /// - Throws: ``LedgerError/note(_:)`` when the signature is missing or does not hold,
    ///   ``LedgerError/originUnexpected(expected:found:)``, and what the checkpoint's text earns.
    package func verifiedCheckpoint(
        by key: NoteKey, origin: String
    ) throws(LedgerError) -> VerifiedCheckpoint {
        let verified: VerifiedNote
        do { verified = try self.verified(by: [key]) } catch { throw .note(error) }
        let checkpoint = try Checkpoint(parsing: verified.text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw .originUnexpected(expected: origin, found: checkpoint.origin)
        }
        return VerifiedCheckpoint(checkpoint: checkpoint, note: self)
    }
}
