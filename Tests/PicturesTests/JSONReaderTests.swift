import Foundation
import TestSupport
import Testing

@testable import Pictures

struct JSONReaderTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `the JSON test suite is accepted and refused as its names say`() throws {
        let files = try SharedData.files(under: "data/adversarial/json-parsing")
        #expect(files.count >= 149)
        for file in files {
            let name = file.split(separator: "/").last ?? ""
            let bytes = try SharedData.bytes(file)
            let isRead = (try? JSONReader.read(bytes)) != nil
            // Repeated keys are legal JSON; we refuse them on purpose.
            if name.hasPrefix("y_") && !name.contains("duplicated_key") {
                #expect(isRead, "\(name)")
            }
            if name.hasPrefix("n_") { #expect(!isRead, "\(name)") }
        }
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":1}", JSONDefect.keyRepeated("a"), "$", 7),
        ("{\"a\":{\"b\":[1,]}}", .syntax(expected: "value"), "$.a.b[1]", 13),
        ("[1 2]", .syntax(expected: ", or ]"), "$", 3),
        ("\"\\ud83d\"", .syntax(expected: "second half of surrogate pair"), "$", 7),
        ("{} x", .syntax(expected: "end of document"), "$", 3),
        ("01", .syntax(expected: "end of document"), "$", 1),
        ("", .syntax(expected: "value"), "$", 0),
    ])
    func `errors name the path and the byte`(
        _ text: String, _ defect: JSONDefect, _ path: String, _ offset: Int
    ) {
        #expect(throws: PicturesError.jsonInvalid(defect, path: path, offset: offset)) {
            try JSONReader.read(Array(text.utf8))
        }
    }

    @Test func `nesting stops at its limit`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try JSONReader.read(nested(64)).array?.count == 1)
        #expect(throws: PicturesError.self) { try JSONReader.read(nested(65)) }
        #expect(throws: PicturesError.self) { try JSONReader.read(nested(100_000)) }
    }

    @Test func `strings come through escapes whole`() throws {
        let text = "\"å\\u00e4\\ud83d\\ude00\\n\\/\\\"\""
        #expect(try JSONReader.read(Array(text.utf8)).string == "åä😀\n/\"")
    }

    @Test func `what the writer writes, Foundation reads the same`() throws {
        let text = "a\"\\/\u{1}\u{8}\t\n\u{C}\r\u{7F}å😀\u{2028}"
        let bytes = JSONWriter.bytes(
            .object([
                "ö": .string(text), "a": .array([.number(59.25), .number(-3), .number(0)]),
                "n": nil,
            ]))
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(read["ö"] as? String == text)
        #expect(read["a"] as? [Double] == [59.25, -3, 0])
        #expect(read.count == 2)
        #expect(bytes.starts(with: Array("{\"a\":[59.25,-3,0],\"ö\":".utf8)))
    }
}
