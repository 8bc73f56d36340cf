import Envelopes
import Identity
import Labels
import Primitives
@testable import Sealing

/// Content keys, key commitments and padding.
struct ContentVectors: PublishedFile {
    static let name = "content"

    struct Keys: Codable {
        let suite: String
        let coreID: String
        /// Hexadecimal, outermost first.
        let secrets: [String]
        /// Hexadecimal, one a layer, outermost first.
        let contentKeys: [String]
        let attachmentKeys: [AttachmentKeys]
        /// Hexadecimal; empty for suite `sealed`, which has none.
        let keyCommitment: String
    }

    struct AttachmentKeys: Codable {
        /// Place among the header's attachments.
        let index: Int
        /// Hexadecimal, one a layer, outermost first.
        let keys: [String]
    }

    struct Padded: Codable {
        /// Of parts 1 to 3 and the marker.
        let length: UInt64
        let padded: UInt64
    }

    let keys: [Keys]
    let padding: [Padded]

    static func made(keeping old: ContentVectors?) throws -> ContentVectors {
        ContentVectors(
            keys: try [Suite.sealed, .layered].map(keys),
            padding: [
                1, 255, 256, 257, 258, 272, 273, 1_000, 10_000, 16_384, 16_385, 1_000_000,
                1 << 20, (1 << 20) + 1, (1 << 32) + 1,
            ].map { Padded(length: $0, padded: Padding.paddedLength(of: $0)) })
    }

    private static func keys(_ suite: Suite) throws -> Keys {
        let core = try suite == .sealed ? VectorCores.sealed() : VectorCores.layered()
        let coreID = MessageCore.id(ofEncoded: core.encoded)
        let plaintext = SlotVectors.plaintext(suite)
        let secrets = try MessageSecrets.fromSlot(SecretBytes(copying: plaintext), suite: suite)
            .secrets
        let layers: Range<UInt8> = suite == .sealed ? 0..<1 : 0..<2
        return Keys(
            suite: suite.rawValue, coreID: coreID.hex,
            secrets: layers.map { Hex.encode(plaintext[(32 * Int($0))...].prefix(32)) },
            contentKeys: layers.map { layer in
                secrets.contentKey(layer: layer, coreID: coreID).withBytes { Hex.encode(Array($0)) }
            },
            attachmentKeys: [0, 1, 255].map { index in
                AttachmentKeys(
                    index: index,
                    keys: layers.map { layer in
                        secrets.attachmentKey(layer: layer, index: index, coreID: coreID)
                            .withBytes { Hex.encode(Array($0)) }
                    })
            }, keyCommitment: try secrets.commitment(coreID: coreID)?.hex ?? "")
    }
}
