/// Bytes from `first` up to but not including `end`.
package struct ByteSpan: Hashable, Sendable {
    package let first: UInt64
    package let end: UInt64

    package init(first: UInt64, end: UInt64) {
        self.first = first
        self.end = end
    }

    package var count: UInt64 { end - first }

    /// `bytes 0-99/1000`, as `Content-Range` has it (RFC 9110 14.4).
    package func contentRange(of total: UInt64) -> String {
        "bytes \(first)-\(end - 1)/\(total)"
    }

    /// `bytes */1000`: an upload of nothing, which asks how much there is.
    package static func unknownRange(of total: UInt64) -> String { "bytes */\(total)" }

    /// Reads what ``unknownRange(of:)`` gives.
    package static func unknownRange(_ text: String) -> UInt64? {
        text.hasPrefix("bytes */") ? number(text.dropFirst(8)) : nil
    }

    /// Reads a `Content-Range` with its total; `nil` for any other form, an empty range and one that
    /// reaches past the total.
    package static func contentRange(_ text: String) -> (span: ByteSpan, total: UInt64)? {
        guard text.hasPrefix("bytes "), let slash = text.lastIndex(of: "/"),
            let total = number(text[text.index(after: slash)...]),
            let span = closed(text[..<slash].dropFirst(6)), span.end <= total
        else { return nil }
        return (span, total)
    }

    /// Reads a `Range` of one range (RFC 9110 14.1.2): `bytes=0-99`, `bytes=100-`, `bytes=-50`.
    ///
    /// - Returns: `nil` for any other form; an empty span where nothing of it exists.
    package static func range(_ text: String, of total: UInt64) -> ByteSpan? {
        guard text.hasPrefix("bytes=") else { return nil }
        let range = text.dropFirst(6)
        if range.hasPrefix("-") {
            guard let count = number(range.dropFirst()) else { return nil }
            return ByteSpan(first: total - min(count, total), end: total)
        }
        if range.hasSuffix("-") {
            guard let first = number(range.dropLast()) else { return nil }
            return ByteSpan(first: min(first, total), end: total)
        }
        guard let span = closed(range) else { return nil }
        return ByteSpan(first: min(span.first, total), end: min(span.end, total))
    }

    private static func closed(_ text: Substring) -> ByteSpan? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = number(ends[0]), let last = number(ends[1]),
            first <= last, last < .max
        else { return nil }
        return ByteSpan(first: first, end: last + 1)
    }

    /// Digits and nothing else: `UInt64` itself would take a sign.
    private static func number(_ text: Substring) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return UInt64(text)
    }
}
