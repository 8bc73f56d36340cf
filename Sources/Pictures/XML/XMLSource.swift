/// A document as UTF-8 with line feeds, whatever it came as.
///
/// Encodings are few on purpose: a reader of UTF-7 or UTF-16 sees a `<!DOCTYPE` where we see none.
struct XMLSource: Sendable {
    /// Valid UTF-8, without byte order mark and XML declaration, every line end a line feed.
    let bytes: [UInt8]
    /// Where ``bytes`` begins in the document as it came.
    private let start: TextPosition

    /// - Throws: ``PicturesError``: length, encoding, declaration, forbidden characters.
    init(_ document: [UInt8]) throws(PicturesError) {
        guard document.count <= Self.documentMaxBytes else {
            throw .documentTooLong(
                limitBytes: Self.documentMaxBytes, foundBytes: document.count)
        }
        if let name = Self.wideEncoding(of: document) { throw .encodingUnsupported(name: name) }
        let hasMark = document.starts(with: Self.byteOrderMark)
        let body = hasMark ? document[Self.byteOrderMark.count...] : document[...]
        let declaration = try XMLDeclaration(body)
        let content = body.dropFirst(declaration.byteCount)
        let offset = document.count - content.count
        switch declaration.encoding?.lowercased() {
        case nil, "utf-8", "utf8":
            if let invalid = firstInvalidUTF8(in: Array(content)) {
                throw .encodingInvalid(offset: offset + invalid)
            }
            bytes = Self.withLineFeeds(content)
        case "us-ascii", "ascii":
            if let invalid = content.firstIndex(where: { $0 >= 0x80 }) {
                throw .encodingInvalid(offset: invalid)
            }
            bytes = Self.withLineFeeds(content)
        case "iso-8859-1" where !hasMark, "latin1" where !hasMark:
            let scalars = content.map { Unicode.Scalar($0) }
            bytes = Self.withLineFeeds(
                scalars.flatMap { UTF8.encode($0).map(Array.init) ?? [] }[...])
        default: throw .encodingUnsupported(name: declaration.encoding ?? "")
        }
        start = Self.position(after: body.prefix(declaration.byteCount))
        if let forbidden = Self.firstForbidden(in: bytes) {
            throw .xmlInvalid(.characterForbidden, at: position(of: forbidden))
        }
    }

    /// Line and column of the byte at `offset` of ``bytes``, in the document as it came.
    func position(of offset: Int) -> TextPosition {
        Self.position(after: bytes.prefix(offset), from: start)
    }

    static let documentMaxBytes = 4_194_304
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func position(
        after text: ArraySlice<UInt8>, from start: TextPosition = TextPosition(line: 1, column: 1)
    ) -> TextPosition {
        var line = start.line
        var column = start.column
        for byte in text {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return TextPosition(line: line, column: column)
    }

    /// UTF-16 and UTF-32 show in the first bytes, by mark or by the zeros around `<`.
    private static func wideEncoding(of document: [UInt8]) -> String? {
        switch document.prefix(2) {
        case [0xFE, 0xFF], [0xFF, 0xFE]: "UTF-16"
        case [0x00, 0x3C], [0x3C, 0x00]: "UTF-16"
        case [0x00, 0x00]: "UTF-32"
        default: nil
        }
    }

    /// XML 1.0 2.11: CR LF and CR are read as LF.
    private static func withLineFeeds(_ content: ArraySlice<UInt8>) -> [UInt8] {
        guard content.contains(0x0D) else { return Array(content) }
        var out: [UInt8] = []
        out.reserveCapacity(content.count)
        var previous: UInt8 = 0
        for byte in content {
            if byte == 0x0D {
                out.append(0x0A)
            } else if byte != 0x0A || previous != 0x0D {
                out.append(byte)
            }
            previous = byte
        }
        return out
    }

    /// XML 1.0 2.2 `Char`, for bytes already known to be UTF-8.
    private static func firstForbidden(in bytes: [UInt8]) -> Int? {
        for (offset, byte) in bytes.enumerated() {
            if byte < 0x20, byte != 0x09, byte != 0x0A { return offset }
            // U+FFFE and U+FFFF.
            if byte >= 0xBE, offset >= 2, bytes[offset - 1] == 0xBF, bytes[offset - 2] == 0xEF {
                return offset - 2
            }
        }
        return nil
    }
}

/// `<?xml version="1.0" encoding="…" standalone="…"?>`, or nothing.
private struct XMLDeclaration {
    let byteCount: Int
    let encoding: String?

    init(_ body: ArraySlice<UInt8>) throws(PicturesError) {
        let opening = Array("<?xml".utf8)
        guard body.starts(with: opening),
            let next = body.dropFirst(opening.count).first, [0x20, 0x09, 0x0A, 0x0D].contains(next)
        else {
            (byteCount, encoding) = (0, nil)
            return
        }
        let head = body.prefix(Self.lengthMaxBytes)
        guard let end = head.firstIndex(of: UInt8(ascii: ">")),
            head[..<end].last == UInt8(ascii: "?"), head[..<end].allSatisfy({ $0 < 0x80 })
        else { throw Self.malformed }
        let inside = head[..<end].dropFirst(opening.count).dropLast()
        let text = String(decoding: inside, as: UTF8.self)
        var fields = text[...]
        guard let version = Self.take("version", from: &fields) else { throw Self.malformed }
        guard version == "1.0" else {
            throw .xmlInvalid(.versionUnsupported(version), at: TextPosition(line: 1, column: 1))
        }
        encoding = Self.take("encoding", from: &fields)
        if let standalone = Self.take("standalone", from: &fields),
            !["yes", "no"].contains(standalone)
        {
            throw Self.malformed
        }
        guard fields.allSatisfy(isSpace) else { throw Self.malformed }
        byteCount = end + 1 - body.startIndex
    }

    private static let lengthMaxBytes = 256
    private static let malformed = PicturesError.xmlInvalid(
        .syntax(expected: "XML declaration"), at: TextPosition(line: 1, column: 1))

    /// Takes ` name = "value"` from the front, if it is there.
    private static func take(_ name: String, from fields: inout Substring) -> String? {
        let field = fields.drop(while: isSpace)
        guard field.startIndex > fields.startIndex, field.hasPrefix(name) else { return nil }
        let equals = field.dropFirst(name.count).drop(while: isSpace)
        guard equals.first == "=" else { return nil }
        let value = equals.dropFirst().drop(while: isSpace)
        guard let quote = value.first, quote == "\"" || quote == "'",
            let end = value.dropFirst().firstIndex(of: quote)
        else { return nil }
        fields = value[value.index(after: end)...]
        return String(value.dropFirst()[..<end])
    }
}

private func isSpace(_ character: Character) -> Bool {
    [" ", "\t", "\n", "\r", "\r\n"].contains(character)
}
