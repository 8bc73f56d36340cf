import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing

/// Envelopes with one thing wrong; why is said by hand.
struct RefusedEnvelopes {
    private(set) var all: [EnvelopeVectors.Refused] = []
    private let valid: ValidEnvelopes
    private let old: [EnvelopeVectors.Refused]

    init(
        _ valid: ValidEnvelopes, _ view: RegistryView, keeping old: [EnvelopeVectors.Refused]
    ) throws {
        self.valid = valid
        self.old = old
        try addFraming()
        try addKeys()
        try addSlots()
        try addContent(view)
    }

    private mutating func add(
        _ name: String, _ file: [UInt8], _ error: String, openedBy actor: String? = nil
    ) {
        all.append(
            EnvelopeVectors.Refused(
                name: name, file: Base64.encode(file), error: error, actor: actor))
    }

    private mutating func add(
        _ name: String, _ head: EnvelopeHead, _ content: [UInt8], _ error: String
    ) {
        add(name, EnvelopeFraming.opening(of: head) + content, error)
    }

    // MARK: Bytes

    private mutating func addFraming() throws {
        let (head, content) = valid.signed
        let file = EnvelopeFraming.opening(of: head) + content
        add("nothing", [], "truncated")
        add("another magic", [0x42] + file.dropFirst(), "magicMissing")
        add("another version", Array(file[..<8]) + [2] + file[9...], "magicMissing")
        add("the length cut off", Array(file[..<12]), "truncated")
        add(
            "a head of 4 GiB", Array(file[..<9]) + [0xff, 0xff, 0xff, 0xff] + file[13...], "tooLong"
        )
        add("the head cut off", Array(file[..<100]), "truncated")
        add("the last byte missing", file.dropLast(), "truncated")
        add("one byte more", file + [0], "trailingBytes")
        let bare = EnvelopeHead(encodedHeader: head.encodedHeader, signatures: [])
        add("no signature", bare, content, "signatureCountWrong")
        let core = try VectorCores.open(created: VectorRegion.shared.now.adding(seconds: 301))
        add("made 301 seconds ahead", try resigned(core), content, "createdInFuture")
        var turned = content
        turned[turned.count - 1] ^= 1
        add("a bit of the content turned", head, turned, "contentDigestWrong")
        let header = try head.encodedHeader.replacing(
            [0x10, UInt8(content.count)], with: [0x10, 1])
        add(
            "a header nobody signed",
            EnvelopeHead(encodedHeader: header, signatures: head.signatures),
            content.prefix(1) + [],
            "signatureInvalid")
    }

    // MARK: Keys and releases

    /// The open message signed by whatever key.
    private func resigned(
        _ core: MessageCore, by key: SigningPrivateKey? = nil
    ) throws -> EnvelopeHead {
        let region = VectorRegion.shared
        let key = try key ?? region.sender.key(.signing, .open, .actual).signing()
        let content = valid.signed.content
        let header = try MessageHeader(
            core: core, contentBytes: UInt64(content.count),
            contentDigest: Hashing.sha256(content)
        ).encoded
        let keys = SigningKeys(classical: key, postQuantum: nil)
        return EnvelopeHead(
            encodedHeader: header,
            signatures: try keys.signatures(
                over: header, domain: EnvelopeDomain.header, suite: .signed))
    }

    private mutating func addKeys() throws {
        let region = VectorRegion.shared
        let core = try VectorCores.open()
        let content = valid.signed.content
        let cases: [(String, SigningPrivateKey, String)] = [
            (
                "a key nobody registered", try region.seeds.at("nobody").signing(), "keyUnknown"
            ),
            ("another actor's key", try region.solna.keys[0].signing(), "keyMisused:actor"),
            ("another level's key", try region.sender.keys[1].signing(), "keyMisused:level"),
            ("a key that has ended", try region.sender.keys[5].signing(), "keyMisused:expired"),
            (
                "a key that has not begun", try region.sender.keys[6].signing(),
                "keyMisused:not-yet-valid"
            ),
            ("a revoked key", try region.sender.keys[7].signing(), "keyMisused:revoked"),
        ]
        for (name, key, error) in cases {
            add(name, try resigned(core, by: key), content, error)
        }
        let sealed = valid.sealed
        let otherStatus = SigningKeys(
            classical: try region.sender.keys[2].signing(), postQuantum: nil)
        add(
            "another status' key",
            EnvelopeHead(
                encodedHeader: sealed.head.encodedHeader,
                signatures: try otherStatus.signatures(
                    over: sealed.head.encodedHeader, domain: EnvelopeDomain.header,
                    suite: .sealed), slots: sealed.head.slots), sealed.content, "keyMisused:status")
        let layered = valid.layered
        func layeredSigned(_ signatures: [KeySignature]) -> EnvelopeHead {
            EnvelopeHead(
                encodedHeader: layered.head.encodedHeader, signatures: signatures,
                slots: layered.head.slots)
        }
        let both = layered.head.signatures
        add("Ed25519 alone", layeredSigned([both[0]]), layered.content, "signatureCountWrong")
        add(
            "ML-DSA-65 first", layeredSigned(both.reversed()), layered.content, "keyMisused:purpose"
        )
        var turned = both[1].bytes
        turned[100] ^= 1
        add(
            "a bit of the ML-DSA-65 signature turned",
            layeredSigned([both[0], KeySignature(keyID: both[1].keyID, bytes: turned)]),
            layered.content, "signatureInvalid")
        add(
            "a release by nobody",
            valid.signed.head.adding(
                release: ReleaseSignature(
                    person: region.sender.persons[0].id,
                    bytes: [UInt8](repeating: 1, count: 64))), content, "releaseInvalid")
    }

