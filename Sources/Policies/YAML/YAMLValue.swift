import Identity
import Labels
import Yams

/// A value in a policy file, with its place and somewhere to note what is wrong with it.
///
/// Every reader returns `nil` after it has noted the defect at the value's own place.
struct YAMLValue {
    let file: String
    let node: Node
    let issues: IssueCollector

    /// From 1.
    var line: Int { node.mark?.line ?? 1 }

    func note(_ defect: PolicyDefect) {
        issues.add(defect, file: file, line: line, column: node.mark?.column ?? 1)
    }

    /// The items of a list; empty after a defect.
    func list() -> [YAMLValue] {
        guard case .sequence(let sequence) = node else {
            note(.wrongType(expected: "list", found: kind))
            return []
        }
        return sequence.map { YAMLValue(file: file, node: $0, issues: issues) }
    }

    /// The text that stands there, never empty.
    func text() -> String? {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            note(.wrongType(expected: "text", found: kind))
            return nil
        }
        return scalar.string
    }

    /// Text of one line, as markings and references are.
    func shortText(maxBytes: Int = 200) -> String? {
        guard let text = text() else { return nil }
        guard text.utf8.count <= maxBytes, !text.contains("\n") else {
            note(.valueInvalid(expected: "one line of at most \(maxBytes) bytes", found: "longer"))
            return nil
        }
        return text
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let text = plain("whole number") else { return nil }
        guard let value = Int(text), String(value) == text, range.contains(value) else {
            note(
                .valueInvalid(
                    expected: "whole number \(range.lowerBound)–\(range.upperBound)", found: text))
            return nil
        }
        return value
    }

    /// `true` or `false`; YAML's `yes`, `on` and `y` are no answers here.
    func truth() -> Bool? {
        guard let text = plain("true or false") else { return nil }
        guard text == "true" || text == "false" else {
            note(.wrongType(expected: "true or false", found: "text"))
            return nil
        }
        return text == "true"
    }

    /// A moment in RFC 3339, with its offset.
    func time() -> Timestamp? {
        guard let text = text() else { return nil }
        do { return try Timestamp(rfc3339: text) } catch {
            note(.valueInvalid(expected: "RFC 3339 time with offset", found: text))
            return nil
        }
    }

    /// Seconds, written as a whole number and a unit: `90s`, `15m`, `12h`, `30d`.
    func durationSeconds() -> Int64? {
        guard let text = text() else { return nil }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let digits = text.dropLast()
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(digits),
            String(count) == digits, (1...1_000_000).contains(count)
        else {
            note(.valueInvalid(expected: "whole number with s, m, h or d", found: text))
            return nil
        }
        return count * unit
    }

    func level() -> Level? {
        guard let text = text() else { return nil }
        guard let level = try? Level(text) else {
            note(.referenceUnknown(concept: "level", name: text))
            return nil
        }
        return level
    }

    func country() -> CountryCode? {
        guard let text = text() else { return nil }
        guard let country = try? CountryCode(text) else {
            note(.valueInvalid(expected: "ISO 3166-1 alpha-2 code", found: text))
            return nil
        }
        return country
    }

    func name<Concept>(_: Name<Concept>.Type) -> Name<Concept>? {
        guard let text = text() else { return nil }
        do { return try Name<Concept>(text) } catch {
            note(.valueInvalid(expected: "\(Concept.word) name", found: text))
            return nil
        }
    }

    /// A name that something else has defined.
    func name<Concept>(
        _ type: Name<Concept>.Type, in known: some Collection<Name<Concept>>
    ) -> Name<Concept>? {
        guard let name = name(type) else { return nil }
        guard known.contains(name) else {
            note(.referenceUnknown(concept: Concept.word, name: name.text))
            return nil
        }
        return name
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text() else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            note(.valueInvalid(expected: known, found: text))
            return nil
        }
        return word
    }

    /// Whether exactly this word stands there; notes nothing.
    func isWord(_ word: String) -> Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.string == word
    }

    /// What stands there, in the words of an error.
    var kind: String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "text"
        case .mapping: "mapping"
        case .sequence: "list"
        case .alias: "alias"
        }
    }

    /// An unquoted scalar: `"3"` is text, `3` a number.
    private func plain(_ expected: String) -> String? {
        guard case .scalar(let scalar) = node, scalar.style == .plain, !scalar.string.isEmpty else {
            note(.wrongType(expected: expected, found: kind))
            return nil
        }
        return scalar.string
    }
}

extension YAMLValue {
    /// Reads every item and keeps those that could be read.
    func list<Item>(_ read: (YAMLValue) -> Item?) -> [Item] { list().compactMap(read) }

    /// Like ``list(_:)``, and notes an item that stands there twice.
    func uniqueList<Item: Hashable & CustomStringConvertible>(
        _ concept: String, _ read: (YAMLValue) -> Item?
    ) -> [Item] {
        var seen: Set<Item> = []
        return list().compactMap { value in
            guard let item = read(value) else { return nil }
            guard seen.insert(item).inserted else {
                value.note(.definedTwice(concept: concept, name: item.description))
                return nil
            }
            return item
        }
    }
}
