import Foundation

/// A trace of one message that was written, committed, flushed and answered, a step a line, to be
/// spoilt by tests.
struct TraceSample {
    var lines: [String]

    static let log = "/data/relay.sqlite-wal"
    static let promise = PromisedMessage(port: 50_001, bytesBefore: 9, mark: Data("mark 1;".utf8))

    static let flush = "8 fdatasync(9)                      = 0"
    static let answer = #"7 writev(12, [{iov_base="answer", iov_len=6}], 1) = 6"#
    static let folderFlush = "8 fsync(10)                         = 0"
    static let commitHeader = header(offset: 80, pages: #"\0\0\0\7"#)
    static let commitPage = page("nothing of it", offset: 104)

    static let kept = TraceSample(lines: [
        #"8 openat(AT_FDCWD, "/data/relay.sqlite-wal", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 9"#,
        #"8 openat(AT_FDCWD, "/data", O_RDONLY|O_CLOEXEC) = 10"#,
        folderFlush,
        "8 close(10)                         = 0",
        #"7 getpeername(12, {sa_family=AF_INET, sin_port=htons(50001), sin_addr=inet_addr("127.0.0.1")}, [128 => 16]) = 0"#,
        #"7 write(12, "handshake", 9) = 9"#,
        header(offset: 32, pages: #"\0\0\0\0"#),
        page("of which mark 1;", offset: 56),
        commitHeader,
        commitPage,
        flush,
        answer,
    ])

    static func header(offset: Int, pages: String) -> String {
        #"8 pwrite64(9, "\0\0\0\2"# + pages + #"salt and checksm", 24, \#(offset)) = 24"#
    }

    static func page(_ text: String, offset: Int) -> String {
        #"8 pwrite64(9, "\#(text)", \#(text.utf8.count), \#(offset)) = \#(text.utf8.count)"#
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    func breach(of promise: PromisedMessage = promise) throws -> FlushBreach? {
        FlushJudge(try TraceReader.calls(in: text), log: Self.log).breach(of: promise)
    }

    func without(_ line: String) -> TraceSample { replacing(line, with: []) }

    func replacing(_ line: String, with others: [String]) -> TraceSample {
        TraceSample(lines: lines.flatMap { $0 == line ? others : [$0] })
    }

    func moving(_ line: String, before other: String) -> TraceSample {
        without(line).replacing(other, with: [line, other])
    }
}
