import ArgumentParser
import ContentWording
import Foundation
import Identity
import Node
import Paper
import Regions
import Registers
import Speaking
import Wording

/// `audit report`: what this node's ledger, receipts and register say of a period.
struct AuditReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: spoken(
            sv: "Rapport för en period, en aktör, en person eller ett meddelande: vem visste vad.",
            en: "A report for a period, an actor, a person or a message: who knew what."),
        discussion: spoken(
            sv: """
                För säkerhetsskyddschefen och revisorn. Den talar om meddelanden och säger inget av \
                deras innehåll; den märks som det högsta den talar om. Att den gjorts står i \
                loggen. Filens slut väljer formen: .html, .pdf, .csv.
                """,
            en: """
                For the security chief and the auditor. It tells about messages and nothing of what \
                they say; it is marked as the highest it speaks of. That it was made stands in the \
                ledger. The file's ending chooses the form: .html, .pdf, .csv.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Från när. Annars trettio dygn tillbaka.",
            en: "From when. Else thirty days back.", value: .time))
    var from: Timestamp?
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Till när. Annars nu.", en: "Until when. Else now.", value: .time))
    var until: Timestamp?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara det som rör denna aktör.", en: "What concerns this actor alone.",
            value: .actor), completion: .actors)
    var actor: ActorID?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara denna person i den egna aktören, efter pseudonym eller namn; alla hennes "
                + "pseudonymer.",
            en: "This person of one's own actor alone, by pseudonym or name; all her pseudonyms.",
            value: .name))
    var about: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara detta meddelande, eller minst åtta tecken av det.",
            en: "This message alone, or at least eight characters of it.", value: .id))
    var message: String?
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Filen. Annars en sammanfattning här.", en: "The file. Else a summary here.",
            value: .file), completion: .file())
    var output: String?
    @OptionGroup var person: PersonOptions

    func validate() throws {
        if let output, !["html", "pdf", "csv"].contains(Self.ending(of: output)) {
            throw CommandError.valueInvalid(option: "--output", text: output).ofUsage
        }
    }

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let now = Timestamp.now
        let order = ReportOrder(
            from: from ?? now.adding(seconds: -Self.periodDefaultSeconds),
            // The end is left out, and what happened just now is to be in it.
            until: until ?? now.adding(seconds: 1), actor: actor, message: message,
            person: about, by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .report(order))
        guard case .report(let report) = reply else { return }
        if let output {
            try FileTarget(output, replacing: true).writePrivate(try bytes(of: report, for: output))
        }
        try global.output.show(report) { summary(report, $0) }
    }

    private func bytes(of report: ReportReply, for path: String) throws -> [UInt8] {
        let page = ReportPage(report)
        switch Self.ending(of: path) {
        case "csv": return Array(page.csv.utf8)
        case "pdf": return try PDFMaker().pdf(of: page.html(in: global.language))
        default: return Array(page.html(in: global.language).utf8)
        }
    }

    private func summary(_ report: ReportReply, _ output: Output) {
        output.say(
            sv: "\(report.timeline.count) poster, \(report.from) till \(report.until); högst "
                + "\(report.level).",
            en: "\(report.timeline.count) entries, \(report.from) until \(report.until); at most "
                + "\(report.level).")
        guard self.output == nil else { return }
        var table = Table([
            Phrase(sv: "När", en: "When"), Phrase(sv: "Meddelande", en: "Message"),
            Phrase(sv: "Vem", en: "Who"), Phrase(sv: "Hur", en: "How"),
        ])
        for fact in report.knowledge {
            table.add([
                fact.time.rfc3339, String(fact.message.prefix(idShownCharacters)), fact.who,
                output.word(fact.how.phrase),
            ])
        }
        if !table.isEmpty { output.show(table) }
        if let person = report.person { tell(PersonSections(person: person), output) }
    }

    /// What she has now, by the register, and how often that names her.
    private func tell(_ sections: PersonSections, _ output: Output) {
        let (names, person) = (sections.pseudonyms, sections.person)
        output.say(
            sv: "\(names): \(person.holdings.count) exemplar, \(person.acts.count) händelser i "
                + "registret.",
            en: "\(names): \(person.holdings.count) exemplars, \(person.acts.count) events in the "
                + "register.")
        var table = Table(PersonSections.holdingHeadings)
        for row in sections.holdingRows(in: output.language) { table.add(row) }
        if !table.isEmpty { output.show(table) }
    }

    private static func ending(of path: String) -> String {
        URL(filePath: path).pathExtension.lowercased()
    }

    private static let periodDefaultSeconds: Int64 = 30 * 86_400
}
