import TestSupport

@testable import Policies

/// Writes policy files anew with keys and lists in another order.
///
/// Entries of a list begin with `  - `, or with a comment before that, and keys of the file in the
/// first column. `groups` stay as they are: a group may name those before it alone.
struct ListOrder {
    private var generator: Seeded

    init(seed: UInt64) { generator = Seeded(seed: seed) }

    mutating func shuffled(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
        var shuffled: [String: [UInt8]] = [:]
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            shuffled[name] = Array(self.shuffled(String(decoding: bytes, as: UTF8.self)).utf8)
        }
        return shuffled
    }

    mutating func shuffled(_ text: String) -> String {
        var sections: [String] = []
        for section in Self.parts(of: text, at: { $0.first?.isLetter == true }) {
            let isOrdered = section.contains("\ngroups:") || section.hasPrefix("groups:")
            sections.append(isOrdered ? section : shuffledEntries(of: section))
        }
        return sections.shuffled(using: &generator).joined()
    }

    private mutating func shuffledEntries(of section: String) -> String {
        let parts = Self.parts(of: section, at: { $0.hasPrefix("  - ") })
        guard let head = parts.first, parts.count > 2 else { return section }
        // The head is the key's own line; comments belong to what follows them.
        return head + parts.dropFirst().shuffled(using: &generator).joined()
    }

    /// The text cut before each line that begins a part; comments and empty lines go with the part
    /// they stand before.
    private static func parts(of text: String, at isBeginning: (Substring) -> Bool) -> [String] {
        var parts: [String] = []
        var (part, comments) = ("", "")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let isComment = line.isEmpty || line.drop { $0 == " " }.hasPrefix("#")
            if isComment {
                comments += line + "\n"
            } else if isBeginning(line) {
                if !part.isEmpty { parts.append(part) }
                part = comments + line + "\n"
                comments = ""
            } else {
                part += comments + line + "\n"
                comments = ""
            }
        }
        return parts + [part + comments]
    }
}
