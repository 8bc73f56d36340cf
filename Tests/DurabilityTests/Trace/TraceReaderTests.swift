import Foundation
import Testing

struct TraceReaderTests {
    @Test func `a call is read with its parts`() throws {
        let trace = #"812   pwrite64(9, "a\0\1772\n\"\\, )", 9, 32) = 9"# + "\n"
        let call = try #require(TraceReader.calls(in: trace).first)
        #expect(call.thread == 812)
        #expect(call.name == "pwrite64")
        #expect(call.arguments.count == 4)
        #expect(call.number(0) == 9 && call.number(3) == 32 && call.number(4) == nil)
        #expect(call.bytes(1) == Data([0x61, 0, 0x7f, 0x32, 0x0a, 0x22, 0x5c, 0x2c, 0x20, 0x29]))
        #expect(call.result == 9)
        #expect(call.begins == 1 && call.ends == 1)
    }

    @Test func `brackets hold their commas together`() throws {
        let trace = #"1 writev(3, [{iov_base="(,", iov_len=2}, {iov_base="}", iov_len=1}], 2) = 3"#
        let call = try #require(TraceReader.calls(in: trace + "\n").first)
        #expect(
            call.arguments == [
                "3", #"[{iov_base="(,", iov_len=2}, {iov_base="}", iov_len=1}]"#, "2",
            ])
    }

    @Test func `calls of several threads that interrupt each other are put together`() throws {
        let trace = """
            1 fdatasync(9 <unfinished ...>
            2 write(4, "<unfinished ...>", 16 <unfinished ...>
            3 close(5) = 0
            2 <... write resumed>) = 16
            1 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---
            1 <... fdatasync resumed>) = 0
            2 +++ exited with 0 +++

            """
        let calls = try TraceReader.calls(in: trace)
        #expect(calls.map(\.name) == ["fdatasync", "write", "close"])
        #expect(calls.map(\.begins) == [1, 2, 3])
        #expect(calls.map(\.ends) == [6, 4, 3])
        #expect(calls.map(\.result) == [0, 16, 0])
        #expect(calls[1].text(1) == "<unfinished ...>")
    }

    @Test(arguments: [
        ("1 close(5) = -1 EBADF (Bad file descriptor)\n", Int64(-1)),
        ("1 close(5 <unfinished ...>\n1 <... close resumed>) = ?\n", nil),
        ("1 close(5 <unfinished ...>\n", nil),
    ])
    func `a call that failed or did not return says so`(
        _ trace: String, _ result: Int64?
    ) throws {
        let call = try #require(TraceReader.calls(in: trace).first)
        #expect(call.result == result)
        #expect(call.number(0) == 5)
    }

    @Test func `a last line without its end is left for later`() throws {
        let calls = try TraceReader.calls(in: "1 close(5) = 0\n1 close(6) =")
        #expect(calls.count == 1)
    }

    @Test(arguments: [
        "close(5) = 0", "1", "1 close(5)", "1 close(5) 0", "1 close(5) = zero", "1 clo-se(5) = 0",
        "1 (5) = 0", #"1 write(4, "a) = 1"#, "1 <... close resumed>) = 0",
        "1 strace: out of memory",
        "1 close(5 <unfinished ...>\n1 close(6) = 0",
        "1 close(5 <unfinished ...>\n1 close(6 <unfinished ...>",
        "1 close(5 <unfinished ...>\n1 <... open resumed>) = 0",
    ])
    func `a line that is not understood is an error, with its number`(_ trace: String) {
        let number = trace.split(separator: "\n").count
        #expect(throws: TraceError.lineUnreadable(number)) {
            try TraceReader.calls(in: trace + "\n")
        }
    }

    @Test(arguments: [
        #"abc"#, #""abc"#, #"abc""#, #""abc"..."#, #""a"b""#, #""a\""#, #""a\9""#, #""a\777""#,
        "\"",
        "",
    ])
    func `what is no whole string has no bytes`(_ text: String) {
        #expect(QuotedString.bytes(text) == nil)
    }

    @Test(arguments: [(#""""#, []), (#""\0""#, [0]), (#""\3777""#, [255, 0x37]), (#""\t""#, [9])])
    func `escapes are bytes`(_ text: String, _ bytes: [UInt8]) {
        #expect(QuotedString.bytes(text) == Data(bytes))
    }
}
