import ArgumentParser
import ContentWording
import Identity
import Labels
import Node
import Speaking
import Wording

struct BundleExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: spoken(
            sv: "Skriver det som väntar på en aktör till en bunt.",
            en: "Writes what waits for an actor to a bundle."),
        discussion: spoken(
            sv: """
                Allt i utkorgen till aktören som ingen kvittens har kommit för, kvittenser den ska \
                ha, och regionens noter. Policyn prövas för varje meddelande; det som inte får \
                bäras så listas med sina grindar. Utkorgen räknar inget som levererat förrän \
                kvittensen är hemma. Slutkoden är 77 när meddelanden väntade och inget fick följa \
                med.
                """,
            en: """
                Everything in the outbox for the actor that no receipt has come for, receipts owed \
                to it, and the region's notes. Policy is asked for each message; what may not go \
                this way is listed with its gates. The outbox counts nothing as delivered before \
                the receipt is home. The exit code is 77 when messages waited and none may go.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(
        help: ArgumentHelp(
            sv: "Bunten som skrivs, till exempel /media/usb/solna.kavle.",
            en: "The bundle to write, for instance /media/usb/solna.kavle.", value: .file),
        completion: .file(extensions: ["kavle"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            sv: "Aktören den ska till.", en: "The actor it goes to.", value: .actor),
        completion: .actors)
    var to: ActorID

    @Option(
        help: ArgumentHelp(
            sv: "actual, exercise eller test. Utan den: den status det väntande har.",
            en: "actual, exercise or test. Without it: the status of what waits.",
            value: .status))
    var status: StatusKind?

    @Option(
        help: ArgumentHelp(
            sv: "Dela på filer som inte är större: 700m, 4g. De heter FIL-1.kavle, FIL-2.kavle, …",
            en:
                "Divide into files no larger: 700m, 4g. Their names are FILE-1.kavle, FILE-2.kavle, …",
            value: .size))
    var partSize: ByteSize?

    @Option(
        help: ArgumentHelp(
            sv:
                "Bilagor: new (till meddelanden som följer med), all (också till dem som mottagaren har) eller none.",
            en:
                "Attachments: new (of the messages that go), all (also of those the receiver has) or none."
        ))
    var attachments: BundleOrder.Attachments = .new

    func run() async throws {
        let order = BundleOrder(
            path: absolutePath(file), to: to.text, status: status?.rawValue,
            partMaxBytes: partSize?.bytes, attachments: attachments)
        guard
            case .exported(let bundle) = try await NodeSession(global, unlocking).call(
                .exportBundle(order))
        else { return }
        try global.output.show(bundle) { $0.show(bundle) }
        if !global.json { tell(bundle.leftOut, global.output) }
        if bundle.messages == 0, !bundle.leftOut.isEmpty { throw CommandError.told(.denied) }
    }
}

extension BundleOrder.Attachments: ExpressibleByArgument {}

extension Output {
    /// Which files, and what is in them.
    func show(_ bundle: ExportedBundle) {
        for part in bundle.parts {
            say(
                sv: "\(part.path) till \(bundle.to), \(part.bytes) byte.",
                en: "\(part.path) to \(bundle.to), \(part.bytes) bytes.")
        }
        let messages = Phrase(
            counting: bundle.messages, sv: ("meddelande", "meddelanden"),
            en: ("message", "messages"))
        let receipts = Phrase(
            counting: bundle.receipts, sv: ("kvittens", "kvittenser"), en: ("receipt", "receipts"))
        let notes = Phrase(
            counting: bundle.notes, sv: ("not om regionen", "noter om regionen"),
            en: ("note of the region", "notes of the region"))
        say(
            sv: "\(messages.swedish), \(receipts.swedish), \(notes.swedish).",
            en: "\(messages.english), \(receipts.english), \(notes.english).")
        if bundle.checkpoints > 0 {
            say(
                sv: "Reläloggars träd: \(bundle.checkpoints), poster bevisade i dem: "
                    + "\(bundle.entries).",
                en: "Trees of relay logs: \(bundle.checkpoints), entries proven in them: "
                    + "\(bundle.entries).")
        }
        showAttachments(bundle)
    }
}

extension Output {
    private func showAttachments(_ bundle: ExportedBundle) {
        if bundle.attachments > 0 {
            say(
                Phrase(
                    counting: bundle.attachments, sv: ("bilaga.", "bilagor."),
                    en: ("attachment.", "attachments.")))
        }
        if bundle.attachmentsAbsent > 0 {
            say(
                sv:
                    "Bilagor som bara ett relä har kvar: \(bundle.attachmentsAbsent). De följer inte "
                    + "med; mottagaren hämtar dem när den når ett relä.",
                en:
                    "Attachments that only a relay still has: \(bundle.attachmentsAbsent). They do not "
                    + "go along; the receiver fetches them when it reaches a relay.")
        }
    }
}

/// Every message that was left out, with every gate that failed and its basis.
private func tell(_ leftOut: [ExportedBundle.LeftOut], _ output: Output) {
    guard !leftOut.isEmpty else { return }
    var table = Table([
        Phrase(sv: "Följer inte med", en: "Left out"), Phrase(sv: "Grind", en: "Gate"),
        Phrase(sv: "Grund", en: "Basis"), Phrase(sv: "Skäl", en: "Reason"),
    ])
    for message in leftOut {
        for gate in message.gates {
            let reason = output.language == .swedish ? gate.sv : gate.en
            table.add([String(message.id.prefix(idShownCharacters)), gate.id, gate.basis, reason])
        }
    }
    output.remark(table)
}
