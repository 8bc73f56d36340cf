import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing

/// Slots that came late, to envelopes of `envelopes.json`, in its chain and at its moment.
struct SupplementVectors: PublishedFile {
    static let name = "supplements"

    struct Valid: Codable {
        let name: String
        /// Name of the envelope.
        let envelope: String
        /// Base64.
        let supplement: String
        let messageID: String
        let recipient: String
        let created: String
        let counter: UInt64
        /// What the recipient reads of the envelope then, base64.
        let body: String
    }

    struct Refused: Codable {
        let name: String
        /// Name of the envelope.
        let envelope: String
        /// Base64.
        let supplement: String
        let error: String
    }

    let valid: [Valid]
    let refused: [Refused]

    static func made(keeping old: SupplementVectors?) throws -> SupplementVectors {
        let envelopes = try EnvelopeVectors.made(keeping: try? EnvelopeVectors.published())
        let region = VectorRegion.shared
        let late = try LateSlots(envelopes, keeping: old)
        let valid = [
            try late.valid(
                "to somebody who had no slot", "opaque, without a file name", region.region),
            try late.valid("to somebody once more, both signatures", "layered", region.solna),
        ]
        return SupplementVectors(valid: valid, refused: try late.refused(valid))
    }

    /// Everything the recipient does, in order.
    static func opened(
        _ supplement: String, to name: String, in file: EnvelopeVectors
    ) throws -> (supplement: Supplement, counter: UInt64, body: [UInt8]) {
        let (envelope, content) = try envelope(name, in: file)
        let received = try ReceivedSupplement(encoded: Base64.decode(supplement))
        let verified = try received.verified(for: envelope, in: view(of: file))
        let id = verified.supplement.slot.keyID.hex
        guard let seed = file.keys.first(where: { $0.keyID == id })?.seed else {
            throw TestRegionError.keyMissing
        }
        let key = try WrappingPrivateKey(seed: SecretBytes(copying: Hex.decode(seed)))
        let slot = try envelope.openSlot(of: verified, with: key)
        let body = try envelope.verified(content: content).open(content, secrets: slot.secrets)
            .body
        return (verified.supplement, slot.counter, body)
    }

    static func envelope(
        _ name: String, in file: EnvelopeVectors
    ) throws -> (envelope: VerifiedEnvelope, content: [UInt8]) {
        guard let vector = file.valid.first(where: { $0.name == name }) else {
            throw TestRegionError.actorMissing
        }
        let (received, content) = try EnvelopeFraming.split(Base64.decode(vector.file))
        let view = try view(of: file)
        return (try received.verified(in: view, at: view.time), content)
    }

    static func view(of file: EnvelopeVectors) throws -> RegistryView {
        let notes = try RegistryVectors.made(keeping: try? RegistryVectors.published())
        guard let chains = notes.valid.first(where: { $0.chains.name == file.registry })
        else { throw TestRegionError.actorMissing }
        return try chains.chains.folded(notes.notes).view(at: Timestamp(rfc3339: file.at))
    }
}

/// Makes supplements, and what is none. What is random by nature is kept while it is right.
private struct LateSlots {
    private let file: EnvelopeVectors
    private let view: RegistryView
    private let old: SupplementVectors?
    private static let counter: UInt64 = 9

    init(_ file: EnvelopeVectors, keeping old: SupplementVectors?) throws {
        self.file = file
        self.old = old
        view = try SupplementVectors.view(of: file)
    }

    func valid(
        _ name: String, _ envelope: String, _ recipient: VectorActor
    ) throws -> SupplementVectors.Valid {
        let message = try SupplementVectors.envelope(envelope, in: file)
        let encoded =
            try kept(name, envelope, message.envelope.id, recipient)
            ?? Base64.encode(
                signed(try supplement(to: recipient, of: message.envelope)).encoded)
        let opened = try SupplementVectors.opened(encoded, to: envelope, in: file)
        return SupplementVectors.Valid(
            name: name, envelope: envelope, supplement: encoded,
            messageID: message.envelope.id.hex, recipient: recipient.id.text,
            created: opened.supplement.created.rfc3339, counter: opened.counter,
            body: Base64.encode(opened.body))
    }