    // MARK: Slots

    private mutating func addSlots() throws {
        let (head, content) = valid.sealed
        let slots = head.slots
        add("no slots", head.with(slots: []), content, "slotsMissing")
        add(
            "one slot without its path", head.with(slots: [slots[0]]), content, "slotPathInvalid")
        add(
            "slots in another order", head.with(slots: slots.reversed()), content,
            "slotPathInvalid")
        add(
            "the same slot twice", head.with(slots: [slots[0], slots[0]]), content,
            "slotRecipientRepeated")
        var turned = slots[1].slot.sealed
        turned[0] ^= 1
        let exchanged = PlacedSlot(
            index: 1,
            slot: Slot(
                recipient: slots[1].slot.recipient, keyID: slots[1].slot.keyID, sealed: turned),
            path: [])
        add(
            "a bit of a slot turned", head.with(slots: [slots[0], exchanged]), content,
            "slotRootMismatch")
        add(
            "a slot in an open message", valid.signed.head.with(slots: [slots[0]]),
            valid.signed.content, "slotRootMismatch")
        add("somebody without a slot", file(valid.sealed), "slotMissing", openedBy: "sos-alarm")
    }

    private func file(_ parts: (head: EnvelopeHead, content: [UInt8])) -> [UInt8] {
        EnvelopeFraming.opening(of: parts.head) + parts.content
    }

    // MARK: What the sender itself has spoiled, and signed

    private mutating func addContent(_ view: RegistryView) throws {
        let (head, content) = valid.sealed
        let message = VectorMessage(
            core: try VectorCores.sealed(), recipients: [], body: [], fileName: "")
        func spoiled(_ content: [UInt8]) throws -> [UInt8] {
            let good = try MessageHeader(encoded: head.encodedHeader)
            let header = try MessageHeader(
                core: good.core, contentBytes: UInt64(content.count),
                contentDigest: Hashing.sha256(content), slotRoot: good.slotRoot,
                slotCount: good.slotCount
            ).encoded
            let signatures = try message.keys().signatures(
                over: header, domain: EnvelopeDomain.header, suite: .sealed)
            let head = EnvelopeHead(
                encodedHeader: header, signatures: signatures, slots: head.slots)
            return EnvelopeFraming.opening(of: head) + content
        }
        func turned(_ index: Int) -> [UInt8] {
            var copy = content
            copy[index] ^= 1
            return copy
        }
        for (name, bytes) in [
            ("sealed with another salt", turned(0)), ("another commitment", turned(24)),
            ("a chunk that does not hold", turned(56)),
            ("the last chunk cut off", Array(content.prefix(56))),
            ("one byte more in the last chunk", content + [0]),
        ] {
            add(name, try spoiled(bytes), "openFailed", openedBy: "kommun-solna")
        }
        add(
            "another key commitment", try layeredWithOtherCommitment(view), "openFailed",
            openedBy: "kommun-solna")
    }

    /// ML-DSA-65 signs otherwise each time, so the published one is kept while it says the same.
    private func layeredWithOtherCommitment(_ view: RegistryView) throws -> [UInt8] {
        let (head, content) = valid.layered
        let good = try MessageHeader(encoded: head.encodedHeader)
        let header = try MessageHeader(
            core: good.core, contentBytes: good.contentBytes, contentDigest: good.contentDigest,
            keyCommitment: MerkleTree.emptyRoot, slotRoot: good.slotRoot, slotCount: good.slotCount
        ).encoded
        if let known = old.first(where: { $0.name == "another key commitment" }),
            let file = try? Base64.decode(known.file),
            let (received, _) = try? EnvelopeFraming.split(file),
            received.head.encodedHeader == header,
            (try? received.verified(in: view, at: view.time)) != nil
        {
            return file
        }
        let message = VectorMessage(core: good.core, recipients: [], body: [], fileName: "")
        let signatures = try message.keys().signatures(
            over: header, domain: EnvelopeDomain.header, suite: .layered)
        let spoiled = EnvelopeHead(
            encodedHeader: header, signatures: signatures, slots: head.slots)
        return EnvelopeFraming.opening(of: spoiled) + content
    }
}
