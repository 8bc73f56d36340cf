import Auditing
import ContentWording
import Identity
import Labels
import Node
import Wording

/// A report as one page that needs nothing else: what was asked, charts where a reader would rather
/// look, who knew what when, and every entry of the ledger behind it.
struct ReportPage {
    let report: ReportReply

    init(_ report: ReportReply) { self.report = report }

    func html(in language: Language) -> String {
        let title = Phrase(sv: "Granskningsrapport", en: "Audit report")[language]
        return PrintedPage(
            title: title, marking: marking, footing: footing[language], colour: report.colour,
            style: Self.style,
            body: """
                <h1>\(title)</h1>
                \(facts(language))
                \(htmlSection(Self.handling, "<p>\(escaped(handling[language]))</p>", language))
                \(htmlSection(Self.times, BarChart(bars: deliveryBars(language)).svg, language))
                \(htmlSection(Self.stops, denials(language), language))
                \(htmlSection(Self.knew, knowledge(language), language))
                \(person?.html(in: language) ?? "")
                \(htmlSection(Self.entries, timeline(language), language))
                """
        ).html(in: language)
    }

    private var person: PersonSections? { report.person.map { PersonSections(person: $0) } }

    /// Of the highest level it speaks of: put together, what is known of messages may weigh as much as
    /// they do.
    private var marking: String {
        let level = (try? Level(report.level)).map(Marking.levelText) ?? report.level
        let isPlayed = !report.statuses.isEmpty && !report.statuses.contains("actual")
        return isPlayed ? "\(Marking.exerciseText) · \(level)" : level
    }

    private var footing: Phrase {
        Phrase(
            sv: "\(report.actor)/\(report.node) · gjord \(report.made) av \(report.by) · logg "
                + "\(report.ledgerSize), \(report.ledgerRoot.prefix(16))",
            en: "\(report.actor)/\(report.node) · made \(report.made) by \(report.by) · ledger "
                + "\(report.ledgerSize), \(report.ledgerRoot.prefix(16))")
    }

    private var handling: Phrase {
        Phrase(
            sv: "Rapporten innehåller uppgifter om meddelanden men inget av deras innehåll. Den är "
                + "märkt som det högsta den talar om, och behandlas så.",
            en: "The report tells about messages and nothing of what they say. It is marked as the "
                + "highest it speaks of, and handled so.")
    }

    private func facts(_ language: Language) -> String {
        let statuses = report.statuses.compactMap { StatusKind(rawValue: $0)?.phrase[language] }
        let rows: [(Phrase, String)] = [
            (Phrase(sv: "Period", en: "Period"), "\(report.from) – \(report.until)"),
            (Phrase(sv: "Om aktör", en: "About actor"), report.aboutActor?.text ?? "–"),
            (Phrase(sv: "Om person", en: "About person"), person?.pseudonyms ?? "–"),
            (Phrase(sv: "Om meddelande", en: "About message"), report.aboutMessage ?? "–"),
            (
                Phrase(sv: "Status", en: "Status"),
                statuses.isEmpty ? "–" : statuses.joined(separator: ", ")
            ),
            (Phrase(sv: "Poster", en: "Entries"), "\(report.timeline.count)"),
            (Phrase(sv: "Loggens storlek", en: "Size of the ledger"), "\(report.ledgerSize)"),
            (Phrase(sv: "Loggens rot", en: "Root of the ledger"), report.ledgerRoot),
            (Phrase(sv: "Gallrade poster", en: "Erased entries"), "\(report.erased)"),
        ]
        let disposals = report.disposals.map {
            (Phrase(sv: "Gallring", en: "Disposal"), $0.phrase[language])
        }
        return htmlFacts(rows + disposals, language)
    }

    private static let handling = Phrase(sv: "Hantering", en: "Handling")
    private static let times = Phrase(
        sv: "Tid från reläet till mottagaren, antal", en: "Time from relay to recipient, count")
    private static let stops = Phrase(sv: "Nekanden per grind", en: "Denials by gate")
    private static let knew = Phrase(sv: "Vem visste vad när", en: "Who knew what when")
    private static let entries = Phrase(sv: "Loggens poster", en: "Entries of the ledger")
    private static let style = """
        svg { width: 100%; height: auto; }
        .legend { font-size: 8pt; color: #444; margin: 0 0 3mm 0; }
        h3 { font: bold 9pt monospace; margin: 3mm 0 1mm 0; break-after: avoid; }
        figure { margin: 0 0 4mm 0; break-inside: avoid; }
        section table { margin-bottom: 3mm; }
        code { font-size: 7.5pt; }
        """
}
