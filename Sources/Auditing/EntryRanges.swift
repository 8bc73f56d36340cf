/// Numbers of a log's entries, in rising order.
///
///     0-4 7 9-20
package struct EntryRanges: Hashable, Sendable {
    private var ranges: [ClosedRange<UInt64>] = []

    package init() {}

    /// Adds a number above every other.
    ///
    /// - Precondition: It is above them.
    package mutating func append(_ number: UInt64) {
        guard let last = ranges.last else { return ranges = [number...number] }
        precondition(number > last.upperBound, "entries come in their order")
        if last.upperBound + 1 == number {
            ranges[ranges.count - 1] = last.lowerBound...number
        } else {
            ranges.append(number...number)
        }
    }

    package var isEmpty: Bool { ranges.isEmpty }
    package var count: Int { ranges.reduce(0) { $0 + $1.count } }
    package var numbers: [UInt64] { ranges.flatMap { Array($0) } }

    package func contains(_ number: UInt64) -> Bool {
        ranges.contains { $0.contains(number) }
    }

    package var text: String { ranges.map(\.text).joined(separator: " ") }

    /// The same over as many lines as it takes.
    ///
    /// - Parameter maxBytes: of a line; one range always fits.
    package func lines(maxBytes: Int) -> [String] {
        ranges.reduce(into: [String]()) { lines, range in
            let word = range.text
            guard let last = lines.last, last.utf8.count + 1 + word.utf8.count <= maxBytes else {
                return lines.append(word)
            }
            lines[lines.count - 1] = last + " " + word
        }
    }

    /// Reads what ``text`` writes; `nil` for anything else.
    package init?(_ text: String) {
        for word in text.split(separator: " ") {
            let ends = word.split(separator: "-").compactMap { UInt64($0) }
            guard let first = ends.first, let last = ends.last, first <= last,
                ranges.last.map({ $0.upperBound < first }) ?? true
            else { return nil }
            ranges.append(first...last)
        }
        // Whatever else was in between, or was written otherwise, is not there now.
        guard self.text == text else { return nil }
    }
}

extension EntryRanges: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let ranges = EntryRanges(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "ranges")
        }
        self = ranges
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension ClosedRange<UInt64> {
    fileprivate var text: String {
        lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)-\(upperBound)"
    }
}
