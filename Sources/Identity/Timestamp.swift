import FoundationEssentials

/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00Z, years 1970–9999.
package struct Timestamp: Hashable, Sendable {
    package let milliseconds: Int64

    /// The last representable moment, 9999-12-31T23:59:59.999Z.
    package static let latest = Timestamp(clampingMilliseconds: .max)

    /// - Throws: ``IdentityError/timestampInvalid(text:)`` outside years 1970–9999.
    package init(milliseconds: Int64) throws(IdentityError) {
        guard (0...millisecondsMax).contains(milliseconds) else {
            throw .timestampInvalid(text: String(milliseconds))
        }
        self.milliseconds = milliseconds
    }

    /// The nearest representable moment.
    package init(clampingMilliseconds milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, 0), millisecondsMax)
    }

    /// Reads RFC 3339 with any offset and 0–3 fraction digits (`2026-11-23T06:21:08+01:00`).
    ///
    /// - Throws: ``IdentityError/timestampInvalid(text:)``.
    package init(rfc3339 text: String) throws(IdentityError) {
        guard let milliseconds = parseRFC3339(text) else { throw .timestampInvalid(text: text) }
        do { try self.init(milliseconds: milliseconds) } catch {
            throw .timestampInvalid(text: text)
        }
    }

    /// Reads the one form ``rfc3339`` writes, and no other: for signed texts, which must not have
    /// twins.
    ///
    /// - Throws: ``IdentityError/timestampInvalid(text:)``.
    package init(canonical text: String) throws(IdentityError) {
        try self.init(rfc3339: text)
        guard rfc3339 == text else { throw .timestampInvalid(text: text) }
    }

    /// RFC 3339 in UTC, `2026-11-23T05:21:08Z`, with `.123` only when the milliseconds are not
    /// zero.
    package var rfc3339: String {
        let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
        let whole = date.formatted(.iso8601)
        let fraction = milliseconds % 1000
        guard fraction != 0 else { return whole }
        let digits = String(fraction)
        return whole.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits
            + "Z"
    }

    /// POSIX seconds, rounded down, as C2SP cosignatures carry them.
    package var seconds: Int64 { milliseconds / 1000 }

    /// The moment `seconds` later (earlier when negative), clamped to what can be represented.
    package func adding(seconds: Int64) -> Timestamp {
        let spanSeconds = min(max(seconds, -millisecondsMax / 1000), millisecondsMax / 1000)
        return Timestamp(clampingMilliseconds: milliseconds + spanSeconds * 1000)
    }

    /// Milliseconds from `earlier` to `self`; negative when `earlier` is later.
    package func milliseconds(since earlier: Timestamp) -> Int64 {
        milliseconds - earlier.milliseconds
    }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Timestamp: CustomStringConvertible {
    package var description: String { rfc3339 }
}

private let millisecondsMax: Int64 = 253_402_300_799_999

/// Milliseconds since 1970, or `nil` when `text` is not RFC 3339.
///
/// The library reads the date and the offset; the fraction is read here, exactly, since a `Double`
/// would round it.
private func parseRFC3339(_ text: String) -> Int64? {
    let characters = Array(text.utf8)
    guard characters.count >= 20, characters[10] == UInt8(ascii: "T") else { return nil }
    var rest = characters[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
        let digits = rest.dropFirst().prefix {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        guard (1...3).contains(digits.count) else { return nil }
        fraction = digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        for _ in digits.count..<3 { fraction *= 10 }
        rest = rest.dropFirst(1 + digits.count)
    }
    let isUTC = rest.elementsEqual("Z".utf8)
    guard isUTC || isOffset(Array(rest)) else { return nil }
    let whole = String(decoding: characters[..<19] + rest, as: UTF8.self)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
    guard let date = try? style.parse(whole), isCalendarTrue(characters) else { return nil }
    return Int64(date.timeIntervalSince1970.rounded()) * 1000 + fraction
}

/// `+01:00`, hours below 24 and minutes below 60, which the library does not ask for.
private func isOffset(_ characters: [UInt8]) -> Bool {
    guard characters.count == 6, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(characters[0]),
        characters[3] == UInt8(ascii: ":"),
        let hour = UInt8(String(decoding: characters[1...2], as: UTF8.self)),
        let minute = UInt8(String(decoding: characters[4...5], as: UTF8.self))
    else { return false }
    return hour < 24 && minute < 60
}

/// Refuses what a lenient calendar would roll over: 31 June, 24:00:00, second 60.
private func isCalendarTrue(_ characters: [UInt8]) -> Bool {
    func number(_ range: Range<Int>) -> Int? {
        Int(String(decoding: characters[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
        let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
    else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...days[month - 1]).contains(day) else { return false }
    return hour < 24 && minute < 60 && second < 60
}
