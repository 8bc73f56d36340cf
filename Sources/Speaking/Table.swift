import Identity
package import Wording

/// Rows under headings, made to fit the terminal: cells wrap, nothing is cut away.
///
/// Where even narrow columns do not fit beside each other, each row becomes a paragraph of its own,
/// one cell a line with its heading before it.
package struct Table {
    private let headings: [Phrase]
    private let numbersFrom: Int
    private var rows: [[String]] = []

    /// - Parameter column: the first of those that hold numbers, which end in line; `nil` for none.
    package init(_ headings: [Phrase], numbersFrom column: Int? = nil) {
        self.headings = headings
        numbersFrom = column ?? headings.count
    }

    package mutating func add(_ cells: [String]) {
        precondition(cells.count == headings.count)
        rows.append(cells.map(TerminalText.line))
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// - Parameter columns: the width to fit into; `nil` for no limit.
    package func text(in language: Language, columns: Int?) -> String {
        let titles = headings.map { $0[language] }
        let all = [titles] + rows
        guard let columns else { return lines(all, naturalWidths(of: all)) }
        guard let widths = widths(of: all, fitting: columns) else {
            return paragraphs(titles, columns: columns)
        }
        return lines(all, widths)
    }

    private static let gap = "  "
    private static let leastColumn = 8

    private func naturalWidths(of rows: [[String]]) -> [Int] {
        headings.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    }

    /// Natural widths, the widest narrowed until all fit; `nil` where that cannot be.
    private func widths(of rows: [[String]], fitting columns: Int) -> [Int]? {
        var widths = naturalWidths(of: rows)
        let room = columns - Self.gap.count * (widths.count - 1)
        while widths.reduce(0, +) > room {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > Self.leastColumn
            else { return nil }
            widths[widest] -= 1
        }
        return widths
    }

    private func lines(_ rows: [[String]], _ widths: [Int]) -> String {
        rows.map { line($0, widths) }.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let wrapped = zip(cells, widths).map { wrap($0, to: $1) }
        let height = wrapped.map(\.count).max() ?? 1
        return (0..<height).map { row in
            let parts = zip(wrapped, widths).enumerated().map { column, cell in
                let (lines, width) = cell
                let text = row < lines.count ? lines[row] : ""
                let space = String(repeating: " ", count: max(0, width - text.displayWidth))
                return column < numbersFrom ? text + space : space + text
            }
            var line = parts.joined(separator: Self.gap)
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    private func paragraphs(_ titles: [String], columns: Int) -> String {
        rows.map { cells in
            zip(titles, cells).filter { !$1.isEmpty }.flatMap { title, cell in
                let head = title.isEmpty ? "" : title + ": "
                let lines = wrap(head + cell, to: columns - Self.gap.count)
                return lines.prefix(1) + lines.dropFirst().map { Self.gap + $0 }
            }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

/// Breaks at spaces, and within a word that is longer than a line.
///
/// - Parameter width: in columns of the terminal.
package func wrap(_ text: String, to width: Int) -> [String] {
    guard text.displayWidth > width, width > 0 else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        var word = word
        if !line.isEmpty, line.displayWidth + 1 + word.displayWidth <= width {
            line += " " + word
            continue
        }
        if !line.isEmpty { lines.append(line) }
        while word.displayWidth > width {
            let head = word.head(fitting: width)
            lines.append(String(head))
            word = word[head.endIndex...]
        }
        line = String(word)
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
}
