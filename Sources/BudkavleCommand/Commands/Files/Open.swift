import Registry
import ArgumentParser
import Envelopes
import Files
import Handover
import Identity
import Keystore
import Labels
import Policies
import Regions
import Sealing
import Speaking
import Wording

/// `open`: an envelope becomes what was sealed, once everything has been verified and decided.
struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: spoken(
            sv: "Öppnar ett kuvert efter att allt i det har kontrollerats.",
            en: "Opens an envelope after everything in it was checked."),
        discussion: spoken(
            sv: """
                Underskrifter, fack och hela innehållet kontrolleras innan den första byten \
                skrivs, och policyn prövas som hos mottagaren.
                """,
            en: """
                Signatures, slots and the whole content are checked before the first byte is \
                written, and the policy is asked as the recipient asks it.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Kuvertet, eller - för standard in.", en: "The envelope, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Var innehållet skrivs; - är standard ut. Annars FIL utan .envelope.",
            en: "Where the content goes; - is standard output. Else FILE without .envelope.",
            value: .file), completion: .file())
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Katalog där bilagorna skrivs. Annars skrivs inga.",
            en: "Directory the attachments are written to. Else none are.", value: .directory),
        completion: .directory)
    var attachments: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            sv: "Mottagaren. Annars ringens aktör.", en: "The recipient. Else the ring's actor.",
            value: .actor), completion: .actors)
    var recipient: ActorID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Hur kuvertet kom: relay, peer, bundle, qr, thin eller wis.",
            en: "How the envelope came: relay, peer, bundle, qr, thin or wis."))
    var carrier: CarrierKind = .bundle

    @OptionGroup var sealed: AttachmentOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let envelope = try EnvelopeFile(reading(file))
        let opening = try unlock(output)
        // A pipe's sender may still have been at work when this process started.
        let now = Timestamp.now
        let view = try region.readView(
            at: now, trusting: opening.folder?.trustedGenesis(), global)
        let verified = try envelope.envelope.verified(in: view.registry, at: now)
        let content = try envelope.verifiedContent(verified)
        try decide(verified, opening.recipient, view, at: now, output)
        let secrets = try verified.core.suite.seals ? secrets(verified, opening, view) : nil
        let blobs =
            try attachments == nil
            ? [] : sealed.verified(verified.header.attachments, beside: file, output)
        let target = try FileTarget(targetPath, replacing: self.output != nil)
        let progress = targetPath == "-" ? nil : ProgressLine(output)
        let all = Int(clamping: verified.header.contentBytes)
        let description = try envelope.open(content, secrets: secrets, to: target) { done in
            progress?.show(Int(clamping: done), of: all, Phrase(sv: "Öppnar", en: "Opening"))
        }
        progress?.end()
        let opened = try OpenedAttachment.all(
            content, description, secrets, blobs, from: sealed.known(beside: file),
            to: attachments)
        try tell(verified, description, opened, output)
    }

    private struct Opening {
        let recipient: ActorID
        let folder: RingFolder?
        let ring: KeyRing?
    }

    private func unlock(_ output: Output) throws -> Opening {
        let folder = try ringFolder()
        // What is sealed to nobody opens without a ring.
        guard folder.isThere || ring.ring != nil else {
            guard let recipient else { throw RegionError.recipientUnclear }
            return Opening(recipient: recipient, folder: nil, ring: nil)
        }
        let keyring = try folder.open(ring.unlocking(output))
        guard let actor = recipient ?? keyring.actor else { throw RegionError.recipientUnclear }
        return Opening(recipient: actor, folder: folder, ring: keyring)
    }

    /// The ring that is named, else the recipient's, else the named node's, else the only one there
    /// is in the region.
    private func ringFolder() throws -> RingFolder {
        if ring.ring != nil || recipient != nil { return try ring.folder(of: recipient, region) }
        if let node = global.namedNode { return RingFolder(node) }
        guard let only = try region.layout().onlyActorRing else {
            throw RegionError.recipientUnclear
        }
        return only
    }

    private func decide(
        _ envelope: VerifiedEnvelope, _ recipient: ActorID, _ view: RegionView,
        at now: Timestamp, _ output: Output
    ) throws {
        let label = envelope.core.label
        let node = view.systems(of: recipient, label.level, by: .bundle).first?.name
        let relay =
            carrier == .relay ? view.registry.relays.keys.min().map { SystemName.relay($0) } : nil
        let systems =
            [node.map { UsedSystem(.receivingNode, $0) }, relay.map { UsedSystem(.relay, $0) }]
            .compactMap { $0 }
        let request = AccessRequest(
            envelope, to: recipient,
            HandoverCircumstances(
                stage: .receiver, carrier: carrier, systems: systems,
                // A file is no vault; it is of the message's own status and no other.
                vault: label.status.kind, now: now))
        let decision = Policies.decide(request, in: view.policy)
        guard decision.isPermitted else {
            try output.deny(
                [AddresseeDecision(recipient: recipient, decision: decision)], under: view)
        }
        try view.requireNoPersons(
            for: label, of: envelope.core.originator, isOpaque: envelope.core.isOpaque,
            at: recipient, now: now, output)
    }

    private func secrets(
        _ envelope: VerifiedEnvelope, _ opening: Opening, _ view: RegionView
    ) throws -> MessageSecrets {
        guard let ring = opening.ring, let folder = opening.folder else {
            throw CommandError.optionMissing("--ring")
        }
        let key = try ring.wrappingKey(
            for: envelope, to: opening.recipient, in: view.registry, at: folder.path)
        return try envelope.openSlot(of: opening.recipient, with: key).secrets
    }

    private var targetPath: String {
        if let output { return output }
        guard file != "-", file.hasSuffix(".envelope") else { return "-" }
        return String(file.dropLast(".envelope".count))
    }

    private func tell(
        _ envelope: VerifiedEnvelope, _ description: ContentDescription,
        _ opened: [OpenedAttachment], _ output: Output
    ) throws {
        remark(unwritten: opened, output)
        if targetPath == "-" { return }
        let report = OpenReport(
            envelope: EnvelopeReport(
                envelope.received, verified: true, blobs: sealed.known(beside: file)),
            file: targetPath, mediaType: description.mediaType, fileName: description.fileName,
            attachments: opened)
        try output.show(report) {
            $0.say(Phrase(verbatim: Marking(envelope.core.label).line))
            $0.say(
                sv: "\(targetPath) från \(envelope.core.originator), \(envelope.core.created)",
                en: "\(targetPath) from \(envelope.core.originator), \(envelope.core.created)")
            for attachment in opened {
                guard let path = attachment.file else { continue }
                $0.say(
                    sv: "Bilaga \(attachment.number): \(path)",
                    en: "Attachment \(attachment.number): \(path)")
            }
        }
    }

    private func remark(unwritten opened: [OpenedAttachment], _ output: Output) {
        guard attachments == nil, !opened.isEmpty else { return }
        output.remark(
            Phrase(
                sv: "Bilagor som inte skrevs: \(opened.count). Ange --attachments KATALOG.",
                en: "Attachments that were not written: \(opened.count). Give --attachments DIR."))
    }

    private struct OpenReport: Encodable {
        let envelope: EnvelopeReport
        let file: String
        let mediaType: String
        let fileName: String
        let attachments: [OpenedAttachment]
    }
}

/// The file, or standard input for `-`.
func reading(_ path: String) throws(FileError) -> OpenFile {
    try path == "-" ? OpenFile.standardInput() : OpenFile(reading: path)
}
