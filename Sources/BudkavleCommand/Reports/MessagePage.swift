import ContentWording
import Identity
import Labels
import Node
import Registers
import Wording

/// A message as it is printed: what the first page of an exemplar has to state, then what it says.
struct MessagePage {
    private let taken: TakenOut

    init(_ taken: TakenOut) { self.taken = taken }

    func html(in language: Language) -> String {
        let (message, mark) = (taken.message, taken.mark)
        let reading = message.reading[language]
        return PrintedPage(
            title: String(mark.message.hex.prefix(16)), marking: mark.marking,
            footing: MarkText(mark).line[language], colour: taken.colour,
            style: "pre { white-space: pre-wrap; font: 11pt/1.5 sans-serif; }",
            body: """
                \(facts(language))
                <pre>\(escaped(reading))</pre>
                \(attachments(language))
                """
        ).html(in: language)
    }

    private func facts(_ language: Language) -> String {
        let (line, mark) = (taken.message.line, taken.mark)
        let from = line.from + (line.function.map { " (\($0))" } ?? "")
        let status = StatusKind(rawValue: mark.status)?.phrase ?? Phrase(verbatim: mark.status)
        let rows: [(Phrase, String)] = [
            (Phrase(sv: "Från", en: "From"), from),
            (Phrase(sv: "Gjort", en: "Made"), line.created.rfc3339),
            (Phrase(sv: "Status", en: "Status"), status[language]),
            (Phrase(sv: "Exemplar", en: "Exemplar"), MarkText(mark).exemplar?[language] ?? "–"),
            (Phrase(sv: "Bilagor", en: "Enclosures"), "\(mark.enclosures)"),
            (Phrase(sv: "Innehavare", en: "Holder"), mark.holder.text),
            (Phrase(sv: "Utskrivet", en: "Printed"), mark.time.rfc3339),
            (Phrase(sv: "Meddelande", en: "Message"), mark.message.hex),
        ]
        return htmlFacts(rows, language)
    }

    private func attachments(_ language: Language) -> String {
        guard !taken.message.attachments.isEmpty else { return "" }
        let title = Phrase(sv: "Bilagor, inte utskrivna här", en: "Enclosures, not printed here")
        let names = taken.message.attachments.map { "<li>\(escaped($0.name))</li>" }
        return "<h2>\(title[language])</h2><ol>\(names.joined())</ol>"
    }
}
