import GRDB
import Storage
import Synchronization

/// What one writer knows beside the database while it commits.
protocol CommitState: Sendable {
    /// Once per group, inside the transaction, after all of its jobs.
    mutating func settle(_ db: Database) throws
    /// Once per group, after the flush, before anybody is answered.
    mutating func announce()
}

/// Commits whatever is waiting in one transaction and one flush, then answers everybody.
///
/// Nobody waits for a group to fill: while one is being flushed the next one gathers, what is
/// urgent first. A transaction that fails keeps nothing and makes the state be read anew; then each
/// of its jobs is tried by itself.
final class GroupCommitter<State: CommitState>: Sendable {
    typealias Work<Value> =
        @Sendable (Database, inout State) throws -> Result<
            Value, StorageError
        >

    private let pool: DatabasePool
    private let load: @Sendable (Database) throws -> State
    /// Touched on the writer's queue only; absent after a failure, until it is loaded anew.
    private let state: Mutex<State?>
    private let queue = Mutex(Queue())

    /// Loads the state at once, so that a damaged store is noticed when it is opened.
    init(
        pool: DatabasePool, load: @escaping @Sendable (Database) throws -> State
    ) throws(StorageError) {
        self.pool = pool
        self.load = load
        do { state = Mutex(try pool.writeWithoutTransaction(load)) } catch {
            throw StorageError(error)
        }
    }

    /// Waits until `work` is durable.
    ///
    /// - Parameters:
    ///   - bytes: About how much it writes.
    ///   - isUrgent: It goes before what is not, in the next group.
    ///   - work: Answers a failure of its own only before it has written anything; what it throws
    ///     undoes the whole group. It may run twice.
    func commit<Value: Sendable>(
        bytes: Int, isUrgent: Bool = false, _ work: @escaping Work<Value>
    ) async throws(StorageError) -> Value {
        let result: Result<Value, StorageError> = await withCheckedContinuation { continuation in
            let job = Job(bytes: bytes, isUrgent: isUrgent) { db, state in
                let result = try work(db, &state)
                return { continuation.resume(returning: result) }
            } fail: {
                continuation.resume(returning: .failure($0))
            }
            enqueue(job)
        }
        return try result.get()
    }

    /// Takes no more jobs, and returns when those taken are done.
    func finish(_ last: @escaping Work<Void>) async throws(StorageError) {
        try await commit(bytes: 0, last)
        queue.withLock { $0.refusal = $0.refusal ?? .closed }
        do { try await pool.writeWithoutTransaction { _ in } } catch { throw StorageError(error) }
    }

    /// Looks at the state; on the writer's queue only.
    func inspect(_ body: (State) throws -> Void) rethrows {
        try state.withLock { held in
            if let state = held { try body(state) }
        }
    }

    /// How many wait for the group after the one that is being committed.
    var waitingCount: Int { queue.withLock { $0.waiting.count } }

    /// How often and how much was committed.
    var statistics: CommitStatistics { queue.withLock { $0.statistics } }

    private struct Job: Sendable {
        let bytes: Int
        let isUrgent: Bool
        /// Returns what to do after the flush.
        let run: @Sendable (Database, inout State) throws -> @Sendable () -> Void
        let fail: @Sendable (StorageError) -> Void

        init(
            bytes: Int, isUrgent: Bool,
            run: @escaping @Sendable (Database, inout State) throws -> @Sendable () -> Void,
            fail: @escaping @Sendable (StorageError) -> Void
        ) {
            self.bytes = bytes
            self.isUrgent = isUrgent
            self.run = run
            self.fail = fail
        }
    }

    private struct Queue: Sendable {
        /// The urgent ones first, each kind in order of arrival.
        var waiting: [Job] = []
        var waitingUrgentCount = 0
        var waitingBytes = 0
        var isDraining = false
        var refusal: StorageError?
        var statistics = CommitStatistics()
        var uncheckpointedBytes = 0

        mutating func add(_ job: Job) {
            if job.isUrgent {
                waiting.insert(job, at: waitingUrgentCount)
                waitingUrgentCount += 1
            } else {
                waiting.append(job)
            }
            waitingBytes += job.bytes
        }
    }

