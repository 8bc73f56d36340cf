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

    @OptionGroup var label: LabelOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let now = Timestamp.now
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
            for: label, of: from, isOpaque: self.label.opaqueApproval != nil, at: from, now: now,
            output)
        let target = try FileTarget(targetPath, replacing: self.output != nil)
        let id = try seal(
            addressing, view, keyring, folder, to: target, at: now,
            reportingTo: targetPath == "-" ? nil : output)
        try tell(id, addressing, output)
        remindOfRelease(view, output)
    }

    /// Receivers will not open what too few persons have released.
    private func remindOfRelease(_ view: RegionView, _ output: Output) {
        let required = view.policy.policy.rules(for: label.level)?.releasePersons ?? 0
        guard releaseRings.count < required else { return }
        output.remark(
            Phrase(
                sv:
                    """
                    Inte frisläppt: \(releaseRings.count) av \(required) personer. Mottagarna \
                    nekas tills --release-ring har angetts för var och en.
                    """,
                en:
                    """
                    Not released: \(releaseRings.count) of \(required) persons. Recipients \
                    are denied until --release-ring was given for each.
                    """
            ))
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
        let report = DecisionReport(
            addressing.decisions, view: view.digest.description, permitted: false,
            in: output.language)
        try output.show(report) { $0.show(denied: addressing.denied) }
        throw CommandError.denied
    }

    private func seal(
        _ addressing: Addressing, _ view: RegionView, _ keyring: KeyRing, _ folder: RingFolder,
        to target: FileTarget, at now: Timestamp, reportingTo output: Output?
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
        let sealer = try MessageSealer(core: core, recipients: recipients, now: now)
        let keys = try keyring.signingKeys(addressing.signingKeys, at: folder.path)
        let input = try file == "-" ? OpenFile.standardInput() : OpenFile(reading: file)
        let progress = output.map(ProgressLine.init)
        var id: MessageID?
        try FileSealing(sealer, keys: keys).seal(
            input, description(), to: target,
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
        progress?.end()
        guard let id else { throw SealingError.primitiveFailed }
        return id
    }

    private func releases(of message: MessageID) throws -> [ReleaseSignature] {
        try releaseRings.map { path in
            try RingFolder(path).open(asking(global.output)).release(of: message, at: path)
        }
    }

    private func description() throws -> ContentDescription {
        let name = file == "-" ? "" : String(file.split(separator: "/").last ?? "")
        return try ContentDescription(
            mediaType: mediaType ?? Budkavle.mediaType(ofFileName: name),
            fileName: name.hasPrefix(".") ? "" : name)
    }

    private var targetPath: String { output ?? (file == "-" ? "-" : file + ".envelope") }

    private func tell(_ id: MessageID, _ addressing: Addressing, _ output: Output) throws {
        // Standard output carries the envelope.
        if targetPath == "-" { return }
        let report = Report(
            id: id.hex, file: targetPath, recipients: addressing.permitted.map(\.recipient.text),
            denied: DecisionReport(
                addressing.denied, view: "", permitted: false, in: output.language
            ).recipients)
        try output.show(report) {
            $0.say(Phrase(verbatim: id.hex))
            let names = addressing.permitted.map(\.recipient.text).joined(separator: ", ")
            $0.remark(
                Phrase(sv: "\(targetPath) till \(names)", en: "\(targetPath) to \(names)"))
        }
    }

    private struct Report: Encodable {
        let id: String
        let file: String
        let recipients: [String]
        let denied: [DecisionReport.Recipient]
    }
}

extension MessageCore {
    /// The core of a draft that has been decided.
    init(
        _ draft: MessageDraft, suite: Suite, viewDigest: ShortDigest, created: Timestamp,
        counter: UInt64
    ) {
        self.init(
            kind: draft.kind, label: draft.label, originator: draft.originator,
            function: draft.function, created: created, precedence: draft.precedence,
            viewDigest: viewDigest, ground: draft.ground, approval: draft.approval,
            activation: draft.activation, suite: suite, isOpaque: draft.isOpaque, counter: counter)
    }
}

extension Budkavle {
    /// By the ending of the name; bytes are bytes where it says nothing.
    static func mediaType(ofFileName name: String) -> String {
        let ending = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
        return mediaTypes[ending] ?? "application/octet-stream"
    }

    private static let mediaTypes = [
        "txt": "text/plain", "md": "text/markdown", "xml": "application/xml",
        "json": "application/json", "geojson": "application/geo+json", "pdf": "application/pdf",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "csv": "text/csv",
    ]
}
