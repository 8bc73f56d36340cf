package import Identity
import Primitives

/// The right edge of an RFC 6962 tree: enough to append and to know the root, in 32 bytes per
/// level.
package struct LedgerFrontier: Hashable, Sendable {
    /// How many leaves the tree has.
    package private(set) var size: UInt64
    /// Roots of the whole subtrees, largest first: one for each one-bit of ``size``.
    package private(set) var peaks: [Digest]

    /// The tree of no leaves.
    package init() {
        size = 0
        peaks = []
    }

    /// - Throws: ``LedgerError/frontierInvalid(size:)`` unless there is one peak for each one-bit.
    package init(size: UInt64, peaks: [Digest]) throws(LedgerError) {
        guard size.nonzeroBitCount == peaks.count else { throw .frontierInvalid(size: size) }
        self.size = size
        self.peaks = peaks
    }

    package mutating func append(_ leafHash: Digest) {
        var node = leafHash
        for _ in 0..<(~size).trailingZeroBitCount {
            node = MerkleTree.nodeHash(peaks.removeLast(), node)
        }
        peaks.append(node)
        size += 1
    }

    /// The root, hashed from the peaks.
    package var root: Digest {
        guard let last = peaks.last else { return MerkleTree.emptyRoot }
        return peaks.dropLast().reversed().reduce(last) { MerkleTree.nodeHash($1, $0) }
    }
}

/// A tree by its size and root: what a checkpoint signs.
package struct TreeHead: Hashable, Sendable {
    package let size: UInt64
    package let root: Digest

    package init(size: UInt64, root: Digest) {
        self.size = size
        self.root = root
    }

    package static let empty = LedgerFrontier().head
}

extension LedgerFrontier {
    package var head: TreeHead { TreeHead(size: size, root: root) }
}
