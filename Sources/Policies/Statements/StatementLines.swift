import Identity
import Labels

/// Reads the `key value` lines of a signed statement in their one order.
///
/// What is read is written again and compared by the caller, so nothing has a second spelling.
struct StatementLines {
    private var lines: ArraySlice<Substring>
    /// Of the line taken last, counted from 1.
    private(set) var line = 0

    /// - Throws: ``PolicyError/textInvalid(line:expected:)`` for a text that does not end in LF,
    ///   ``PolicyError/typeDiffers(expected:found:)``.
    init(_ text: String, type: String) throws(PolicyError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popLast()?.isEmpty == true else {
            throw .textInvalid(line: lines.count + 1, expected: "line feed")
        }
        guard let first = lines.popFirst(), first == type else {
            throw .typeDiffers(expected: type, found: String(text.prefix { $0 != "\n" }.prefix(80)))
        }
        self.lines = lines
        line = 1
    }

    /// The value of the next line, which must bear `key`.
    mutating func value(_ key: String) throws(PolicyError) -> String {
        line += 1
        guard let next = lines.popFirst(), next.hasPrefix(key + " ") else { throw expected(key) }
        return String(next.dropFirst(key.count + 1))
    }

    /// Whether the next line bears `key`.
    func has(_ key: String) -> Bool { lines.first?.hasPrefix(key + " ") ?? false }

    mutating func name<Concept>(
        _ key: String, _: Name<Concept>.Type
    ) throws(PolicyError) -> Name<Concept> {
        let text = try value(key)
        do { return try Name<Concept>(text) } catch { throw expected("\(key) with a name") }
    }

    /// As many lines of `key` as there are; at least one.
    mutating func names<Concept>(
        _ key: String, _ type: Name<Concept>.Type
    ) throws(PolicyError) -> [Name<Concept>] {
        var names = [try name(key, type)]
        while has(key) { names.append(try name(key, type)) }
        return names
    }

    mutating func time(_ key: String) throws(PolicyError) -> Timestamp {
        let text = try value(key)
        do { return try Timestamp(canonical: text) } catch {
            throw expected("\(key) with a time in UTC")
        }
    }

    mutating func digest(_ key: String) throws(PolicyError) -> Digest {
        let text = try value(key)
        do { return try Digest(hex: text) } catch { throw expected("\(key) with a SHA-256") }
    }

    mutating func level(_ key: String) throws(PolicyError) -> Level {
        let text = try value(key)
        do { return try Level(text) } catch { throw expected("\(key) with a level") }
    }

    mutating func number<Number: FixedWidthInteger>(
        _ key: String, _ range: ClosedRange<Number>
    ) throws(PolicyError) -> Number {
        guard let number = Number(try value(key)), range.contains(number) else {
            throw expected("\(key) with a whole number")
        }
        return number
    }

    mutating func status(_ key: String) throws(PolicyError) -> Status {
        let text = try value(key)
        do { return try Status(text) } catch { throw expected("\(key) with a status") }
    }

    mutating func state(_ key: String) throws(PolicyError) -> StatementState {
        guard let state = StatementState(rawValue: try value(key)) else {
            throw expected("\(key) with open or closed")
        }
        return state
    }

    /// Fails unless everything was taken and the text is `written`.
    func end(_ text: String, written: String) throws(PolicyError) {
        guard lines.isEmpty else {
            throw .textInvalid(line: line + 1, expected: "end of text")
        }
        guard !text.utf8.elementsEqual(written.utf8) else { return }
        let same = zip(text.utf8, written.utf8).prefix { $0 == $1 }
        throw .textInvalid(
            line: same.count { $0.0 == UInt8(ascii: "\n") } + 1, expected: "canonical form")
    }

    private func expected(_ what: String) -> PolicyError {
        .textInvalid(line: line, expected: what)
    }
}

/// Whether a statement opens something or ends it.
package enum StatementState: String, CaseIterable, Sendable, Hashable {
    case open, closed
}
