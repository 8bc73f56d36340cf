import Identity
import Envelopes
import Labels
import Regions
import Speaking
import Wording

/// What an envelope's head says, for machines.
struct EnvelopeReport: Encodable {
    let id: String
    let verified: Bool
    let kind: String
    let label: String
    let level: String
    let status: String
    let marking: String
    let originator: String
    let function: String?
    let created: String
    let expires: String
    let precedence: String
    let suite: String
    let counter: UInt64
    let ground: String?
    let approval: String?
    let activation: String?
    let opaque: Bool
    let view: String
    let contentBytes: UInt64
    let contentDigest: String
    let recipients: [Recipient]
    let slotCount: Int
    let signatures: [String]
    let releases: [String]
    let references: [Reference]
    let attachments: [Attachment]

    struct Recipient: Encodable {
        let actor: String
        let key: String
    }

    struct Reference: Encodable {
        let relation: String
        let message: String
    }

    struct Attachment: Encodable {
        let digest: String
        let bytes: UInt64
        /// The sealed file, where one of that name and size lies beside the envelope.
        let file: String?
    }

    /// - Parameter blobs: where sealed attachments lie; `nil` where that is not known.
    init(_ envelope: ReceivedEnvelope, verified: Bool, blobs: AttachmentFolder?) {
        let (core, header) = (envelope.core, envelope.header)
        id = envelope.id.hex
        self.verified = verified
        kind = core.kind.rawValue
        label = core.label.text
        level = core.label.level.name
        status = core.label.status.description
        marking = Marking(core.label).line
        originator = core.originator.text
        function = core.function?.text
        created = core.created.rfc3339
        expires = core.label.expires.rfc3339
        precedence = core.precedence.rawValue
        suite = core.suite.rawValue
        counter = core.counter
        ground = core.ground?.text
        approval = core.approval?.text
        activation = core.activation?.text
        opaque = core.isOpaque
        view = core.viewDigest.description
        contentBytes = header.contentBytes
        contentDigest = header.contentDigest.hex
        recipients = envelope.head.slots.map {
            Recipient(actor: $0.slot.recipient.text, key: $0.slot.keyID.hex)
        }
        slotCount = header.slotCount
        signatures = envelope.head.signatures.map(\.keyID.hex)
        releases = envelope.head.releases.map(\.person.text)
        references = core.references.map {
            Reference(relation: $0.relation.rawValue, message: $0.message.hex)
        }
        attachments = header.attachments.map {
            Attachment(
                digest: $0.digest.hex, bytes: $0.bytes,
                file: blobs?.isThere($0) == true ? blobs?.file(of: $0) : nil)
        }
    }
}

extension Output {
    /// The head, line by line, the marking first.
    func show(_ envelope: ReceivedEnvelope, blobs: AttachmentFolder?) {
        let (core, header) = (envelope.core, envelope.header)
        say(Phrase(verbatim: Marking(core.label).line))
        var table = Table([Phrase(sv: "uppgift", en: "field"), Phrase(sv: "värde", en: "value")])
        func row(_ name: Phrase, _ value: String?) {
            if let value, !value.isEmpty { table.add([word(name), value]) }
        }
        row(Phrase(verbatim: "id"), envelope.id.hex)
        row(Phrase(sv: "slag", en: "kind"), word(core.kind.phrase))
        row(Phrase(sv: "avsändare", en: "originator"), core.originator.text)
        row(Phrase(sv: "funktion", en: "function"), core.function?.text)
        row(Phrase(sv: "skapat", en: "created"), core.created.rfc3339)
        row(Phrase(sv: "upphör", en: "expires"), core.label.expires.rfc3339)
        row(Phrase(sv: "brådska", en: "precedence"), word(core.precedence.phrase))
        row(Phrase(sv: "etikett", en: "label"), core.label.text)
        row(Phrase(sv: "grund", en: "ground"), core.ground?.text)
        row(Phrase(sv: "godkännande", en: "approval"), core.approval?.text)
        row(Phrase(sv: "aktivering", en: "activation"), core.activation?.text)
        row(Phrase(sv: "svit", en: "suite"), word(core.suite.phrase))
        row(Phrase(sv: "innehåll, byte", en: "content, bytes"), String(header.contentBytes))
        row(
            Phrase(sv: "mottagare", en: "recipients"),
            envelope.head.slots.map(\.slot.recipient.text).joined(separator: ", "))
        row(
            Phrase(sv: "signerat med", en: "signed with"),
            envelope.head.signatures.map(\.keyID.hex).joined(separator: " "))
        row(
            Phrase(sv: "frisläppt av", en: "released by"),
            envelope.head.releases.map(\.person.text).joined(separator: ", "))
        row(
            Phrase(sv: "avser", en: "refers to"),
            core.references.map { "\($0.relation.rawValue) \($0.message.hex)" }
                .joined(separator: " "))
        for (index, attachment) in header.attachments.enumerated() {
            let isThere = blobs?.isThere(attachment) == true
            let standing = Phrase(
                sv: "\(attachment.bytes) byte, ligger \(isThere ? "" : "inte ")bredvid",
                en: "\(attachment.bytes) bytes, \(isThere ? "lies" : "does not lie") beside it")
            row(
                Phrase(sv: "bilaga \(index + 1)", en: "attachment \(index + 1)"),
                "\(attachment.digest) \(word(standing))")
        }
        show(table)
    }
}
