package import Identity

extension MerkleTree {
    /// Shows that a leaf hash stands at `index` in the tree of this size and root.
    ///
    /// - Throws: ``MerkleError``.
    package static func verifyInclusion(
        leaf: Digest, index: UInt64, size: UInt64, proof: [Digest], root: Digest
    ) throws(MerkleError) {
        guard index < size else { throw .indexOutsideTree(index: index, size: size) }
        let inner = innerLength(index, size)
        try requireLength(of: proof, inner + borderLength(index, above: inner))
        let subtree = climb(from: leaf, at: index, along: proof.prefix(inner))
        guard climbRightEdge(from: subtree, along: proof.dropFirst(inner)) == root else {
            throw .rootMismatch
        }
    }

    /// Shows that the tree of `oldSize` leaves is a prefix of the tree of `newSize` leaves.
    ///
    /// The empty tree has no proof in RFC 6962, and none is taken here: whoever holds size 0 knows
    /// nothing yet, and ``verifyGrowthFromEmpty(proof:)`` is the rule.
    ///
    /// - Throws: ``MerkleError``.
    package static func verifyConsistency(
        oldSize: UInt64, oldRoot: Digest, newSize: UInt64, newRoot: Digest, proof: [Digest]
    ) throws(MerkleError) {
        guard oldSize > 0, oldSize <= newSize else {
            throw .sizesInvalid(old: oldSize, new: newSize)
        }
        if oldSize == newSize {
            try requireLength(of: proof, 0)
            guard oldRoot == newRoot else { throw .rootMismatch }
            return
        }
        // The old tree's last whole subtree: the walk begins at its root, `level` above the leaves.
        let level = oldSize.trailingZeroBitCount
        let isWholeOldTree = oldSize == 1 << UInt64(level)
        let inner = innerLength(oldSize - 1, newSize) - level
        let border = borderLength(oldSize - 1, above: inner + level)
        try requireLength(of: proof, inner + border + (isWholeOldTree ? 0 : 1))

        let seed = isWholeOldTree ? oldRoot : proof[0]
        let path = isWholeOldTree ? proof[...] : proof.dropFirst()
        let index = (oldSize - 1) >> UInt64(level)
        let (innerPath, borderPath) = (path.prefix(inner), path.dropFirst(inner))

        let oldSubtree = climbLeftSiblings(from: seed, at: index, along: innerPath)
        guard climbRightEdge(from: oldSubtree, along: borderPath) == oldRoot else {
            throw .rootMismatch
        }
        let newSubtree = climb(from: seed, at: index, along: innerPath)
        guard climbRightEdge(from: newSubtree, along: borderPath) == newRoot else {
            throw .rootMismatch
        }
    }

    /// Every tree grows from the empty one, so only the empty proof is right.
    ///
    /// - Throws: ``MerkleError/proofLengthInvalid(expected:found:)``.
    package static func verifyGrowthFromEmpty(proof: [Digest]) throws(MerkleError) {
        try requireLength(of: proof, 0)
    }

    /// How many levels a leaf's path has before it joins the path of the tree's last leaf.
    private static func innerLength(_ index: UInt64, _ size: UInt64) -> Int {
        UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
    }

    /// How many siblings the shared path has above that; all of them are on the left.
    private static func borderLength(_ index: UInt64, above inner: Int) -> Int {
        // A smart shift: by 64 it gives 0.
        (index >> UInt64(inner)).nonzeroBitCount
    }

    private static func climb(
        from seed: Digest, at index: UInt64, along path: ArraySlice<Digest>
    ) -> Digest {
        var (node, index) = (seed, index)
        for sibling in path {
            node = index & 1 == 0 ? nodeHash(node, sibling) : nodeHash(sibling, node)
            index >>= 1
        }
        return node
    }

    /// As the tree was when the node was its last: siblings on the right did not exist.
    private static func climbLeftSiblings(
        from seed: Digest, at index: UInt64, along path: ArraySlice<Digest>
    ) -> Digest {
        var (node, index) = (seed, index)
        for sibling in path {
            if index & 1 == 1 { node = nodeHash(sibling, node) }
            index >>= 1
        }
        return node
    }

    private static func climbRightEdge(
        from seed: Digest, along path: ArraySlice<Digest>
    ) -> Digest {
        path.reduce(seed) { nodeHash($1, $0) }
    }

    private static func requireLength(
        of proof: [Digest], _ expected: Int
    ) throws(MerkleError) {
        guard proof.count == expected else {
            throw .proofLengthInvalid(expected: expected, found: proof.count)
        }
    }
}
