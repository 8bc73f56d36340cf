/// Horizontal bars with their names before them and their numbers behind, as SVG in a page.
struct BarChart {
    let bars: [(name: String, count: Int)]

    var svg: String {
        let most = max(bars.map(\.count).max() ?? 0, 1)
        let height = bars.count * Self.rowHeight + Self.gap
        let rows = bars.enumerated().map { index, bar in
            let y = index * Self.rowHeight + Self.gap
            let width = bar.count * Self.barWidthMax / most
            let middle = y + Self.barHeight - 4
            return """
                <text x="\(Self.nameWidth - 8)" y="\(middle)" text-anchor="end">\(escaped(bar.name))</text>
                <rect x="\(Self.nameWidth)" y="\(y)" width="\(max(width, bar.count > 0 ? 2 : 0))" \
                height="\(Self.barHeight)" rx="2" fill="#2f5d8a"/>
                <text x="\(Self.nameWidth + width + 6)" y="\(middle)">\(bar.count)</text>
                """
        }
        return """
            <svg viewBox="0 0 \(Self.width) \(height)" role="img" font-family="sans-serif" \
            font-size="12" fill="#1a1a1a">
            <line x1="\(Self.nameWidth)" y1="0" x2="\(Self.nameWidth)" y2="\(height)" stroke="#999"/>
            \(rows.joined(separator: "\n"))
            </svg>
            """
    }

    private static let width = 680
    private static let nameWidth = 190
    private static let barWidthMax = 430
    private static let barHeight = 16
    private static let rowHeight = 24
    private static let gap = 4
}
