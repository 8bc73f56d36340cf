package import Identity
package import Ledger
import Primitives

/// Reads a whole log and computes its tree anew, from the entries up.
///
/// Says which tiles it wants, so that they may come over a network or out of files, and compares
/// every one of them with what the entries make it: what is shown to others is checked too. Memory
/// stays at one tile per level.
package struct LogReading: Sendable {
    package let checkpoint: Checkpoint
    /// Sizes of earlier trees that the entries contradict, or do not reach.
    package private(set) var contradicted: [UInt64]
    /// Numbers at which another entry stands than was shown to, or none.
    package private(set) var displaced: [UInt64]
    package private(set) var tilesRead = 0
    private let layout: TileLayout
    /// Trees that were signed before, by size: each must be the beginning of this one.
    private let earlier: [UInt64: [Digest]]
    private let leaves: [UInt64: Digest]
    private var edge = LedgerEdge()

    /// - Parameters:
    ///   - earlier: signed before, of the same log.
    ///   - leaves: leaf hashes by number, of entries that are known to stand there.
    package init(
        _ checkpoint: Checkpoint, continuing earlier: [Checkpoint] = [],
        leaves: [UInt64: Digest] = [:]
    ) {
        self.checkpoint = checkpoint
        layout = TileLayout(size: checkpoint.size)
        self.earlier = Dictionary(grouping: earlier, by: \.size).mapValues { $0.map(\.root) }
        self.leaves = leaves
        contradicted = earlier.map(\.size).filter { $0 > checkpoint.size }
        displaced = leaves.keys.filter { $0 >= checkpoint.size }.sorted()
        compareWithEarlier()
    }

    /// How many entries have been read.
    package var size: UInt64 { edge.size }

    /// What is to be read next: a bundle of entries and every tile that ends with it; empty when
    /// all was read.
    package var wanted: [TilePath] {
        guard let entries = nextEntries, let hashes = nextHashes else { return [] }
        return [entries, hashes] + upperTiles(endingWith: entries)
    }

    /// Takes what was wanted, by path.
    ///
    /// - Throws: ``AuditError/tileMissing(path:)``, ``AuditError/tileDiffers(path:)``.
    package mutating func take(_ contents: [TilePath: [UInt8]]) throws(AuditError) {
        guard let entries = nextEntries, let hashes = nextHashes else { return }
        let uppers = upperTiles(endingWith: entries)
        let found = try commitments(entries, contents).map(MerkleTree.leafHash)
        guard found == (try tile(hashes, contents)).hashes else {
            throw .tileDiffers(path: hashes.text)
        }
        var made: [TilePath: Tile] = [:]
        for leaf in found {
            if let expected = leaves[edge.size], expected != leaf { displaced.append(edge.size) }
            for full in edge.append(leaf) { made[full.path] = full }
            compareWithEarlier()
        }
        for path in uppers {
            guard try tile(path, contents) == made[path] ?? edge.partialTile(path) else {
                throw .tileDiffers(path: path.text)
            }
        }
        tilesRead += 2 + uppers.count
    }

    /// Whether the entries make the tree that was signed.
    ///
    /// - Throws: ``AuditError/rootDiffers(size:)``.
    package func requireRoot() throws(AuditError) {
        guard edge.head == checkpoint.head else { throw .rootDiffers(size: checkpoint.size) }
    }

    /// Whether it has everything that was signed or shown before.
    ///
    /// - Throws: ``AuditError/shrunk(from:to:)``, ``AuditError/rewritten(size:)``,
    ///   ``AuditError/entryDiffers(index:)``.
    package func requireContinued() throws(AuditError) {
        if let size = contradicted.max() {
            throw size > checkpoint.size
                ? .shrunk(from: size, to: checkpoint.size)
                : .rewritten(size: contradicted.min() ?? size)
        }
        if let index = displaced.min() { throw .entryDiffers(index: index) }
    }

    // MARK: Which tiles

    private var nextEntries: TilePath? { nextTile(.entries) }
    private var nextHashes: TilePath? { nextTile(.hashes(level: 0)) }

    private func nextTile(_ kind: TilePath.Kind) -> TilePath? {
        guard edge.size < checkpoint.size else { return nil }
        return layout.widest(kind, number: edge.size / UInt64(TilePath.widthMax))
    }

    /// Tiles above level 0 that are full, or as wide as they will be, once the bundle is in.
    private func upperTiles(endingWith entries: TilePath) -> [TilePath] {
        let end = edge.size + UInt64(entries.width)
        var paths: [TilePath] = []
        for level in 1...TilePath.levelMax {
            let here = TileLayout(size: end)
            let full = here.fullTiles(level: level)
            if full > TileLayout(size: edge.size).fullTiles(level: level),
                let path = here.widest(.hashes(level: level), number: full - 1)
            {
                paths.append(path)
            }
            if end == checkpoint.size, here.partialWidth(level: level) > 0,
                let path = here.widest(.hashes(level: level), number: full)
            {
                paths.append(path)
            }
            if full == 0 { break }
        }
        return paths
    }

    // MARK: What they hold

    private func content(
        _ path: TilePath, _ contents: [TilePath: [UInt8]]
    ) throws(AuditError) -> [UInt8] {
        guard let content = contents[path] else { throw .tileMissing(path: path.text) }
        return content
    }

    private func tile(
        _ path: TilePath, _ contents: [TilePath: [UInt8]]
    ) throws(AuditError) -> Tile {
        let content = try content(path, contents)
        do { return try Tile(path, content: content) } catch {
            throw .tileDiffers(path: path.text)
        }
    }

    /// The leaves' data: commitments, 32 bytes each.
    private func commitments(
        _ path: TilePath, _ contents: [TilePath: [UInt8]]
    ) throws(AuditError) -> [[UInt8]] {
        let content = try content(path, contents)
        guard let entries = try? EntryBundle.entries(in: content), entries.count == path.width
        else { throw .tileDiffers(path: path.text) }
        return entries
    }

    /// What was once signed must be the beginning of what is signed now.
    private mutating func compareWithEarlier() {
        guard let roots = earlier[edge.size] else { return }
        let root = edge.head.root
        if roots.contains(where: { $0 != root }) { contradicted.append(edge.size) }
    }
}
