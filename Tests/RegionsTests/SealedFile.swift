import Envelopes
import Files
import Foundation
import Handover
import Identity
import Keystore
import Labels
import Policies
import Regions
import Sealing

/// A file sealed at a level among the shared region's actors, without decision: what is tested here
/// is the way of the bytes.
struct SealedFile {
    let region: SharedRegion
    let path: String
    let body: [UInt8]

    static let recipient = "sos-alarm"

    init(_ level: Level, body: [UInt8], throughPipe: Bool = false) throws {
        region = try SharedRegion.shared.get()
        self.body = body
        let view = try region.view()
        let now = Timestamp.present
        let originator = try ActorID("lansstyrelsen-stockholm")
        let to = try ActorID(Self.recipient)
        let label = try Label(
            status: .test,
            secrecy: level == .open
                ? [] : [Secrecy(provision: "OSL 18:13", authority: originator, date: now)],
            securityClass: SecurityClass(of: level), audience: Audience(.actor(to)),
            owners: [originator], expires: now.adding(seconds: 3_600))
        let draft = MessageDraft(
            kind: .file, label: label, originator: originator, carrier: .bundle)
        let addressing = Addressing(draft, to: [to], in: view, at: now)
        let suite = addressing.suite ?? .signed
        let recipients = addressing.decisions.compactMap { addressee in
            addressee.wrappingKey.map { SlotRecipient(key: $0, counter: 1) }
        }
        let sealer = try MessageSealer(
            core: MessageCore(
                kind: .file, label: label, originator: originator, created: now,
                viewDigest: view.digest, suite: suite, counter: 1),
            recipients: recipients, now: now)
        let ring = try region.ring(originator.text)
        let keys = try ring.signingKeys(addressing.signingKeys, at: "ring")
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "budkavle-sealed-\(UUID().uuidString)").path
        try Folder.create(folder)
        path = folder + "/a.envelope"
        let plain = folder + "/a"
        try File.write(body, to: plain, replacing: false)
        try FileSealing(sealer, keys: keys).seal(
            OpenFile(reading: plain), ContentDescription(mediaType: "text/plain", fileName: "a"),
            to: FileTarget(path, replacing: false), finishing: { $0 })
    }

    func bytes() throws -> [UInt8] { try File.read(path, limitBytes: 64 << 20) }

    /// Opens the file as the recipient and gives what came out.
    func opened(as actor: String = recipient, from path: String? = nil) throws -> [UInt8] {
        let envelope = try EnvelopeFile(OpenFile(reading: path ?? self.path))
        let view = try region.view()
        let verified = try envelope.envelope.verified(in: view.registry, at: .present)
        let content = try envelope.verifiedContent(verified)
        let recipient = try ActorID(actor)
        let ring = try region.ring(actor)
        let secrets =
            try verified.core.suite.seals
            ? verified.openSlot(
                of: recipient,
                with: ring.wrappingKey(
                    for: verified, to: recipient, in: view.registry, at: "ring")
            ).secrets : nil
        let target = (path ?? self.path) + ".opened"
        let description = try envelope.open(
            content, secrets: secrets, to: FileTarget(target, replacing: true))
        guard description.mediaType == "text/plain", description.fileName == "a" else {
            throw SealingError.contentHeadInvalid(field: "media type")
        }
        return try File.read(target, limitBytes: 64 << 20)
    }
}
