import FoundationEssentials
package import Identity
import Labels
import Primitives

/// What is signed: the core, and everything known once the content has been encrypted. Spec:
/// Envelope#header.
package struct MessageHeader: Hashable, Sendable {
    package let core: MessageCore
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
        self.coreID = MessageCore.id(ofEncoded: core.encoded)
        self.contentBytes = contentBytes
        self.contentDigest = contentDigest
        self.keyCommitment = keyCommitment
        self.slotRoot = slotRoot
        self.slotCount = slotCount
        self.attachments = attachments
    }

    /// The one encoding.
    package var encoded: [UInt8] { encode(WireHeader(self)) }

    /// - Throws: ``EnvelopeError`` for anything but the one encoding of a coherent header.
    package init(encoded bytes: [UInt8]) throws(EnvelopeError) {
        self = try decodeCanonical(
            bytes, part: "header",
            value: { (wire: WireHeader) throws(EnvelopeError) in try wire.header() },
            reencode: WireHeader.init)
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

extension WireHeader {
    init(_ header: MessageHeader) {
        core = Data(header.core.encoded)
        contentBytes = header.contentBytes
        contentDigest = Data(header.contentDigest.bytes)
        keyCommitment = Data(header.keyCommitment?.bytes ?? [])
        slotRoot = Data(header.slotRoot?.bytes ?? [])
        slotCount = UInt32(clamping: header.slotCount)
        attachments = header.attachments.map { attachment in
            var wire = WireAttachment()
            wire.digest = Data(attachment.digest.bytes)
            wire.bytes = attachment.bytes
            return wire
        }
    }

    func header() throws(EnvelopeError) -> MessageHeader {
        var attachments: [AttachmentReference] = []
        for wire in self.attachments {
            attachments.append(
                AttachmentReference(
                    digest: try digest(wire.digest, field: "attachment"), bytes: wire.bytes))
        }
        return try MessageHeader(
            core: MessageCore(encoded: Array(core)), contentBytes: contentBytes,
            contentDigest: digest(contentDigest, field: "content digest"),
            keyCommitment: optionalDigest(keyCommitment, field: "key commitment"),
            slotRoot: optionalDigest(slotRoot, field: "slot root"), slotCount: Int(slotCount),
            attachments: attachments)
    }

    private func digest(_ data: Data, field: String) throws(EnvelopeError) -> Digest {
        do { return try Digest(bytes: data) } catch { throw .fieldInvalid(field: field) }
    }

    private func optionalDigest(_ data: Data, field: String) throws(EnvelopeError) -> Digest? {
        data.isEmpty ? nil : try digest(data, field: field)
    }
}
