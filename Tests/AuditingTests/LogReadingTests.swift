import Auditing
import Identity
import Ledger
import Notes
import Primitives
import TestSupport
import Testing

/// Whole logs, tile by tile.
struct LogReadingTests {
    private func read(
        _ reading: inout LogReading, _ content: (TilePath) throws -> [UInt8]?
    ) throws {
        while true {
            let wanted = reading.wanted
            if wanted.isEmpty { return }
            var contents: [TilePath: [UInt8]] = [:]
            for path in wanted { contents[path] = try content(path) }
            try reading.take(contents)
        }
    }

    @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.hint)), arguments: 0...8)
    func `a log by Tessera is read, and continues every earlier tree of it`(_ size: Int) throws {
        let folder = "data/transparency/tlog-tiles-log/log/"
        func checkpoint(_ size: Int) throws -> Checkpoint {
            let note = try SignedNote(parsing: SharedData.bytes(folder + "checkpoint.\(size)"))
            return try Checkpoint(parsing: note.text)
        }
        var reading = LogReading(
            try checkpoint(size), continuing: try (0...size).map(checkpoint))
        try read(&reading) { try SharedData.bytes(folder + $0.text) }
        try reading.requireRoot()
        try reading.requireContinued()
        #expect(reading.size == UInt64(size))
    }

    @Test(arguments: [1, 255, 256, 257, 65_535, 65_536, 65_793])
    func `every tile of a log is wanted once, as wide as it is`(_ size: Int) throws {
        var edge = LedgerEdge()
        var tiles: [TilePath: [UInt8]] = [:]
        let commitments = (0..<size).map { Hashing.sha256(Array("\($0)".utf8)) }
        for commitment in commitments {
            for tile in edge.append(LeafCommitment.leafHash(of: commitment)) {
                tiles[tile.path] = tile.content
            }
        }
        let every = TileLayout(size: UInt64(size)).everyTile
        for path in every {
            if let tile = edge.partialTile(path) { tiles[path] = tile.content }
            guard path.kind == .entries else { continue }
            let start = Int(path.number) * 256
            tiles[path] = EntryBundle.content(of: commitments[start..<start + path.width])
        }
        var reading = LogReading(try Checkpoint(origin: "log", head: edge.head))
        var wanted: [TilePath] = []
        try read(&reading) { path in
            wanted.append(path)
            return tiles[path]
        }
        try reading.requireRoot()
        #expect(wanted.count == every.count && Set(wanted) == Set(every))
        #expect(reading.tilesRead == every.count)
    }

    @Test func `what was signed before and is not the beginning, or lies beyond the end, is told`()
        throws
    {
        var log = SampleLog(try NoteSigner(name: "log", ed25519: .generate()))
        for second in 0..<5 {
            let time = Timestamp(clampingMilliseconds: Int64(second) * 1_000)
            log.append(LedgerFacts(.started, at: time))
        }
        let tiles = log.tiles
        let checkpoint = try log.checkpoint
        let other = try Checkpoint(
            origin: "log", head: TreeHead(size: 3, root: Hashing.sha256([1])))
        var rewritten = LogReading(checkpoint, continuing: [other])
        try read(&rewritten) { tiles[$0] }
        #expect(throws: AuditError.rewritten(size: 3)) { try rewritten.requireContinued() }
        let longer = try Checkpoint(
            origin: "log", head: TreeHead(size: 6, root: Hashing.sha256([1])))
        let shrunk = LogReading(checkpoint, continuing: [longer])
        #expect(throws: AuditError.shrunk(from: 6, to: 5)) { try shrunk.requireContinued() }
        let leaf = log.records[4].leafHash
        var right = LogReading(checkpoint, leaves: [4: leaf])
        try read(&right) { tiles[$0] }
        try right.requireContinued()
        var wrong = LogReading(checkpoint, leaves: [3: leaf])
        try read(&wrong) { tiles[$0] }
        #expect(throws: AuditError.entryDiffers(index: 3)) { try wrong.requireContinued() }
        let beyond = LogReading(checkpoint, leaves: [5: leaf])
        #expect(throws: AuditError.entryDiffers(index: 5)) { try beyond.requireContinued() }
        var missing = LogReading(checkpoint)
        #expect(throws: AuditError.tileMissing(path: "tile/entries/000.p/5")) {
            try read(&missing) { _ in nil }
        }
    }
}
