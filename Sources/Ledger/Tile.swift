package import Identity
import Primitives

/// Up to 256 consecutive hashes of one level of the tree.
package struct Tile: Hashable, Sendable {
    package let path: TilePath
    package let hashes: [Digest]

    /// The width is the number of hashes.
    ///
    /// - Throws: ``LedgerError/tilePathInvalid(text:)`` for no hash, more than 256, or a level
    ///   above
    ///   63.
    package init(level: Int, number: UInt64, hashes: [Digest]) throws(LedgerError) {
        path = try TilePath(.hashes(level: level), number: number, width: hashes.count)
        self.hashes = hashes
    }

    /// Reads the content served at `path`.
    ///
    /// - Throws: ``LedgerError/tileLengthInvalid(expectedBytes:foundBytes:)`` unless it is exactly
    ///   as wide as the path says; ``LedgerError/tilePathInvalid(text:)`` for the path of a bundle.
    package init(_ path: TilePath, content: [UInt8]) throws(LedgerError) {
        guard case .hashes = path.kind else { throw .tilePathInvalid(text: path.text) }
        let expected = path.width * Digest.byteCount
        guard content.count == expected else {
            throw .tileLengthInvalid(expectedBytes: expected, foundBytes: content.count)
        }
        var hashes: [Digest] = []
        for start in stride(from: 0, to: expected, by: Digest.byteCount) {
            guard let hash = try? Digest(bytes: content[start..<start + Digest.byteCount]) else {
                throw .tileLengthInvalid(expectedBytes: expected, foundBytes: content.count)
            }
            hashes.append(hash)
        }
        self.path = path
        self.hashes = hashes
    }

    /// The concatenated hashes, 32 bytes each.
    package var content: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(hashes.count * Digest.byteCount)
        for hash in hashes { hash.append(to: &out) }
        return out
    }

    /// The root of the subtree the hashes are the leaves of; a full tile's is one hash of the level
    /// above.
    package var root: Digest { MerkleTree.root(of: hashes) }
}

/// The tiles of a tree of a given size (c2sp.org/tlog-tiles, "Partial Tiles").
package struct TileLayout: Hashable, Sendable {
    package let size: UInt64

    package init(size: UInt64) { self.size = size }

    /// How many full tiles `level` has.
    package func fullTiles(level: Int) -> UInt64 { hashes(level: level) >> 8 }

    /// How wide the partial tile of `level` is; 0 when there is none.
    package func partialWidth(level: Int) -> Int { Int(hashes(level: level) & 0xff) }

    /// Whether a tree of this size has that tile, or had it when it was smaller.
    package func holds(_ path: TilePath) -> Bool {
        let level: Int
        switch path.kind {
        case .hashes(let stated): level = stated
        case .entries: level = 0
        }
        let full = fullTiles(level: level)
        return path.number < full
            || (path.number == full && path.width <= partialWidth(level: level))
    }

    /// The path of the widest tile with this number, or `nil` when the tree does not reach it.
    package func widest(_ kind: TilePath.Kind, number: UInt64) -> TilePath? {
        let level: Int
        switch kind {
        case .hashes(let stated): level = stated
        case .entries: level = 0
        }
        let full = fullTiles(level: level)
        if number < full { return try? TilePath(kind, number: number) }
        guard number == full else { return nil }
        return try? TilePath(kind, number: number, width: partialWidth(level: level))
    }

    /// The widest tiles of every level, and the bundles of entries, lowest level first.
    package var everyTile: [TilePath] {
        var paths: [TilePath] = []
        for level in 0...TilePath.levelMax {
            let count = fullTiles(level: level) + (partialWidth(level: level) > 0 ? 1 : 0)
            if count == 0 { break }
            for number in 0..<count {
                if level == 0, let entries = widest(.entries, number: number) {
                    paths.append(entries)
                }
                if let hashes = widest(.hashes(level: level), number: number) {
                    paths.append(hashes)
                }
            }
        }
        return paths
    }

    /// Whole subtrees of 256^level leaves; a shift by 64 or more gives none.
    private func hashes(level: Int) -> UInt64 { size >> UInt64(8 * level) }
}
