import Foundation
import Testing

@testable import Pictures

struct XMLReaderTests {
    @Test(arguments: [
        ("<a/>", "a"), ("<a></a>", "a"), ("<a >x</a >", "a"), ("\u{FEFF}<a/>", "a"),
        ("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>", "a"),
        ("<?xml version=\"1.0\"?><!-- c --><?pi?><?p d?>\n<a/>\n<!-- -x- --><?pi?>", "a"),
        ("<å/>", "å"), ("<p:a xmlns:p='urn:p'/>", "a"), ("<a b='1' c=\"'\"/>", "a"),
        ("<a xml:lang='sv'/>", "a"), ("<a b='&lt;&#65;'/>", "a"),
    ])
    func `sound documents are read`(_ text: String, _ name: String) throws {
        #expect(try XMLReader.read(Array(text.utf8)).root.name == name)
    }

    @Test func `text is put together from characters, references and CDATA`() throws {
        let text = "<a>x &amp; &#229;&#xE4;<!-- c -->\r\ny\r<![CDATA[<&]]><?p q?></a>"
        #expect(try XMLReader.read(Array(text.utf8)).root.text == "x & åä\ny\n<&")
    }

    @Test func `namespaces are scoped to their element`() throws {
        let text =
            "<a xmlns='urn:1'><b xmlns='urn:2'><c xmlns=''/></b><p:d xmlns:p='urn:3'/><e/></a>"
        let root = try XMLReader.read(Array(text.utf8)).root
        #expect(root.namespace == "urn:1")
        #expect(root.children.map(\.namespace) == ["urn:2", "urn:3", "urn:1"])
        #expect(root.children[0].children[0].namespace == "")
    }

    @Test(arguments: [
        ("<!DOCTYPE a><a/>", XMLDefect.doctypeForbidden, 1, 1),
        (
            "<?xml version='1.0'?>\n <!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", .doctypeForbidden,
            2, 2
        ),
        ("<a><!DOCTYPE a></a>", .doctypeForbidden, 1, 4),
        ("<a/>\n<!DOCTYPE a>", .doctypeForbidden, 2, 1),
        ("<a>åä&foo;</a>", .entityUndefined("foo"), 1, 6),
        ("<a b='&foo;'/>", .entityUndefined("foo"), 1, 7),
        ("<a>&#0;</a>", .characterForbidden, 1, 4),
        ("<a>&#xD800;</a>", .characterForbidden, 1, 4),
        ("<a>&#xFFFE;</a>", .characterForbidden, 1, 4),
        ("<a>\u{1B}</a>", .characterForbidden, 1, 4),
        ("<a>\u{FFFF}</a>", .characterForbidden, 1, 4),
        ("<?xml version='1.1'?><a/>", .versionUnsupported("1.1"), 1, 1),
        ("<a><b></a>", .tagMismatched(expected: "b", found: "a"), 1, 7),
        ("<a b='1' b='2'/>", .attributeRepeated("b"), 1, 10),
        ("<p:a/>", .prefixUnbound("p"), 1, 1),
        ("<a p:b='1'/>", .prefixUnbound("p"), 1, 3),
        ("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>", .attributeRepeated("q:b"), 1, 3),
        ("<a xmlns:p=''/>", .namespaceInvalid("p"), 1, 4),
        ("<a xmlns:xmlns='urn:x'/>", .namespaceInvalid("xmlns"), 1, 4),
        ("<a xmlns:xml='urn:x'/>", .namespaceInvalid("xml"), 1, 4),
    ])
    func `what is refused is refused with its kind and place`(
        _ text: String, _ defect: XMLDefect, _ line: Int, _ column: Int
    ) {
        #expect(
            throws: PicturesError.xmlInvalid(defect, at: TextPosition(line: line, column: column))
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
        #expect(throws: PicturesError.self) { try XMLReader.read(Array(text.utf8)) }
    }

