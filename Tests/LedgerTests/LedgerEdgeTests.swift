import Identity
import Ledger
import Primitives
import Testing

struct LedgerEdgeTests {
    @Test func `a frontier's root is the tree's at every size`() {
        let hashes = leafHashes(70)
        var frontier = LedgerFrontier()
        #expect(frontier.head == .empty)
        for (index, hash) in hashes.enumerated() {
            frontier.append(hash)
            #expect(frontier.size == UInt64(index + 1))
            #expect(frontier.root == MerkleTree.root(of: Array(hashes[...index])))
        }
    }

    @Test(arguments: [0, 1, 2, 3, 7, 8, 255, 256, 1_000])
    func `a frontier is taken up again from its peaks`(_ count: Int) throws {
        var frontier = LedgerFrontier()
        for hash in leafHashes(count) { frontier.append(hash) }
        let again = try LedgerFrontier(size: frontier.size, peaks: frontier.peaks)
        #expect(again == frontier)
        #expect(throws: LedgerError.frontierInvalid(size: UInt64(count))) {
            try LedgerFrontier(size: UInt64(count), peaks: frontier.peaks + [digest("more")])
        }
    }

    @Test func `tiles come out full and once, and their roots are the level above`() throws {
        let hashes = leafHashes(66_000)
        var edge = LedgerEdge()
        var completed: [Tile] = []
        for hash in hashes { completed += edge.append(hash) }
        let lowest = completed.filter { $0.path.kind == .hashes(level: 0) }
        #expect(lowest.map(\.path.number) == Array(0..<257))
        #expect(lowest.flatMap(\.hashes) == Array(hashes[..<(257 * 256)]))
        let above = completed.filter { $0.path.kind == .hashes(level: 1) }
        #expect(above.count == 1)
        #expect(above.first?.hashes == lowest[..<256].map(\.root))
        #expect(completed.count == 258)
        #expect(edge.head.root == MerkleTree.root(of: hashes))
    }

    @Test(arguments: [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 66_000])
    func `an edge is taken up again from what no full tile holds`(_ count: Int) throws {
        let hashes = leafHashes(count)
        var edge = LedgerEdge()
        for hash in hashes { _ = edge.append(hash) }
        var partials: [[Digest]] = []
        var level = hashes
        while !level.isEmpty {
            partials.append(Array(level.suffix(level.count % 256)))
            level = stride(from: 0, to: level.count - level.count % 256, by: 256).map {
                MerkleTree.root(of: Array(level[$0..<$0 + 256]))
            }
        }
        let again = try LedgerEdge(size: UInt64(count), partials: partials)
        #expect(again == edge)
        #expect(again.head.root == MerkleTree.root(of: hashes))
        var wider = partials
        wider.append([digest("more")])
        #expect(throws: LedgerError.frontierInvalid(size: UInt64(count))) {
            try LedgerEdge(size: UInt64(count), partials: wider)
        }
        if count > 0 {
            #expect(throws: LedgerError.frontierInvalid(size: UInt64(count))) {
                try LedgerEdge(size: UInt64(count), partials: partials.dropLast())
            }
        }
    }

    @Test func `a tile's content is as wide as its path, no byte more or less`() throws {
        let tile = try Tile(level: 0, number: 3, hashes: leafHashes(5))
        #expect(tile.path.text == "tile/0/003.p/5")
        #expect(tile.content.count == 160)
        #expect(try Tile(tile.path, content: tile.content) == tile)
        for wrong in [tile.content + [0], Array(tile.content.dropLast()), []] {
            #expect(
                throws: LedgerError.tileLengthInvalid(
                    expectedBytes: 160, foundBytes: wrong.count)
            ) { try Tile(tile.path, content: wrong) }
        }
        #expect(throws: LedgerError.self) { try Tile(level: 0, number: 0, hashes: []) }
        #expect(throws: LedgerError.self) {
            try Tile(level: 0, number: 0, hashes: leafHashes(257))
        }
        let bundle = try TilePath(.entries, number: 3, width: 5)
        #expect(throws: LedgerError.tilePathInvalid(text: bundle.text)) {
            try Tile(bundle, content: tile.content)
        }
    }

    @Test func `an entry bundle reads back, and a cut one is refused where it is cut`() throws {
        let commitments = (0..<3).map { digest("leaf \($0)") }
        let content = EntryBundle.content(of: commitments)
        #expect(content.prefix(2) == [0, 32])
        #expect(try EntryBundle.entries(in: content) == commitments.map(\.bytes))
        #expect(try EntryBundle.entries(in: [0, 0, 0, 1, 9]) == [[], [9]])
        #expect(throws: LedgerError.entryBundleInvalid(offset: 68)) {
            try EntryBundle.entries(in: Array(content.dropLast()))
        }
        #expect(throws: LedgerError.entryBundleInvalid(offset: 102)) {
            try EntryBundle.entries(in: content + [0])
        }
        let empty = Array(repeating: UInt8(0), count: 2 * 256)
        #expect(try EntryBundle.entries(in: empty).count == 256)
        #expect(throws: LedgerError.entryBundleInvalid(offset: 512)) {
            try EntryBundle.entries(in: empty + [0, 0])
        }
    }
}
