import Foundation
import Wording

/// Figures under headings, numbers to the right; where the terminal is too narrow for the table,
/// each row becomes lines of its own, so that nothing is cut off.
struct FigureTable {
    private let headings: [Phrase]
    private var rows: [[String]] = []

    init(_ headings: [Phrase]) { self.headings = headings }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == headings.count)
        rows.append(cells)
    }

    /// - Parameter columns: the width to fit into; `nil` for no limit.
    func text(in language: Language, columns: Int?) -> String {
        let names = headings.map { $0[language] }
        let all = [names] + rows
        let widths = names.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let width = widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
        if let columns, width > columns { return list(names) }
        return all.map { row in
            zip(row, widths).enumerated().map { index, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + space : space + cell.0
            }.joined(separator: Self.gap)
        }.joined(separator: "\n")
    }

    private func list(_ names: [String]) -> String {
        rows.map { row in
            zip(names, row).map { "\($0): \($1)" }.joined(separator: "\n  ")
        }.joined(separator: "\n")
    }

    private static let gap = "  "
}

/// The width of the terminal behind standard output; `nil` in a pipe.
func terminalColumns() -> Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else {
        return nil
    }
    return size.ws_col >= 20 ? Int(size.ws_col) : nil
}
