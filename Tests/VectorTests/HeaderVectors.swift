import Envelopes
import Identity
import Primitives

/// Headers: bytes and message id.
struct HeaderVectors: PublishedFile {
    static let name = "headers"

    struct Valid: Codable {
        let name: String
        /// Hexadecimal.
        let header: String
        let messageID: String
        let coreID: String
        let contentBytes: UInt64
        let contentDigest: String
        let keyCommitment: String
        let slotRoot: String
        let slotCount: Int
        let attachments: Int
    }

    let valid: [Valid]
    let refused: [RefusedBytes]

    private static let digest = Hashing.sha256(Array("content".utf8))
    private static let commitment = Hashing.sha256(Array("commitment".utf8))
    private static let root = Hashing.sha256(Array("root".utf8))

    static func made(keeping old: HeaderVectors?) throws -> HeaderVectors {
        let plain = try MessageHeader(
            core: VectorCores.open(), contentBytes: 69, contentDigest: digest,
            attachments: [AttachmentReference(digest: root, bytes: 1_024)])
        let sealed = try MessageHeader(
            core: VectorCores.sealed(), contentBytes: 328, contentDigest: digest, slotRoot: root,
            slotCount: 3)
        let layered = try MessageHeader(
            core: VectorCores.layered(), contentBytes: 369, contentDigest: digest,
            keyCommitment: commitment, slotRoot: root, slotCount: 1)
        return HeaderVectors(
            valid: [
                valid("open, with an attachment", plain), valid("sealed", sealed),
                valid("layered", layered),
            ], refused: try refused(sealed: sealed.encoded, layered: layered.encoded))
    }

    private static func valid(_ name: String, _ header: MessageHeader) -> Valid {
        Valid(
            name: name, header: Hex.encode(header.encoded),
            messageID: MessageHeader.messageID(ofEncoded: header.encoded).hex,
            coreID: header.coreID.hex, contentBytes: header.contentBytes,
            contentDigest: header.contentDigest.hex,
            keyCommitment: header.keyCommitment?.hex ?? "", slotRoot: header.slotRoot?.hex ?? "",
            slotCount: header.slotCount, attachments: header.attachments.count)
    }

    private static func refused(sealed: [UInt8], layered: [UInt8]) throws -> [RefusedBytes] {
        let commitmentField = [0x22, 32] + commitment.bytes
        let rootField = [0x2a, 32] + root.bytes
        let digestField = [0x1a, 32] + digest.bytes
        let cases: [(String, [UInt8], String)] = [
            (
                "layered without a key commitment",
                try layered.replacing(commitmentField, with: []), "fieldInvalid"
            ),
            (
                "sealed with a key commitment",
                try sealed.replacing(rootField, with: commitmentField + rootField), "fieldInvalid"
            ),
            (
                "sealed without a slot root", try sealed.replacing(rootField, with: []),
                "fieldInvalid"
            ),
            (
                "sealed with a slot root and no slots", Array(sealed.dropLast(2)), "fieldInvalid"
            ),
            ("2 049 slots", sealed.dropLast(1) + [0x81, 0x10], "tooMany"),
            (
                "a content digest of 31 bytes",
                try sealed.replacing(digestField, with: [0x1a, 31] + digest.bytes.dropLast()),
                "fieldInvalid"
            ),
            (
                "the slot count before the slot root",
                Array(
                    try sealed.dropLast(2).map { $0 }.replacing(
                        rootField, with: [0x30, 3] + rootField)),
                "notCanonical"
            ),
            ("a field more", sealed + [0x40, 0x01], "notCanonical"),
            ("one byte less", Array(sealed.dropLast()), "malformed"),
        ]
        return cases.map { RefusedBytes(name: $0.0, bytes: Hex.encode($0.1), error: $0.2) }
    }
}
