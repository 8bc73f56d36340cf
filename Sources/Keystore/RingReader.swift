import Identity

/// Takes a ring's lines one by one; the last is kept apart, since it covers all the others.
struct RingReader {
    private var lines: ArraySlice<String>
    private(set) var number = 0

    /// - Throws: ``KeystoreError`` for bytes that are not lines of printable ASCII, each ended by
    ///   LF.
    init(_ bytes: some Collection<UInt8>) throws(KeystoreError) {
        var lines: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard line.allSatisfy({ (0x20...0x7e).contains($0) }) else {
                throw .malformed(line: lines.count + 1, expected: "printable ASCII")
            }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        guard lines.popLast()?.isEmpty == true else {
            throw .malformed(line: lines.count + 1, expected: "line feed")
        }
        self.lines = lines[...]
    }

    mutating func next() -> RingLine? {
        guard let line = lines.popFirst() else { return nil }
        number += 1
        return RingLine(line, number: number)
    }
}

/// Takes a line word by word.
struct RingLine {
    let number: Int
    /// Without its LF.
    let text: String
    private var words: ArraySlice<Substring>

    init(_ text: String, number: Int) {
        self.text = text
        self.number = number
        words =
            text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map(Substring.init)[...]
    }

    func malformed(_ expected: String) -> KeystoreError {
        .malformed(line: number, expected: expected)
    }

    mutating func word(_ expected: String) throws(KeystoreError) -> String {
        guard let word = words.popFirst(), !word.isEmpty else { throw malformed(expected) }
        return String(word)
    }

    /// The value of `key=value`.
    mutating func field(_ key: String) throws(KeystoreError) -> String {
        let word = try word("\(key)=")
        guard word.hasPrefix(key + "=") else { throw malformed("\(key)=") }
        return String(word.utf8.dropFirst(key.utf8.count + 1)) ?? ""
    }

    mutating func number(_ key: String) throws(KeystoreError) -> Int {
        let text = try field(key)
        guard let value = Int(text), String(value) == text else {
            throw malformed("\(key)= with number")
        }
        return value
    }

    mutating func base64(_ expected: String) throws(KeystoreError) -> [UInt8] {
        do { return try Base64.decode(word(expected)) } catch { throw malformed(expected) }
    }

    mutating func base64Field(_ key: String, byteCount: Int) throws(KeystoreError) -> [UInt8] {
        let expected = "\(key)= with \(byteCount) bytes in base64"
        guard let bytes = try? Base64.decode(field(key)), bytes.count == byteCount else {
            throw malformed(expected)
        }
        return bytes
    }

    /// A time, or `nil` for `-`.
    mutating func time(_ key: String) throws(KeystoreError) -> Timestamp? {
        let text = try field(key)
        if text == "-" { return nil }
        do { return try Timestamp(canonical: text) } catch {
            throw malformed("\(key)= with time or -")
        }
    }

    func end() throws(KeystoreError) {
        guard words.isEmpty else { throw malformed("end of line") }
    }
}
