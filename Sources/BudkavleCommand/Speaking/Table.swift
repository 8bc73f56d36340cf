import Wording

/// Rows under headings, made to fit the terminal: cells wrap, nothing is cut away.
struct Table {
    private let headings: [Phrase]
    private var rows: [[String]] = []

    init(_ headings: [Phrase]) { self.headings = headings }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == headings.count)
        rows.append(cells)
    }

    var isEmpty: Bool { rows.isEmpty }

    /// - Parameter columns: the width to fit into; `nil` for no limit.
    func text(in language: Language, columns: Int?) -> String {
        let all = [headings.map { $0[language] }] + rows
        let widths = widths(of: all, fitting: columns)
        return all.map { line($0, widths) }.joined(separator: "\n")
    }

    private static let gap = "  "
    private static let leastColumn = 8

    /// Natural widths, the widest narrowed until all fit.
    private func widths(of rows: [[String]], fitting columns: Int?) -> [Int] {
        var widths = headings.indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        guard let columns else { return widths }
        let room = columns - Self.gap.count * (widths.count - 1)
        while widths.reduce(0, +) > room {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > Self.leastColumn
            else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let wrapped = zip(cells, widths).map { wrap($0, to: $1) }
        let height = wrapped.map(\.count).max() ?? 1
        return (0..<height).map { row in
            let parts = zip(wrapped, widths).map { lines, width in
                let text = row < lines.count ? lines[row] : ""
                return text + String(repeating: " ", count: max(0, width - text.count))
            }
            var line = parts.joined(separator: Self.gap)
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}

/// Breaks at spaces, and within a word that is longer than a line.
func wrap(_ text: String, to width: Int) -> [String] {
    guard text.count > width, width > 0 else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        var word = word
        if !line.isEmpty, line.count + 1 + word.count <= width {
            line += " " + word
            continue
        }
        if !line.isEmpty { lines.append(line) }
        while word.count > width {
            lines.append(String(word.prefix(width)))
            word = word.dropFirst(width)
        }
        line = String(word)
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
}
