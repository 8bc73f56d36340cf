import ContentWording
import Identity
import Node
import Wording

extension ReportPage {
    /// Deliveries by how long they took; the last bar is those no receipt has come for.
    func deliveryBars(_ language: Language) -> [(name: String, count: Int)] {
        let seconds = report.deliveries.map { delivery in
            delivery.delivered.map { max(0, $0.milliseconds(since: delivery.accepted)) / 1_000 }
        }
        var least: Int64 = 0
        var bars: [(name: String, count: Int)] = Self.spans.map { name, most in
            let count = seconds.count { $0.map { $0 >= least && $0 < most } ?? false }
            least = most
            return (name[language], count)
        }
        bars.append((Self.outstanding[language], seconds.count { $0 == nil }))
        return bars
    }

    func denials(_ language: Language) -> String {
        guard !report.denials.isEmpty else { return "<p>\(Self.none[language])</p>" }
        return BarChart(bars: report.denials.map { ($0.gate, $0.count) }).svg
    }

    /// A chart and a table for each message, in the order they became known.
    func knowledge(_ language: Language) -> String {
        var order: [String] = []
        var facts: [String: [ReportReply.Knowledge]] = [:]
        for fact in report.knowledge.prefix(Self.rowsMax) {
            if facts[fact.message] == nil { order.append(fact.message) }
            facts[fact.message, default: []].append(fact)
        }
        if order.isEmpty { return "<p>\(Self.none[language])</p>" }
        let messages = order.enumerated().map { index, message in
            let facts = facts[message] ?? []
            let chart =
                index < Self.chartsMax ? KnowledgeChart(facts)?.svg(in: language) ?? "" : ""
            return """
                <figure><h3>\(message.prefix(16))</h3>\(chart)</figure>
                \(table(of: facts, language))
                """
        }
        return messages.joined(separator: "\n") + rest(of: report.knowledge.count, language)
    }

    /// That a page does not show everything, and where the rest is.
    private func rest(of count: Int, _ language: Language) -> String {
        guard count > Self.rowsMax else { return "" }
        let note = Phrase(
            sv: "De första \(Self.rowsMax) av \(count); alla finns med --json, loggens poster i "
                + ".csv. Dela perioden för en hel rapport.",
            en: "The first \(Self.rowsMax) of \(count); all are in --json, the ledger's entries in "
                + ".csv. Divide the period for a whole report.")
        return "<p><strong>\(escaped(note[language]))</strong></p>"
    }

    private func table(of facts: [ReportReply.Knowledge], _ language: Language) -> String {
        htmlTable(
            [
                Phrase(sv: "När", en: "When"), Phrase(sv: "Vem", en: "Who"),
                Phrase(sv: "Hur", en: "How"),
            ],
            facts.map { [$0.time.rfc3339, $0.who, $0.how.phrase[language]] }, language)
    }

    func timeline(_ language: Language) -> String {
        let rows = report.timeline.prefix(Self.rowsMax).map { line in
            [
                "\(line.entry)", line.time.rfc3339, line.event,
                line.message.map { String($0.prefix(12)) } ?? "",
                [line.originator?.text, line.actor?.text, line.person?.text]
                    .compactMap { $0 }.joined(separator: ", "),
                line.recipients.map(\.text).joined(separator: ", "),
                (line.failedGates + [line.detail].compactMap { $0 }).joined(separator: "; "),
            ]
        }
        return htmlTable(
            [
                Phrase(sv: "Post", en: "Entry"), Phrase(sv: "När", en: "When"),
                Phrase(sv: "Händelse", en: "Event"), Phrase(sv: "Meddelande", en: "Message"),
                Phrase(sv: "Av", en: "By"), Phrase(sv: "Till", en: "To"),
                Phrase(sv: "Uppgifter", en: "Details"),
            ], rows, language) + rest(of: report.timeline.count, language)
    }

    /// One a line, as the ledger has them.
    var csv: String {
        let heading = [
            "entry", "time", "event", "message", "level", "status", "originator", "actor", "person",
            "recipients", "failed-gates", "detail",
        ]
        let rows = report.timeline.map { line in
            [
                "\(line.entry)", line.time.rfc3339, line.event, line.message ?? "",
                line.level ?? "", line.status ?? "", line.originator?.text ?? "",
                line.actor?.text ?? "", line.person?.text ?? "",
                line.recipients.map(\.text).joined(separator: " "),
                line.failedGates.joined(separator: " "), line.detail ?? "",
            ]
        }
        return csvText([heading] + rows)
    }

    /// A thousand rows take a PDF's maker twenty seconds of the sixty it has.
    private static let rowsMax = 1_000
    /// Charts beyond these would make a book of it; the tables go on.
    private static let chartsMax = 40
    private static let none = Phrase(sv: "Inga.", en: "None.")
    private static let outstanding = Phrase(sv: "ingen kvittens", en: "no receipt")
    private static let spans: [(Phrase, Int64)] = [
        (Phrase(sv: "under 1 s", en: "under 1 s"), 1),
        (Phrase(sv: "1–10 s", en: "1–10 s"), 10),
        (Phrase(sv: "10 s – 1 min", en: "10 s – 1 min"), 60),
        (Phrase(sv: "1–10 min", en: "1–10 min"), 600),
        (Phrase(sv: "10 min – 1 h", en: "10 min – 1 h"), 3_600),
        (Phrase(sv: "1–24 h", en: "1–24 h"), 86_400),
        (Phrase(sv: "över 24 h", en: "over 24 h"), .max),
    ]
}
