import Documents
import Foundation
import Testing

@testable import Pictures

struct JSONWriterTests {
    private let text = "a\"\\/\u{1}\u{8}\t\n\u{C}\r\u{7F}å😀\u{2028}"

    private var bytes: [UInt8] {
        JSONWriter.bytes(
            .object([
                "ö": .string(text), "a": .array([.number(59.25), .number(-3), .number(0)]),
                "n": nil,
            ]))
    }

    @Test func `what the writer writes, Foundation reads the same`() throws {
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(read["ö"] as? String == text)
        #expect(read["a"] as? [Double] == [59.25, -3, 0])
        #expect(read.count == 2)
        #expect(bytes.starts(with: Array("{\"a\":[59.25,-3,0],\"ö\":".utf8)))
    }

    @Test func `what the writer writes, our own reader reads the same`() throws {
        let read = try JSONReader.read(bytes)
        #expect(read["ö"] == .string(text))
        #expect(read["a"] == .array([.real(59.25), .integer(-3), .integer(0)]))
    }
}
