import ContentWording
import Identity
import Labels
import Node
import Wording

/// The sheet for whoever takes over a node: first which way holds and what people do, then what is
/// not done with. Nothing of what messages say.
struct ShiftSheet {
    let shift: ShiftReply

    init(_ shift: ShiftReply) { self.shift = shift }

    /// Of the highest level it speaks of.
    var marking: String { (try? Level(shift.level)).map(Marking.levelText) ?? shift.level }

    static let title = Phrase(sv: "Överlämning till nästa skift", en: "Hand-over to the next shift")
    static let rungTitle = Phrase(sv: "Väg som gäller", en: "Rung in force")
    /// Before people write on it.
    static let handling = Phrase(
        sv: "Bladet säger inget av vad meddelandena innehåller. Skriv inget här som är högre än "
            + "märkningen.",
        en: "The sheet says nothing of what messages contain. Write nothing here that is above "
            + "its marking.")

    func html(in language: Language) -> String {
        let title = Self.title[language]
        let node = shift.node
        return PrintedPage(
            title: title, marking: marking,
            footing: "\(node.actor)/\(node.node) · \(shift.made)", colour: shift.colour,
            style: Self.style,
            body: """
                <h1>\(title)</h1>
                \(facts(language))
                \(htmlSection(Self.rungTitle, rung(language), language))
                \(sections.map { html(of: $0, language) }.joined(separator: "\n"))
                <p>\(escaped(nothing[language]))</p>
                \(htmlSection(Self.notes, Self.lines(count: 5), language))
                \(signatures(language))
                """
        ).html(in: language)
    }

    private func facts(_ language: Language) -> String {
        let node = shift.node
        let facts: [(Phrase, String)] = [
            (Phrase(sv: "Nod", en: "Node"), "\(node.actor)/\(node.node)"),
            (Phrase(sv: "Gjord", en: "Made"), shift.made.rfc3339),
            (
                Phrase(sv: "Policy", en: "Policy"),
                node.policyVersion.map { "version \($0)" } ?? "–"
            ),
            (
                Phrase(sv: "Färskhetsbevis", en: "Freshness note"),
                node.freshnessIssued?.rfc3339 ?? "–"
            ),
            (Phrase(sv: "Hantering", en: "Handling"), Self.handling[language]),
        ]
        return htmlFacts(facts, language)
    }

    private func rung(_ language: Language) -> String {
        let headline = shift.node.headline.text.capitalised[language]
        let ways = shift.node.waysInForce.map { way in
            let last = way.lastRoutine.map { steps in
                "<p>\(WayInForce.lastRoutineTitle[language])</p>\(Self.list(steps))"
            }
            return """
                <div class="way"><p><strong>\(escaped(way.phrase[language]))</strong></p>
                \(way.routine.map(Self.list) ?? "<p>\(WayInForce.routineMissing[language])</p>")
                \(last ?? "")</div>
                """
        }
        return "<p class=\"headline\">\(escaped(headline))</p>" + ways.joined(separator: "\n")
    }

    private func html(of section: Section, _ language: Language) -> String {
        let rows = section.rows.map { $0.map { $0[language] } }
        if rows.isEmpty { return "" }
        return htmlSection(section.title, htmlTable(section.headings, rows, language), language)
    }

    private func signatures(_ language: Language) -> String {
        let rule = String(repeating: "_", count: 24)
        let names = [
            Phrase(sv: "Lämnat av", en: "Handed over by"),
            Phrase(sv: "Mottaget av", en: "Taken over by"),
        ].map { name in
            let time = Phrase(sv: "klockan", en: "at")
            return "<td>\(name[language])<br><br>\(rule) \(time[language]) \(rule.prefix(9))</td>"
        }
        return "<table class=\"signatures\"><tr>\(names.joined())</tr></table>"
    }

    private static func list(_ steps: [String]) -> String {
        "<ol>\(steps.map { "<li>\(escaped($0))</li>" }.joined())</ol>"
    }

    private static func lines(count: Int) -> String {
        String(repeating: "<div class=\"line\"></div>", count: count)
    }

    private static let notes = Phrase(sv: "Att föra vidare", en: "To be passed on")
    private static let style = """
        .headline { font-size: 12pt; font-weight: bold; }
        .way { break-inside: avoid; margin: 0 0 3mm 0; padding-left: 3mm; border-left: 2px solid #333; }
        .way p { margin: 1mm 0; }
        ol { margin: 1mm 0 1mm 6mm; padding: 0; }
        .line { border-bottom: 1px solid #999; height: 8mm; }
        .signatures { margin-top: 8mm; break-inside: avoid; }
        .signatures td { border: none; width: 50%; }
        """
}
