import Wording

// The parts that pages are put together of; whatever goes in is escaped here.

/// Rows under headings, which stand anew at the top of each side.
func htmlTable(_ headings: [Phrase], _ rows: [[String]], _ language: Language) -> String {
    let heads = headings.map { "<th>\(escaped($0[language]))</th>" }.joined()
    let lines = rows.map { row in "<tr>\(row.map { "<td>\(escaped($0))</td>" }.joined())</tr>" }
    return """
        <table><thead><tr>\(heads)</tr></thead><tbody>
        \(lines.joined(separator: "\n"))
        </tbody></table>
        """
}

/// One fact a line, with its name before it.
func htmlFacts(_ facts: [(Phrase, String)], _ language: Language) -> String {
    let lines = facts.map { name, value in
        "<tr><th>\(escaped(name[language]))</th><td>\(escaped(value))</td></tr>"
    }
    return "<table class=\"facts\">\(lines.joined(separator: "\n"))</table>"
}

/// - Parameter body: HTML, already escaped.
func htmlSection(_ title: Phrase, _ body: String, _ language: Language) -> String {
    "<section><h2>\(escaped(title[language]))</h2>\n\(body)</section>"
}
