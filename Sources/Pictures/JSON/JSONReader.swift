/// Reads RFC 8259 strictly: UTF-8 without byte order mark, no repeated keys, no lone surrogates, no
/// comments, nothing after the value.
///
/// The libraries here accept repeated keys (and disagree on which wins), which would let two
/// readers see two pictures in one signed document.
struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    /// - Throws: ``PicturesError/documentTooLong(limitBytes:foundBytes:)``,
    ///   ``PicturesError/encodingInvalid(offset:)``, ``PicturesError/jsonInvalid(_:path:offset:)``.
    static func read(_ bytes: [UInt8]) throws(PicturesError) -> JSONNode {
        guard bytes.count <= documentMaxBytes else {
            throw .documentTooLong(limitBytes: documentMaxBytes, foundBytes: bytes.count)
        }
        if let offset = firstInvalidUTF8(in: bytes) { throw .encodingInvalid(offset: offset) }
        var reader = JSONReader(bytes: bytes)
        let node = try reader.value(path: "$")
        reader.skipSpace()
        if reader.offset < bytes.count { throw reader.syntax("end of document", path: "$") }
        return node
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    static let documentMaxBytes = 4_194_304
    static let depthMaxLevels = 64

    // MARK: Values

    private mutating func value(path: String) throws(PicturesError) -> JSONNode {
        skipSpace()
        let start = offset
        let value: JSONNode.Value
        switch peek {
        case UInt8(ascii: "{"): value = .object(try object(path: path))
        case UInt8(ascii: "["): value = .array(try array(path: path))
        case UInt8(ascii: "\""): value = .string(try string(path: path))
        case UInt8(ascii: "t"): value = .boolean(try literal("true", true, path: path))
        case UInt8(ascii: "f"): value = .boolean(try literal("false", false, path: path))
        case UInt8(ascii: "n"): value = try literal("null", .null, path: path)
        default: value = .number(try number(path: path))
        }
        return JSONNode(value: value, offset: start)
    }

    private mutating func object(path: String) throws(PicturesError) -> [JSONMember] {
        try enter(path: path)
        var members: [JSONMember] = []
        var keys: Set<String> = []
        if close(with: "}") { return members }
        while true {
            skipSpace()
            let start = offset
            guard peek == UInt8(ascii: "\"") else { throw syntax("key", path: path) }
            let key = try string(path: path)
            guard keys.insert(key).inserted else {
                throw .jsonInvalid(.keyRepeated(key), path: path, offset: start)
            }
            skipSpace()
            guard take(":") else { throw syntax(":", path: path) }
            let node = try value(path: "\(path).\(key)")
            members.append(JSONMember(key: key, offset: start, node: node))
            if close(with: "}") { return members }
            guard take(",") else { throw syntax(", or }", path: path) }
        }
    }

    private mutating func array(path: String) throws(PicturesError) -> [JSONNode] {
        try enter(path: path)
        var nodes: [JSONNode] = []
        if close(with: "]") { return nodes }
        while true {
            nodes.append(try value(path: "\(path)[\(nodes.count)]"))
            if close(with: "]") { return nodes }
            guard take(",") else { throw syntax(", or ]", path: path) }
        }
    }

    private mutating func number(path: String) throws(PicturesError) -> String {
        let start = offset
        _ = take("-")
        if !take("0"), digits() == 0 { throw syntax("value", path: path) }
        if take("."), digits() == 0 { throw syntax("digit", path: path) }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            if digits() == 0 { throw syntax("digit", path: path) }
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            offset += 1
        }
        return offset - start
    }

    private mutating func literal<Result>(_ word: String, _ result: Result, path: String)
        throws(PicturesError) -> Result
    {
        guard bytes[offset...].starts(with: word.utf8) else { throw syntax("value", path: path) }
        offset += word.utf8.count
        return result
    }

    // MARK: Strings

    private mutating func string(path: String) throws(PicturesError) -> String {
        offset += 1
        var out: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"): out += try escape(path: path)
            case 0..<0x20: throw syntax("no control character", path: path)
            default:
                out.append(byte)
                offset += 1
            }
        }
        throw syntax("end of string", path: path)
    }

    private mutating func escape(path: String) throws(PicturesError) -> [UInt8] {
        offset += 1
        guard let byte = peek else { throw syntax("escape", path: path) }
        if byte == UInt8(ascii: "u") { return try unicodeEscape(path: path) }
        guard let plain = Self.escapes[byte] else { throw syntax("escape", path: path) }
        offset += 1
        return [plain]
    }

    private mutating func unicodeEscape(path: String) throws(PicturesError) -> [UInt8] {
        let start = offset
        var units = [try codeUnit(path: path)]
        if UTF16.isLeadSurrogate(units[0]) {
            guard take("\\"), peek == UInt8(ascii: "u") else {
                throw syntax("second half of surrogate pair", path: path)
            }
            units.append(try codeUnit(path: path))
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw .jsonInvalid(.syntax(expected: "surrogate pair"), path: path, offset: start - 1)
        }
        return Array(text.utf8)
    }

    /// Reads `uXXXX`.
    private mutating func codeUnit(path: String) throws(PicturesError) -> UInt16 {
        let digits = bytes[offset...].dropFirst().prefix(4)
        guard digits.count == 4, digits.allSatisfy({ isHexDigit($0) }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw syntax("four hexadecimal digits", path: path) }
        offset += 5
        return unit
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    // MARK: Characters

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { offset += 1 }
    }

    private mutating func enter(path: String) throws(PicturesError) {
        guard depth < Self.depthMaxLevels else {
            throw .jsonInvalid(
                .nestedTooDeep(limitLevels: Self.depthMaxLevels), path: path, offset: offset)
        }
        depth += 1
        offset += 1
    }

    private mutating func close(with bracket: Unicode.Scalar) -> Bool {
        skipSpace()
        guard take(bracket) else { return false }
        depth -= 1
        return true
    }

    private func syntax(_ expected: String, path: String) -> PicturesError {
        .jsonInvalid(.syntax(expected: expected), path: path, offset: offset)
    }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        true
    default: false
    }
}

/// Offset of the first byte that is not UTF-8, or `nil` when all is.
func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
        offset += UTF8.width(scalar)
    }
    return offset
}
