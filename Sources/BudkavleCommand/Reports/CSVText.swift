/// Rows as RFC 4180 writes them: a field with a comma, quote or line end stands in quotes.
func csvText(_ rows: [[String]]) -> String {
    rows.map { $0.map(csvField).joined(separator: ",") + "\r\n" }.joined()
}

/// A field that a spreadsheet would compute with gets an apostrophe before it: remarks and reasons are
/// people's own words.
private func csvField(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t".contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
}
