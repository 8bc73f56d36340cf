import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing

/// Whole envelopes, with the keys that open them.
///
/// They verify in the chain of `registry.json` that is named here, at the moment named here.
struct EnvelopeVectors: PublishedFile {
    static let name = "envelopes"

    struct Opened: Codable {
        let actor: String
        /// Absent for suite `signed`.
        let counter: UInt64?
        let mediaType: String
        let fileName: String
        /// Base64.
        let body: String
    }

    struct Valid: Codable {
        let name: String
        /// Base64.
        let file: String
        let coreID: String
        let messageID: String
        let releasedBy: [String]
        let opened: [Opened]
    }

    struct Refused: Codable {
        let name: String
        /// Base64.
        let file: String
        let error: String
        /// Who tries to open it, where that is what must fail.
        let actor: String?
    }

    let registry: String
    let at: String
    let keys: [PublishedKey]
    let valid: [Valid]
    let refused: [Refused]

    static func made(keeping old: EnvelopeVectors?) throws -> EnvelopeVectors {
        let notes = try RegistryVectors.made(keeping: try? RegistryVectors.published())
        guard let chains = notes.valid.first(where: { $0.chains.name == RegistryCases.whole })
        else { throw TestRegionError.actorMissing }
        let region = VectorRegion.shared
        let view = try chains.chains.folded(notes.notes).view(at: region.now)
        let valid = try ValidEnvelopes(view, keeping: old?.valid ?? [])
        return EnvelopeVectors(
            registry: RegistryCases.whole, at: region.now.rfc3339,
            keys: region.actors.flatMap(\.keys).map(\.published), valid: valid.all,
            refused: try RefusedEnvelopes(valid, view, keeping: old?.refused ?? []).all)
    }
}

/// A message as the vectors seal it.
struct VectorMessage {
    let core: MessageCore
    let recipients: [VectorActor]
    let body: [UInt8]
    let fileName: String

    /// Who may sign it and with what.
    func keys() throws -> SigningKeys {
        let (level, status) = (core.label.level, core.label.status.kind)
        let sender = VectorRegion.shared.sender
        return SigningKeys(
            classical: try sender.key(.signing, level, status).signing(),
            postQuantum: core.suite == .layered
                ? try sender.key(.postQuantumSigning, level, status).postQuantumSigning() : nil)
    }

    func sealed(in view: RegistryView) throws -> (head: EnvelopeHead, content: [UInt8]) {
        let slots = try recipients.enumerated().map { index, actor in
            let id = try wrappingKey(of: actor).key.publicKey.id
            guard let record = view.key(id) else { throw TestRegionError.keyMissing }
            return SlotRecipient(key: record, counter: UInt64(index) + 1)
        }
        return try MessageSealer(core: core, recipients: slots, now: view.time)
            .seal(body, description, keys: keys())
    }

    var description: ContentDescription {
        get throws {
            try ContentDescription(mediaType: "text/plain; charset=utf-8", fileName: fileName)
        }
    }

    func wrappingKey(of actor: VectorActor) throws -> VectorKey {
        try actor.key(.wrapping, core.label.level, core.label.status.kind)
    }

    /// Opens for one recipient, or for anybody where nothing is sealed.
    func opened(
        _ file: [UInt8], by actor: VectorActor, in view: RegistryView
    ) throws -> EnvelopeVectors.Opened {
        let (received, content) = try EnvelopeFraming.split(file)
        let envelope = try received.verified(in: view, at: view.time)
        let verified = try envelope.verified(content: content)
        let slot =
            try core.suite.seals
            ? envelope.openSlot(of: actor.id, with: wrappingKey(of: actor).wrapping()) : nil
        let (description, body) = try verified.open(content, secrets: slot?.secrets)
        return EnvelopeVectors.Opened(
            actor: actor.id.text, counter: slot?.counter, mediaType: description.mediaType,
            fileName: description.fileName, body: Base64.encode(body))
    }
}

/// The envelopes that hold, whole and in parts.
struct ValidEnvelopes {
    private(set) var all: [EnvelopeVectors.Valid] = []
    let signed: (head: EnvelopeHead, content: [UInt8])
    let sealed: (head: EnvelopeHead, content: [UInt8])
    let layered: (head: EnvelopeHead, content: [UInt8])
    private let view: RegistryView

