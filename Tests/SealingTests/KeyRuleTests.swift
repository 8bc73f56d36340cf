import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing
import Testing

struct KeyRuleTests {
    let region = TestRegion.shared

    /// Signs a header by hand with other keys than the message asks for.
    func signed(
        _ message: SealedMessage, core: MessageCore? = nil, with keys: SigningKeys
    ) throws -> ReceivedEnvelope {
        let sealer = try MessageSealer(
            core: core ?? message.core(), recipients: message.slotRecipients(), now: region.now)
        let (head, _) = try sealer.seal(
            [1], ContentDescription(mediaType: "text/plain"), keys: keys)
        return try ReceivedEnvelope(head: head)
    }

    @Test func `a signing key of another actor, level or status is refused`() throws {
        let message = try SealedMessage(.secrecy)
        let other = try region.actor("kommun-solna")
        let cases: [(SigningPrivateKey, KeyMisuse)] = [
            (try other.signing(.secrecy, .actual), .actor),
            (try message.sender.signing(.restricted, .actual), .level),
            (try message.sender.signing(.secrecy, .exercise), .status),
        ]
        for (key, misuse) in cases {
            let envelope = try signed(
                message, with: SigningKeys(classical: key, postQuantum: nil))
            #expect(throws: EnvelopeError.keyMisused(key.publicKey.id, misuse)) {
                try envelope.verified(in: region.view(), at: region.now)
            }
        }
    }

    @Test func `an unregistered key is unknown`() throws {
        let key = SigningPrivateKey.generate()
        let envelope = try signed(
            SealedMessage(.secrecy), with: SigningKeys(classical: key, postQuantum: nil))
        #expect(throws: EnvelopeError.keyUnknown(key.publicKey.id)) {
            try envelope.verified(in: region.view(), at: region.now)
        }
    }

    @Test func `from K both signatures must be there and hold`() throws {
        let message = try SealedMessage(.confidential)
        let head = try message.seal([1]).head
        let half = EnvelopeHead(
            encodedHeader: head.encodedHeader, signatures: [head.signatures[0]], slots: head.slots)
        #expect(throws: EnvelopeError.signatureCountWrong(expected: 2, found: 1)) {
            try ReceivedEnvelope(head: half).verified(in: region.view(), at: region.now)
        }
        for index in 0..<2 {
            var signatures = head.signatures
            var bytes = signatures[index].bytes
            bytes[5] ^= 1
            signatures[index] = KeySignature(keyID: signatures[index].keyID, bytes: bytes)
            let bad = EnvelopeHead(
                encodedHeader: head.encodedHeader, signatures: signatures, slots: head.slots)
            #expect(throws: EnvelopeError.signatureInvalid(signatures[index].keyID)) {
                try ReceivedEnvelope(head: bad).verified(in: region.view(), at: region.now)
            }
        }
    }

    @Test func `keys hold from their first moment until just before their last`() throws {
        let message = try SealedMessage(.open)
        let cases: [(Timestamp, KeyMisuse?)] = [
            (region.start, nil), (region.start.adding(seconds: -1), .notYetValid),
            (region.end.adding(seconds: -1), nil), (region.end, .expired),
        ]
        for (created, misuse) in cases {
            let envelope = try signed(
                message, core: message.core(created: created), with: message.keys())
            let now = max(created, region.now)
            let view = region.registry.view(at: now)
            if let misuse {
                let id = try message.keys().classical.publicKey.id
                #expect(throws: EnvelopeError.keyMisused(id, misuse)) {
                    try envelope.verified(in: view, at: now)
                }
            } else {
                _ = try envelope.verified(in: view, at: now)
            }
        }
    }

    @Test func `created may lie ahead by the clock skew and no more`() throws {
        let message = try SealedMessage(.open)
        let skew = EnvelopeLimits.clockSkewMaxSeconds
        for (ahead, isFine) in [(skew, true), (skew + 1, false)] {
            let created = region.now.adding(seconds: ahead)
            let envelope = try signed(
                message, core: message.core(created: created), with: message.keys())
            if isFine {
                _ = try envelope.verified(in: region.view(), at: region.now)
            } else {
                #expect(throws: EnvelopeError.createdInFuture(created)) {
                    try envelope.verified(in: region.view(), at: region.now)
                }
            }
        }
    }

    @Test func `a revoked signing key fails whatever created says`() throws {
        let message = try SealedMessage(.secrecy)
        let key = try message.keys().classical.publicKey.id
        let revoked = try region.registry.appending(
            region.actorNote(
                of: message.sender, after: region.registry,
                [.revokeKey(key, Revocation(at: region.now, compromisedSince: nil))]))
        let envelope = try signed(message, with: message.keys())
        #expect(throws: EnvelopeError.keyMisused(key, .revoked)) {
            try envelope.verified(
                in: revoked.view(at: region.now.adding(seconds: 1)), at: region.now)
        }
    }

    @Test func `nothing is wrapped for a key that is not the recipient's for this message`() throws
    {
        let message = try SealedMessage(.secrecy, to: ["kommun-solna"])
        let view = region.view()
        let actor = message.recipients[0]
        func seal(_ record: KeyRecord, at now: Timestamp? = nil) throws {
            _ = try MessageSealer(
                core: message.core(), recipients: [SlotRecipient(key: record, counter: 1)],
                now: now ?? region.now)
        }
        func record(
            _ purpose: KeyPurpose, _ level: Level, _ status: StatusKind
        ) throws -> KeyRecord {
            try #require(view.usableKey(of: actor.id, purpose, level: level, status: status))
        }
        let good = try record(.wrapping, .secrecy, .actual)
        try seal(good)
        let cases: [(KeyRecord, KeyMisuse)] = [
            (try record(.signing, .secrecy, .actual), .purpose),
            (try record(.wrapping, .restricted, .actual), .level),
            (try record(.wrapping, .secrecy, .test), .status),
        ]
        for (record, misuse) in cases {
            #expect(throws: SealingError.keyUnusable(record.id, misuse)) { try seal(record) }
        }
        #expect(throws: SealingError.keyUnusable(good.id, .expired)) {
            try seal(good, at: region.end)
        }
        #expect(throws: SealingError.keyUnusable(good.id, .notYetValid)) {
            try seal(good, at: region.start.adding(seconds: -1))
        }
        #expect(throws: SealingError.noRecipients) {
            try MessageSealer(core: message.core(), recipients: [], now: region.now)
        }
        let twice = [good, good].map { SlotRecipient(key: $0, counter: 1) }
        #expect(throws: SealingError.recipientRepeated(actor.id)) {
            try MessageSealer(core: message.core(), recipients: twice, now: region.now)
        }
    }
}
