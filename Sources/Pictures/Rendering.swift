import Identity

/// Plain text for a terminal: a heading, labelled lines, then the content.
///
/// Everything from outside goes through ``TerminalText``.
struct Rendering {
    private let language: HeadingLanguage
    private var lines: [String] = []

    init(_ language: HeadingLanguage) { self.language = language }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// Chooses a heading of ours.
    func word(_ swedish: String, _ english: String) -> String {
        language == .swedish ? swedish : english
    }

    mutating func title(_ words: [String?]) {
        lines.append(words.compactMap { $0 }.joined(separator: " · "))
    }

    /// Content on lines of its own.
    mutating func block(_ text: String?, indent: String = "") {
        guard let text else { return }
        for line in TerminalText.safe(text).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            lines.append(line.isEmpty ? "" : indent + line)
        }
    }

    mutating func blank() { lines.append("") }

    mutating func heading(_ swedish: String, _ english: String) {
        lines += ["", word(swedish, english)]
    }

    /// `Källa: …`, or nothing.
    mutating func labelled(_ swedish: String, _ english: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        let line = TerminalText.safe(value).replacing("\n", with: " ")
        lines.append("\(word(swedish, english)): \(line)")
    }

    mutating func item(_ text: String, notes: [String?]) {
        let notes = notes.compactMap { $0 }.joined(separator: "; ")
        let rows = TerminalText.safe(text).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, row) in rows.enumerated() { lines.append((index == 0 ? "  – " : "    ") + row) }
        if !notes.isEmpty {
            lines[lines.count - 1] += " (\(TerminalText.safe(notes)))"
        }
    }
}
