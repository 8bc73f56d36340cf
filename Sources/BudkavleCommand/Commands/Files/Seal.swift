import ArgumentParser
import Envelopes
import Files
import Handover
import Identity
import Keystore
import Labels
import Node
import Policies
import Regions
import Sealing
import Speaking
import Wording

/// `seal`: a file or pipe becomes an envelope, without node or relay.
struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: spoken(
            sv: "Förseglar en fil till dem som får ta del av den.",
            en: "Seals a file to those who may have it."),
        discussion: spoken(
            sv: """
                Policyn prövas först: nekas någon i --to, eller alla i --audience, skrivs \
                ingenting och slutkoden är 77.
                """,
            en: """
                The policy is asked first: when one of --to is denied, or everybody of --audience, \
                nothing is written and the exit code is 77.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Filen, eller - för standard in.", en: "The file, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Option(
        name: .long, help: ArgumentHelp(sv: "Avsändaren.", en: "The sender.", value: .actor),
        completion: .actors)
    var from: ActorID

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Kuvertet. Annars FIL.envelope; - är standard ut.",
            en: "The envelope. Else FILE.envelope; - is standard output.", value: .file),
        completion: .file())
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "relay, peer, bundle, qr, thin eller wis.",
            en: "relay, peer, bundle, qr, thin or wis."))
    var carrier: CarrierKind = .bundle

    @Option(
        name: .customLong("release-ring"),
        help: ArgumentHelp(
            sv: "Persons ring som frisläpper; upprepas.",
            en: "Ring of a person who releases; may be repeated.", value: .directory),
        completion: .directory)
    var releaseRings: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Innehållets mediatyp. Annars efter filnamnet.",
            en: "Media type of the content. Else by the file's name.", value: .type))
    var mediaType: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil att bifoga, hur stor som helst; flera gånger.",
            en: "A file to attach, of any size; may be repeated.", value: .file),
        completion: .file())
    var attach: [String] = []

    @OptionGroup var attachments: AttachmentOptions
    @OptionGroup var label: LabelOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let now = Timestamp.now
        let files = try AttachmentFile.all(
            at: attach.map(attachmentPath), isBesideOpaque: self.label.message.opaqueApproval != nil
        )
        let folder = try ring.folder(of: from, region)
        // Two counts of one stream would look like messages withheld.
        guard !folder.isOfNode else { throw RegionError.ringOfNode(ring: folder.path) }
        let keyring = try folder.open(ring.unlocking(output))
        let view = try region.readView(
            at: now, trusting: folder.trustedGenesis(), output)
        let label = try self.label.label(from: from, in: view, at: now)
        let addressing = Addressing(
            self.label.draft(
                from: from, label, carrier: carrier,
                systems: view.systems(of: from, label.level, by: carrier)),
            to: try view.policy.policy.recipients(of: label.audience, from: from), in: view,
            at: now)
        try require(addressing, view, output)
        try view.requireNoPersons(
            for: label, of: from, isOpaque: self.label.message.opaqueApproval != nil, at: from,
            now: now,
            output)
        let target = try FileTarget(targetPath, replacing: self.output != nil)
        var sealed = try files.isEmpty ? nil : SealedFiles(in: attachmentFolder())
        let id = try seal(
            addressing, view, keyring, folder, files, &sealed, to: target, at: now,
            reportingTo: targetPath == "-" ? nil : output)
        try tell(id, addressing, sealed, output)
        remindOfRelease(view, output)
    }

    /// - Throws: `FileError/alreadyExists(path:)`: what another envelope of this name left there
    ///   would pass for attachments of this one.
    private func attachmentFolder() throws -> AttachmentFolder {
        let folder = try attachments.folder(beside: targetPath)
        if attachments.blobs == nil, File.isThere(folder.path) {
            throw FileError.alreadyExists(path: folder.path)
        }
        return folder
    }

    /// - Throws: ``CommandError/denied`` after the gates have been told.
    private func require(
        _ addressing: Addressing, _ view: RegionView, _ output: Output
    ) throws {
        let isPermitted =
            label.needsAll ? addressing.denied.isEmpty : !addressing.permitted.isEmpty
        if isPermitted {
            if !output.isJSON { output.show(denied: addressing.denied) }
            return
        }
        try output.deny(addressing.decisions, under: view)
    }

    private func seal(
        _ addressing: Addressing, _ view: RegionView, _ keyring: KeyRing, _ folder: RingFolder,
        _ files: [AttachmentFile], _ sealed: inout SealedFiles?, to target: FileTarget,
        at now: Timestamp, reportingTo output: Output?
    ) throws -> MessageID {
        let suite = addressing.suite ?? .signed
        let label = addressing.draft.label
        let counters = try StreamCounters(folder)
        let core = MessageCore(
            addressing.draft, suite: suite, viewDigest: view.digest, created: now,
            counter: suite.seals ? 1 : counters.next(for: label.audience))
        let recipients = addressing.permitted.compactMap { addressee in
            addressee.wrappingKey.map {
                SlotRecipient(
                    key: $0,
                    counter: counters.next(
                        for: addressee.recipient, label.level, label.status.kind))
            }
        }
        let keying = MessageKeying(core)
        let keys = try keyring.signingKeys(addressing.signingKeys, at: folder.path)
        let input = try file == "-" ? OpenFile.standardInput() : OpenFile(reading: file)
        let sealer = try MessageSealer(keying, recipients: recipients, now: now)
        try sealed?.seal(files, under: keying, output)
        do {
            return try seal(
                input, FileSealing(sealer, keys: keys, attachments: sealed?.references ?? []),
                description(sealed?.descriptions ?? []), counters, to: target, output)
        } catch {
            sealed?.takeBack()
            throw error
        }
    }

    private func seal(
        _ input: OpenFile, _ sealing: FileSealing, _ description: ContentDescription,
        _ counters: StreamCounters, to target: FileTarget, _ output: Output?
    ) throws -> MessageID {
        let progress = output.map(ProgressLine.init)
        defer { progress?.end() }
        var id: MessageID?
        try sealing.seal(
            input, description, to: target,
            finishing: { head in
                let message = MessageHeader.messageID(ofEncoded: head.encodedHeader)
                id = message
                let released = try releases(of: message).reduce(head) { $0.adding(release: $1) }
                try counters.keep()
                return released
            },
            progress: { done in
                guard case .regular(let size) = input.kind else { return }
                progress?.show(
                    Int(clamping: done), of: Int(clamping: size),
                    Phrase(sv: "Förseglar", en: "Sealing"))
            })
        guard let id else { throw SealingError.primitiveFailed }
        return id
    }

    private func releases(of message: MessageID) throws -> [ReleaseSignature] {
        try releaseRings.map { path in
            try RingFolder(path).open(asking(global.output)).release(of: message, at: path)
        }
    }

    private func description(
        _ attachments: [AttachmentDescription]
    ) throws -> ContentDescription {
        let name = file == "-" ? "" : String(file.split(separator: "/").last ?? "")
        return try ContentDescription(
            mediaType: mediaType ?? Budkavle.mediaType(ofFileName: name),
            fileName: name.hasPrefix(".") ? "" : name, attachments: attachments)
    }

    var targetPath: String { output ?? (file == "-" ? "-" : file + ".envelope") }
}
