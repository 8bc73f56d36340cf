import Foundation
import Testing

@testable import Documents

struct XMLReaderTests {
    @Test(arguments: [
        ("<a/>", "a"), ("<a></a>", "a"), ("<a >x</a >", "a"), ("\u{FEFF}<a/>", "a"),
        ("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>", "a"),
        ("<?xml version=\"1.0\"?><!-- c --><?pi?><?p d?>\n<a/>\n<!-- -x- --><?pi?>", "a"),
        ("<å/>", "å"), ("<p:a xmlns:p='urn:p'/>", "a"), ("<a b='1' c=\"'\"/>", "a"),
        ("<a xml:lang='sv'/>", "a"), ("<a b='&lt;&#65;'/>", "a"),
    ])
    func `sound documents are read`(_ text: String, _ name: String) throws {
        #expect(try XMLReader.read(Array(text.utf8)).name == name)
    }

    @Test func `text is put together from characters, references and CDATA`() throws {
        let text = "<a>x &amp; &#229;&#xE4;<!-- c -->\r\ny\r<![CDATA[<&]]><?p q?></a>"
        #expect(try XMLReader.read(Array(text.utf8)).text == "x & åä\ny\n<&")
    }

    @Test func `namespaces are scoped to their element`() throws {
        let text =
            "<a xmlns='urn:1'><b xmlns='urn:2'><c xmlns=''/></b><p:d xmlns:p='urn:3'/><e/></a>"
        let root = try XMLReader.read(Array(text.utf8))
        #expect(root.namespace == "urn:1")
        #expect(root.children.map(\.namespace) == ["urn:2", "urn:3", "urn:1"])
        #expect(root.children[0].children[0].namespace == "")
    }

