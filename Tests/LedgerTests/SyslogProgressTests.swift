import Identity
import Ledger
import Testing

struct SyslogProgressTests {
    private let settled = Duration.seconds(SyslogProgress.settleSeconds)

    private func place(_ entry: UInt64) -> SyslogPlace {
        SyslogPlace(after: entry, digest("leaf \(entry)"))
    }

    @Test func `a place reads back as it was written`() throws {
        for place in [.start, place(0), place(.max - 1)] {
            #expect(try SyslogPlace(parsing: place.text) == place)
        }
        #expect(place(3).next == 4)
    }

    @Test(arguments: [
        "", "budkavle-syslog v1\n", "budkavle-syslog v1\nnext 0", "budkavle-syslog v1\nnext 1\n",
        "budkavle-syslog v1\nnext 00\n", "budkavle-syslog v2\nnext 0\n",
        "budkavle-syslog v1\nnext -1\n", "budkavle-syslog v1\nnext 0\nmore\n",
    ])
    func `what no place writes is none`(_ text: String) {
        #expect(throws: LedgerError.self) { try SyslogPlace(parsing: text) }
    }

    @Test func `a start that follows something is none`() {
        let text = SyslogPlace.start.text + "last \(digest("leaf").hex)\n"
        #expect(throws: LedgerError.self) { try SyslogPlace(parsing: text) }
    }

    @Test func `what was sent counts once the connection has outlived it, and not before`() {
        var progress = SyslogProgress(from: .start)
        progress.note(place(4), at: .zero)
        #expect(progress.sent == place(4))
        #expect(progress.settle(at: settled - .milliseconds(1)) == nil)
        #expect(progress.told == .start)
        #expect(progress.settle(at: settled) == place(4))
        #expect(progress.told == place(4))
        #expect(progress.settle(at: settled * 2) == nil)
    }

    @Test func `what came later waits for its own time`() {
        var progress = SyslogProgress(from: .start)
        progress.note(place(4), at: .zero)
        progress.note(place(9), at: .seconds(2))
        #expect(progress.settle(at: settled) == place(4))
        #expect(progress.settle(at: settled + .seconds(2)) == place(9))
    }

    @Test func `what is sent without a pause settles all the same, a second late at most`() {
        var progress = SyslogProgress(from: .start)
        var told: [UInt64] = []
        for step in 0..<200 {
            let now = Duration.milliseconds(step * 100)
            progress.note(place(UInt64(step)), at: now)
            if let place = progress.settle(at: now) { told.append(place.next) }
        }
        // Twenty seconds: five of them have been outlived by fifteen.
        #expect(told.count >= 4)
        #expect(progress.told.next >= 40)
        #expect(progress.told.next <= 50)
    }

    @Test func `what is sent counts later than the system needs to notice that nobody is there`() {
        #expect(SyslogProgress.settleSeconds > SyslogProgress.unacknowledgedMaxSeconds)
    }
}
