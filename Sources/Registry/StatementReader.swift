import Identity
import Labels
import Notes

/// Takes a note's text line by line and knows where it stands.
///
/// The grammar is printable ASCII; words are parted by single spaces. What is read here is written
/// again and compared by the caller, so readers need not guard against second spellings.
struct StatementReader {
    private let bytes: [UInt8]
    /// Offset of the line that comes next.
    private var next = 0
    /// Of the line that was taken last, counted from 1.
    private(set) var line = 0

    /// - Throws: ``RegistryError/malformed(line:expected:)`` for a text that does not end in LF or
    ///   holds anything but printable ASCII.
    init(_ text: String) throws(RegistryError) {
        bytes = Array(text.utf8)
        var line = 1
        for byte in bytes {
            if byte == lineFeed {
                line += 1
            } else if byte < 0x20 || byte > 0x7e {
                throw .malformed(line: line, expected: "printable ASCII")
            }
        }
        guard bytes.last == lineFeed else { throw .malformed(line: line, expected: "line feed") }
    }

    var isAtEnd: Bool { next == bytes.count }

    /// Whether the next line begins with `keyword`.
    func stands(before keyword: String) -> Bool {
        let line = bytes[next...]
        return line.starts(with: keyword.utf8)
            && line.dropFirst(keyword.utf8.count).first == UInt8(ascii: " ")
    }

    /// The words of the next line.
    mutating func take(_ expected: String) throws(RegistryError) -> LineReader {
        line += 1
        guard !isAtEnd, let end = bytes[next...].firstIndex(of: lineFeed) else {
            throw .malformed(line: line, expected: expected)
        }
        defer { next = end + 1 }
        return LineReader(bytes[next..<end], line: line)
    }

    /// The one word after `keyword` on the next line.
    mutating func value(after keyword: String) throws(RegistryError) -> String {
        var reader = try take(keyword)
        try reader.keyword(keyword)
        let value = try reader.word("value of \(keyword)")
        try reader.end()
        return value
    }

    /// Fails unless the text is `written`, its one form.
    static func requireCanonical(_ text: String, written: String) throws(RegistryError) {
        // Both are ASCII, so equal strings are equal bytes.
        guard text != written else { return }
        let same = zip(text.utf8, written.utf8).prefix { $0 == $1 }
        throw .malformed(
            line: same.count { $0.0 == lineFeed } + 1, expected: "canonical form")
    }
}

/// Takes a line word by word.
struct LineReader {
    let line: Int
    /// What follows the space after the word taken last; `nil` when none followed.
    private var rest: ArraySlice<UInt8>?

    init(_ text: ArraySlice<UInt8>, line: Int) {
        self.line = line
        rest = text
    }

    func malformed(_ expected: String) -> RegistryError {
        .malformed(line: line, expected: expected)
    }

    mutating func word(_ expected: String) throws(RegistryError) -> String {
        guard let word = takeWord(), !word.isEmpty else { throw malformed(expected) }
        return String(decoding: word, as: UTF8.self)
    }

    mutating func keyword(_ keyword: String) throws(RegistryError) {
        guard takeWord()?.elementsEqual(keyword.utf8) == true else { throw malformed(keyword) }
    }

    /// The value of `key=value`.
    mutating func field(_ key: String) throws(RegistryError) -> String {
        guard let value = optionalField(key) else { throw malformed("\(key)=") }
        return value
    }

    mutating func optionalField(_ key: String) -> String? {
        guard let rest, rest.starts(with: key.utf8),
            rest.dropFirst(key.utf8.count).first == UInt8(ascii: "="), let word = takeWord()
        else { return nil }
        return String(decoding: word.dropFirst(key.utf8.count + 1), as: UTF8.self)
    }

    func end() throws(RegistryError) {
        guard rest == nil else { throw malformed("end of line") }
    }

    private mutating func takeWord() -> ArraySlice<UInt8>? {
        guard let text = rest else { return nil }
        guard let end = text.firstIndex(of: UInt8(ascii: " ")) else {
            rest = nil
            return text
        }
        rest = text[(end + 1)...]
        return text[..<end]
    }
}

extension LineReader {
    mutating func name<Concept>() throws(RegistryError) -> Name<Concept> {
        let expected = "name of a \(Concept.word)"
        do { return try Name(word(expected)) } catch { throw malformed(expected) }
    }

    mutating func time(_ key: String) throws(RegistryError) -> Timestamp {
        let expected = "\(key)= with time"
        do { return try Timestamp(rfc3339: field(key)) } catch { throw malformed(expected) }
    }

    mutating func digest(_ key: String) throws(RegistryError) -> Digest {
        let expected = "\(key)= with SHA-256"
        do { return try Digest(hex: field(key)) } catch { throw malformed(expected) }
    }

    mutating func base64(_ key: String) throws(RegistryError) -> [UInt8] {
        let expected = "\(key)= with base64"
        do { return try Base64.decode(field(key)) } catch { throw malformed(expected) }
    }

    /// A self-signed certificate: one DER sequence of a plausible size. What it says is of no
    /// account, since its fingerprint alone is compared.
    mutating func certificate() throws(RegistryError) -> [UInt8] {
        let bytes = try base64("certificate")
        guard bytes.count <= certificateMaxBytes, isOneDERSequence(bytes) else {
            throw malformed("certificate= with DER of at most \(certificateMaxBytes) bytes")
        }
        return bytes
    }

    mutating func level() throws(RegistryError) -> Level {
        do { return try Level(word("level")) } catch { throw malformed("level") }
    }

    mutating func status() throws(RegistryError) -> StatusKind {
        do { return try StatusKind(word("status")) } catch { throw malformed("status") }
    }

    mutating func revocation() throws(RegistryError) -> Revocation {
        let at = try time("at")
        guard let text = optionalField("compromised-since") else { return Revocation(at: at) }
        do {
            return try Revocation(at: at, compromisedSince: Timestamp(rfc3339: text))
        } catch { throw malformed("compromised-since= with time") }
    }

    mutating func authority() throws(RegistryError) -> NoteAuthority {
        let first = try word("Ed25519 verifier key")
        let second = try word("ML-DSA-65 verifier key")
        do {
            return try NoteAuthority(ed25519: NoteKey(vkey: first), mlDSA65: NoteKey(vkey: second))
        } catch { throw malformed("verifier keys of one Ed25519 and one ML-DSA-65 key") }
    }

    mutating func noteKey(_ key: String) throws(RegistryError) -> NoteKey {
        let expected = "\(key)= with verifier key"
        do { return try NoteKey(vkey: field(key)) } catch { throw malformed(expected) }
    }

    mutating func receiptKey() throws(RegistryError) -> NoteKey {
        let key = try noteKey("receipt")
        guard case .ed25519 = key.publicKey else { throw malformed("receipt= with Ed25519 key") }
        return key
    }
}

extension Revocation {
    /// The words that follow what is revoked.
    var words: String {
        guard let compromisedSince else { return "at=\(at)" }
        return "at=\(at) compromised-since=\(compromisedSince)"
    }
}

/// The outermost element is a sequence and nothing follows it.
private func isOneDERSequence(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4, bytes[0] == 0x30 else { return false }
    switch bytes[1] {
    case 0..<0x80: return Int(bytes[1]) == bytes.count - 2
    case 0x81: return Int(bytes[2]) == bytes.count - 3
    case 0x82: return Int(bytes[2]) << 8 | Int(bytes[3]) == bytes.count - 4
    default: return false
    }
}

/// The largest certificate of a node or relay.
package let certificateMaxBytes = 16_384

private let lineFeed = UInt8(ascii: "\n")
