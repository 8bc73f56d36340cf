import Ledger
import Identity
import Storage
import StorageContract
import StorageSQLite
import Testing

/// More entries than fit in one generation of names, so that memory, index and summaries all play.
struct LongLogTests {
    private static let count = 12_000

    private func fill(_ store: SQLiteRelayStore) async throws {
        for start in stride(from: 0, to: Self.count, by: 500) {
            _ = try await store.acceptAll(
                (start..<start + 500).map {
                    try Samples.message(
                        $0, to: [$0 % 10, 10 + $0 % 7],
                        expires: $0 < Self.count / 2
                            ? Samples.tomorrow : Samples.tomorrow.adding(seconds: 1),
                        contentBytes: 10, withSlots: false, recorded: false)
                })
        }
    }

    /// Every 97th message again, and how it was answered.
    private func offerAgain(
        _ store: SQLiteRelayStore
    ) async throws -> [Acceptance.Outcome: Int] {
        let answers = try await store.acceptAll(
            Self.sample.map {
                try Samples.message(
                    $0, to: [$0 % 10], contentBytes: 10, withSlots: false, recorded: false)
            })
        return answers.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
    }

    private static let sample = Array(stride(from: 0, to: count, by: 97)) + [count - 1]

    @Test(arguments: [true, false])
    func `old and new names are known, and sums the same, however the store was left`(
        _ isClosed: Bool
    ) async throws {
        let place = try TemporaryPlace()
        var store: SQLiteRelayStore? = try place.relay()
        let first = try #require(store)
        try await fill(first)
        #expect(try await offerAgain(first) == [.known: Self.sample.count])
        let before = try await loads(first)
        try await reopen(&store, at: place, isClosed: isClosed)
        let second = try #require(store)
        #expect(try await loads(second) == before)
        #expect(try await offerAgain(second) == [.known: Self.sample.count])
        try await second.close()
    }

    /// Without closing it is as after a crash: nothing was written on the way out.
    private func reopen(
        _ store: inout SQLiteRelayStore?, at place: TemporaryPlace, isClosed: Bool
    ) async throws {
        if isClosed { try await store?.close() } else { await store?.abandon() }
        store = try place.relay()
    }

    @Test func `names are forgotten with their messages, in memory and in the index`() async throws
    {
        let place = try TemporaryPlace()
        var store = try place.relay()
        try await fill(store)
        #expect(try await store.expire(at: Samples.tomorrow) == Self.count / 2)
        let old = Self.sample.count { $0 < Self.count / 2 }
        #expect(
            try await offerAgain(store) == [.stored: old, .known: Self.sample.count - old])
        let before = try await loads(store)
        try await store.close()
        store = try place.relay()
        #expect(try await loads(store) == before)
        #expect(try await offerAgain(store) == [.known: Self.sample.count])
        try await store.close()
    }

    @Test func `one mailbox in a long log is read whole, and only it`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        try await fill(store)
        let entries = try await store.wholeMailbox(
            of: Samples.actor(13), limit: PageLimit(entriesMax: 700, bytesMax: 1 << 20))
        #expect(
            entries.map { Int($0.index.value) }
                == (0..<Self.count).filter { $0 % 7 == 3 })
        try await store.close()
    }

    private func loads(_ store: SQLiteRelayStore) async throws -> [MailboxLoad] {
        var loads: [MailboxLoad] = []
        for actor in 0..<17 { loads.append(await store.load(of: try Samples.actor(actor))) }
        return loads
    }
}
