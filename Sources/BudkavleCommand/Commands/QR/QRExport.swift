import ArgumentParser
import Envelopes
import Files
import Handover
import Identity
import Labels
import Paper
import Policies
import Registry
import Regions
import Sheets
import Speaking
import Wording

/// `qr export`: an envelope becomes a sheet to print, where policy lets its level onto paper.
struct QRExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: spoken(
            sv: "Gör ett ark med numrerade QR-koder av ett kuvert.",
            en: "Makes a sheet of numbered QR codes of an envelope."),
        discussion: spoken(
            sv: """
                Kuvertet kontrolleras, och policyn prövas med bäraren qr för var och en det är \
                förseglat till: nekas någon skrivs ingenting och slutkoden är 77. En kod av fyra \
                får gå förlorad i varje grupp.
                """,
            en: """
                The envelope is verified, and the policy asked with carrier qr for everyone it is \
                sealed to: if anyone is denied nothing is written and the exit code is 77. One \
                code in each group may be lost.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Kuvertet, eller - för standard in.", en: "The envelope, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Arket. Annars FIL.html; slutar det på .pdf görs en PDF; - är standard ut.",
            en: "The sheet. Else FILE.html; a PDF when it ends in .pdf; - is standard output.",
            value: .file), completion: .file())
    var output: String?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let now = Timestamp.now
        let bytes = try File.read(reading(file), limitBytes: Self.envelopeMaxBytes)
        let (received, content) = try EnvelopeFraming.split(bytes)
        let view = try region.readView(at: now, trusting: nil, global)
        let envelope = try received.verified(in: view.registry, at: now)
        _ = try envelope.verified(content: content)
        try requirePermitted(envelope, view, at: now)
        let sheet = try Sheet(bytes)
        let page = SheetPage(
            sheet, of: envelope,
            colour: view.policy.policy.rules(for: envelope.core.label.level)?
                .colour ?? "#000000", printed: now)
        try write(page)
        try tell(sheet, envelope)
    }

    /// A sheet goes to all it is sealed to, or to none.
    ///
    /// - Throws: ``CommandError/denied`` after the gates have been told.
    private func requirePermitted(
        _ envelope: VerifiedEnvelope, _ view: RegionView, at now: Timestamp
    ) throws {
        let core = envelope.core
        let recipients =
            core.suite.seals
            ? envelope.slotRecipients
            : try view.policy.policy.recipients(of: core.label.audience, from: core.originator)
        let circumstances = HandoverCircumstances(
            stage: .relayAccept, carrier: .qr,
            systems: view.systems(of: core.originator, core.label.level, by: .qr), now: now)
        let decisions = recipients.map { recipient in
            AddresseeDecision(
                recipient: recipient,
                decision: Policies.decide(
                    AccessRequest(envelope, to: recipient, circumstances), in: view.policy))
        }
        let isPermitted = !decisions.isEmpty && decisions.allSatisfy(\.decision.isPermitted)
        guard isPermitted else { try global.output.deny(decisions, under: view) }
    }

    private func write(_ page: SheetPage) throws {
        let html = try page.html(in: global.output.language)
        let bytes = targetPath.hasSuffix(".pdf") ? try PDFMaker().pdf(of: html) : Array(html.utf8)
        try FileTarget(targetPath, replacing: output != nil).write(bytes)
    }

    private var targetPath: String { output ?? (file == "-" ? "-" : file + ".html") }

    private func tell(_ sheet: Sheet, _ envelope: VerifiedEnvelope) throws {
        if targetPath == "-" { return }
        let parity = sheet.parts.count { $0.index >= $0.dataCount }
        let report = Report(
            id: envelope.id.hex, sheet: sheet.id.text, file: targetPath, codes: sheet.parts.count,
            parity: parity)
        try global.output.show(report) {
            $0.say(
                sv: "\(targetPath): \(sheet.parts.count) koder, ark \(sheet.id.text).",
                en: "\(targetPath): \(sheet.parts.count) codes, sheet \(sheet.id.text).")
            $0.say(
                sv: "\(parity) av dem är reserv: i varje grupp får en kod gå förlorad.",
                en: "\(parity) of them are in reserve: of each group one code may be lost.")
        }
    }

    private struct Report: Encodable {
        let id: String
        let sheet: String
        let file: String
        let codes: Int
        let parity: Int
    }

    /// Of what is read to be looked at; what a sheet takes is less.
    private static let envelopeMaxBytes = 16 * 1024 * 1024
}
