/// A Swift file split into code and comments, line for line; string literals are blanked out of
/// the code.
///
/// Knows nested comments, escapes, raw strings and multi-line strings. Code inside an
/// interpolation counts as string, which is good enough for rules about declarations.
struct SwiftText {
    let raw: [String]
    let code: [String]
    let comments: [String]
    let literals: [Literal]

    /// A string as it is written.
    struct Literal {
        /// Where it begins, from 1.
        let line: Int
        /// The last argument that names a language, `sv` or `en`, before or around it.
        let language: String?
        let text: String
    }

    init(_ text: String) {
        raw = Self.lines(of: Array(text.utf8))
        var scanner = Scanner(Array(text.utf8))
        scanner.run()
        code = Self.lines(of: scanner.code)
        comments = Self.lines(of: scanner.comments)
        literals = scanner.literals
    }

    /// Line numbers, from 1, of the lines that `pattern` is found in.
    ///
    /// Only lines with one of `words` are looked at closely: a regex takes a thousand times longer
    /// than a search for bytes.
    static func hits(
        _ pattern: Regex<Substring>, words: [StaticString], in lines: [String]
    ) -> [Int] {
        // The default word boundary is that of prose, where `Task.yield` is one word.
        let pattern = pattern.wordBoundaryKind(.simple)
        return lines.enumerated().filter { _, line in
            words.contains { line.holds($0) } && line.contains(pattern)
        }.map { $0.offset + 1 }
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        bytes.split(separator: newline, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static let newline = UInt8(ascii: "\n")

    private struct Scanner {
        let text: [UInt8]
        var offset = 0
        var code: [UInt8] = []
        var comments: [UInt8] = []
        var literals: [Literal] = []
        /// Up to where ``language`` has been looked for.
        private var lookedUpTo = 0
        private var language: String?
        private var line = 1

        init(_ text: [UInt8]) { self.text = text }

        mutating func run() {
            while offset < text.count {
                switch text[offset] {
                case UInt8(ascii: "/") where next == UInt8(ascii: "/"): lineComment()
                case UInt8(ascii: "/") where next == UInt8(ascii: "*"): blockComment()
                case UInt8(ascii: "\""), UInt8(ascii: "#"):
                    if let (hashes, quotes) = stringStart {
                        string(hashes: hashes, quotes: quotes)
                    } else {
                        take(asCode: true)
                    }
                default: take(asCode: true)
                }
            }
        }

        var next: UInt8? { offset + 1 < text.count ? text[offset + 1] : nil }

        func starts(with word: [UInt8]) -> Bool { text[offset...].starts(with: word) }

        /// How many `#` and `"` open a literal here.
        var stringStart: (hashes: Int, quotes: Int)? {
            let hashes = text[offset...].prefix { $0 == UInt8(ascii: "#") }.count
            let quotes = text[(offset + hashes)...].prefix { $0 == UInt8(ascii: "\"") }.count
            if quotes == 0 { return nil }
            return (hashes, quotes >= 3 ? 3 : 1)
        }

        mutating func take(asCode: Bool) {
            let byte = text[offset]
            offset += 1
            if byte == newline {
                comments.append(byte)
                line += 1
            }
            if byte == newline || asCode { code.append(byte) }
        }

        mutating func takeComment() {
            if text[offset] != newline { comments.append(text[offset]) }
            take(asCode: false)
        }

        mutating func lineComment() {
            while offset < text.count, text[offset] != newline { takeComment() }
        }

        mutating func blockComment() {
            var depth = 0
            while offset < text.count {
                let pair = [text[offset], next]
                if pair == [UInt8(ascii: "*"), UInt8(ascii: "/")] {
                    depth -= 1
                    offset += 2
                    if depth == 0 { return }
                } else {
                    if pair == [UInt8(ascii: "/"), UInt8(ascii: "*")] {
                        depth += 1
                        takeComment()
                    }
                    takeComment()
                }
            }
        }

        mutating func string(hashes: Int, quotes: Int) {
            let marks = [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
            let end = [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + marks
            let escape = [UInt8(ascii: "\\")] + marks
            noteLanguage()
            let first = line
            for _ in 0..<hashes + quotes { take(asCode: false) }
            code.append(UInt8(ascii: "\""))
            let start = offset
            while offset < text.count, !starts(with: end) {
                if quotes == 1 && text[offset] == newline { return }
                if starts(with: escape) { offset += escape.count }
                if offset < text.count { take(asCode: false) }
            }
            literals.append(
                Literal(
                    line: first, language: language,
                    text: String(decoding: text[start..<offset], as: UTF8.self)))
            offset = min(offset + end.count, text.count)
            code.append(UInt8(ascii: "\""))
        }

        /// Reads the code since the last literal for the name of an argument.
        mutating func noteLanguage() {
            let code = String(decoding: code[lookedUpTo...], as: UTF8.self)
            if let match = code.matches(of: /\b(sv|en)(?:\s+\w+)?\s*:/).last {
                language = String(match.1)
            }
            lookedUpTo = self.code.count
        }
    }
}

extension String {
    /// Whether `word` stands in it, byte for byte.
    func holds(_ word: StaticString) -> Bool {
        var copy = self
        return copy.withUTF8 { bytes in
            let pattern = Array("\(word)".utf8)
            guard let first = pattern.first, bytes.count >= pattern.count else { return false }
            for start in 0...(bytes.count - pattern.count) where bytes[start] == first {
                if bytes[start..<start + pattern.count].elementsEqual(pattern) { return true }
            }
            return false
        }
    }
}
