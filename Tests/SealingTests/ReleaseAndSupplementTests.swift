import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing
import Testing

struct ReleaseTests {
    @Test func `releases are by distinct persons of the originator, over this message`() throws {
        let message = try SealedMessage(.secret)
        let (head, _) = try message.seal([1])
        let id = try ReceivedEnvelope(head: head).id
        let persons = try ["person-1", "person-2"].map { try PersonID($0) }
        func release(_ person: PersonID, by actor: TestActor, over id: MessageID) throws
            -> ReleaseSignature
        {
            let key = try #require(actor.persons[person])
            return ReleaseSignature(
                person: person,
                bytes: try key.signature(over: ReleaseSignature.signedBytes(for: id)))
        }
        let both = try head.adding(release: release(persons[0], by: message.sender, over: id))
            .adding(release: release(persons[1], by: message.sender, over: id))
        let verified = try ReceivedEnvelope(head: both).verified(
            in: message.region.view(), at: message.region.now)
        #expect(verified.releasedBy == persons)
        #expect(verified.id == id)

        let otherID = try ReceivedEnvelope(head: message.seal([1]).head).id
        let bad = [
            try release(persons[0], by: message.recipients[0], over: id),
            try release(persons[0], by: message.sender, over: otherID),
        ]
        for release in bad {
            let envelope = try ReceivedEnvelope(head: head.adding(release: release))
            #expect(throws: EnvelopeError.releaseInvalid(persons[0])) {
                try envelope.verified(in: message.region.view(), at: message.region.now)
            }
        }
    }
}

struct SupplementTests {
    @Test(arguments: [Level.secrecy, .secret])
    func `a late recipient opens with a slot the originator signed`(_ level: Level) throws {
        let message = try SealedMessage(level, to: ["kommun-solna"])
        let region = message.region
        let sealer = try MessageSealer(
            core: message.core(), recipients: message.slotRecipients(), now: region.now)
        let (head, content) = try sealer.seal(
            [1, 2], ContentDescription(mediaType: "text/plain"), keys: message.keys())
        let envelope = try ReceivedEnvelope(head: head).verified(in: region.view(), at: region.now)
        let own = message.recipients[0]
        let opened = try envelope.openSlot(of: own.id, with: own.wrapping(level, .actual))

        let late = try region.actor("region-stockholm")
        let key = try #require(
            region.view().usableKey(of: late.id, .wrapping, level: level, status: .actual))
        let slot = try opened.secrets.slot(
            for: SlotRecipient(key: key, counter: 9), core: envelope.core,
            coreID: envelope.header.coreID, now: region.now)
        let supplement = Supplement(
            message: envelope.id, slot: slot, viewDigest: envelope.core.viewDigest,
            created: region.now)
        let signed = ReceivedSupplement(
            supplement: supplement,
            signatures: try message.keys().signatures(
                over: supplement.encoded, domain: EnvelopeDomain.supplement, suite: message.suite))
        let arrived = try ReceivedSupplement(encoded: signed.encoded)
        let verified = try arrived.verified(for: envelope, in: region.view())
        let secrets = try envelope.openSlot(
            of: verified, with: late.wrapping(level, .actual)
        ).secrets
        #expect(
            try envelope.verified(content: content).open(content, secrets: secrets).body == [1, 2])

        for offset in signed.encoded.indices {
            var mangled = signed.encoded
            mangled[offset] ^= 1 << UInt8(offset % 8)
            #expect(throws: EnvelopeError.self, "byte \(offset)") {
                try ReceivedSupplement(encoded: mangled).verified(for: envelope, in: region.view())
            }
        }
    }
}
