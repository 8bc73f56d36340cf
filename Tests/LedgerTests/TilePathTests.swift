import Ledger
import Testing

struct TilePathTests {
    @Test(arguments: [
        ("tile/0/000", TilePath.Kind.hashes(level: 0), 0, 256),
        ("tile/0/x001/x234/067", .hashes(level: 0), 1_234_067, 256),
        ("tile/63/999.p/255", .hashes(level: 63), 999, 255),
        ("tile/1/x001/000.p/1", .hashes(level: 1), 1_000, 1),
        ("tile/entries/x273/112.p/17", .entries, 273_112, 17),
        (
            "tile/entries/x018/x446/x744/x073/x709/x551/615", .entries,
            UInt64.max, 256
        ),
    ])
    func `a path reads back what it wrote`(
        _ text: String, _ kind: TilePath.Kind, _ number: UInt64, _ width: Int
    ) throws {
        let path = try TilePath(kind, number: number, width: width)
        #expect(path.text == text)
        #expect(try TilePath(text) == path)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile//000", "/tile/0/000", "tile/0/000/",
        "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/0/0", "tile/0/0000",
        "tile/0/x000/000", "tile/0/x001", "tile/0/001/000", "tile/0/x001/x000",
        "tile/0/x1/000", "tile/0/X001/000", "tile/0/+01", "tile/0/٠٠٠",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/000.p/1/", "tile/0/000.p/1/2", "tile/0/000.P/1",
        "tile/0/x000.p/1", "tile/Entries/000", "tile/entries/000.p/256", "tile/0/../000",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x001/x000/x000/x000/x000/x000/x000/000", "tile/0/000\n", "tile/0/ 00",
    ])
    func `a path that no tile has is refused`(_ text: String) {
        #expect(throws: LedgerError.tilePathInvalid(text: text)) { try TilePath(text) }
    }

    @Test(arguments: [(0, 0), (0, 257), (64, 1), (-1, 1)])
    func `level and width have limits`(_ level: Int, _ width: Int) {
        #expect(throws: LedgerError.self) {
            try TilePath(.hashes(level: level), number: 0, width: width)
        }
    }

    /// The specification's own example.
    @Test func `a tree of 70 000 leaves has 273 full tiles, one of 112, one of 17, one of 1`() {
        let layout = TileLayout(size: 70_000)
        #expect((0..<4).map { layout.fullTiles(level: $0) } == [273, 1, 0, 0])
        #expect((0..<4).map { layout.partialWidth(level: $0) } == [112, 17, 1, 0])
        #expect(layout.fullTiles(level: 63) == 0)
    }

    @Test func `a tree of 256 leaves has a full tile and one hash above it`() {
        let layout = TileLayout(size: 256)
        #expect((0..<3).map { layout.fullTiles(level: $0) } == [1, 0, 0])
        #expect((0..<3).map { layout.partialWidth(level: $0) } == [0, 1, 0])
    }

    @Test(arguments: [
        ("tile/0/272", true), ("tile/0/273.p/112", true), ("tile/0/273.p/113", false),
        ("tile/0/273", false), ("tile/0/274.p/1", false), ("tile/0/000.p/5", true),
        ("tile/1/001.p/17", true), ("tile/1/001.p/18", false), ("tile/2/000.p/1", true),
        ("tile/2/000.p/2", false), ("tile/3/000.p/1", false), ("tile/entries/273.p/112", true),
        ("tile/entries/273.p/113", false),
    ])
    func `the size says which tiles there are`(_ text: String, _ isThere: Bool) throws {
        #expect(TileLayout(size: 70_000).holds(try TilePath(text)) == isThere)
    }
}
