import ArgumentParser
import ContentWording
import Node
import Speaking
import Wording

struct BundleImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: spoken(
            sv: "Tar in det som buntar bär.", en: "Takes in what bundles carry."),
        discussion: spoken(
            sv: """
                Varje fil verifieras hel innan något av den tas in; den som inte håller läggs åt \
                sidan i nodens quarantine. Delar tas i vilken ordning som helst, och samma fil \
                flera gånger är ofarligt. Slutkoden är 65 när något inte gick att verifiera, 77 \
                när policyn nekade ett meddelande.
                """,
            en: """
                Each file is verified whole before anything of it is taken in; one that does not \
                hold is laid aside in the node's quarantine. Parts come in any order, and the same \
                file several times is harmless. The exit code is 65 when something did not verify, \
                77 when policy denied a message.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(
        help: ArgumentHelp(sv: "Buntarna.", en: "The bundles.", value: .file),
        completion: .file(extensions: ["kavle"]))
    var files: [String]

    func run() async throws {
        guard
            case .importedBundles(let reply) = try await NodeSession(global, unlocking).call(
                .importBundles(files.map(absolutePath)))
        else { return }
        try global.output.show(ImportReport(reply, in: global.output)) { $0.show(reply) }
        if !global.json {
            for refused in reply.refusedMessages { tell(refused, global.output) }
        }
        if let status = reply.status { throw CommandError.told(status) }
    }
}

extension ImportedBundles {
    /// How the command ends; `nil` when all is here.
    fileprivate var status: ExitStatus? {
        if parts.contains(where: { $0.refusal != nil }) { return .badData }
        if refusedMessages.contains(where: { $0.reason.code != .denied }) { return .badData }
        if attachments.pieces.refused > 0 { return .badData }
        return refusedMessages.isEmpty ? nil : .denied
    }
}

extension Output {
    fileprivate func show(_ reply: ImportedBundles) {
        for part in reply.parts {
            if let refusal = part.refusal {
                say(refusal.sentence.prefixed(part.path))
                if let copy = part.quarantined {
                    say(sv: "  Lagd åt sidan: \(copy)", en: "  Laid aside: \(copy)")
                }
                continue
            }
            let place = "\(part.number ?? 1)/\(part.count ?? 1)"
            say(
                sv: "\(part.path): del \(place) från \(part.from ?? "–"), verifierad.",
                en: "\(part.path): part \(place) from \(part.from ?? "–"), verified.")
        }
        for absent in reply.absent {
            let numbers = absent.numbers.map(String.init).joined(separator: ", ")
            say(
                sv: "Fanns inte bland filerna: del \(numbers). Det som fanns är intaget.",
                en: "Not among the files: part \(numbers). What was there is taken in.")
        }
        let (messages, receipts) = (reply.messages, reply.receipts)
        say(
            sv: "Meddelanden: \(messages.new) nya, \(messages.known) kända, "
                + "\(messages.refused) avvisade.",
            en: "Messages: \(messages.new) new, \(messages.known) known, "
                + "\(messages.refused) refused.")
        say(
            sv: "Kvittenser: \(receipts.new) nya, \(receipts.known) kända, "
                + "\(receipts.refused) avvisade.",
            en: "Receipts: \(receipts.new) new, \(receipts.known) known, "
                + "\(receipts.refused) refused.")
        show(reply.attachments)
        showTrees(reply)
        if reply.regionChanged {
            say(
                sv: "Regionens register, policy eller färskhetsbevis är nyare nu.",
                en: "The region's registry, policy or freshness note is newer now.")
        }
        for note in reply.refusedNotes { say(note.phrase) }
    }
}

extension Output {
    private func showTrees(_ reply: ImportedBundles) {
        let (trees, entries) = (reply.checkpoints, reply.entries)
        let count = [trees, entries].map { $0.new + $0.known + $0.refused }.reduce(0, +)
        guard count > 0 else { return }
        say(
            sv: "Reläloggars träd: \(trees.new) nya, \(trees.known) kända, \(trees.refused) "
                + "avvisade; poster bevisade i dem: \(entries.new) nya, \(entries.known) kända, "
                + "\(entries.refused) avvisade.",
            en: "Trees of relay logs: \(trees.new) new, \(trees.known) known, \(trees.refused) "
                + "refused; entries proven in them: \(entries.new) new, \(entries.known) known, "
                + "\(entries.refused) refused.")
    }

    private func show(_ attachments: ImportedBundles.Attachments) {
        guard !attachments.isEmpty else { return }
        let pieces = attachments.pieces
        say(
            sv: "Bilagor: \(attachments.complete) är hela nu; delar: \(pieces.new) nya, "
                + "\(pieces.known) kända, \(pieces.refused) avvisade.",
            en: "Attachments: \(attachments.complete) are whole now; pieces: \(pieces.new) new, "
                + "\(pieces.known) known, \(pieces.refused) refused.")
        if attachments.ahead > 0 {
            say(
                sv: "  \(attachments.ahead) delar väntar på något i en annan bunt. Importera den, "
                    + "och sedan samma fil igen.",
                en:
                    "  \(attachments.ahead) pieces wait for something in another bundle. Import that, "
                    + "and then the same file again.")
        }
    }
}

/// What the command writes as JSON: reasons with their code and in words.
private struct ImportReport: Encodable {
    struct Part: Encodable {
        let path: String
        let bundle: String?
        let number: Int?
        let count: Int?
        let from: String?
        let refusal: Reason?
        let quarantined: String?
    }

    let parts: [Part]
    let absent: [ImportedBundles.Absent]
    let messages: ImportedBundles.Counts
    let refusedMessages: [RefusedLine]
    let receipts: ImportedBundles.Counts
    let checkpoints: ImportedBundles.Counts
    let entries: ImportedBundles.Counts
    let attachments: ImportedBundles.Attachments
    let regionChanged: Bool
    let refusedNotes: [UntakenNote]

    init(_ reply: ImportedBundles, in output: Output) {
        parts = reply.parts.map { part in
            Part(
                path: part.path, bundle: part.bundle, number: part.number, count: part.count,
                from: part.from, refusal: part.refusal.map { Reason($0, in: output) },
                quarantined: part.quarantined)
        }
        absent = reply.absent
        messages = reply.messages
        refusedMessages = reply.refusedMessages
        receipts = reply.receipts
        checkpoints = reply.checkpoints
        entries = reply.entries
        attachments = reply.attachments
        regionChanged = reply.regionChanged
        refusedNotes = reply.refusedNotes
    }
}
