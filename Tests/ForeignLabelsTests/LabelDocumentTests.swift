import Identity
import Labels
import Testing

@testable import ForeignLabels

struct LabelDocumentTests {
    let created: Timestamp

    init() throws { created = try Timestamp(rfc3339: "2026-11-23T06:00:00Z") }

    @Test(arguments: LabelForm.allCases)
    func `a label comes back from either form`(_ form: LabelForm) throws {
        for label in try ConfidentialityLabelTests.specimens() {
            let document = try LabelDocument.document(label, as: form, created: created)
            #expect(document.last == UInt8(ascii: "\n"))
            #expect(try LabelDocument.label(document) == label)
        }
    }

    @Test func `a line is a label with or without its end, and nothing more`() throws {
        let label = try ConfidentialityLabelTests.specimens()[1]
        #expect(try LabelDocument.label(Array(label.text.utf8)) == label)
        for tail in ["\n\n", " ", "\r\n", "; x"] {
            #expect(throws: ForeignLabelError.self, "\(tail.debugDescription)") {
                try LabelDocument.label(Array((label.text + tail).utf8))
            }
        }
        #expect(throws: ForeignLabelError.textNotUTF8) {
            try LabelDocument.label([UInt8(ascii: "a"), 0xFF])
        }
        #expect(throws: ForeignLabelError.textInvalid(.statusUnknown(text: ""))) {
            try LabelDocument.label([])
        }
    }

    @Test func `a label in UTF-16 is read as any other`() throws {
        let label = try ConfidentialityLabelTests.specimens()[1]
        let xml = try LabelDocument.document(label, as: .stanag4774, created: created)
        let text = String(decoding: xml, as: UTF8.self).replacing("UTF-8", with: "UTF-16")
        let wide = Array("\u{FEFF}\(text)".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try LabelDocument.label(wide) == label)
    }
}
