/// Makes text from strangers safe to print.
///
/// Received bytes are carried verbatim, so a file or an alert may hold escape sequences that
/// recolour, hide or rewrite what a terminal shows, and bidirectional overrides that reorder it
/// (CVE-2021-42574). Here they become U+FFFD.
package enum TerminalText {
    package static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { out.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar) }
        return String(out)
    }

    /// The same for what must stay on one line, a file's name or a cell: what would steer, break or
    /// reorder it stands there as it is written in programs, `\u{1B}`, so that names can be told
    /// apart.
    package static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0) || breaks($0) }) else {
            return text
        }
        return text.unicodeScalars.reduce(into: "") { out, scalar in
            let isPlain = !isUnsafe(scalar) && !breaks(scalar)
            out += isPlain ? String(scalar) : scalar.escaped(asASCII: true)
        }
    }

    private static func breaks(_ scalar: Unicode.Scalar) -> Bool {
        ["\t", "\n", "\u{2028}", "\u{2029}"].contains(scalar)
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F: true
        // Bidirectional marks, embeddings, overrides and isolates.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
