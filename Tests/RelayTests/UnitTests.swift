@testable import Carriers
import Identity
import Labels
import Primitives
@testable import Relay
import Storage
import Testing

struct CallerCursorTests {
    private let key = SecretBytes.random(count: 32)
    private let now = Timestamp(clampingMilliseconds: 1_795_000_000_000)

    private func cursor(withheld count: Int) -> CallerCursor {
        var cursor = CallerCursor.start
        for lane in MailboxCursor.lanes { cursor.positions[lane] = UInt64(lane.lane + 7) }
        cursor.stamp = .max
        cursor.examined = now
        cursor.withheld = (0..<count).map {
            .init(lane: MailboxCursor.lanes[$0 % 4], index: LogIndex(UInt64.max - UInt64($0)))
        }
        return cursor
    }

    @Test(arguments: [0, 1, CallerCursor.withheldMax])
    func `a cursor comes back as it was given`(_ withheld: Int) throws {
        let actor = try ActorID("kommun-solna")
        let cursor = cursor(withheld: withheld)
        let text = cursor.text(key: key, actor: actor)
        #expect(text.utf8.count <= RelayProtocol.Limit.cursorMaxBytes)
        #expect(try CallerCursor(text: text, key: key, actor: actor) == cursor)
    }

    @Test func `another relay's or another actor's cursor is refused`() throws {
        let actor = try ActorID("kommun-solna")
        let text = cursor(withheld: 1).text(key: key, actor: actor)
        #expect(throws: Problem(.cursorInvalid)) {
            try CallerCursor(text: text, key: .random(count: 32), actor: actor)
        }
        #expect(throws: Problem(.cursorInvalid)) {
            try CallerCursor(text: text, key: key, actor: ActorID("kommun-solna2"))
        }
    }
}

struct WaitingPollsTests {
    private final class Connection {}

    private let node = Hashing.sha256([1])
    private let connections = (0..<3).map { _ in Connection() }

    private func connection(_ index: Int) -> ObjectIdentifier {
        ObjectIdentifier(connections[index])
    }

    @Test func `a wake that comes before the wait is not lost`() async throws {
        let polls = WaitingPolls(pollsMax: 2, pollsPerNodeMax: 2)
        let ticket = try polls.begin(node: node, over: connection(0))
        polls.wake(ticket, .changed)
        #expect(await polls.wake(of: ticket) == .changed)
    }

    @Test func `an end is not forgotten for a change`() async throws {
        let polls = WaitingPolls(pollsMax: 2, pollsPerNodeMax: 2)
        let ticket = try polls.begin(node: node, over: connection(0))
        polls.wake(ticket, .stopping)
        polls.wake(ticket, .changed)
        #expect(await polls.wake(of: ticket) == .stopping)
    }

    @Test func `a cancelled wait ends`() async throws {
        let polls = WaitingPolls(pollsMax: 2, pollsPerNodeMax: 2)
        let ticket = try polls.begin(node: node, over: connection(0))
        let waiting = Task { await polls.wake(of: ticket) }
        waiting.cancel()
        #expect(await waiting.value == nil)
        polls.end(ticket)
        #expect(polls.count == 0)
    }

    @Test func `there are so many polls and not one more`() throws {
        let polls = WaitingPolls(pollsMax: 2, pollsPerNodeMax: 2)
        let first = try polls.begin(node: node, over: connection(0))
        _ = try polls.begin(node: node, over: connection(1))
        #expect(throws: Problem(.overloaded, retryAfterSeconds: 5)) {
            try polls.begin(node: node, over: connection(2))
        }
        polls.end(first)
        _ = try polls.begin(node: node, over: connection(2))
    }

    @Test func `a connection that goes takes its poll along`() async throws {
        let polls = WaitingPolls(pollsMax: 2, pollsPerNodeMax: 2)
        let ticket = try polls.begin(node: node, over: connection(0))
        polls.closed(connection(1))
        polls.closed(connection(0))
        #expect(await polls.wake(of: ticket) == .closed)
    }
}

struct TrustedClockTests {
    @Test func `time never goes back`() {
        let source = SteppingTime()
        let clock = TrustedClock { source.now }
        let first = clock.now()
        source.step(-5_000)
        #expect(clock.now() == first)
        source.step(5_001)
        #expect(clock.now() == first.adding(milliseconds: 1))
    }

    private final class SteppingTime: @unchecked Sendable {
        // Safety: one test's, on one task.
        private(set) var now = Timestamp(clampingMilliseconds: 1_000_000)

        func step(_ milliseconds: Int64) {
            now = now.adding(milliseconds: milliseconds)
        }
    }
}

extension Timestamp {
    fileprivate func adding(milliseconds: Int64) -> Timestamp {
        Timestamp(clampingMilliseconds: self.milliseconds + milliseconds)
    }
}
