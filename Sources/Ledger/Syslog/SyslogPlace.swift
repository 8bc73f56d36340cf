package import Identity

/// How far a receiver has been told of a ledger.
///
///     budkavle-syslog v1
///     next 1234
///     last 5f0c…(64 hexadecimal digits)
package struct SyslogPlace: Hashable, Sendable {
    /// The first entry it has not been told of.
    package let next: UInt64
    /// Commitment of the one before it; `nil` at the start.
    package let last: Digest?

    package static let start = SyslogPlace(next: 0, last: nil)

    private init(next: UInt64, last: Digest?) { (self.next, self.last) = (next, last) }

    /// Behind an entry.
    package init(after entry: UInt64, _ commitment: Digest) {
        self.init(next: entry + 1, last: commitment)
    }

    package var text: String {
        let last = last.map { "last \($0.hex)\n" } ?? ""
        return "\(Self.firstLine)\nnext \(next)\n\(last)"
    }

    /// - Throws: ``LedgerError`` for what ``text`` does not write.
    package init(parsing text: String) throws(LedgerError) {
        var reader = try LineReader(text, linesMax: 3)
        try reader.requireLine(Self.firstLine)
        let number = try reader.require("next")
        next = try reader.value("next") { canonicalDecimal(number) }
        last = try reader.optional("last") { try Digest(hex: $0) }
        try reader.finish()
        guard (next == 0) == (last == nil) else {
            throw .valueInvalid(line: reader.line, part: "last")
        }
    }

    private static let firstLine = "budkavle-syslog v1"
}
