import TestSupport
import Testing

@testable import Documents

struct XMLWriterTests {
    @Test func `a document is written exactly so`() throws {
        let root = XMLPart(
            "a", attributes: [("x", "1\"<\n")],
            .parts([XMLPart("b", "å & <c> ]]>\r\n"), XMLPart("d", .parts([]))]))
        let document = try XMLWriter.document(root, namespace: "urn:n")
        #expect(
            String(decoding: document, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a xmlns="urn:n" x="1&quot;&lt;&#10;">
                  <b>å &amp; &lt;c&gt; ]]&gt;&#13;
                </b>
                  <d>
                  </d>
                </a>

                """)
    }

    /// `BUDKAVLE_ROUNDS` asks for more.
    @Test(arguments: 0..<Seeded.rounds(60))
    func `texts and values read back character by character`(_ round: UInt64) throws {
        var random = Seeded(seed: 0x3A1 + round)
        let scalars: [Unicode.Scalar] = [
            "a", " ", "\n", "\t", "\r", "&", "<", ">", "\"", "'", "]", "å", "\u{85}", "\u{2028}",
            "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "\u{301}", "-", ";", "#",
        ]
        func text() -> String {
            let count = Int.random(in: 0...12, using: &random)
            let picked = (0..<count).map { _ in scalars.randomElement(using: &random) ?? "a" }
            return String(String.UnicodeScalarView(picked))
        }
        for _ in 0..<50 {
            let (value, content) = (text(), text())
            let part = XMLPart("r", attributes: [("v", value)], content)
            let root = try XMLReader.read(XMLWriter.document(part, namespace: "urn:n"))
            #expect(root.text.unicodeScalars.elementsEqual(content.unicodeScalars))
            #expect(root.attributes == [DocumentAttribute(name: "v", value: value)])
            #expect(root.namespace == "urn:n")
        }
    }

    @Test(arguments: [0x00, 0x08, 0x0B, 0x1F, 0xFFFE, 0xFFFF] as [UInt32])
    func `a character that XML cannot carry is an error, in texts and in values`(_ value: UInt32)
        throws
    {
        let scalar = try #require(Unicode.Scalar(value))
        let parts = [
            XMLPart("b", "a\(scalar)"),
            XMLPart("b", attributes: [("v", "\(scalar)")], "a"),
        ]
        for part in parts {
            #expect(throws: DocumentsError.xmlUnwritable(scalar: value, element: "b")) {
                try XMLWriter.document(XMLPart("a", .parts([part])), namespace: "urn:n")
            }
        }
    }

    @Test func `attributes come with their namespaces, without declarations`() throws {
        let text = "<a xmlns='urn:1' xmlns:p='urn:2' b='1' p:b='2' c='&lt;å&#10;'/>"
        let root = try XMLReader.read(Array(text.utf8))
        #expect(
            root.attributes == [
                DocumentAttribute(name: "b", value: "1"),
                DocumentAttribute(name: "b", namespace: "urn:2", value: "2"),
                DocumentAttribute(name: "c", value: "<å\n"),
            ])
    }
}
