import Foundation

/// A system call as `strace` saw it.
///
/// Lines are moments. A tracee stands still while `strace` writes its line, so what stands on an
/// earlier line was seen before anything on a later one could happen.
struct SystemCall: Equatable {
    let thread: Int
    let name: String
    /// As written, strings still quoted.
    let arguments: [String]
    /// The line on which it was about to begin.
    let begins: Int
    /// The line on which it had ended; `nil` where the trace stops before.
    let ends: Int?
    /// What it returned; `nil` where it did not return.
    let result: Int64?

    /// The number that is argument `index`.
    func number(_ index: Int) -> Int64? {
        arguments.indices.contains(index) ? Int64(arguments[index]) : nil
    }

    /// The bytes that argument `index` quotes; `nil` for anything else, also for a string that
    /// `strace` cut.
    func bytes(_ index: Int) -> Data? {
        arguments.indices.contains(index) ? QuotedString.bytes(arguments[index]) : nil
    }

    func text(_ index: Int) -> String? {
        bytes(index).flatMap { String(data: $0, encoding: .utf8) }
    }
}

/// The strings of `strace`: C escapes, octal where there is no letter for it.
enum QuotedString {
    static func bytes(_ text: String) -> Data? {
        let quote = UInt8(ascii: "\"")
        let raw = Array(text.utf8)
        guard raw.count >= 2, raw.first == quote, raw.last == quote else { return nil }
        var bytes = Data(capacity: raw.count)
        var place = 1
        while place < raw.count - 1 {
            guard raw[place] == UInt8(ascii: "\\") else {
                guard raw[place] != quote else { return nil }
                bytes.append(raw[place])
                place += 1
                continue
            }
            guard let (byte, length) = escape(raw, after: place) else { return nil }
            bytes.append(byte)
            place += 1 + length
        }
        // An escape that swallowed the closing quote.
        return place == raw.count - 1 ? bytes : nil
    }

    private static func escape(_ raw: [UInt8], after place: Int) -> (UInt8, length: Int)? {
        let first = raw[place + 1]
        if let byte = letters[first] { return (byte, 1) }
        var (value, length) = (0, 0)
        while length < 3, case let digit = raw[place + 1 + length], octal.contains(digit) {
            value = value * 8 + Int(digit - octal.lowerBound)
            length += 1
        }
        guard length > 0, let byte = UInt8(exactly: value) else { return nil }
        return (byte, length)
    }

    private static let octal = UInt8(ascii: "0")...UInt8(ascii: "7")
    private static let letters: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0a, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0d,
        UInt8(ascii: "v"): 0x0b, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "\\"): 0x5c,
        UInt8(ascii: "\""): 0x22,
    ]
}
