/// Where a tile or entry bundle is served (c2sp.org/tlog-tiles).
///
///     tile/0/x001/x234/067        level 0, tile 1 234 067, full
///     tile/1/000.p/17             level 1, tile 0, 17 hashes wide
///     tile/entries/273.p/112      the entries below a partial tile of level 0
package struct TilePath: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Hashes, each of a whole subtree of 256^level leaves.
        case hashes(level: Int)
        case entries
    }

    package let kind: Kind
    package let number: UInt64
    /// Hashes or entries in it: 1–256, and less than 256 in a partial one.
    package let width: Int

    package static let widthMax = 256
    package static let levelMax = 63

    /// - Throws: ``LedgerError/tilePathInvalid(text:)`` for a level or width outside the format, or
    ///   a number above the largest tree's.
    package init(
        _ kind: Kind, number: UInt64, width: Int = widthMax
    ) throws(LedgerError) {
        self.kind = kind
        self.number = number
        self.width = width
        if case .hashes(let level) = kind, !(0...Self.levelMax).contains(level) {
            throw .tilePathInvalid(text: text)
        }
        guard (1...Self.widthMax).contains(width) else { throw .tilePathInvalid(text: text) }
    }

    package var isFull: Bool { width == Self.widthMax }

    /// The path below the log's prefix.
    package var text: String {
        let place =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        var groups = [threeDigits(number % 1_000)]
        var rest = number / 1_000
        while rest > 0 {
            groups.append("x" + threeDigits(rest % 1_000))
            rest /= 1_000
        }
        let suffix = isFull ? "" : ".p/\(width)"
        return "tile/\(place)/\(groups.reversed().joined(separator: "/"))\(suffix)"
    }

    /// Reads the one form ``text`` writes: paths name files, so a tile must not have two.
    ///
    /// - Throws: ``LedgerError/tilePathInvalid(text:)``.
    package init(_ text: String) throws(LedgerError) {
        guard text.utf8.count <= Self.textMaxBytes, let path = Self.parse(text),
            path.text == text
        else { throw .tilePathInvalid(text: text) }
        self = path
    }

    private static func parse(_ text: String) -> TilePath? {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "tile", let place = parts.popFirst() else { return nil }
        var width = widthMax
        if let last = parts.last, parts.dropLast().last?.hasSuffix(".p") == true {
            guard let partial = canonicalDecimal(last), partial < widthMax else { return nil }
            width = Int(partial)
            parts = parts.dropLast()
            guard let group = parts.popLast() else { return nil }
            parts.append(group.dropLast(2))
        }
        guard let number = tileNumber(parts) else { return nil }
        if place == "entries" { return try? TilePath(.entries, number: number, width: width) }
        guard let level = canonicalDecimal(place), level <= levelMax else { return nil }
        return try? TilePath(.hashes(level: Int(level)), number: number, width: width)
    }

    /// Seven groups hold the largest number, each three digits and an `x`, and a little more.
    private static let textMaxBytes = 64
}

/// The number of groups of three digits, all but the last behind an `x`; `nil` for anything else.
private func tileNumber(_ groups: ArraySlice<Substring>) -> UInt64? {
    guard !groups.isEmpty else { return nil }
    var number: UInt64 = 0
    for (offset, group) in groups.enumerated() {
        let digits: Substring
        if offset < groups.count - 1 {
            guard group.hasPrefix("x") else { return nil }
            digits = group.dropFirst()
        } else {
            digits = group
        }
        guard digits.utf8.count == 3, let value = UInt64(digits) else { return nil }
        let (shifted, overflowed) = number.multipliedReportingOverflow(by: 1_000)
        let (sum, carried) = shifted.addingReportingOverflow(value)
        guard !overflowed, !carried else { return nil }
        number = sum
    }
    return number
}

private func threeDigits(_ value: UInt64) -> String {
    let digits = String(value)
    return String(repeating: "0", count: 3 - digits.count) + digits
}
