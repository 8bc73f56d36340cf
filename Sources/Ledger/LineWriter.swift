/// Writes the `word value` lines that ``LineReader`` reads.
///
/// Bytes, not a string: an entry is written for every message and hashed at once, and a string would
/// be grown letter by letter only to be taken apart again.
struct LineWriter {
    private(set) var bytes: [UInt8] = []

    init(_ firstLine: String) {
        bytes.reserveCapacity(Self.usualBytes)
        append(firstLine)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A line of a word and its value; none where there is no value.
    mutating func add(_ word: String, _ value: String?) {
        guard let value else { return }
        append(word)
        bytes.append(UInt8(ascii: " "))
        append(value)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A line of a word and several values.
    mutating func add(_ word: String, _ first: String, _ second: String, _ third: String? = nil) {
        append(word)
        for value in [first, second, third] {
            guard let value else { break }
            bytes.append(UInt8(ascii: " "))
            append(value)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private static let usualBytes = 2_048
}
