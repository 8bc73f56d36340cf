import ContentWording
import Identity
import Node
import Wording

/// Who knew a message when: a row for each who, a mark for each time, as SVG in a page. What a mark
/// means is told by its shape, so that it survives a printer without colour.
struct KnowledgeChart {
    private let rows: [(who: String, facts: [ReportReply.Knowledge])]
    private let first: Timestamp
    private let last: Timestamp

    /// `nil` where there is nothing to draw.
    init?(_ facts: [ReportReply.Knowledge]) {
        guard let first = facts.map(\.time).min(), let last = facts.map(\.time).max() else {
            return nil
        }
        (self.first, self.last) = (first, last)
        var order: [String] = []
        for fact in facts where !order.contains(fact.who) { order.append(fact.who) }
        rows = order.map { who in (who, facts.filter { $0.who == who }) }
    }

    func svg(in language: Language) -> String {
        let height = rows.count * Self.rowHeight + Self.axisHeight
        let lines = rows.enumerated().map { row($0.element, y: $0.offset * Self.rowHeight + 14) }
        let bottom = rows.count * Self.rowHeight + 16
        return """
            <svg viewBox="0 0 \(Self.width) \(height)" role="img" font-family="sans-serif" \
            font-size="11" fill="#1a1a1a">
            \(lines.joined(separator: "\n"))
            <line x1="\(Self.left)" y1="\(bottom - 12)" x2="\(Self.right)" y2="\(bottom - 12)" \
            stroke="#999"/>
            <text x="\(Self.left)" y="\(bottom + 2)">\(short(first))</text>
            <text x="\(Self.right)" y="\(bottom + 2)" text-anchor="end">\(short(last))</text>
            </svg>
            <p class="legend">\(escaped(Self.legend[language]))</p>
            """
    }

    private func row(_ row: (who: String, facts: [ReportReply.Knowledge]), y: Int) -> String {
        let xs = row.facts.map { x($0.time) }
        let line =
            if let low = xs.min(), let high = xs.max() {
                "<line x1=\"\(low)\" y1=\"\(y)\" x2=\"\(high)\" y2=\"\(y)\" stroke=\"#bbb\"/>"
            } else { "" }
        let marks = row.facts.map { mark($0.how, x: x($0.time), y: y) }
        return """
            <text x="\(Self.left - 12)" y="\(y + 4)" text-anchor="end">\(escaped(row.who))</text>
            \(line)\(marks.joined())
            """
    }

    private func mark(_ how: ReportReply.Knowledge.How, x: Int, y: Int) -> String {
        switch how {
        case .delivered:
            "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"5\" fill=\"#fff\" stroke=\"#2f5d8a\" stroke-width=\"2\"/>"
        case .opened, .shown: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"5\" fill=\"#2f5d8a\"/>"
        case .acknowledged:
            "<rect x=\"\(x - 5)\" y=\"\(y - 5)\" width=\"10\" height=\"10\" fill=\"#1a1a1a\"/>"
        case .copied, .extracted, .printed, .exported, .handed:
            "<path d=\"M\(x) \(y - 6) L\(x + 6) \(y + 5) L\(x - 6) \(y + 5) Z\" fill=\"#a2460f\"/>"
        }
    }

    private func x(_ time: Timestamp) -> Int {
        let span = max(last.milliseconds(since: first), 1)
        let offset = time.milliseconds(since: first) * Int64(Self.right - Self.left)
        return Self.left + Int(offset / span)
    }

    private func short(_ time: Timestamp) -> String {
        String(time.rfc3339.prefix(19)).replacing("T", with: " ")
    }

    private static let legend = Phrase(
        sv: "○ levererat · ● öppnat eller visat · ■ kvitterat · ▲ exemplar. Tid i UTC.",
        en: "○ delivered · ● opened or shown · ■ acknowledged · ▲ exemplar. Time in UTC.")
    private static let width = 680
    private static let left = 200
    private static let right = 660
    private static let rowHeight = 24
    private static let axisHeight = 24
}
