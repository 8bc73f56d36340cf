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

    @Test func `when a label was set comes with STANAG 4774, and not with a line`() throws {
        let label = try ConfidentialityLabelTests.specimens()[1]
        let xml = try LabelDocument.document(label, as: .stanag4774, created: created)
        #expect(try LabelDocument.dated(xml) == (label, created))
        let line = try LabelDocument.document(label, as: .text, created: created)
        #expect(try LabelDocument.dated(line) == (label, nil))
    }

    @Test(arguments: ["Hemlig", " actual", "1", "\u{E4}ven", "{}"])
    func `whatever is no XML is told what is wrong with it as a line`(_ text: String) {
        let error = #expect(throws: ForeignLabelError.self) {
            try LabelDocument.label(Array(text.utf8))
        }
        guard case .textInvalid = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["<", " <a/>", "\u{FEFF}<a/>"])
    func `whatever begins with a tag is told what is wrong with it as XML`(_ text: String) {
        let error = #expect(throws: ForeignLabelError.self) {
            try LabelDocument.label(Array(text.utf8))
        }
        if case .textInvalid = error { Issue.record("\(text)") }
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
