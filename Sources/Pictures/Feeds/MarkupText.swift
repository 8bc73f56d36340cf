/// Plain text out of the HTML that feeds put in their strings.
///
/// For reading, not for safety: tags go, blocks become lines, the common references become
/// characters, all else stays as it is.
enum MarkupText {
    static func plain(_ markup: String) -> String {
        var out = ""
        var rest = markup[...]
        while let start = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
            out += rest[..<start]
            rest = rest[start...]
            if rest.first == "<" {
                takeTag(from: &rest, into: &out)
            } else {
                takeReference(from: &rest, into: &out)
            }
        }
        return tidied(out + rest)
    }

    /// A tag has a letter or `/` after `<`; "kl. 5 < 6" stays.
    private static func takeTag(from rest: inout Substring, into out: inout String) {
        let inside = rest.dropFirst()
        guard let first = inside.first, first.isLetter || first == "/" || first == "!",
            let end = inside.prefix(tagMaxCharacters).firstIndex(of: ">")
        else {
            out.append(rest.removeFirst())
            return
        }
        let name = inside[..<end].drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        switch name.lowercased() {
        case "p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6":
            out += "\n"
        default: break
        }
        rest = inside[inside.index(after: end)...]
    }

    private static func takeReference(from rest: inout Substring, into out: inout String) {
        let inside = rest.dropFirst().prefix(referenceMaxCharacters)
        guard let end = inside.firstIndex(of: ";"), let character = character(inside[..<end]) else {
            out.append(rest.removeFirst())
            return
        }
        out.append(character)
        rest = rest[rest.index(after: end)...]
    }

    private static func character(_ name: Substring) -> Character? {
        if let known = names[String(name)] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, let scalar = Unicode.Scalar(value),
            scalar.properties.generalCategory != .control
        else { return nil }
        return Character(scalar)
    }

    /// No spaces at line ends, no control characters, at most one blank line in a row.
    private static func tidied(_ text: String) -> String {
        var lines: [String] = []
        for line in text.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let scalars = line.unicodeScalars.map { scalar in
                scalar.properties.generalCategory == .control ? " " : scalar
            }
            let words = String(String.UnicodeScalarView(scalars)).split {
                $0 == " " || $0 == "\u{A0}"
            }
            let line = words.joined(separator: " ")
            if !line.isEmpty || lines.last?.isEmpty == false { lines.append(line) }
        }
        return lines.joined(separator: "\n").trimmingBlankEnds()
    }

    /// Bounds the search, so that a text of `<a<a<a…` stays cheap.
    private static let tagMaxCharacters = 2_000
    private static let referenceMaxCharacters = 10
    private static let names: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
        "aring": "å", "auml": "ä", "ouml": "ö", "Aring": "Å", "Auml": "Ä", "Ouml": "Ö",
        "eacute": "é", "Eacute": "É", "uuml": "ü", "ndash": "–", "mdash": "—", "hellip": "…",
        "bull": "•", "middot": "·", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
        "laquo": "«", "raquo": "»", "sect": "§", "deg": "°", "shy": "\u{AD}",
    ]
}
