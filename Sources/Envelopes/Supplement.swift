import FoundationEssentials
package import Identity
import Labels
package import Registry

/// A late recipient's slot, signed by the originator after a fresh decision. Spec:
/// Envelope#supplements.
package struct Supplement: Hashable, Sendable {
    package let message: MessageID
    package let slot: Slot
    package let viewDigest: ShortDigest
    package let created: Timestamp

    package init(message: MessageID, slot: Slot, viewDigest: ShortDigest, created: Timestamp) {
        self.message = message
        self.slot = slot
        self.viewDigest = viewDigest
        self.created = created
    }

    package var encoded: [UInt8] { encode(WireSupplement(self)) }
}

/// A supplement as it arrived: well formed, vouched for by nobody.
package struct ReceivedSupplement: Sendable {
    package let supplement: Supplement
    private let signedBytes: [UInt8]
    private let signatures: [KeySignature]

    package init(supplement: Supplement, signatures: [KeySignature]) {
        self.supplement = supplement
        self.signatures = signatures
        signedBytes = supplement.encoded
    }

    package var encoded: [UInt8] { encode(wire) }

    /// - Throws: ``EnvelopeError`` for anything but the one encoding.
    package init(encoded bytes: [UInt8]) throws(EnvelopeError) {
        self = try decodeCanonical(
            bytes, part: "supplement",
            value: { (wire: WireSignedSupplement) throws(EnvelopeError) in try wire.received() },
            reencode: \.wire)
    }

    /// What the originator signs.
    package static func signedBytes(of supplement: Supplement) -> [UInt8] {
        Array(EnvelopeDomain.supplement.utf8) + [0] + supplement.encoded
    }

    /// Checks the supplement against the message it extends.
    ///
    /// - Throws: ``EnvelopeError``: it names another message, or its signatures are not the
    ///   originator's for the level.
    package func verified(
        for envelope: VerifiedEnvelope, in view: RegistryView
    ) throws(EnvelopeError) -> VerifiedSupplement {
        guard supplement.message == envelope.id else { throw .fieldInvalid(field: "message id") }
        let core = envelope.core
        try SignatureRule(
            originator: core.originator, level: core.label.level, status: core.label.status.kind,
            created: supplement.created, postQuantum: core.suite.signsPostQuantum
        ).check(signatures, over: signedBytes, domain: EnvelopeDomain.supplement, in: view)
        return VerifiedSupplement(supplement: supplement)
    }

    fileprivate var wire: WireSignedSupplement {
        var wire = WireSignedSupplement()
        wire.supplement = Data(signedBytes)
        wire.signatures = signatures.map { signature in
            var wire = WireSignature()
            wire.keyID = Data(signature.keyID.bytes)
            wire.signature = Data(signature.bytes)
            return wire
        }
        return wire
    }
}

/// Proof that ``ReceivedSupplement/verified(for:in:)`` returned.
package struct VerifiedSupplement: Sendable {
    package let supplement: Supplement
    fileprivate init(supplement: Supplement) { self.supplement = supplement }
}

extension WireSupplement {
    fileprivate init(_ supplement: Supplement) {
        messageID = Data(supplement.message.bytes)
        slot = WireSlot(PlacedSlot(index: 0, slot: supplement.slot, path: []))
        viewDigest = Data(supplement.viewDigest.bytes)
        createdMs = supplement.created.milliseconds
    }

    fileprivate func value() throws(EnvelopeError) -> Supplement {
        let id = try named { () throws(IdentityError) in try MessageID(bytes: messageID) }
        return Supplement(
            message: id, slot: try slot.placed().slot,
            viewDigest: try ShortDigest(bytes: Array(viewDigest), field: "view digest"),
            created: try moment(createdMs, field: "created"))
    }
}

extension WireSignedSupplement {
    fileprivate func received() throws(EnvelopeError) -> ReceivedSupplement {
        let supplement = try decodeCanonical(
            Array(self.supplement), part: "supplement",
            value: { (wire: WireSupplement) throws(EnvelopeError) in try wire.value() },
            reencode: WireSupplement.init)
        return ReceivedSupplement(
            supplement: supplement, signatures: try signatures.keySignatures())
    }
}