    private func kept(
        _ name: String, _ envelope: String, _ message: MessageID, _ recipient: VectorActor
    ) throws -> String? {
        guard let known = old?.valid.first(where: { $0.name == name })?.supplement,
            let opened = try? SupplementVectors.opened(known, to: envelope, in: file),
            opened.supplement.message == message, opened.counter == Self.counter,
            opened.supplement.slot.recipient == recipient.id
        else { return nil }
        return known
    }

    /// A slot for the recipient, by the secrets that Solna's holds.
    private func supplement(
        to recipient: VectorActor, of envelope: VerifiedEnvelope, boundTo coreID: CoreID? = nil
    ) throws -> Supplement {
        let (level, status) = (envelope.core.label.level, envelope.core.label.status.kind)
        let solna = VectorRegion.shared.solna
        let secrets = try envelope.openSlot(
            of: solna.id, with: solna.key(.wrapping, level, status).wrapping()
        ).secrets
        let id = try recipient.key(.wrapping, level, status).key.publicKey.id
        guard let key = view.key(id) else { throw TestRegionError.keyMissing }
        let slot = try secrets.slot(
            for: SlotRecipient(key: key, counter: Self.counter), core: envelope.core,
            coreID: coreID ?? envelope.header.coreID, now: view.time)
        return Supplement(
            message: envelope.id, slot: slot, viewDigest: envelope.core.viewDigest,
            created: view.time)
    }

    private func signed(
        _ supplement: Supplement, by key: SigningPrivateKey? = nil,
        domain: String = EnvelopeDomain.supplement
    ) throws -> ReceivedSupplement {
        let sender = VectorRegion.shared.sender
        let isLayered = supplement.slot.sealed.count > 1_176
        let (level, status): (Level, StatusKind) =
            isLayered ? (.secret, .exercise) : (.secrecy, .actual)
        let keys = SigningKeys(
            classical: try key ?? sender.key(.signing, level, status).signing(),
            postQuantum: isLayered
                ? try sender.key(.postQuantumSigning, level, status).postQuantumSigning() : nil)
        return ReceivedSupplement(
            supplement: supplement,
            signatures: try keys.signatures(
                over: supplement.encoded, domain: domain,
                suite: isLayered ? .layered : .sealed))
    }

    // MARK: What must be refused

    func refused(_ valid: [SupplementVectors.Valid]) throws -> [SupplementVectors.Refused] {
        let region = VectorRegion.shared
        let name = valid[0].envelope
        let good = try Base64.decode(valid[0].supplement)
        let received = try ReceivedSupplement(encoded: good)
        let other = try SupplementVectors.envelope("sealed, two recipients", in: file).envelope
        let stray = try signed(
            supplement(
                to: region.region, of: SupplementVectors.envelope(name, in: file).envelope,
                boundTo: other.header.coreID))
        let cases: [(String, [UInt8], String)] = [
            (
                "another message's", try signed(supplement(to: region.region, of: other)).encoded,
                "fieldInvalid"
            ),
            (
                "no signature",
                ReceivedSupplement(supplement: received.supplement, signatures: []).encoded,
                "signatureCountWrong"
            ),
            (
                "signed by a recipient",
                try signed(received.supplement, by: region.solna.keys[0].signing()).encoded,
                "keyMisused:actor"
            ),
            (
                "signed by another level's key",
                try signed(received.supplement, by: region.sender.keys[0].signing()).encoded,
                "keyMisused:level"
            ),
            (
                "signed as a header is",
                try signed(received.supplement, domain: EnvelopeDomain.header).encoded,
                "signatureInvalid"
            ),
            ("a slot bound to another core", stray.encoded, "openFailed"),
            ("a field nobody knows", good + [0x7a, 1, 0], "notCanonical"),
            ("the last byte missing", Array(good.dropLast()), "malformed"),
        ]
        return cases.map { refused($0.0, name, published(named: $0.0, like: $0.1, $0.2), $0.2) }
    }

    /// What is sealed is other each time: the published one stays while it is refused alike.
    private func published(
        named name: String, like made: [UInt8], _ error: String
    ) -> [UInt8] {
        guard let known = old?.refused.first(where: { $0.name == name }), known.error == error,
            let bytes = try? Base64.decode(known.supplement), bytes.count == made.count
        else { return made }
        return bytes
    }

    private func refused(
        _ name: String, _ envelope: String, _ supplement: [UInt8], _ error: String
    ) -> SupplementVectors.Refused {
        SupplementVectors.Refused(
            name: name, envelope: envelope, supplement: Base64.encode(supplement), error: error)
    }
}
