import FoundationEssentials
package import Identity

/// Everything of a message but its content, as parts. Spec: Envelope#head.
package struct EnvelopeHead: Sendable {
    /// The exact bytes that are signed.
    package let encodedHeader: [UInt8]
    package let signatures: [KeySignature]
    package let slots: [PlacedSlot]
    package let releases: [ReleaseSignature]

    package init(
        encodedHeader: [UInt8], signatures: [KeySignature], slots: [PlacedSlot] = [],
        releases: [ReleaseSignature] = []
    ) {
        self.encodedHeader = encodedHeader
        self.signatures = signatures
        self.slots = slots
        self.releases = releases
    }

    package var encoded: [UInt8] { encode(WireHead(self)) }

    /// - Throws: ``EnvelopeError`` for anything but the one encoding, within ``EnvelopeLimits``.
    package init(encoded bytes: [UInt8]) throws(EnvelopeError) {
        guard bytes.count <= EnvelopeLimits.headMaxBytes else {
            throw .tooLong(part: "head", limitBytes: EnvelopeLimits.headMaxBytes)
        }
        self = try decodeCanonical(bytes, part: "head") { (wire: WireHead) throws(EnvelopeError) in
            try wire.head()
        }
    }

    /// The same message with other slots, as a relay hands it to one recipient.
    package func with(slots: [PlacedSlot]) -> EnvelopeHead {
        EnvelopeHead(
            encodedHeader: encodedHeader, signatures: signatures, slots: slots, releases: releases)
    }

    /// The same message with one more person's release.
    package func adding(release: ReleaseSignature) -> EnvelopeHead {
        EnvelopeHead(
            encodedHeader: encodedHeader, signatures: signatures, slots: slots,
            releases: releases.filter { $0.person != release.person } + [release])
    }
}

package struct KeySignature: Hashable, Sendable {
    package let keyID: KeyID
    package let bytes: [UInt8]

    package init(keyID: KeyID, bytes: [UInt8]) {
        self.keyID = keyID
        self.bytes = bytes
    }
}

/// A person's signature over the message id.
package struct ReleaseSignature: Hashable, Sendable {
    package let person: PersonID
    package let bytes: [UInt8]

    package init(person: PersonID, bytes: [UInt8]) {
        self.person = person
        self.bytes = bytes
    }

    /// What the person signs.
    package static func signedBytes(for message: MessageID) -> [UInt8] {
        Array(EnvelopeDomain.release.utf8) + [0] + message.bytes
    }
}

extension WireHead {
    init(_ head: EnvelopeHead) {
        header = Data(head.encodedHeader)
        signatures = head.signatures.map { signature in
            var wire = WireSignature()
            wire.keyID = Data(signature.keyID.bytes)
            wire.signature = Data(signature.bytes)
            return wire
        }
        slots = head.slots.map(WireSlot.init)
        releases = head.releases.map { release in
            var wire = WireRelease()
            wire.person = release.person.text
            wire.signature = Data(release.bytes)
            return wire
        }
    }

    func head() throws(EnvelopeError) -> EnvelopeHead {
        guard signatures.count <= 2 else { throw .tooMany(part: "signatures", limit: 2) }
        guard slots.count <= EnvelopeLimits.slotsMax else {
            throw .tooMany(part: "slots", limit: EnvelopeLimits.slotsMax)
        }
        guard releases.count <= EnvelopeLimits.releasesMax else {
            throw .tooMany(part: "releases", limit: EnvelopeLimits.releasesMax)
        }
        var placed: [PlacedSlot] = []
        placed.reserveCapacity(slots.count)
        for wire in slots { placed.append(try wire.placed()) }
        var releases: [ReleaseSignature] = []
        for wire in self.releases {
            let person = try named { () throws(IdentityError) in try PersonID(wire.person) }
            releases.append(ReleaseSignature(person: person, bytes: Array(wire.signature)))
        }
        return EnvelopeHead(
            encodedHeader: Array(header), signatures: try signatures.keySignatures(), slots: placed,
            releases: releases)
    }
}

extension [WireSignature] {
    func keySignatures() throws(EnvelopeError) -> [KeySignature] {
        var values: [KeySignature] = []
        for wire in self {
            let id = try named { () throws(IdentityError) in try KeyID(bytes: wire.keyID) }
            values.append(KeySignature(keyID: id, bytes: [UInt8](wire.signature)))
        }
        return values
    }
}
