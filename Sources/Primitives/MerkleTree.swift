package import Identity

/// Merkle trees as RFC 6962 section 2.1 hashes them.
///
/// A leaf is `SHA-256(00 ‖ data)`, a node `SHA-256(01 ‖ left ‖ right)`: so neither passes for the
/// other. A tree of n > 1 leaves splits at the largest power of two smaller than n.
package enum MerkleTree {
    /// The root of no leaves, `SHA-256("")`.
    package static let emptyRoot = Hashing.sha256([])

    package static func leafHash(_ data: [UInt8]) -> Digest {
        var stream = DigestStream()
        stream.update([0])
        stream.update(data)
        return stream.finish()
    }

    package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + 2 * Digest.byteCount)
        bytes.append(1)
        left.append(to: &bytes)
        right.append(to: &bytes)
        return Hashing.sha256(bytes)
    }

    package static func root(of leafHashes: [Digest]) -> Digest {
        leafHashes.isEmpty ? emptyRoot : subtreeRoot(leafHashes[...])
    }

    /// The siblings on the way from a leaf to the root, bottom up.
    ///
    /// Hashes each node off the path once.
    ///
    /// - Precondition: `index` is one of a leaf.
    package static func inclusionProof(of index: Int, in leafHashes: [Digest]) -> [Digest] {
        precondition(leafHashes.indices.contains(index))
        var proof: [Digest] = []
        var subtree = leafHashes[...]
        while subtree.count > 1 {
            let split = subtree.startIndex + splitPoint(subtree.count)
            if index < split {
                proof.append(subtreeRoot(subtree[split...]))
                subtree = subtree[..<split]
            } else {
                proof.append(subtreeRoot(subtree[..<split]))
                subtree = subtree[split...]
            }
        }
        return proof.reversed()
    }

    /// What shows that the tree of the first `oldSize` leaves is a prefix of this one.
    ///
    /// Empty for equal sizes, and from the empty tree, where nothing is to be shown.
    ///
    /// - Precondition: `oldSize` is at most the number of leaves.
    package static func consistencyProof(
        from oldSize: Int, to leafHashes: [Digest]
    ) -> [Digest] {
        precondition((0...leafHashes.count).contains(oldSize))
        guard oldSize > 0 else { return [] }
        var proof: [Digest] = []
        var subtree = leafHashes[...]
        var isWholeOldTree = true
        while subtree.endIndex != oldSize {
            let split = subtree.startIndex + splitPoint(subtree.count)
            if oldSize <= split {
                proof.append(subtreeRoot(subtree[split...]))
                subtree = subtree[..<split]
            } else {
                proof.append(subtreeRoot(subtree[..<split]))
                subtree = subtree[split...]
                isWholeOldTree = false
            }
        }
        // The verifier has the old root already.
        if !isWholeOldTree { proof.append(subtreeRoot(subtree)) }
        return proof.reversed()
    }

    private static func subtreeRoot(_ leafHashes: ArraySlice<Digest>) -> Digest {
        if leafHashes.count == 1, let only = leafHashes.first { return only }
        let split = leafHashes.startIndex + splitPoint(leafHashes.count)
        return nodeHash(subtreeRoot(leafHashes[..<split]), subtreeRoot(leafHashes[split...]))
    }

    /// The largest power of two smaller than `count`, which is at least 2.
    private static func splitPoint(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
