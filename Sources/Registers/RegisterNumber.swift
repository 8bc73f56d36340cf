package import Labels

/// An entry's number: the year it was entered and its place in that year, counted apart for each
/// status.
///
///     2026-14
///     exercise-2026-3
package struct RegisterNumber: Hashable, Sendable {
    package let status: StatusKind
    package let year: Int
    /// From 1, without gaps.
    package let serial: Int

    package init(_ status: StatusKind, year: Int, serial: Int) {
        (self.status, self.year, self.serial) = (status, year, serial)
    }

    /// Reads what ``text`` writes, and nothing else.
    ///
    /// - Throws: ``RegisterError/numberInvalid(text:)``.
    package init(_ text: String) throws(RegisterError) {
        var words = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        var status = StatusKind.actual
        if words.count == 3, let named = StatusKind(rawValue: words[0]) {
            status = named
            words.removeFirst()
        }
        guard words.count == 2, let year = Int(words[0]), let serial = Int(words[1]) else {
            throw .numberInvalid(text: text)
        }
        self.init(status, year: year, serial: serial)
        guard (1970...9999).contains(year), serial > 0, self.text == text else {
            throw .numberInvalid(text: text)
        }
    }

    package var text: String {
        (status == .actual ? "" : status.rawValue + "-") + "\(year)-\(serial)"
    }
}

extension RegisterNumber: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.status.rawValue, left.year, left.serial)
            < (right.status.rawValue, right.year, right.serial)
    }
}

extension RegisterNumber: CustomStringConvertible {
    package var description: String { text }
}

extension RegisterNumber: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do { try self.init(container.decode(String.self)) } catch let error as RegisterError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
