import func Glibc.gmtime_r
import func Glibc.timegm
import struct Glibc.time_t
import struct Glibc.tm

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
        var parts = tm()
        var seconds = time_t(milliseconds / 1000)
        gmtime_r(&seconds, &parts)
        var text: [UInt8] = []
        text.reserveCapacity("2026-11-23T05:21:08.123Z".utf8.count)
        text.append(decimal: Int(parts.tm_year) + 1900, digits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(decimal: Int(parts.tm_mon) + 1, digits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(decimal: Int(parts.tm_mday), digits: 2)
        text.append(UInt8(ascii: "T"))
        text.append(decimal: Int(parts.tm_hour), digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(decimal: Int(parts.tm_min), digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(decimal: Int(parts.tm_sec), digits: 2)
        if milliseconds % 1000 != 0 {
            text.append(UInt8(ascii: "."))
            text.append(decimal: Int(milliseconds % 1000), digits: 3)
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
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
/// The C library counts the days. Registries and messages are full of times: its calendar costs a
/// hundredth of Foundation's.
private func parseRFC3339(_ text: String) -> Int64? {
    let characters = Array(text.utf8)
    guard characters.count >= 20, let parts = CivilTime(characters[..<19]) else { return nil }
    var rest = characters[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
        let digits = rest.dropFirst().prefix(while: isDigit)
        guard (1...3).contains(digits.count) else { return nil }
        fraction = digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        for _ in digits.count..<3 { fraction *= 10 }
        rest = rest.dropFirst(1 + digits.count)
    }
    guard let offsetSeconds = offsetSeconds(rest) else { return nil }
    return (parts.secondsAsUTC - offsetSeconds) * 1000 + fraction
}

/// Day and time of day without an offset, `2026-11-23T06:21:08`.
private struct CivilTime {
    private let year, month, day, hour, minute, second: Int

    /// `nil` for what a lenient calendar would roll over: 31 June, 24:00:00, second 60.
    init?(_ text: ArraySlice<UInt8>) {
        let marks = [4: "-", 7: "-", 10: "T", 13: ":", 16: ":"] as KeyValuePairs
        for (offset, mark) in marks where text[text.startIndex + offset] != mark.utf8.first {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? {
            decimal(text[text.startIndex + range.lowerBound..<text.startIndex + range.upperBound])
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
        else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...days[month - 1]).contains(day), hour < 24,
            minute < 60, second < 60
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    var secondsAsUTC: Int64 {
        var parts = tm()
        parts.tm_year = Int32(year - 1900)
        parts.tm_mon = Int32(month - 1)
        parts.tm_mday = Int32(day)
        parts.tm_hour = Int32(hour)
        parts.tm_min = Int32(minute)
        parts.tm_sec = Int32(second)
        return Int64(timegm(&parts))
    }
}

/// `Z`, or `+01:00` with hours below 24 and minutes below 60.
private func offsetSeconds(_ text: ArraySlice<UInt8>) -> Int64? {
    if text.elementsEqual("Z".utf8) { return 0 }
    let text = Array(text)
    guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = decimal(text[1...2]),
        let minutes = decimal(text[4...5]), hours < 24, minutes < 60
    else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    switch text[0] {
    case UInt8(ascii: "+"): return seconds
    case UInt8(ascii: "-"): return -seconds
    default: return nil
    }
}

/// The number that digits alone write.
private func decimal(_ text: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for character in text {
        guard isDigit(character) else { return nil }
        value = value * 10 + Int(character - UInt8(ascii: "0"))
    }
    return value
}

private func isDigit(_ character: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
}

extension [UInt8] {
    /// A number with leading zeros.
    fileprivate mutating func append(decimal value: Int, digits: Int) {
        var scale = 1
        for _ in 1..<digits { scale *= 10 }
        for _ in 0..<digits {
            append(UInt8(ascii: "0") + UInt8(value / scale % 10))
            scale = Swift.max(scale / 10, 1)
        }
    }
}
