package import Identity
import Primitives

/// Makes RFC 6962 proofs for a tree of a given size out of its tiles.
///
/// Says first which tiles it needs, so that whoever holds them may fetch them in any way; then
/// hashes. Every proof of a tree of n leaves reads at most one tile per level and side.
package struct LedgerProver: Sendable {
    package let size: UInt64

    package init(size: UInt64) { self.size = size }

    /// - Throws: ``LedgerError/indexOutsideTree(index:size:)``.
    package func tiles(forInclusionOf index: UInt64) throws(LedgerError) -> [TilePath] {
        tiles(of: try inclusionSpans(index))
    }

    /// The siblings from the leaf to the root.
    ///
    /// - Throws: ``LedgerError/tileMissing(_:)``, ``LedgerError/indexOutsideTree(index:size:)``.
    package func inclusionProof(
        of index: UInt64, from tiles: [TilePath: Tile]
    ) throws(LedgerError) -> [Digest] {
        try hashes(of: inclusionSpans(index), from: tiles)
    }

    /// - Throws: ``LedgerError/sizesInvalid(old:new:)``.
    package func tiles(forConsistencyFrom oldSize: UInt64) throws(LedgerError) -> [TilePath] {
        tiles(of: try consistencySpans(from: oldSize))
    }

    /// What shows that the tree of `oldSize` leaves is a prefix; empty from the empty tree.
    ///
    /// - Throws: ``LedgerError/tileMissing(_:)``, ``LedgerError/sizesInvalid(old:new:)``.
    package func consistencyProof(
        from oldSize: UInt64, tiles: [TilePath: Tile]
    ) throws(LedgerError) -> [Digest] {
        try hashes(of: consistencySpans(from: oldSize), from: tiles)
    }

    /// The tiles a root of this size is hashed from.
    package var tilesForRoot: [TilePath] { size == 0 ? [] : tiles(of: [0..<size]) }

    /// - Throws: ``LedgerError/tileMissing(_:)``.
    package func root(from tiles: [TilePath: Tile]) throws(LedgerError) -> Digest {
        try size == 0 ? MerkleTree.emptyRoot : hash(of: 0..<size, from: tiles)
    }

    // MARK: Which subtrees

    /// PATH of RFC 6962 section 2.1.1, as ranges of leaves.
    private func inclusionSpans(_ index: UInt64) throws(LedgerError) -> [Range<UInt64>] {
        guard index < size else { throw .indexOutsideTree(index: index, size: size) }
        var spans: [Range<UInt64>] = []
        var subtree = 0..<size
        while leafCount(subtree) > 1 {
            let (left, right) = halves(of: subtree)
            spans.append(index < left.upperBound ? right : left)
            subtree = index < left.upperBound ? left : right
        }
        return spans.reversed()
    }

    /// PROOF of RFC 6962 section 2.1.2, as ranges of leaves.
    private func consistencySpans(from oldSize: UInt64) throws(LedgerError) -> [Range<UInt64>] {
        guard oldSize <= size else { throw .sizesInvalid(old: oldSize, new: size) }
        guard oldSize > 0 else { return [] }
        var spans: [Range<UInt64>] = []
        var subtree = 0..<size
        while subtree.upperBound != oldSize {
            let (left, right) = halves(of: subtree)
            spans.append(oldSize <= left.upperBound ? right : left)
            subtree = oldSize <= left.upperBound ? left : right
        }
        // The verifier has the root of the whole old tree already.
        if subtree.lowerBound != 0 { spans.append(subtree) }
        return spans.reversed()
    }

    // MARK: Out of tiles

    private func tiles(of spans: [Range<UInt64>]) -> [TilePath] {
        var paths: [TilePath] = []
        var seen: Set<TilePath> = []
        for span in spans {
            for whole in wholeSubtrees(of: span) {
                guard let path = place(of: whole)?.path, seen.insert(path).inserted else {
                    continue
                }
                paths.append(path)
            }
        }
        return paths
    }

    private func hashes(
        of spans: [Range<UInt64>], from tiles: [TilePath: Tile]
    ) throws(LedgerError) -> [Digest] {
        var hashes: [Digest] = []
        for span in spans { hashes.append(try hash(of: span, from: tiles)) }
        return hashes
    }

    private func hash(
        of span: Range<UInt64>, from tiles: [TilePath: Tile]
    ) throws(LedgerError) -> Digest {
        var hashes: [Digest] = []
        for whole in wholeSubtrees(of: span) {
            guard let (path, part) = place(of: whole) else {
                throw .indexOutsideTree(index: whole.upperBound, size: size)
            }
            guard let tile = tiles[path], part.upperBound <= tile.hashes.count else {
                throw .tileMissing(path)
            }
            hashes.append(MerkleTree.root(of: Array(tile.hashes[part])))
        }
        guard let last = hashes.popLast() else { return MerkleTree.emptyRoot }
        return hashes.reversed().reduce(last) { MerkleTree.nodeHash($1, $0) }
    }

    /// A subtree as the whole ones it is made of, left to right and so largest first.
    private func wholeSubtrees(of span: Range<UInt64>) -> [Range<UInt64>] {
        var wholes: [Range<UInt64>] = []
        var rest = span
        while leafCount(rest).nonzeroBitCount > 1 {
            let (left, right) = halves(of: rest)
            wholes.append(left)
            rest = right
        }
        return wholes + [rest]
    }

    /// The tile that holds a whole subtree, and which of its hashes make it up.
    private func place(of whole: Range<UInt64>) -> (path: TilePath, part: Range<Int>)? {
        let height = leafCount(whole).trailingZeroBitCount
        let level = height / 8
        let first = whole.lowerBound >> UInt64(8 * level)
        let offset = Int(first & 0xff)
        guard
            let path = TileLayout(size: size).widest(.hashes(level: level), number: first >> 8)
        else { return nil }
        return (path, offset..<(offset + (1 << (height % 8))))
    }

    /// Splits at the largest power of two smaller than the number of leaves, at least two.
    private func halves(of span: Range<UInt64>) -> (Range<UInt64>, Range<UInt64>) {
        let power = 63 - (leafCount(span) - 1).leadingZeroBitCount
        let middle = span.lowerBound + (1 << UInt64(power))
        return (span.lowerBound..<middle, middle..<span.upperBound)
    }
}

/// Not `Range.count`, which traps above `Int.max`: sizes come from strangers' checkpoints.
private func leafCount(_ span: Range<UInt64>) -> UInt64 { span.upperBound - span.lowerBound }
