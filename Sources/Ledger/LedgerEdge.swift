package import Identity
import Primitives

/// The growing end of a tiled log: appending gives the tiles that became full.
package struct LedgerEdge: Hashable, Sendable {
    package private(set) var size: UInt64
    /// Level by level from the leaves: the hashes of the partial tile, fewer than 256, and the edge
    /// of the small tree they make.
    private var levels: [Level]

    private struct Level: Hashable, Sendable {
        var hashes: [Digest] = []
        var frontier = LedgerFrontier()

        mutating func append(_ hash: Digest) {
            hashes.append(hash)
            frontier.append(hash)
        }
    }

    /// The log of no entries.
    package init() {
        size = 0
        levels = []
    }

    /// Takes up a stored log again.
    ///
    /// - Parameter partials: For each level, from 0 upwards, the hashes that no full tile holds.
    /// - Throws: ``LedgerError/frontierInvalid(size:)`` unless each is as wide as the size says.
    package init(size: UInt64, partials: [[Digest]]) throws(LedgerError) {
        let layout = TileLayout(size: size)
        guard layout.fullTiles(level: partials.count) == 0,
            layout.partialWidth(level: partials.count) == 0
        else { throw .frontierInvalid(size: size) }
        levels = []
        for (level, hashes) in partials.enumerated() {
            guard hashes.count == layout.partialWidth(level: level) else {
                throw .frontierInvalid(size: size)
            }
            levels.append(Level())
            for hash in hashes { levels[level].append(hash) }
        }
        self.size = size
    }

    package var head: TreeHead { frontier.head }

    /// The whole tree's edge: the peaks of the levels, highest first.
    package var frontier: LedgerFrontier {
        let peaks = levels.reversed().flatMap { $0.frontier.peaks }
        guard let frontier = try? LedgerFrontier(size: size, peaks: peaks) else {
            preconditionFailure("each level has a peak for each one-bit of its width")
        }
        return frontier
    }

    /// The tile at the end of a level that is not full yet; `nil` when `path` is not its path.
    package func partialTile(_ path: TilePath) -> Tile? {
        guard case .hashes(let level) = path.kind, levels.indices.contains(level),
            let tile = try? Tile(
                level: level, number: TileLayout(size: size).fullTiles(level: level),
                hashes: levels[level].hashes), tile.path == path
        else { return nil }
        return tile
    }

    /// Appends a leaf; returns the tiles it completed, lowest level first.
    package mutating func append(_ leafHash: Digest) -> [Tile] {
        size += 1
        var completed: [Tile] = []
        var (hash, level) = (leafHash, 0)
        while true {
            if level == levels.count { levels.append(Level()) }
            levels[level].append(hash)
            guard levels[level].hashes.count == TilePath.widthMax else { return completed }
            let number = TileLayout(size: size).fullTiles(level: level) - 1
            let full = levels[level]
            guard let tile = try? Tile(level: level, number: number, hashes: full.hashes) else {
                preconditionFailure("a log has fewer than 2^64 entries, so levels are few")
            }
            completed.append(tile)
            levels[level] = Level()
            // The root of a full tile: its one peak, hashed on the way.
            hash = full.frontier.root
            level += 1
        }
    }
}
