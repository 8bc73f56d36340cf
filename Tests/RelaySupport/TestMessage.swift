package import Envelopes
package import Identity
package import Labels
import Primitives
package import RegionSupport
import Registry
import Sealing

/// Makes real messages between the actors of the test region.
package struct TestMessage {
    package let region: TestRegion
    package var level: Level
    package var sender: String
    package var recipients: [String]
    package var ground: String?
    package var audience: Audience
    package var precedence: Precedence
    package var references: [MessageReference] = []
    /// What the header names; the content says nothing of them, which a relay cannot see.
    package var attachments: [AttachmentReference] = []
    package var lifeSeconds: Int64
    /// How far ahead of the region's present it says it was made.
    package var aheadSeconds: Int64 = 0

    package init(
        level: Level = .secrecy, sender: String = "sos-alarm",
        recipients: [String] = ["kommun-solna", "region-stockholm", "polisen-region-stockholm"],
        ground: String? = "osl-10-2", audience: Audience = .all, precedence: Precedence = .routine,
        lifeSeconds: Int64 = 3_600, in region: TestRegion = .shared
    ) {
        self.region = region
        self.level = level
        self.sender = sender
        self.recipients = recipients
        self.ground = ground
        self.audience = audience
        self.precedence = precedence
        self.lifeSeconds = lifeSeconds
    }

    package func label() throws -> Label {
        let sender = try ActorID(sender)
        let marking = try Secrecy(
            provision: "OSL 18:13", authority: sender, date: region.start)
        return try Label(
            status: .actual, secrecy: level == .open ? [] : [marking],
            securityClass: SecurityClass(of: level), audience: audience, owners: [sender],
            expires: region.now.adding(seconds: lifeSeconds))
    }

    package func seal(_ body: [UInt8] = [1, 2, 3]) throws -> (head: EnvelopeHead, content: [UInt8])
    {
        let actor = try region.actor(sender)
        let suite = suite
        let created = region.now.adding(seconds: aheadSeconds)
        let core = MessageCore(
            kind: .notice, label: try label(), originator: actor.id, created: created,
            precedence: precedence, references: references,
            viewDigest: .view(policy: MerkleTree.emptyRoot, registry: region.registry.head),
            ground: try ground.map { try GroundCode($0) }, suite: suite, counter: 1)
        let keys = SigningKeys(
            classical: try actor.signing(level, .actual),
            postQuantum: suite == .layered ? try actor.postQuantumSigning(level, .actual) : nil)
        let sealer = try MessageSealer(
            core: core, recipients: suite.seals ? slotRecipients() : [], now: created)
        return try sealer.seal(
            body, ContentDescription(mediaType: "text/plain"), keys: keys,
            attachments: attachments)
    }

    package func framed(_ body: [UInt8] = [1, 2, 3]) throws -> [UInt8] {
        let (head, content) = try seal(body)
        return EnvelopeFraming.opening(of: head) + content
    }

    private var suite: Suite {
        switch level {
        case .open: .signed
        case .secrecy, .restricted: .sealed
        case .confidential, .secret, .topSecret: .layered
        }
    }

    private func slotRecipients() throws -> [SlotRecipient] {
        let view = region.view()
        return try recipients.map { name in
            let key = view.usableKey(
                of: try ActorID(name), .wrapping, level: level, status: .actual)
            guard let key else { throw TestRegionError.keyMissing }
            return SlotRecipient(key: key, counter: 1)
        }
    }
}

extension [UInt8] {
    /// The id of a framed envelope.
    package func messageID() throws -> MessageID { try EnvelopeFraming.split(self).envelope.id }
}
