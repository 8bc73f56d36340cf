/// Reads the part of XML 1.0 with namespaces that messages need: no document type, hence no
/// declared entities, and nothing outside the bytes is ever looked at.
///
/// Our own, because the Foundation one resolves internal entities, goes on after errors and crashes
/// on `<?x?>`: bytes from strangers must never reach a trap. The tests compare the two on every
/// document this one accepts. Decision: 0051.
struct XMLReader {
    private var cursor: XMLCursor
    private var namespaces = XMLNamespaces()
    private var open: [Frame] = []
    private var elementCount = 0
    private var root: DocumentElement?

    /// An element whose end has not come yet.
    private struct Frame {
        let qualifiedName: String
        let bindingCount: Int
        var element: DocumentElement
        var text: [UInt8] = []
    }

    /// The root element of `document`.
    ///
    /// - Throws: ``PicturesError``: encoding, ``PicturesError/xmlInvalid(_:at:)``.
    static func read(_ document: [UInt8]) throws(PicturesError) -> (
        root: DocumentElement, source: XMLSource
    ) {
        let source = try XMLSource(document)
        var reader = XMLReader(cursor: XMLCursor(source))
        return (try reader.document(), source)
    }

    private init(cursor: XMLCursor) { self.cursor = cursor }

    static let depthMaxElements = 32
    static let elementsMaxCount = 50_000
    static let attributesMaxCount = 64

    private mutating func document() throws(PicturesError) -> DocumentElement {
        try miscellany()
        guard cursor.isAt("<") else { throw cursor.failure(.syntax(expected: "element")) }
        try startTag()
        while !open.isEmpty { try content() }
        try miscellany()
        guard cursor.isAtEnd, let root else {
            throw cursor.failure(.syntax(expected: "end of document"))
        }
        return root
    }

    /// Space, comments and processing instructions around the root.
    private mutating func miscellany() throws(PicturesError) {
        while true {
            cursor.skipSpace()
            if cursor.take("<!--") {
                try comment()
            } else if cursor.isAt("<!DOCTYPE") {
                throw cursor.failure(.doctypeForbidden)
            } else if cursor.isAt("<?") {
                try processingInstruction()
            } else {
                return
            }
        }
    }

    /// One piece of content of the innermost open element.
    private mutating func content() throws(PicturesError) {
        switch cursor.peek {
        case UInt8(ascii: "&"): append(Array(String(try cursor.reference()).utf8)[...])
        case UInt8(ascii: "<"): try markup()
        case nil: throw cursor.failure(.syntax(expected: "</\(open.last?.qualifiedName ?? "")>"))
        default: append(try cursor.characters())
        }
    }

    private mutating func markup() throws(PicturesError) {
        if cursor.take("<!--") {
            try comment()
        } else if cursor.take("<![CDATA[") {
            append(try cursor.text(until: "]]>"))
        } else if cursor.isAt("<!DOCTYPE") {
            throw cursor.failure(.doctypeForbidden)
        } else if cursor.isAt("<?") {
            try processingInstruction()
        } else if cursor.take("</") {
            try endTag()
        } else {
            try startTag()
        }
    }

