import TestSupport
import Testing

@testable import Documents

struct JSONReaderTests {
    /// `y_` must be read and `n_` refused (RFC 8259). What `i_` leaves to the implementation we
    /// refuse throughout: text that is not UTF-8, halves of surrogate pairs, numbers that do not fit.
    @Test(.enabled(if: SharedData.isPresent))
    func `the JSON test suite is accepted and refused as its names say`() throws {
        let files = try SharedData.files(under: "data/adversarial/json-parsing")
        #expect(files.count >= 149)
        for file in files {
            let name = file.split(separator: "/").last ?? ""
            let isRead = (try? JSONReader.read(SharedData.bytes(file))) != nil
            #expect(isRead == name.hasPrefix("y_"), "\(name)")
        }
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":1}", JSONSyntaxDefect.keyRepeated, 1, 10),
        ("{\"a\":1,\"\\u0061\":1}", .keyRepeated, 1, 15),
        ("{\"a\":\n {\"b\":[1,]}}", .syntax, 2, 10),
        ("[1 2]", .syntax, 1, 4), ("[\"å\" 2]", .syntax, 1, 6),
        ("\"\\ud83d\"", .syntax, 1, 8), ("\"\\udc00\"", .syntax, 1, 8),
        ("\"\\ud83d\\u0041\"", .syntax, 1, 14),
        ("[nul]", .syntax, 1, 4), ("01", .syntax, 1, 1), ("\"a\nb\"", .syntax, 1, 2),
        ("{} x", .contentAfterValue, 1, 4), ("1 1", .contentAfterValue, 1, 3),
        ("", .endMissing, 1, 1), ("[1,", .endMissing, 1, 3), ("\"abc", .endMissing, 1, 4),
        ("\"\\u0000\"", .nulForbidden, 1, 8), ("{\"\\u0000\":1}", .nulForbidden, 1, 9),
        ("9223372036854775808", .numberTooLarge, 1, 19), ("[1e309]", .numberTooLarge, 1, 6),
        ("\u{FEFF}{}", .syntax, 1, 1), ("{}\u{0}", .syntax, 1, 3),
        ("[\n\"å\"\u{0}]", .syntax, 2, 4),
    ])
    func `what is refused is refused with its kind and place`(
        _ text: String, _ defect: JSONSyntaxDefect, _ line: Int, _ column: Int
    ) {
        #expect(
            throws: DocumentsError.jsonInvalid(defect, at: TextPosition(line: line, column: column))
        ) {
            try JSONReader.read(Array(text.utf8))
        }
    }

    @Test(arguments: [
        ("9223372036854775807", JSONNode.integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("-0", .integer(0)), ("1e308", .real(1e308)), ("5e-324", .real(.leastNonzeroMagnitude)),
        ("0.1", .real(0.1)), ("1.0", .real(1)), ("1e-999", .real(0)), (" true\n", .boolean(true)),
        ("null", .null), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([])),
        (
            "{\"b\":1,\"a\":null}",
            .object([
                JSONMember(key: "b", node: .integer(1)), JSONMember(key: "a", node: .null),
            ])
        ),
    ])
    func `values come as they stand, members in their order`(_ text: String, _ node: JSONNode)
        throws
    {
        #expect(try JSONReader.read(Array(text.utf8)) == node)
    }

    @Test func `bytes that are not UTF-8 are named`() {
        #expect(throws: DocumentsError.encodingInvalid(offset: 2)) {
            try JSONReader.read([0x22, 0x61, 0xC3, 0x22])
        }
        // An overlong quotation mark, and half a surrogate pair.
        for bytes: [UInt8] in [[0x22, 0xC0, 0xA2, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(throws: DocumentsError.encodingInvalid(offset: 1)) {
                try JSONReader.read(bytes)
            }
        }
    }

    @Test func `nesting stops at its limit, and the path says where`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try JSONReader.read(nested(64)).array?.count == 1)
        let path = "$" + String(repeating: "[0]", count: 64)
        #expect(throws: DocumentsError.jsonTooDeep(limitLevels: 64, path: path)) {
            try JSONReader.read(nested(65))
        }
        // Beyond what Jansson follows itself.
        #expect(throws: DocumentsError.jsonTooDeep(limitLevels: 64, path: "$")) {
            try JSONReader.read(nested(100_000))
        }
        let object =
            "{\"a\":" + String(repeating: "[", count: 64)
            + String(repeating: "]", count: 64) + "}"
        let objectPath = "$.a" + String(repeating: "[0]", count: 63)
        #expect(throws: DocumentsError.jsonTooDeep(limitLevels: 64, path: objectPath)) {
            try JSONReader.read(Array(object.utf8))
        }
    }

    @Test func `length stops at its limit`() throws {
        let full = [UInt8](repeating: 0x20, count: 4_194_303) + [0x30]
        #expect(try JSONReader.read(full) == .integer(0))
        #expect(throws: DocumentsError.tooLong(limitBytes: 4_194_304, foundBytes: 4_194_305)) {
            try JSONReader.read(full + [0x20])
        }
    }

    @Test func `strings come through escapes whole`() throws {
        let text = "\"å\\u00e4\\ud83d\\ude00\\n\\/\\\"\""
        #expect(try JSONReader.read(Array(text.utf8)).string == "åä😀\n/\"")
    }
}
