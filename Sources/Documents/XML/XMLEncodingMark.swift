/// What a document's first bytes say of its encoding (XML 1.0 appendix F).
enum XMLEncodingMark: Equatable {
    case utf8
    case utf16(isBigEndian: Bool)
    case utf32
    /// One byte a character where it matters: as declared, or UTF-8.
    case none

    init(_ document: [UInt8]) {
        switch (document.prefix(2), document.dropFirst(2).prefix(2)) {
        case ([0x00, 0x00], _), ([0xFF, 0xFE], [0x00, 0x00]), ([0x3C, 0x00], [0x00, 0x00]):
            self = .utf32
        case ([0xFE, 0xFF], _), ([0x00, 0x3C], _): self = .utf16(isBigEndian: true)
        case ([0xFF, 0xFE], _), ([0x3C, 0x00], _): self = .utf16(isBigEndian: false)
        default: self = document.starts(with: [0xEF, 0xBB, 0xBF]) ? .utf8 : .none
        }
    }

    static func isByteOrderMark(atStartOf document: [UInt8]) -> Bool {
        [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]].contains { document.starts(with: $0) }
    }

    /// What Expat does not look at itself: UTF-32, which it takes for UTF-16 with zeros, and halves
    /// of surrogate pairs, which it joins with whatever follows, be it a `<`.
    ///
    /// - Throws: ``DocumentsError/encodingUnsupported(name:)``,
    ///   ``DocumentsError/encodingInvalid(offset:)``.
    func check(_ document: [UInt8]) throws(DocumentsError) {
        switch self {
        case .utf8, .none: return
        case .utf32: throw .encodingUnsupported(name: "UTF-32")
        case .utf16(let isBigEndian):
            guard document.count.isMultiple(of: 2) else {
                throw .encodingInvalid(offset: document.count - 1)
            }
            let units = stride(from: 0, to: document.count, by: 2).map { offset in
                let (first, second) = (UInt16(document[offset]), UInt16(document[offset + 1]))
                return isBigEndian ? first << 8 | second : second << 8 | first
            }
            var decoder = UTF16()
            var iterator = units.makeIterator()
            var offset = 0
            while true {
                switch decoder.decode(&iterator) {
                case .scalarValue(let scalar): offset += 2 * UTF16.width(scalar)
                case .emptyInput: return
                case .error: throw .encodingInvalid(offset: offset)
                }
            }
        }
    }

    /// Whether a declaration of `name` fits these first bytes.
    func allows(declared name: String) -> Bool {
        switch self {
        case .utf8: name.lowercased() == "utf-8"
        case .utf16, .utf32: name.lowercased().hasPrefix("utf-16")
        case .none: true
        }
    }
}