    @Test(
        arguments: [
            ("<!DOCTYPE a><a/>", XMLDefect.doctypeForbidden, 1, 1),
            (
                "<?xml version='1.0'?>\n <!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
                .doctypeForbidden,
                2, 2
            ),
            ("<!-- x -->\n<!DOCTYPE a SYSTEM 'http://example.se/a'><a/>", .doctypeForbidden, 2, 1),
            ("<!DOCTYPE", .endMissing, 1, 1), ("<!DOCTYPE a", .doctypeForbidden, 1, 1),
            ("<a><!DOCTYPE a></a>", .syntax, 1, 6), ("<a/>\n<!DOCTYPE a>", .contentAfterRoot, 2, 1),
            ("<a>åä&foo;</a>", .entityUndefined, 1, 6), ("<a b='&foo;'/>", .entityUndefined, 1, 1),
            ("<a>&#0;</a>", .characterForbidden, 1, 4),
            ("<a>&#xD800;</a>", .characterForbidden, 1, 4),
            ("<a>&#xFFFE;</a>", .characterForbidden, 1, 4), ("<a>\u{1B}</a>", .syntax, 1, 4),
            ("<a>\u{FFFF}</a>", .syntax, 1, 4), ("<a>]]></a>", .syntax, 1, 6),
            ("<?xml version='1.1'?><a/>", .versionUnsupported("1.1"), 1, 1),
            ("<?xml?><a/>", .declarationInvalid, 1, 6),
            (" <?xml version='1.0'?><a/>", .declarationInvalid, 1, 2),
            ("<a><b></a>", .tagMismatched(expected: "b"), 1, 9),
            ("<a>\n <b>", .endMissing, 2, 5), ("<a/><b/>", .contentAfterRoot, 1, 5),
            ("<a b='1' b='2'/>", .attributeRepeated, 1, 10),
            ("<p:a/>", .prefixUnbound, 1, 1), ("\u{FEFF}<p:a/>", .prefixUnbound, 1, 1),
            ("\u{FEFF}<!DOCTYPE a>", .doctypeForbidden, 1, 1),
            ("<a p:b='1'/>", .prefixUnbound, 1, 1),
            ("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>", .attributeRepeated, 1, 1),
            ("<a xmlns:p=''/>", .namespaceInvalid, 1, 1),
            ("<a xmlns:xmlns='urn:x'/>", .namespaceInvalid, 1, 1),
            ("<a xmlns:xml='urn:x'/>", .namespaceInvalid, 1, 1),
            ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", .namespaceInvalid, 1, 1),
        ] as [(String, XMLDefect, Int, Int)])
    func `what is refused is refused with its kind and place`(
        _ text: String, _ defect: XMLDefect, _ line: Int, _ column: Int
    ) {
        #expect(
            throws: DocumentsError.xmlInvalid(defect, at: TextPosition(line: line, column: column))
        ) {
            try XMLReader.read(Array(text.utf8))
        }
    }

    @Test(arguments: [
        "", " ", "a", "<", "<a", "<a>", "<a/", "</a>", "<a></a", "<a/><b/>", "<a/>x", "<a/>&amp;",
        "<1/>", "<a b/>", "<a b=1/>", "<a b='1/>", "<a b='<'/>", "<a b='1'c='2'/>", "<a:/>",
        "<:a/>", "<a:b:c/>", "<a>]]></a>", "<a><!-- -- --></a>", "<a><!-- x</a>",
        "<a><![CDATA[x</a>", "<a>&amp</a>", "<a>&;</a>", "<a>&#;</a>", "<a>&#x;</a>",
        "<a>&#99999999999;</a>", "<a>&#xG;</a>", "<a><?xml v?></a>", "<?x:y z?><a/>", "<?x",
        " <?xml version='1.0'?><a/>", "<?xml?><a/>", "<?xml version='1.0' ?", "<?xml version='1.0'",
        "<?xml encoding='UTF-8' version='1.0'?><a/>", "<?xml version='1.0' standalone='nej'?><a/>",
        "<a><![cdata[x]]></a>", "<!doctype a><a/>", "<a><!ELEMENT b ANY></a>", "< a/>", "<a / >",
    ])
    func `broken documents are refused, not repaired`(_ text: String) {
        #expect(throws: DocumentsError.self) { try XMLReader.read(Array(text.utf8)) }
    }

    @Test func `every prefix of a document is refused`() {
        let document = Array(
            "<?xml version='1.0'?><a b='&lt;'><!-- å --><c>ö</c><![CDATA[x]]></a>".utf8)
        for count in 0..<document.count {
            #expect(throws: DocumentsError.self) {
                try XMLReader.read(Array(document.prefix(count)))
            }
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `UTF-16 is read in both byte orders, marked or not`(_ isBigEndian: Bool, _ isMarked: Bool)
        throws
    {
        let text =
            (isMarked ? "\u{FEFF}" : "") + "<?xml version='1.0' encoding='UTF-16'?>\n<a>å😀</a>"
        let root = try XMLReader.read(wide(text, isBigEndian))
        #expect(root.text == "å😀" && root.position == TextPosition(line: 2, column: 1))
        let bomb =
            (isMarked ? "\u{FEFF}" : "")
            + "<a/>".replacing("<a", with: "<!-- å -->\n<!DOCTYPE a><a")
        #expect(
            throws: DocumentsError.xmlInvalid(
                .doctypeForbidden, at: TextPosition(line: 2, column: 1))
        ) { try XMLReader.read(wide(bomb, isBigEndian)) }
    }

    @Test func `a half of a surrogate pair does not swallow what follows`() throws {
        // Expat alone would take D83D and the `<` after it for one character.
        let units = Array("<a>".utf16) + [0xD83D] + Array("</a>".utf16)
        let bytes = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(throws: DocumentsError.encodingInvalid(offset: 6)) { try XMLReader.read(bytes) }
        let odd = wide("<a/>", true) + [0x00]
        #expect(throws: DocumentsError.encodingInvalid(offset: 8)) { try XMLReader.read(odd) }
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0x00, 0x00, 0x3C, 0x00, 0x00, 0x00], [0x00, 0x00, 0xFE, 0xFF],
        [0x3C, 0x00, 0x00, 0x00], [0x00, 0x00, 0x00, 0x3C],
    ])
    func `UTF-32 is refused by name`(_ bytes: [UInt8]) {
        #expect(throws: DocumentsError.encodingUnsupported(name: "UTF-32")) {
            try XMLReader.read(bytes)
        }
    }

    @Test(arguments: ["UTF-7", "windows-1252", "EBCDIC-CP-SE", "latin1"])
    func `other encodings are refused by name`(_ name: String) {
        let text = "<?xml version=\"1.0\" encoding=\"\(name)\"?><a/>"
        #expect(throws: DocumentsError.encodingUnsupported(name: name)) {
            try XMLReader.read(Array(text.utf8))
        }
    }

    @Test func `an encoding that the first bytes contradict is refused`() {
        func document(_ name: String) -> String { "<?xml version='1.0' encoding='\(name)'?><a/>" }
        #expect(throws: DocumentsError.encodingContradicted(name: "UTF-16")) {
            try XMLReader.read(Array(document("UTF-16").utf8))
        }
        #expect(throws: DocumentsError.encodingContradicted(name: "UTF-8")) {
            try XMLReader.read(wide(document("UTF-8"), true))
        }
        #expect(throws: DocumentsError.encodingContradicted(name: "UTF-16LE")) {
            try XMLReader.read(wide(document("UTF-16LE"), true))
        }
        #expect(throws: DocumentsError.encodingContradicted(name: "ISO-8859-1")) {
            try XMLReader.read([0xEF, 0xBB, 0xBF] + Array(document("ISO-8859-1").utf8))
        }
    }

    @Test func `Latin-1 is read as declared, and UTF-8 is not taken on trust`() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>".utf8)
        let tail = Array("</a>".utf8)
        #expect(try XMLReader.read(head + [0xE5, 0xE4, 0xF6] + tail).text == "åäö")
        let plain = Array("<a>".utf8) + [0xE5] + tail
        #expect(throws: DocumentsError.encodingInvalid(offset: 3)) { try XMLReader.read(plain) }
        let overlong = Array("<a>".utf8) + [0xC0, 0xBC] + tail
        #expect(throws: DocumentsError.encodingInvalid(offset: 3)) { try XMLReader.read(overlong) }
        let ascii = Array("<?xml version='1.0' encoding='US-ASCII'?><a>".utf8)
        #expect(throws: DocumentsError.encodingInvalid(offset: ascii.count)) {
            try XMLReader.read(ascii + [0xE5] + tail)
        }
        #expect(throws: DocumentsError.encodingInvalid(offset: 3)) {
            try XMLReader.read(Array("<a>".utf8) + [0xE5])
        }
    }

    @Test func `each limit holds at its last value and refuses one more`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth))
                    .utf8)
        }
        #expect(try XMLReader.read(nested(XMLLimits.depthMaxElements)).name == "a")
        expectDefect(.tooDeep(limitElements: 32), nested(XMLLimits.depthMaxElements + 1))

        func many(_ count: Int) -> [UInt8] {
            Array(("<r>" + String(repeating: "<a/>", count: count - 1) + "</r>").utf8)
        }
        #expect(try XMLReader.read(many(XMLLimits.elementsMaxCount)).children.count == 49_999)
        expectDefect(.tooManyElements(limitCount: 50_000), many(XMLLimits.elementsMaxCount + 1))

        func attributes(_ count: Int) -> [UInt8] {
            Array(("<r" + (0..<count).map { " a\($0)='1'" }.joined() + "/>").utf8)
        }
        #expect(try XMLReader.read(attributes(XMLLimits.attributesMaxCount)).name == "r")
        expectDefect(
            .tooManyAttributes(limitCount: 64), attributes(XMLLimits.attributesMaxCount + 1))

        let name = String(repeating: "a", count: XMLLimits.nameMaxBytes)
        #expect(try XMLReader.read(Array("<\(name)/>".utf8)).name == name)
        expectDefect(.nameTooLong(limitBytes: 256), Array("<\(name)a/>".utf8))

        let uri = String(repeating: "u", count: XMLLimits.namespaceMaxBytes)
        #expect(try XMLReader.read(Array("<a xmlns='\(uri)'/>".utf8)).namespace == uri)
        expectDefect(.namespaceTooLong(limitBytes: 1_024), Array("<a xmlns='\(uri)u'/>".utf8))
        expectDefect(.nameTooLong(limitBytes: 256), Array("<a \(name)a=''/>".utf8))
        expectDefect(.nameTooLong(limitBytes: 256), Array("<a xmlns:\(name)a='u'/>".utf8))
        expectDefect(.nameTooLong(limitBytes: 256), Array("<a/><?\(name)a?>".utf8))

        let frame = "<a></a>".utf8.count
        let text = [UInt8](repeating: 0x78, count: DocumentLimit.documentMaxBytes - frame)
        let full = Array("<a>".utf8) + text + Array("</a>".utf8)
        #expect(try XMLReader.read(full).text.utf8.count == text.count)
        #expect(
            throws: DocumentsError.tooLong(limitBytes: 4_194_304, foundBytes: 4_194_305)
        ) { try XMLReader.read(full + [0x0A]) }
    }

    @Test(arguments: [("<a b='", "'/>"), ("<!--", "--><a/>"), ("<a><?p ", "?></a>")])
    func `a tag, comment or instruction stops at its limit, before all of it is in hand`(
        _ head: String, _ tail: String
    ) throws {
        func document(_ markupBytes: Int) -> [UInt8] {
            let frame =
                (head + tail).utf8.count - (head.hasPrefix("<a><") ? 7 : 0)
                - (tail.hasSuffix("<a/>") ? 4 : 0)
            return Array((head + String(repeating: "x", count: markupBytes - frame) + tail).utf8)
        }
        #expect(try XMLReader.read(document(XMLLimits.markupMaxBytes)).name == "a")
        for count in [XMLLimits.markupMaxBytes + 1, 1_000_000] {
            expectDefect(.markupTooLong(limitBytes: 16_384), document(count))
        }
        expectDefect(
            .markupTooLong(limitBytes: 16_384), Array(document(1_000_000).dropLast(tail.utf8.count))
        )
    }

    @Test func `a tag that would grow beyond any memory is refused`() {
        // A long namespace name, which Expat would copy to each of very many attributes.
        let attributes = (0..<100_000).map { " p:a\($0)=''" }.joined()
        let uri = String(repeating: "u", count: 1_000_000)
        expectDefect(
            .markupTooLong(limitBytes: 16_384), Array("<a xmlns:p='\(uri)'\(attributes)/>".utf8))
    }

    @Test func `long texts, long space and many references are read`() throws {
        let space = String(repeating: " \n", count: 100_000)
        let references = String(repeating: "&lt;&#229;", count: 100_000)
        let text = "\(space)<a>\(references)<![CDATA[\(space)]]></a>\(space)"
        let root = try XMLReader.read(Array(text.utf8))
        #expect(root.text.utf8.count == 300_000 + 200_000)
        #expect(root.position == TextPosition(line: 100_001, column: 1))
    }

    @Test func `nothing outside the bytes is ever looked at`() throws {
        let secret = FileManager.default.temporaryDirectory
            .appending(path: "budkavle-\(UUID().uuidString)")
        try Data("HEMLIGT".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let documents = [
            "<!DOCTYPE alert [<!ENTITY e SYSTEM '\(secret.absoluteString)'>]><alert>&e;</alert>",
            "<!DOCTYPE alert SYSTEM '\(secret.absoluteString)'><alert/>",
            "<!DOCTYPE alert [<!ENTITY % e SYSTEM '\(secret.absoluteString)'>%e;]><alert/>",
            "<alert>&e;</alert>",
        ]
        for document in documents {
            do throws(DocumentsError) {
                _ = try XMLReader.read(Array(document.utf8))
                Issue.record("read: \(document)")
            } catch {
                #expect(!"\(error)".contains("HEMLIGT"))
            }
        }
        let xi =
            "<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='\(secret.path)'/></a>"
        let root = try XMLReader.read(Array(xi.utf8))
        #expect(root.children[0].name == "include" && root.children[0].text.isEmpty)
    }

    private func wide(_ text: String, _ isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBigEndian ? [high, low] : [low, high]
        }
    }

    private func expectDefect(_ defect: XMLDefect, _ document: [UInt8]) {
        do throws(DocumentsError) {
            _ = try XMLReader.read(document)
            Issue.record("read in spite of \(defect)")
        } catch {
            guard case .xmlInvalid(let found, _) = error else { Issue.record("\(error)"); return }
            #expect(found == defect)
        }
    }
}
