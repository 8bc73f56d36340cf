import Foundation
import Testing

struct FlushJudgeTests {
    private typealias Sample = TraceSample
    private let kept = TraceSample.kept

    @Test func `a message written, committed and flushed before its answer keeps the promise`()
        throws
    {
        #expect(try kept.breach() == nil)
    }

    @Test func `without a flush the promise is broken`() throws {
        #expect(try kept.without(Sample.flush).breach() == .notFlushed)
    }

    @Test(arguments: [
        ("of another file", "8 fdatasync(12) = 0"),
        ("of the folder", "8 fdatasync(10) = 0"),
        ("that fails", "8 fdatasync(9) = -1 EIO (Input/output error)"),
        ("that never returns", "8 fdatasync(9 <unfinished ...>"),
        ("that is none", "8 close(9) = 0"),
    ])
    func `a flush is no flush`(_ what: String, _ line: String) throws {
        #expect(
            try kept.replacing(Sample.flush, with: [line]).breach() == .notFlushed, "\(what)")
    }

    @Test(arguments: [TraceSample.commitPage, TraceSample.commitHeader])
    func `a flush that began before all was written does not count`(_ line: String) throws {
        #expect(try kept.moving(TraceSample.flush, before: line).breach() == .notFlushed)
    }

    @Test func `a flush begun before the last write and ended after it does not count`() throws {
        let early = kept.without(Sample.flush).replacing(
            Sample.commitPage,
            with: [
                "6 fdatasync(9 <unfinished ...>", Sample.commitPage,
                "6 <... fdatasync resumed>) = 0",
            ])
        #expect(try early.breach() == .notFlushed)
    }

    @Test(arguments: [(true, nil), (false, FlushBreach.notFlushed)])
    func `a flush must have ended before the answer began`(
        _ endsBefore: Bool, _ breach: FlushBreach?
    ) throws {
        let begin = "8 fdatasync(9 <unfinished ...>"
        let end = "8 <... fdatasync resumed>) = 0"
        let spread = kept.without(Sample.flush).replacing(
            Sample.answer,
            with: endsBefore ? [begin, end, Sample.answer] : [begin, Sample.answer, end])
        #expect(try spread.breach() == breach)
    }

    @Test func `an answer that ends after the flush but began before it is too early`() throws {
        let head = #"7 writev(12, [{iov_base="answer", iov_len=6}], 1 <unfinished ...>"#
        let sample = kept.without(Sample.answer).replacing(
            Sample.flush, with: [head, Sample.flush, "7 <... writev resumed>) = 6"])
        #expect(try sample.breach() == .notFlushed)
    }

    @Test func `a page that is not the end of a transaction is not enough`() throws {
        let open = TraceSample.header(offset: 80, pages: #"\0\0\0\0"#)
        #expect(try kept.replacing(Sample.commitHeader, with: [open]).breach() == .notCommitted)
        #expect(try kept.without(Sample.commitPage).breach() == .notCommitted)
        let cut = #"8 pwrite64(9, "nothing of it", 13, 104) = 12"#
        #expect(try kept.replacing(Sample.commitPage, with: [cut]).breach() == .notCommitted)
    }

    @Test func `a message that is written nowhere, elsewhere or too late is missed`() throws {
        let page = TraceSample.page("of which mark 1;", offset: 56)
        let other = TraceSample.page("of which mark 2;", offset: 56)
        let elsewhere = page.replacing("(9,", with: "(12,")
        for line in [other, elsewhere] {
            #expect(try kept.replacing(page, with: [line]).breach() == .notWritten)
        }
        let late = kept.moving(Sample.answer, before: page)
        #expect(try late.breach() == .notWritten)
    }

    @Test func `the folder must have been flushed since the log was opened`() throws {
        #expect(try kept.without(Sample.folderFlush).breach() == .nameNotFlushed)
        let early = kept.replacing(
            Sample.folderFlush, with: []
        ).replacing(
            kept.lines[0],
            with: [kept.lines[1], Sample.folderFlush, "8 close(10) = 0", kept.lines[0]])
        #expect(try early.breach() == .nameNotFlushed)
    }

    @Test(arguments: [(8, FlushBreach.notWritten), (9, nil), (14, nil), (15, .answerNotSeen)])
    func `the answer is the write with the first byte after those that came before`(
        _ bytesBefore: Int, _ breach: FlushBreach?
    ) throws {
        let promise = PromisedMessage(
            port: 50_001, bytesBefore: Int64(bytesBefore), mark: TraceSample.promise.mark)
        #expect(try kept.breach(of: promise) == breach)
    }

    @Test func `an answer on another connection is none`() throws {
        let promise = PromisedMessage(
            port: 50_002, bytesBefore: 9, mark: TraceSample.promise.mark)
        #expect(try kept.breach(of: promise) == .answerNotSeen)
    }

    @Test func `a descriptor means what it was opened for last`() throws {
        let reused = [
            "8 close(9) = 0", #"8 openat(AT_FDCWD, "/data/other", O_RDWR) = 9"#, Sample.flush,
        ]
        #expect(try kept.replacing(Sample.flush, with: reused).breach() == .notFlushed)
        let again = [
            "8 close(9) = 0", #"8 openat(AT_FDCWD, "/data/relay.sqlite-wal", O_RDWR) = 11"#,
            "8 fsync(11) = 0",
        ]
        #expect(try kept.replacing(Sample.flush, with: again).breach() == nil)
    }
}
