import Carriers
import Identity
import Ledger
import Primitives
import Wording

/// Reads a whole log and computes its tree anew, from the entries up.
///
/// Every tile is compared with what the entries make it, so what the relay shows to others is
/// checked
/// too, and memory stays at one tile per level.
struct LedgerReading {
    private let checkpoint: Checkpoint
    private let earlier: Checkpoint?
    private var edge = LedgerEdge()
    private(set) var tilesRead = 0

    init(_ checkpoint: Checkpoint, continuing earlier: Checkpoint?) {
        self.checkpoint = checkpoint
        self.earlier = earlier
    }

    /// - Throws: ``AuditError``, `LedgerError`, `CarrierError`.
    /// - Parameter progress: told how many entries have been read, after each tile.
    mutating func read(
        from client: RelayClient, progress: (UInt64) -> Void = { _ in }
    ) async throws {
        if let earlier, earlier.size > checkpoint.size {
            throw AuditError.shrunk(from: earlier.size, to: checkpoint.size)
        }
        try compareWithEarlier()
        let layout = TileLayout(size: checkpoint.size)
        var number: UInt64 = 0
        while edge.size < checkpoint.size {
            guard let entries = layout.widest(.entries, number: number),
                let hashes = layout.widest(.hashes(level: 0), number: number)
            else { throw AuditError.rootDiffers(size: edge.size) }
            try await take(entries, hashes, from: client)
            progress(edge.size)
            number += 1
        }
        guard edge.head == checkpoint.head else {
            throw AuditError.rootDiffers(size: checkpoint.size)
        }
    }

    private mutating func take(
        _ entries: TilePath, _ hashes: TilePath, from client: RelayClient
    ) async throws {
        let leaves = try EntryBundle.entries(in: try await fetch(entries, from: client))
            .map(MerkleTree.leafHash)
        guard leaves.count == entries.width,
            leaves == (try await tile(hashes, from: client)).hashes
        else { throw AuditError.tileDiffers(path: hashes.text) }
        for leaf in leaves {
            for full in edge.append(leaf) where full.path != hashes {
                guard full == (try await tile(full.path, from: client)) else {
                    throw AuditError.tileDiffers(path: full.path.text)
                }
            }
            try compareWithEarlier()
        }
    }

    /// What was once signed must be the beginning of what is signed now.
    private func compareWithEarlier() throws(AuditError) {
        guard let earlier, edge.size == earlier.size else { return }
        guard edge.head == earlier.head else { throw AuditError.rewritten(size: earlier.size) }
    }

    private mutating func tile(_ path: TilePath, from client: RelayClient) async throws -> Tile {
        try Tile(path, content: await fetch(path, from: client))
    }

    private mutating func fetch(
        _ path: TilePath, from client: RelayClient
    ) async throws -> [UInt8] {
        tilesRead += 1
        return try await client.tile(String(path.text.dropFirst("tile/".count)))
    }
}

/// What is wrong with a log.
enum AuditError: Error, Equatable {
    /// The entries do not make the root that was signed.
    case rootDiffers(size: UInt64)
    case tileDiffers(path: String)
    /// The log signed this size before, with another root.
    case rewritten(size: UInt64)
    case shrunk(from: UInt64, to: UInt64)
    /// Checkpoint, tile or bundle is not well formed, or not signed by the relay's registered key.
    case invalid(reason: String)
}

extension AuditError: Worded {
    var sentence: Sentence {
        switch self {
        case .invalid(let reason):
            Sentence(
                sv: "Kontrollpunkten eller en bricka håller inte: \(reason).",
                en: "The checkpoint or a tile does not hold: \(reason).")
        case .rootDiffers(let size):
            Sentence(
                sv: "De \(size) posterna ger inte den rot som är undertecknad.",
                en: "The \(size) entries do not make the root that was signed.")
        case .tileDiffers(let path):
            Sentence(
                sv: "Brickan \(path) stämmer inte med posterna.",
                en: "The tile \(path) does not agree with the entries.")
        case .rewritten(let size):
            Sentence(
                sv: "Loggen har skrivits om bland de första \(size) posterna.",
                en: "The log was rewritten among its first \(size) entries.",
                hint: Phrase(
                    sv: "Behåll båda kontrollpunkterna: de är bevis.",
                    en: "Keep both checkpoints: they are evidence."))
        case .shrunk(let from, let to):
            Sentence(
                sv: "Loggen har krympt från \(from) till \(to) poster.",
                en: "The log shrank from \(from) to \(to) entries.",
                hint: Phrase(
                    sv: "Behåll båda kontrollpunkterna: de är bevis.",
                    en: "Keep both checkpoints: they are evidence."))
        }
    }
}

extension AuditError: Advised {
    var remedy: Remedy {
        switch self {
        case .rootDiffers, .tileDiffers, .rewritten, .shrunk, .invalid: .keepAsEvidence
        }
    }
}
