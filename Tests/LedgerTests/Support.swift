import Identity
import Ledger
import Notes
import Primitives

let noon = Timestamp(clampingMilliseconds: 1_795_000_000_000)

/// A signing key whose every byte follows from `seed`.
func signingKey(_ seed: UInt8) throws -> SigningPrivateKey {
    try SigningPrivateKey(seed: SecretBytes(copying: Array(repeating: seed, count: 32)))
}

func signer(_ name: String, _ seed: UInt8) throws -> NoteSigner {
    try NoteSigner(name: name, ed25519: signingKey(seed))
}

func digest(_ text: String) -> Digest { Hashing.sha256(Array(text.utf8)) }

/// Leaf hashes of a log of ours.
func leafHashes(_ count: Int) -> [Digest] {
    (0..<count).map { LeafCommitment.leafHash(of: digest("leaf \($0)")) }
}

/// All tiles of a log, as a server has them.
func tiles(of hashes: [Digest]) throws -> [TilePath: Tile] {
    var edge = LedgerEdge()
    var tiles: [TilePath: Tile] = [:]
    var levels: [[Digest]] = []
    for hash in hashes {
        for tile in edge.append(hash) { tiles[tile.path] = tile }
    }
    levels.append(hashes)
    while let last = levels.last, last.count >= 256 {
        levels.append(
            stride(from: 0, through: last.count - 256, by: 256).map {
                MerkleTree.root(of: Array(last[$0..<$0 + 256]))
            })
    }
    for (level, hashes) in levels.enumerated() where hashes.count % 256 != 0 {
        let number = hashes.count / 256
        let tile = try Tile(
            level: level, number: UInt64(number), hashes: Array(hashes[(number * 256)...]))
        tiles[tile.path] = tile
    }
    return tiles
}

extension String {
    /// The text with one line, counted from 1, replaced or left out.
    func replacingLine(_ line: Int, with text: String?) -> String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let text { lines[line - 1] = text } else { lines.remove(at: line - 1) }
        return lines.joined(separator: "\n")
    }
}
