import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
@testable import Sealing

/// Slots: leaves, paths, roots, and what opens with which key.
struct SlotVectors: PublishedFile {
    static let name = "slots"

    struct Leaf: Codable {
        let recipient: String
        let keyID: String
        /// Hexadecimal; in trees a few bytes that nobody opens.
        let sealed: String
        let leaf: String
        /// From leaf to root.
        let path: [String]
    }

    struct Tree: Codable {
        let root: String
        let slots: [Leaf]
    }

    struct Opening: Codable {
        let name: String
        let suite: String
        let coreID: String
        let recipient: String
        let keyID: String
        /// Of the recipient's X-Wing key, hexadecimal.
        let seed: String
        /// Base64.
        let sealed: String
        /// Hexadecimal; absent where the slot must not open.
        let secrets: [String]?
        let counter: UInt64?
    }

    let trees: [Tree]
    let openings: [Opening]
    let refused: [Opening]

    static func made(keeping old: SlotVectors?) throws -> SlotVectors {
        let openings = try [Suite.sealed, .layered].map { suite in
            try opening(suite, keeping: old?.openings.first { $0.suite == suite.rawValue })
        }
        return SlotVectors(
            trees: try [1, 2, 3, 5, 8].map(tree), openings: openings,
            refused: try refused(openings[0]))
    }

    private static func tree(_ count: Int) throws -> Tree {
        let slots = try (0..<count).map { index in
            Slot(
                recipient: try ActorID("aktor-\(index)"),
                keyID: try KeyID(bytes: [UInt8](repeating: UInt8(index), count: 16)),
                sealed: [UInt8](repeating: UInt8(index), count: index))
        }
        let tree = SlotTree(slots)
        return Tree(
            root: tree.root.hex,
            slots: slots.enumerated().map { index, slot in
                Leaf(
                    recipient: slot.recipient.text, keyID: slot.keyID.hex,
                    sealed: Hex.encode(slot.sealed), leaf: slot.leafHash.hex,
                    path: tree.placed(index).path.map(\.hex))
            })
    }

    /// What a slot of these secrets holds: one or two times 32 bytes, and the counter.
    static func plaintext(_ suite: Suite) -> [UInt8] {
        let secrets = (0..<(suite == .sealed ? 32 : 64)).map { UInt8($0) }
        return secrets + [0, 0, 0, 0, 0, 0, 1, 2]
    }

    private static func opening(_ suite: Suite, keeping old: Opening?) throws -> Opening {
        let region = VectorRegion.shared
        let core = try suite == .sealed ? VectorCores.sealed() : VectorCores.layered()
        let coreID = MessageCore.id(ofEncoded: core.encoded)
        let own = try region.solna.key(
            .wrapping, core.label.level, core.label.status.kind)
        let (key, id) = (try own.wrapping(), own.key.publicKey.id)
        let info = Slot.info(coreID: coreID, recipient: own.actor, keyID: id)
        let plaintext = plaintext(suite)
        var sealed = try old.map { try Base64.decode($0.sealed) } ?? []
        let known = try? key.open(sealed, info: info, aad: []).withBytes { Array($0) }
        if known != plaintext {
            sealed = try key.publicKey.seal(
                SecretBytes(copying: plaintext), info: info, aad: [])
        }
        let secrets = stride(from: 0, to: plaintext.count - 8, by: 32).map {
            Hex.encode(plaintext[$0..<($0 + 32)])
        }
        return Opening(
            name: suite == .sealed ? "one secret" : "two secrets", suite: suite.rawValue,
            coreID: coreID.hex, recipient: own.actor.text, keyID: id.hex,
            seed: own.published.seed, sealed: Base64.encode(sealed), secrets: secrets,
            counter: 258)
    }

    private static func refused(_ good: Opening) throws -> [Opening] {
        let sealed = try Base64.decode(good.sealed)
        var turned = sealed
        turned[1_130] ^= 1
        func opening(
            _ name: String, suite: String? = nil, coreID: String? = nil, recipient: String? = nil,
            keyID: String? = nil, sealed bytes: [UInt8]? = nil
        ) -> Opening {
            Opening(
                name: name, suite: suite ?? good.suite, coreID: coreID ?? good.coreID,
                recipient: recipient ?? good.recipient, keyID: keyID ?? good.keyID,
                seed: good.seed, sealed: Base64.encode(bytes ?? sealed), secrets: nil, counter: nil)
        }
        return [
            opening("another message's core", coreID: MerkleTree.emptyRoot.hex),
            opening("another recipient", recipient: "kommun-nacka"),
            opening("another key id", keyID: String(repeating: "0", count: 32)),
            opening("the other suite", suite: "layered"),
            opening("a bit of the ciphertext turned", sealed: turned),
            opening("one byte less", sealed: sealed.dropLast()),
        ]
    }
}