    @Test func `every prefix of a document is refused`() {
        let document = Samples.alert.dropLast()  // the line feed after the root
        for count in 0..<document.count {
            #expect(throws: PicturesError.self) {
                try XMLReader.read(Array(document.prefix(count)))
            }
        }
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x3C], [0x3C, 0x00, 0x61, 0x00],
        [0x00, 0x3C, 0x00, 0x61], [0x00, 0x00, 0x00, 0x3C],
    ])
    func `wide encodings are refused by name`(_ bytes: [UInt8]) {
        #expect(throws: PicturesError.self) { try XMLReader.read(bytes) }
        do { _ = try XMLReader.read(bytes) } catch {
            guard case .encodingUnsupported = error else { Issue.record("\(error)"); return }
        }
    }

    @Test func `Latin-1 is read as declared, and UTF-8 is not taken on trust`() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>".utf8)
        let tail = Array("</a>".utf8)
        #expect(try XMLReader.read(head + [0xE5, 0xE4, 0xF6] + tail).root.text == "åäö")
        let plain = Array("<a>".utf8) + [0xE5] + tail
        #expect(throws: PicturesError.encodingInvalid(offset: 3)) { try XMLReader.read(plain) }
        let overlong = Array("<a>".utf8) + [0xC0, 0xBC] + tail
        #expect(throws: PicturesError.encodingInvalid(offset: 3)) { try XMLReader.read(overlong) }
        let marked = [0xEF, 0xBB, 0xBF] + head + tail
        #expect(throws: PicturesError.encodingUnsupported(name: "ISO-8859-1")) {
            try XMLReader.read(marked)
        }
        let other = "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>"
        #expect(throws: PicturesError.encodingUnsupported(name: "UTF-7")) {
            try XMLReader.read(Array(other.utf8))
        }
    }

    @Test func `each limit holds at its last value and refuses one more`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth))
                    .utf8)
        }
        #expect(try XMLReader.read(nested(XMLReader.depthMaxElements)).root.name == "a")
        expectDefect(.tooDeep(limitElements: 32), nested(XMLReader.depthMaxElements + 1))

        func many(_ count: Int) -> [UInt8] {
            Array(("<r>" + String(repeating: "<a/>", count: count - 1) + "</r>").utf8)
        }
        #expect(try XMLReader.read(many(XMLReader.elementsMaxCount)).root.children.count == 49_999)
        expectDefect(.tooManyElements(limitCount: 50_000), many(XMLReader.elementsMaxCount + 1))

        func attributes(_ count: Int) -> [UInt8] {
            Array(("<r" + (0..<count).map { " a\($0)='1'" }.joined() + "/>").utf8)
        }
        #expect(try XMLReader.read(attributes(XMLReader.attributesMaxCount)).root.name == "r")
        expectDefect(
            .tooManyAttributes(limitCount: 64), attributes(XMLReader.attributesMaxCount + 1))

        let name = String(repeating: "a", count: XMLCursor.nameMaxBytes)
        #expect(try XMLReader.read(Array("<\(name)/>".utf8)).root.name == name)
        expectDefect(.nameTooLong(limitBytes: 256), Array("<\(name)a/>".utf8))

        let frame = "<a></a>".utf8.count
        let text = [UInt8](repeating: 0x78, count: XMLSource.documentMaxBytes - frame)
        let full = Array("<a>".utf8) + text + Array("</a>".utf8)
        #expect(try XMLReader.read(full).root.text.utf8.count == text.count)
        #expect(
            throws: PicturesError.documentTooLong(limitBytes: 4_194_304, foundBytes: 4_194_305)
        ) { try XMLReader.read(full + [0x0A]) }
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
            do throws(PicturesError) {
                _ = try CAPReader.read(Array(document.utf8))
                Issue.record("read: \(document)")
            } catch {
                #expect(!"\(error)".contains("HEMLIGT"))
            }
        }
        let xi =
            "<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='\(secret.path)'/></a>"
        let root = try XMLReader.read(Array(xi.utf8)).root
        #expect(root.children[0].name == "include" && root.children[0].text.isEmpty)
    }

    private func expectDefect(_ defect: XMLDefect, _ document: [UInt8]) {
        do throws(PicturesError) {
            _ = try XMLReader.read(document)
            Issue.record("read in spite of \(defect)")
        } catch {
            guard case .xmlInvalid(let found, _) = error else { Issue.record("\(error)"); return }
            #expect(found == defect)
        }
    }
}