    init(_ view: RegistryView, keeping old: [EnvelopeVectors.Valid]) throws {
        self.view = view
        let region = VectorRegion.shared
        let text = Array("Läge: vattenläckan är lagad.\n".utf8)
        func message(
            _ core: MessageCore, _ recipients: [VectorActor], _ fileName: String = "läge.txt",
            body: [UInt8] = text
        ) -> VectorMessage {
            VectorMessage(core: core, recipients: recipients, body: body, fileName: fileName)
        }
        func kept(
            _ name: String, _ message: VectorMessage
        ) throws -> (head: EnvelopeHead, content: [UInt8]) {
            if let old = old.first(where: { $0.name == name }),
                let file = try? Base64.decode(old.file),
                let known = try? Self.parts(file, of: message, in: view)
            {
                return known
            }
            return try message.sealed(in: view)
        }
        let open = message(try VectorCores.open(), [])
        let secrecy = message(try VectorCores.sealed(), [region.solna, region.region])
        let secret = message(try VectorCores.layered(), [region.solna])
        let opaque = message(
            try VectorCores.core(.secrecy, .sealed, approval: "produkt-1"), [region.solna], "",
            body: [0, 1, 2, 0x80, 0])
        signed = try kept("signed", open)
        sealed = try kept("sealed, two recipients", secrecy)
        layered = try kept("layered", secret)
        try add("signed", open, signed, [region.solna])
        try add("sealed, two recipients", secrecy, sealed, [region.solna, region.region])
        try add("layered", secret, layered, [region.solna])
        try add(
            "opaque, without a file name", opaque, kept("opaque, without a file name", opaque),
            [region.solna])
        let alone = try verified(sealed.head).head(for: region.region.id) ?? sealed.head
        try add("sealed, one slot alone", secrecy, (alone, sealed.content), [region.region])
        try add("signed, released by two", open, (try released(), signed.content), [region.solna])
    }

    private mutating func add(
        _ name: String, _ message: VectorMessage, _ parts: (head: EnvelopeHead, content: [UInt8]),
        _ readers: [VectorActor]
    ) throws {
        let file = EnvelopeFraming.opening(of: parts.head) + parts.content
        let envelope = try verified(parts.head)
        all.append(
            EnvelopeVectors.Valid(
                name: name, file: Base64.encode(file), coreID: envelope.header.coreID.hex,
                messageID: envelope.id.hex, releasedBy: envelope.releasedBy.map(\.text),
                opened: try readers.map { try message.opened(file, by: $0, in: view) }))
    }

    private func verified(_ head: EnvelopeHead) throws -> VerifiedEnvelope {
        try ReceivedEnvelope(head: head).verified(in: view, at: view.time)
    }

    private func released() throws -> EnvelopeHead {
        let id = MessageHeader.messageID(ofEncoded: signed.head.encodedHeader)
        return try VectorRegion.shared.sender.persons.reduce(signed.head) { head, person in
            let signature = try person.key.signature(over: ReleaseSignature.signedBytes(for: id))
            return head.adding(
                release: ReleaseSignature(person: person.id, bytes: signature))
        }
    }

    /// The published file, where it is still this message, to these, with these counters.
    private static func parts(
        _ file: [UInt8], of message: VectorMessage, in view: RegistryView
    ) throws -> (head: EnvelopeHead, content: [UInt8])? {
        let (received, content) = try EnvelopeFraming.split(file)
        let readers = message.recipients
        guard received.core == message.core,
            received.head.slots.map(\.slot.recipient) == readers.map(\.id)
        else { return nil }
        for (index, actor) in (readers.isEmpty ? [VectorRegion.shared.solna] : readers).enumerated()
        {
            let opened = try message.opened(file, by: actor, in: view)
            let counter = message.core.suite.seals ? UInt64(index) + 1 : nil
            guard opened.body == Base64.encode(message.body), opened.counter == counter,
                opened.fileName == message.fileName
            else { return nil }
        }
        return (received.head, content)
    }
}
