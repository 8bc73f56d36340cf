import Identity
import Storage
import Synchronization

/// What lies where, in memory: how far each mailbox reaches, how full it is, who waits for it.
///
/// A reader with nothing new is answered from here without touching the database, and a waiting one
/// costs nothing until something comes.
final class MailboxBoard: Sendable {
    /// What one commit changed.
    struct News: Sendable {
        var newcomers: [(actor: ActorID, number: Int64)] = []
        var arrivals: [(members: [Int64], place: EntryPlace, bytes: Int)] = []
        var departures: [(members: [Int64], bytes: Int)] = []
        var next: UInt64 = 0
    }

    fileprivate struct Shelf: Sendable {
        var tally = Tally()
        var isAwaited = false
    }

    fileprivate struct Waiter: Sendable {
        let cursor: MailboxCursor
        let continuation: CheckedContinuation<Bool, Never>
    }

    fileprivate struct State: Sendable {
        var numbers: [ActorID: Int64] = [:]
        var actors: [ActorID] = []
        var shelves: [Shelf] = []
        var waiters: [ActorID: [UInt64: Waiter]] = [:]
        var nextTicket: UInt64 = 0
        var next: UInt64 = 0
        var isClosed = false

        func tally(of actor: ActorID) -> Tally? {
            numbers[actor].map { shelves[Int($0)].tally }
        }
    }

    private let state = Mutex(State())

    /// Begins with what the store holds.
    func fill(actors: [ActorID: Int64], circles: [(members: [Int64], tally: Tally)], next: UInt64) {
        state.withLock { state in
            for (actor, number) in actors { state.enrol(actor, number) }
            for (members, tally) in circles {
                for member in members {
                    guard let shelf = state.shelf(member) else { continue }
                    state.shelves[shelf].tally.add(tally)
                }
            }
            state.next = next
        }
    }

    func publish(_ news: News) {
        let woken = state.withLock { state in
            for (actor, number) in news.newcomers { state.enrol(actor, number) }
            var roused: Set<Int64> = []
            for arrival in news.arrivals {
                for member in arrival.members {
                    guard let shelf = state.shelf(member) else { continue }
                    state.shelves[shelf].tally.add(arrival.place, bytes: arrival.bytes)
                    if state.shelves[shelf].isAwaited { roused.insert(member) }
                }
            }
            for departure in news.departures {
                for member in departure.members {
                    guard let shelf = state.shelf(member) else { continue }
                    state.shelves[shelf].tally.remove(bytes: departure.bytes)
                }
            }
            state.next = max(state.next, news.next)
            return roused.flatMap { state.waitersWithNews(at: Int($0)) }
        }
        for waiter in woken { waiter.resume(returning: true) }
    }

    /// The position after the last entry.
    var next: UInt64 { state.withLock { $0.next } }

    func load(of actor: ActorID) -> MailboxLoad {
        state.withLock { $0.tally(of: actor)?.load } ?? .empty
    }

    /// The actor's number and how far its lanes reach, or `nil` if it was never addressed.
    func reach(of actor: ActorID) -> (number: Int64, ends: [UInt64])? {
        state.withLock { state in
            guard let number = state.numbers[actor] else { return nil }
            return (number, state.shelves[Int(number)].tally.ends)
        }
    }

    func actor(_ number: Int64) -> ActorID? {
        state.withLock { state in state.shelf(number).map { state.actors[$0] } }
    }

    func entryArrives(for actor: ActorID, after cursor: MailboxCursor) async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    // Asked inside the lock: a cancellation after this finds the waiter.
                    if state.isClosed || Task.isCancelled { return false }
                    if state.tally(of: actor)?.isBeyond(cursor) == true { return true }
                    let waiter = Waiter(cursor: cursor, continuation: continuation)
                    state.waiters[actor, default: [:]][ticket] = waiter
                    if let number = state.numbers[actor] {
                        state.shelves[Int(number)].isAwaited = true
                    }
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters[actor]?.removeValue(forKey: ticket) }
            waiter?.continuation.resume(returning: false)
        }
    }

    /// Sends all waiters home.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [:] }
            return state.waiters.values.flatMap(\.values)
        }
        for waiter in waiters { waiter.continuation.resume(returning: false) }
    }
}

extension MailboxBoard.State {
    /// Circles come from the disk, so their numbers are not taken on trust.
    fileprivate func shelf(_ number: Int64) -> Int? {
        shelves.indices.contains(Int(number)) ? Int(number) : nil
    }

    /// Numbers are given in order, so shelves lie dense; number 0 is nobody's.
    fileprivate mutating func enrol(_ actor: ActorID, _ number: Int64) {
        while shelves.count <= Int(number) {
            shelves.append(MailboxBoard.Shelf())
            actors.append(actor)
        }
        actors[Int(number)] = actor
        numbers[actor] = number
        shelves[Int(number)].isAwaited = waiters[actor] != nil
    }

    /// Takes out the waiters of a shelf that something has come for.
    fileprivate mutating func waitersWithNews(
        at shelf: Int
    ) -> [CheckedContinuation<Bool, Never>] {
        let (actor, tally) = (actors[shelf], shelves[shelf].tally)
        guard let waiting = waiters[actor] else { return [] }
        let ready = waiting.filter { tally.isBeyond($0.value.cursor) }
        let left = waiting.filter { ready[$0.key] == nil }
        waiters[actor] = left.isEmpty ? nil : left
        shelves[shelf].isAwaited = !left.isEmpty
        return ready.values.map(\.continuation)
    }
}

extension Tally {
    mutating func add(_ other: Tally) {
        load.entries += other.load.entries
        load.bytes += other.load.bytes
        for lane in ends.indices { ends[lane] = max(ends[lane], other.ends[lane]) }
    }

    /// Whether some lane reaches past the cursor.
    func isBeyond(_ cursor: MailboxCursor) -> Bool {
        MailboxCursor.lanes.contains { ends[$0.lane] > cursor[$0] }
    }
}