    private mutating func append(_ text: ArraySlice<UInt8>) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += text
    }

    private mutating func comment() throws(PicturesError) {
        _ = try cursor.text(until: "--")
        guard cursor.take(">") else { throw cursor.failure(.syntax(expected: "no -- in comment")) }
    }

    private mutating func processingInstruction() throws(PicturesError) {
        _ = cursor.take("<?")
        let start = cursor.offset
        let target = try cursor.name()
        guard target.lowercased() != "xml", !target.contains(":") else {
            throw cursor.failure(.syntax(expected: "processing instruction"), at: start)
        }
        if cursor.take("?>") { return }
        guard cursor.skipSpace() else { throw cursor.failure(.syntax(expected: "?>")) }
        _ = try cursor.text(until: "?>")
    }

    // MARK: Tags

    /// An element's beginning, or all of it when it is empty; the cursor is at its `<`.
    private mutating func startTag() throws(PicturesError) {
        let start = cursor.offset
        cursor.advance()
        guard open.count < Self.depthMaxElements else {
            throw cursor.failure(.tooDeep(limitElements: Self.depthMaxElements), at: start)
        }
        elementCount += 1
        guard elementCount <= Self.elementsMaxCount else {
            throw cursor.failure(.tooManyElements(limitCount: Self.elementsMaxCount), at: start)
        }
        let qualifiedName = try cursor.name()
        let bindingCount = namespaces.count
        try attributes()
        let element = try element(qualifiedName, at: start)
        open.append(
            Frame(qualifiedName: qualifiedName, bindingCount: bindingCount, element: element))
        if cursor.take("/>") { return close() }
        guard cursor.take(">") else { throw cursor.failure(.syntax(expected: ">")) }
    }

    private mutating func endTag() throws(PicturesError) {
        let start = cursor.offset - 2
        let name = try cursor.name()
        let expected = open.last?.qualifiedName ?? ""
        guard name.utf8.elementsEqual(expected.utf8) else {
            throw cursor.failure(.tagMismatched(expected: expected, found: name), at: start)
        }
        cursor.skipSpace()
        guard cursor.take(">") else { throw cursor.failure(.syntax(expected: ">")) }
        close()
    }

    /// Ends the innermost element and hangs it below its parent, or makes it the root.
    private mutating func close() {
        guard var frame = open.popLast() else { return }
        namespaces.drop(to: frame.bindingCount)
        frame.element.text = String(decoding: frame.text, as: UTF8.self)
        if open.isEmpty {
            root = frame.element
        } else {
            open[open.count - 1].element.children.append(frame.element)
        }
    }

    private func element(_ qualifiedName: String, at start: Int) throws(PicturesError)
        -> DocumentElement
    {
        do throws(XMLDefect) {
            let (prefix, local) = try XMLNamespaces.split(qualifiedName)
            return DocumentElement(
                name: local, namespace: try namespaces.uri(of: prefix), offset: start, text: "",
                children: [])
        } catch {
            throw cursor.failure(error, at: start)
        }
    }

    /// Reads attributes, declares namespaces and checks that no name comes twice.
    private mutating func attributes() throws(PicturesError) {
        let start = cursor.offset
        var names: [String] = []
        while cursor.skipSpace(), cursor.peek != UInt8(ascii: ">"), !cursor.isAt("/>") {
            let place = cursor.offset
            let name = try cursor.name()
            guard names.count < Self.attributesMaxCount else {
                throw cursor.failure(.tooManyAttributes(limitCount: Self.attributesMaxCount))
            }
            guard !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
                throw cursor.failure(.attributeRepeated(name), at: place)
            }
            names.append(name)
            cursor.skipSpace()
            guard cursor.take("=") else { throw cursor.failure(.syntax(expected: "=")) }
            cursor.skipSpace()
            let value = try attributeValue()
            do throws(XMLDefect) { try declare(name, value) } catch {
                throw cursor.failure(error, at: place)
            }
        }
        do throws(XMLDefect) { try checkExpandedNames(names) } catch {
            throw cursor.failure(error, at: start)
        }
    }

    private mutating func declare(_ name: String, _ value: String) throws(XMLDefect) {
        let (prefix, local) = try XMLNamespaces.split(name)
        if prefix == "xmlns" { try namespaces.declare(local, value) }
        if name == "xmlns" { try namespaces.declare("", value) }
    }

    /// Two prefixes for one namespace must not hide a repeated attribute (Namespaces in XML 6.3).
    private func checkExpandedNames(_ names: [String]) throws(XMLDefect) {
        var seen: Set<[String]> = []
        for name in names {
            let (prefix, local) = try XMLNamespaces.split(name)
            if prefix.isEmpty || prefix == "xmlns" { continue }
            guard seen.insert([try namespaces.uri(of: prefix), local]).inserted else {
                throw .attributeRepeated(name)
            }
        }
    }

    private mutating func attributeValue() throws(PicturesError) -> String {
        guard let quote = cursor.peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        else { throw cursor.failure(.syntax(expected: "quoted value")) }
        cursor.advance()
        var out: [UInt8] = []
        while let byte = cursor.peek {
            switch byte {
            case quote:
                cursor.advance()
                return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "<"): throw cursor.failure(.syntax(expected: "no < in attribute"))
            case UInt8(ascii: "&"): out += String(try cursor.reference()).utf8
            case 0x09, 0x0A:
                out.append(0x20)
                cursor.advance()
            default:
                out.append(byte)
                cursor.advance()
            }
        }
        throw cursor.failure(.syntax(expected: "end of attribute"))
    }
}
