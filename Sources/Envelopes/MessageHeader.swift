import FoundationEssentials
package import Identity
import Labels
import Primitives

/// What is signed: the core, and everything known once the content has been encrypted. Spec:
/// Envelope#header.
package struct MessageHeader: Hashable, Sendable {
    package let core: MessageCore
    /// The core's one encoding, which its id and the header are made of.
    private let encodedCore: [UInt8]
    package let coreID: CoreID
    /// Size of the content as transmitted, in bytes.
    package let contentBytes: UInt64
    /// SHA-256 of the content as transmitted.
    package let contentDigest: Digest
    /// Suite `layered` only: commits to both secrets.
    package let keyCommitment: Digest?
    /// RFC 6962 root over the slots; `nil` for suite `signed` and within a key epoch.
    package let slotRoot: Digest?
    package let slotCount: Int
    package let attachments: [AttachmentReference]

    /// - Throws: ``EnvelopeError/fieldInvalid(field:)`` when commitment, slots and suite contradict
    ///   each other.
    package init(
        core: MessageCore, contentBytes: UInt64, contentDigest: Digest,
        keyCommitment: Digest? = nil,
        slotRoot: Digest? = nil, slotCount: Int = 0, attachments: [AttachmentReference] = []
    ) throws(EnvelopeError) {
        try self.init(
            core: core, encodedCore: core.encoded, contentBytes: contentBytes,
            contentDigest: contentDigest, keyCommitment: keyCommitment, slotRoot: slotRoot,
            slotCount: slotCount, attachments: attachments)
    }

    private init(
        core: MessageCore, encodedCore: [UInt8], contentBytes: UInt64, contentDigest: Digest,
        keyCommitment: Digest?, slotRoot: Digest?, slotCount: Int,
        attachments: [AttachmentReference]
    ) throws(EnvelopeError) {
        guard (keyCommitment != nil) == (core.suite == .layered) else {
            throw .fieldInvalid(field: "key commitment")
        }
        let bringsSlots = core.suite.seals && core.keyCarrier == nil
        guard (slotRoot != nil) == bringsSlots, (slotCount > 0) == bringsSlots else {
            throw .fieldInvalid(field: "slot root")
        }
        guard core.suite.seals || core.keyCarrier == nil else {
            throw .fieldInvalid(field: "key carrier")
        }
        guard slotCount <= EnvelopeLimits.slotsMax else {
            throw .tooMany(part: "slots", limit: EnvelopeLimits.slotsMax)
        }
        guard attachments.count <= EnvelopeLimits.attachmentsMax else {
            throw .tooMany(part: "attachments", limit: EnvelopeLimits.attachmentsMax)
        }
        guard core.isOpaque == (core.approval != nil) || !core.isOpaque else {
            throw .fieldInvalid(field: "approval")
        }
        // Opaque cargo may be of a class that only the approved product's seal permits; what lies
        // beside it has no such seal.
        guard !core.isOpaque || attachments.isEmpty else {
            throw .fieldInvalid(field: "attachments")
        }
        self.core = core
        self.encodedCore = encodedCore
        self.coreID = MessageCore.id(ofEncoded: encodedCore)
        self.contentBytes = contentBytes
        self.contentDigest = contentDigest
        self.keyCommitment = keyCommitment
        self.slotRoot = slotRoot
        self.slotCount = slotCount
        self.attachments = attachments
    }

    /// The one encoding.
    package var encoded: [UInt8] { encode(wire) }

    /// - Throws: ``EnvelopeError`` for anything but the one encoding of a coherent header.
    package init(encoded bytes: [UInt8]) throws(EnvelopeError) {
        self = try decodeCanonical(
            bytes, part: "header",
            value: { (wire: WireHeader) throws(EnvelopeError) in try MessageHeader(wire) },
            reencode: \.wire)
    }

    /// The id of a header from the exact bytes that are signed.
    package static func messageID(ofEncoded header: [UInt8]) -> MessageID {
        MessageID(Hashing.sha256(domain: EnvelopeDomain.header, header))
    }
}

/// A sealed blob that travels apart, named by its hash.
package struct AttachmentReference: Hashable, Sendable {
    package let digest: Digest
    /// Padded size in bytes.
    package let bytes: UInt64

    package init(digest: Digest, bytes: UInt64) {
        self.digest = digest
        self.bytes = bytes
    }
}

extension MessageHeader {
    fileprivate init(_ wire: WireHeader) throws(EnvelopeError) {
        var attachments: [AttachmentReference] = []
        for attachment in wire.attachments {
            attachments.append(
                AttachmentReference(
                    digest: try Self.digest(attachment.digest, field: "attachment"),
                    bytes: attachment.bytes))
        }
        // Reading the core succeeds for its one encoding alone, so these bytes are it.
        let encodedCore = Array(wire.core)
        try self.init(
            core: MessageCore(encoded: encodedCore), encodedCore: encodedCore,
            contentBytes: wire.contentBytes,
            contentDigest: Self.digest(wire.contentDigest, field: "content digest"),
            keyCommitment: Self.optionalDigest(wire.keyCommitment, field: "key commitment"),
            slotRoot: Self.optionalDigest(wire.slotRoot, field: "slot root"),
            slotCount: Int(wire.slotCount), attachments: attachments)
    }

    private static func digest(_ data: Data, field: String) throws(EnvelopeError) -> Digest {
        do { return try Digest(bytes: data) } catch { throw .fieldInvalid(field: field) }
    }

    private static func optionalDigest(
        _ data: Data, field: String
    ) throws(EnvelopeError) -> Digest? {
        data.isEmpty ? nil : try digest(data, field: field)
    }

    fileprivate var wire: WireHeader {
        var wire = WireHeader()
        wire.core = Data(encodedCore)
        wire.contentBytes = contentBytes
        wire.contentDigest = Data(contentDigest.bytes)
        wire.keyCommitment = Data(keyCommitment?.bytes ?? [])
        wire.slotRoot = Data(slotRoot?.bytes ?? [])
        wire.slotCount = UInt32(clamping: slotCount)
        wire.attachments = attachments.map { attachment in
            var wire = WireAttachment()
            wire.digest = Data(attachment.digest.bytes)
            wire.bytes = attachment.bytes
            return wire
        }
        return wire
    }
}
