import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing

/// Makes real messages between the actors of the test region.
struct SealedMessage {
    let region = TestRegion.shared
    let sender: TestActor
    let recipients: [TestActor]
    let level: Level
    let status: Status

    init(
        _ level: Level = .secrecy, status: Status = .actual, from sender: String = "sos-alarm",
        to recipients: [String] = ["kommun-solna", "region-stockholm", "polisen-region-stockholm"]
    ) throws {
        self.level = level
        self.status = status
        self.sender = try region.actor(sender)
        self.recipients = try recipients.map { try TestRegion.shared.actor($0) }
    }

    var suite: Suite {
        switch level {
        case .open: .signed
        case .secrecy, .restricted: .sealed
        case .confidential, .secret, .topSecret: .layered
        }
    }

    func label() throws -> Label {
        let marking = try Secrecy(
            provision: "OSL 18:13", authority: sender.id, date: region.start)
        return try Label(
            status: status, secrecy: level == .open ? [] : [marking],
            securityClass: SecurityClass(of: level), audience: .all, owners: [sender.id],
            expires: region.now.adding(seconds: 3_600))
    }

    func core(created: Timestamp? = nil, suite: Suite? = nil) throws -> MessageCore {
        MessageCore(
            kind: .notice, label: try label(), originator: sender.id,
            function: try FunctionID("tib"), created: created ?? region.now,
            precedence: .immediate,
            viewDigest: .view(policy: MerkleTree.emptyRoot, registry: region.registry.head),
            ground: try GroundCode("osl-10-2"), suite: suite ?? self.suite, counter: 7)
    }

    func keys() throws -> SigningKeys {
        SigningKeys(
            classical: try sender.signing(level, status.kind),
            postQuantum: suite == .layered
                ? try sender.postQuantumSigning(level, status.kind) : nil)
    }

    func slotRecipients(_ view: RegistryView? = nil) throws -> [SlotRecipient] {
        guard suite.seals else { return [] }
        let view = view ?? region.view()
        return try recipients.enumerated().map { index, actor in
            guard
                let key = view.usableKey(
                    of: actor.id, .wrapping, level: level, status: status.kind)
            else { throw TestRegionError.keyMissing }
            return SlotRecipient(key: key, counter: UInt64(index) + 100)
        }
    }

    func seal(_ body: [UInt8]) throws -> (head: EnvelopeHead, content: [UInt8]) {
        let sealer = try MessageSealer(
            core: core(), recipients: slotRecipients(), now: region.now)
        return try sealer.seal(
            body, ContentDescription(mediaType: "text/plain", fileName: "läge.txt"), keys: keys())
    }

    func framed(_ body: [UInt8]) throws -> [UInt8] {
        let (head, content) = try seal(body)
        return EnvelopeFraming.opening(of: head) + content
    }

    /// Everything a receiver does, in order.
    func receive(
        _ bytes: [UInt8], as recipient: Int = 0
    ) throws -> (description: ContentDescription, body: [UInt8], counter: UInt64?) {
        let (received, content) = try EnvelopeFraming.split(bytes)
        let envelope = try received.verified(in: region.view(), at: region.now)
        let verified = try envelope.verified(content: content)
        guard suite.seals else {
            let (description, body) = try verified.open(content, secrets: nil)
            return (description, body, nil)
        }
        let actor = recipients[recipient]
        let slot = try envelope.openSlot(
            of: actor.id, with: actor.wrapping(level, status.kind))
        let (description, body) = try verified.open(content, secrets: slot.secrets)
        return (description, body, slot.counter)
    }
}
