/// Reads a text of `word value` lines in their one order.
///
/// Every format of this room is canonical: fixed order, one spelling of each value, LF after each
/// line. So a signed or committed text has no twin.
struct LineReader {
    /// Bytes, not characters: Swift's characters join LF with what may follow it, and compare
    /// different spellings as equal.
    private var lines: ArraySlice<Substring.UTF8View>
    /// The line last read, counted from 1.
    private(set) var line = 0

    /// - Throws: ``LedgerError/lineUnexpected(line:expected:)`` unless the text ends in LF,
    ///   ``LedgerError/tooMany(part:limit:)``.
    init(_ text: String, linesMax: Int) throws(LedgerError) {
        var lines = Substring(text).utf8.split(
            separator: UInt8(ascii: "\n"), maxSplits: linesMax + 1,
            omittingEmptySubsequences: false)[...]
        guard lines.count <= linesMax + 1 else { throw .tooMany(part: "line", limit: linesMax) }
        guard lines.popLast()?.isEmpty == true else {
            throw .lineUnexpected(line: lines.count + 1, expected: "end of line")
        }
        self.lines = lines
    }

    /// The next line whatever it holds, or `nil` at the end.
    mutating func next() -> String? {
        guard let next = lines.popFirst() else { return nil }
        line += 1
        return String(Substring(next))
    }

    /// The value of the next line if it is of this word.
    mutating func take(_ word: String) -> String? {
        let start = word.utf8.count
        guard let first = lines.first, first.starts(with: word.utf8),
            first.dropFirst(start).first == UInt8(ascii: " ")
        else { return nil }
        lines = lines.dropFirst()
        line += 1
        return String(Substring(first.dropFirst(start + 1)))
    }

    /// The value of the next line, which must be of this word.
    ///
    /// - Throws: ``LedgerError/lineUnexpected(line:expected:)``.
    mutating func require(_ word: String) throws(LedgerError) -> String {
        guard let value = take(word) else {
            throw .lineUnexpected(line: line + 1, expected: word)
        }
        return value
    }

    /// - Throws: ``LedgerError/lineUnexpected(line:expected:)`` unless the next line is this one.
    mutating func requireLine(_ text: String) throws(LedgerError) {
        guard next() == text else { throw .lineUnexpected(line: line, expected: text) }
    }

    /// - Throws: ``LedgerError/lineUnexpected(line:expected:)`` when a line is left.
    func finish() throws(LedgerError) {
        guard lines.isEmpty else { throw .lineUnexpected(line: line + 1, expected: "end") }
    }

    /// Reads a value with another room's parser, at the line just taken.
    ///
    /// - Throws: ``LedgerError/valueInvalid(line:part:)``.
    func value<Value>(
        _ part: String, _ read: () throws -> Value?
    ) throws(LedgerError) -> Value {
        do {
            if let value = try read() { return value }
        } catch {}
        throw .valueInvalid(line: line, part: part)
    }
}

/// A decimal number without sign or leading zero, as C2SP texts write sizes and indices.
func canonicalDecimal(_ text: some StringProtocol) -> UInt64? {
    guard let value = UInt64(text), String(value) == text else { return nil }
    return value
}

/// One line of free text: not empty, no control character, within the limit.
func isPlainLine(_ text: String, maxBytes: Int) -> Bool {
    !text.isEmpty && text.utf8.count <= maxBytes
        && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
}

/// A code of another room carried as text: ASCII letters, digits and `-._:/`, 1–64 bytes.
func isToken(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
}
