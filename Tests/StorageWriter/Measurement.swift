import Foundation
import Identity
import Labels
import Storage
import StorageSQLite

/// Rates of one store on this machine; ratios of one run mean something, the figures alone do not.
struct Measurement {
    let path: String
    let count: Int

    func run() async throws {
        var store = try SQLiteRelayStore(path: path)
        var first: UInt64 = 0
        for inFlight in [1, 8, 64, 512] {
            let messages = min(count, inFlight * 2_000)
            try await accept(messages, inFlight: inFlight, slots: true, into: store, from: first)
            first += UInt64(messages)
        }
        try await accept(count, inFlight: 512, slots: false, into: store, from: first)
        first += UInt64(count)
        try await accept(count, inFlight: 64, slots: false, into: store, from: first)
        first += UInt64(count)
        try await groups(of: 256, count: count, into: store, from: first)
        first += UInt64(count)
        for recipients in [1, 37, 400, 1_000] {
            try await audience(of: recipients, into: store, from: &first)
        }
        for recipients in [37, 400] {
            try await fanOut(to: recipients, inFlight: 32, from: store, number: &first)
        }
        try await drain(store)
        try await store.close()
        let start = clock()
        store = try SQLiteRelayStore(path: path)
        report("opening", 1, since: start)
        try await scan(store)
        let expiry = clock()
        let removed = try await store.expire(at: .latest)
        report("expiring", removed, since: expiry)
        try await store.close()
    }

    private func accept(
        _ messages: Int, inFlight: Int, slots: Bool, into store: SQLiteRelayStore,
        from first: UInt64
    ) async throws {
        let sample = try Sample(recipients: 1)
        let ready = (0..<messages).map {
            sample.message(number: first + UInt64($0), withSlots: slots)
        }
        let before = store.commits
        let start = clock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<inFlight {
                group.addTask {
                    for turn in stride(from: task, to: messages, by: inFlight) {
                        _ = try await store.accept(ready[turn])
                    }
                }
            }
            try await group.waitForAll()
        }
        let groups = store.commits.groups - before.groups
        report(
            "accepting, \(inFlight) in flight, \(slots ? "one slot" : "no slot"), \(groups) groups",
            messages, since: start)
    }

    private func groups(
        of size: Int, count: Int, into store: SQLiteRelayStore, from first: UInt64
    ) async throws {
        let sample = try Sample(recipients: 1)
        let ready = (0..<count / size).map { group in
            (0..<size).map {
                sample.message(number: first + UInt64(group * size + $0), withSlots: false)
            }
        }
        let start = clock()
        for group in ready { _ = try await store.acceptAll(group) }
        report("accepting, groups of \(size), no slot", ready.count * size, since: start)
    }

    private func audience(
        of recipients: Int, into store: SQLiteRelayStore, from first: inout UInt64
    ) async throws {
        let sample = try Sample(recipients: recipients)
        for withSlots in [false, true] {
            let turns = withSlots ? 200 : 2_000
            let ready = (0..<turns).map {
                sample.message(number: first + UInt64($0), withSlots: withSlots)
            }
            first += UInt64(turns)
            let start = clock()
            for message in ready { _ = try await store.accept(message) }
            report(
                "accepting for \(recipients), \(withSlots ? "slots" : "no slots"), one in flight",
                turns, since: start)
        }
    }

    /// Each of many recipients reads the newest message, one page each.
    private func fanOut(
        to recipients: Int, inFlight: Int, from store: SQLiteRelayStore, number: inout UInt64
    ) async throws {
        let sample = try Sample(recipients: recipients)
        var cursor = MailboxCursor.start
        cursor[.routine] = (await store.latest()?.value ?? 0) + 1
        for _ in 0..<10 {
            _ = try await store.accept(sample.message(number: number))
            number += 1
        }
        let start = clock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<inFlight {
                group.addTask { [cursor] in
                    for turn in stride(from: reader, to: recipients, by: inFlight) {
                        var next = cursor
                        for _ in 0..<10 {
                            let page = try await store.mailbox(
                                of: sample.recipients[turn], after: next,
                                limit: PageLimit(entriesMax: 1, bytesMax: 1 << 20))
                            next = page.next
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        report("handing one at a time to \(recipients)", recipients * 10, since: start)
    }

    /// One returning receiver reads everything.
    private func drain(_ store: SQLiteRelayStore) async throws {
        let actor = try ActorID("actor-0")
        var (cursor, entries) = (MailboxCursor.start, 0)
        let start = clock()
        while true {
            let page = try await store.mailbox(
                of: actor, after: cursor,
                limit: PageLimit(entriesMax: 1_000, bytesMax: 4 << 20))
            entries += page.entries.count
            cursor = page.next
            if !page.hasMore { break }
        }
        report("draining one mailbox", entries, since: start)
    }

    /// One whose entries are few reads past everybody else's.
    private func scan(_ store: SQLiteRelayStore) async throws {
        let actor = try ActorID("actor-999")
        let start = clock()
        let page = try await store.mailbox(
            of: actor, after: .start, limit: PageLimit(entriesMax: 10, bytesMax: 4 << 20))
        report("finding \(page.entries.count) among all", 1, since: start)
    }

    /// Wall clock and processor time, since a busy machine stretches the first.
    private struct Moment {
        let wall = ContinuousClock.now
        let cpuSeconds: Double

        init() {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            cpuSeconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }

    private func clock() -> Moment { Moment() }

    private func report(_ what: String, _ count: Int, since start: Moment) {
        let end = Moment()
        let (whole, atto) = start.wall.duration(to: end.wall).components
        let seconds = Double(whole) + Double(atto) / 1e18
        let rate = Int(Double(count) / seconds)
        func each(_ seconds: Double) -> Double {
            (seconds / Double(max(count, 1)) * 1e7).rounded() / 10
        }
        print(
            "\(what): \(count) in \(Int(seconds * 1e3)) ms, \(rate)/s, \(each(seconds)) µs each,"
                + " \(each(end.cpuSeconds - start.cpuSeconds)) µs of processor")
    }
}
