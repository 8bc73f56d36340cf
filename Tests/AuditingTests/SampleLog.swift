import Identity
import Ledger
import Notes
import Primitives

/// A log with its records, as the machine that keeps it has it.
struct SampleLog {
    let signer: NoteSigner
    private(set) var records: [LedgerRecord] = []
    private var facts: [LedgerFacts] = []

    init(_ signer: NoteSigner) { self.signer = signer }

    @discardableResult
    mutating func append(_ facts: LedgerFacts) -> UInt64 {
        // Salts follow from the place: what is made twice is the same twice.
        let place = UInt8(truncatingIfNeeded: records.count)
        records.append(
            LedgerRecord(facts, random: RandomSource { Array(repeating: place, count: $0) }))
        self.facts.append(facts)
        return UInt64(records.count - 1)
    }

    /// As an insider with the disk does it.
    mutating func rewrite(_ index: Int, _ facts: LedgerFacts) {
        records[index] = LedgerRecord(
            facts, random: RandomSource { Array(repeating: 255, count: $0) })
        self.facts[index] = facts
    }

    mutating func cut(to size: Int) {
        records = Array(records.prefix(size))
        facts = Array(facts.prefix(size))
    }

    var tiles: [TilePath: [UInt8]] {
        var edge = LedgerEdge()
        var tiles: [TilePath: [UInt8]] = [:]
        for record in records {
            for tile in edge.append(record.leafHash) { tiles[tile.path] = tile.content }
        }
        for path in TileLayout(size: edge.size).everyTile {
            if let tile = edge.partialTile(path) { tiles[path] = tile.content }
            guard path.kind == .entries else { continue }
            let start = Int(path.number) * TilePath.widthMax
            tiles[path] = EntryBundle.content(
                of: records[start..<start + path.width].map(\.commitment))
        }
        return tiles
    }

    var checkpoint: Checkpoint {
        get throws {
            var frontier = LedgerFrontier()
            for record in records { frontier.append(record.leafHash) }
            return try Checkpoint(origin: signer.key.name, head: frontier.head)
        }
    }

    var signed: SignedNote { get throws { try checkpoint.signed(by: [signer]) } }

    func proof(of index: UInt64, receipt: SignedNote? = nil) throws -> EntryProof {
        let prover = LedgerProver(size: UInt64(records.count))
        var hashes: [TilePath: Tile] = [:]
        for (path, content) in tiles where path.kind != .entries {
            hashes[path] = try Tile(path, content: content)
        }
        return try EntryProof(
            EntryDisclosure(
                facts: facts[Int(index)], salt: records[Int(index)].salt, receipt: receipt),
            index: index, siblings: prover.inclusionProof(of: index, from: hashes),
            checkpoint: signed)
    }

    /// Tiles and the signed tree, as a pack has them.
    func files(in folder: String) throws -> [String: [UInt8]] {
        var files = ["\(folder)/checkpoint": try signed.encoded]
        for (path, content) in tiles { files["\(folder)/\(path.text)"] = content }
        return files
    }
}
