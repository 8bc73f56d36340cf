import Carriers
import Envelopes
import Foundation
import Handover
import Identity
import Keystore
import Labels
import Pictures
import Policies
import Primitives
import Regions
import Registry
import Sealing

/// Seals messages of one actor to another with the actor's own registered keys.
struct DirectSealing: Sendable {
    private let view: RegionView
    private let ring: KeyRing
    private let ringPath: String
    private let sender: ActorID
    private let recipient: ActorID

    /// A message as it is handed in.
    struct Sealed: Sendable {
        let message: SentMessage
        let envelope: [UInt8]
    }

    init(_ region: RegionLayout) throws {
        sender = try ActorID(KillStage.directSender)
        recipient = try ActorID(KillStage.receiver)
        view = try RegionSource(region).readView(trusting: nil, at: .present).view
        let folder = region.ring(of: sender)
        ring = try folder.open(.beside(ask: nil))
        ringPath = folder.path
    }

    var registry: RegistryView { view.registry }

    /// The certificate and key that the relay knows the sender by.
    func machine() throws -> TLSIdentity {
        let node = try NodeID("\(sender)-1")
        guard let record = registry.actor(sender)?.nodes[node],
            let entry = ring.entries(.tls, .node(sender, node)).last
        else { throw StageError.keyMissing }
        return try TLSIdentity(certificate: record.certificate, privateKey: ring.secret(entry))
    }

    /// - Parameter counter: of this recipient's messages; one after the other, each once.
    func seal(counter: UInt64) throws -> Sealed {
        let (ground, now) = (try GroundCode(KillStage.ground), Timestamp.present)
        let label = try label(at: now)
        let addressing = Addressing(
            MessageDraft(
                kind: .notice, label: label, originator: sender, ground: ground, carrier: .relay),
            to: [recipient], in: view, at: now)
        guard let suite = addressing.suite, let key = addressing.permitted.first?.wrappingKey
        else { throw StageError.refused("\(addressing.decisions)") }
        let core = MessageCore(
            kind: .notice, label: label, originator: sender, created: now,
            viewDigest: view.digest, ground: ground, suite: suite, counter: 0)
        let sealer = try MessageSealer(
            core: core, recipients: [SlotRecipient(key: key, counter: counter)], now: now)
        let subject = "Direkt \(counter)"
        let notice = try Payload(
            Notice(headline: subject, text: "Påhittad text.", source: sender.text))
        let (head, content) = try sealer.seal(
            notice.bytes, ContentDescription(mediaType: notice.mediaType.text),
            keys: ring.signingKeys(addressing.signingKeys, at: ringPath))
        let id = MessageHeader.messageID(ofEncoded: head.encodedHeader)
        return Sealed(
            message: SentMessage(id: id.hex, subject: subject),
            envelope: EnvelopeFraming.opening(of: head) + content)
    }

    private func label(at now: Timestamp) throws -> Label {
        let midnight = now.milliseconds - now.milliseconds % 86_400_000
        return try Label(
            status: .actual,
            secrecy: [
                Secrecy(
                    provision: "OSL", authority: sender,
                    date: Timestamp(clampingMilliseconds: midnight))
            ], securityClass: SecurityClass(of: .secrecy),
            audience: Audience([AudienceClause([.actor(recipient)])]), owners: [sender],
            expires: now.adding(seconds: 3_600))
    }
}
