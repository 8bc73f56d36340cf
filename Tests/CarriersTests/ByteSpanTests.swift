import Carriers
import Testing

/// Ranges, as strangers write them.
struct ByteSpanTests {
    @Test(arguments: [
        ("bytes=0-0", 0, 1), ("bytes=0-99", 0, 100), ("bytes=99-", 99, 100),
        ("bytes=50-1000", 50, 100), ("bytes=-1", 99, 100), ("bytes=-1000", 0, 100),
        ("bytes=0-", 0, 100),
    ])
    func `a range is cut to what there is`(_ text: String, _ first: UInt64, _ end: UInt64) {
        #expect(ByteSpan.range(text, of: 100) == ByteSpan(first: first, end: end))
    }

    @Test(arguments: ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=18446744073709551614-"])
    func `a range beyond the end is empty`(_ text: String) {
        #expect(ByteSpan.range(text, of: 100)?.count == 0)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=1-0", "bytes=0-1,3-4", "bytes=+0-1",
        "bytes=0--1", "bytes= 0-1", "bytes=0-1 ", "Bytes=0-1", "items=0-1", "bytes=0x0-1",
        "bytes=99999999999999999999-", "bytes=0-18446744073709551615",
        "bytes=0-99999999999999999999",
        "bytes=٠-١",
    ])
    func `any other form is no range`(_ text: String) {
        #expect(ByteSpan.range(text, of: 100) == nil)
    }

    @Test func `what is written is read`() throws {
        let span = ByteSpan(first: 10, end: 20)
        let read = try #require(ByteSpan.contentRange(span.contentRange(of: 20)))
        #expect(read.span == span && read.total == 20)
        #expect(ByteSpan.unknownRange(ByteSpan.unknownRange(of: 7)) == 7)
    }

    @Test(arguments: [
        "", "bytes", "bytes 0-9", "bytes 0-9/*", "bytes 0-9/9", "bytes 9-0/10", "bytes */10",
        "bytes -9/10", "bytes 0-/10", "bytes=0-9/10", "bytes 0-9/10/10", "bytes  0-9/10",
        "bytes 0-18446744073709551615/18446744073709551615",
    ])
    func `a content range that contradicts itself is none`(_ text: String) {
        #expect(ByteSpan.contentRange(text) == nil)
    }

    @Test(arguments: ["bytes *", "bytes */", "bytes */x", "bytes */-1", "bytes 0-9/10"])
    func `a question is asked in one form`(_ text: String) {
        #expect(ByteSpan.unknownRange(text) == nil)
    }
}
