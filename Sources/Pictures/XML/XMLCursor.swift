/// Walks over a document's characters: names, space, literals, references.
struct XMLCursor {
    let source: XMLSource
    private(set) var offset = 0

    init(_ source: XMLSource) { self.source = source }

    var peek: UInt8? { offset < source.bytes.count ? source.bytes[offset] : nil }
    var isAtEnd: Bool { offset >= source.bytes.count }

    func isAt(_ text: StaticString) -> Bool {
        rest.starts(with: bytes(of: text))
    }

    mutating func take(_ text: StaticString) -> Bool {
        guard isAt(text) else { return false }
        offset += bytes(of: text).count
        return true
    }

    /// One byte, known to be there.
    mutating func advance() { offset += 1 }

    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = offset
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x09 { offset += 1 }
        return offset > start
    }

    /// Moves behind the next `end` and returns what stood before it.
    mutating func text(until end: StaticString) throws(PicturesError) -> ArraySlice<UInt8> {
        let start = offset
        let pattern = bytes(of: end)
        while !isAtEnd {
            if rest.starts(with: pattern) {
                let text = source.bytes[start..<offset]
                offset += pattern.count
                return text
            }
            offset += 1
        }
        throw failure(.syntax(expected: String(decoding: pattern, as: UTF8.self)))
    }

    /// Character data up to the next markup or reference.
    mutating func characters() throws(PicturesError) -> ArraySlice<UInt8> {
        let start = offset
        while let byte = peek, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&") {
            // XML 1.0 2.4: a sign of a CDATA section cut open.
            if byte == UInt8(ascii: "]"), isAt("]]>") {
                throw failure(.syntax(expected: "no ]]> in text"))
            }
            offset += 1
        }
        return source.bytes[start..<offset]
    }

    /// A name, with its colon if it has one.
    mutating func name() throws(PicturesError) -> String {
        let start = offset
        while let scalar = scalar(), isNameScalar(scalar, isFirst: offset == start) {
            offset += UTF8.width(scalar)
            guard offset - start <= Self.nameMaxBytes else {
                throw failure(.nameTooLong(limitBytes: Self.nameMaxBytes), at: start)
            }
        }
        guard offset > start else { throw failure(.syntax(expected: "name")) }
        return String(decoding: source.bytes[start..<offset], as: UTF8.self)
    }

    /// What `&…;` stands for; the cursor is at the `&`.
    ///
    /// Only what XML itself defines: nothing a document declares is ever expanded.
    mutating func reference() throws(PicturesError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        if take("#") { return try characterReference(from: start) }
        let name = try name()
        guard take(";") else { throw failure(.syntax(expected: ";")) }
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "apos": return "'"
        case "quot": return "\""
        default: throw failure(.entityUndefined(name), at: start)
        }
    }

    private mutating func characterReference(from start: Int) throws(PicturesError)
        -> Unicode.Scalar
    {
        let isHex = take("x")
        let digits = rest.prefix(Self.referenceMaxDigits).prefix { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                isHex
            default: false
            }
        }
        offset += digits.count
        guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10),
            take(";")
        else { throw failure(.syntax(expected: "character reference")) }
        guard let scalar = Unicode.Scalar(value), isCharacter(scalar) else {
            throw failure(.characterForbidden, at: start)
        }
        return scalar
    }

    func failure(_ defect: XMLDefect, at place: Int? = nil) -> PicturesError {
        .xmlInvalid(defect, at: source.position(of: place ?? offset))
    }

    static let nameMaxBytes = 256
    /// Enough for the highest code point with a few leading zeros.
    private static let referenceMaxDigits = 10

    private var rest: ArraySlice<UInt8> { source.bytes[offset...] }

    private func bytes(of text: StaticString) -> [UInt8] { Array(text.description.utf8) }

    /// The scalar here; the document is known to be UTF-8.
    private func scalar() -> Unicode.Scalar? {
        guard let first = peek else { return nil }
        if first < 0x80 { return Unicode.Scalar(first) }
        var decoder = UTF8()
        var iterator = rest.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return scalar
    }
}

/// XML 1.0 2.2 `Char`.
private func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
}

/// XML 1.0 2.3 `NameStartChar` and `NameChar`.
private func isNameScalar(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    switch scalar.value {
    case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
        0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
        0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
        true
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: !isFirst
    default: false
    }
}