    private func enqueue(_ job: Job) {
        let next: QueueStep = queue.withLock { queue in
            if let refusal = queue.refusal { return .refuse(refusal) }
            guard
                queue.waiting.isEmpty || queue.waitingBytes + job.bytes <= waitingMaxBytes
            else { return .refuse(.busy) }
            queue.add(job)
            if queue.isDraining { return .wait }
            queue.isDraining = true
            return .drain
        }
        switch next {
        case .wait: break
        case .refuse(let error): job.fail(error)
        case .drain:
            pool.asyncWriteWithoutTransaction { [self] db in
                var writtenBytes = 0
                while let group = nextGroup() {
                    commit(group, in: db)
                    writtenBytes += group.reduce(groupOverheadBytes) {
                        $0 + $1.bytes + jobOverheadBytes
                    }
                    if writtenBytes >= checkpointEveryBytes {
                        checkpoint(db)
                        writtenBytes = 0
                    }
                }
                uncheckpointed(writtenBytes, in: db)
            }
        }
    }

    /// The oldest jobs up to the limits, or `nil` when none waits and draining is over.
    private func nextGroup() -> [Job]? {
        queue.withLock { queue in
            guard !queue.waiting.isEmpty else {
                queue.isDraining = false
                return nil
            }
            var (count, bytes) = (0, 0)
            for job in queue.waiting.prefix(groupMaxJobs) {
                guard count == 0 || bytes + job.bytes <= groupMaxBytes else { break }
                count += 1
                bytes += job.bytes
            }
            let group: [Job]
            if count == queue.waiting.count {
                group = queue.waiting
                queue.waiting = []
            } else {
                group = Array(queue.waiting.prefix(count))
                queue.waiting.removeFirst(count)
            }
            queue.waitingBytes -= bytes
            queue.waitingUrgentCount -= min(count, queue.waitingUrgentCount)
            return group
        }
    }

    private func commit(_ group: [Job], in db: Database) {
        guard let error = attempt(group, in: db) else { return }
        if group.count > 1 && !error.isLasting {
            commitSingly(group, in: db)
        } else {
            for job in group { job.fail(error) }
        }
    }

    /// After a group has failed: so that one job that cannot be committed takes no others with it.
    ///
    /// The smallest first: where there is no room for one, there is none for those after it.
    private func commitSingly(_ group: [Job], in db: Database) {
        var jobs = group.sorted { $0.bytes < $1.bytes }[...]
        while let job = jobs.popFirst() {
            guard let error = attempt([job], in: db) else { continue }
            job.fail(error)
            guard error == .full || error.isLasting else { continue }
            for job in jobs { job.fail(error) }
            return
        }
    }

    /// One transaction; answers its jobs if it is durable, and otherwise says why not.
    private func attempt(_ group: [Job], in db: Database) -> StorageError? {
        var answers: [@Sendable () -> Void] = []
        answers.reserveCapacity(group.count)
        do {
            try state.withLock { held in
                // Taken out, so that a failure leaves none behind.
                var state = try held.take() ?? load(db)
                try db.inTransaction(.immediate) {
                    for job in group { answers.append(try job.run(db, &state)) }
                    try state.settle(db)
                    return .commit
                }
                state.announce()
                held = state
            }
        } catch {
            let error = StorageError(error)
            if error.isLasting { queue.withLock { $0.refusal = $0.refusal ?? error } }
            return error
        }
        queue.withLock { queue in
            queue.statistics.add(group.count)
        }
        for answer in answers { answer() }
        return nil
    }

    private func uncheckpointed(_ bytes: Int, in db: Database) {
        let isDue = queue.withLock { queue in
            queue.uncheckpointedBytes += bytes
            return queue.uncheckpointedBytes >= checkpointEveryBytes
        }
        if isDue { checkpoint(db) }
    }

    /// Moves what was committed from the write-ahead log into the database, after the answers.
    ///
    /// As far as readings that go on allow; only when the log has grown much are they waited for.
    /// What fails here is tried again next time: nothing depends on it but the log's length.
    private func checkpoint(_ db: Database) {
        queue.withLock { $0.uncheckpointedBytes = 0 }
        guard let frames = try? db.checkpoint(.passive) else { return }
        let left = frames.walFrameCount - frames.checkpointedFrameCount
        if left > checkpointForcedFrames { _ = try? db.checkpoint(.restart) }
    }
}

/// What to do with a job just offered.
private enum QueueStep {
    case drain, wait
    case refuse(StorageError)
}

private let groupMaxJobs = 2_048
private let groupMaxBytes = 16 << 20
/// What may wait before callers are turned away with ``Storage/StorageError/busy``.
private let waitingMaxBytes = 64 << 20
/// What the log takes beside the bytes given: rows, and for each group the pages that end tables.
private let jobOverheadBytes = 1_024
private let groupOverheadBytes = 5 * Int(pageBytes)
private let checkpointEveryBytes = 8 << 20
private let checkpointForcedFrames = 8_192
