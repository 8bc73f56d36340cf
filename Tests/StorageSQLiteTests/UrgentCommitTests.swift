import Dispatch
import GRDB
import Storage
@testable import StorageSQLite
import Synchronization
import TestSupport
import Testing

struct UrgentCommitTests {
    private struct NoState: CommitState {
        func settle(_ db: Database) {}
        func announce() {}
    }

    /// What ran, in order, behind one job that holds the writer until it is let go.
    private final class Writer: Sendable {
        let isHeld = Mutex(false)
        let go = DispatchSemaphore(value: 0)
        let ran = Mutex<[Int]>([])

        func hold() {
            isHeld.withLock { $0 = true }
            go.wait()
        }
    }

    @Test func `what is urgent is in the next group, however much waits`() async throws {
        let place = try TemporaryPlace()
        let pool = try DatabasePool(path: place.path)
        let committer = try GroupCommitter(pool: pool) { _ in NoState() }
        let writer = Writer()
        @Sendable func commit(_ number: Int, isUrgent: Bool = false) async throws {
            try await committer.commit(bytes: 1, isUrgent: isUrgent) { _, _ in
                writer.ran.withLock { $0.append(number) }
                return .success(())
            }
        }
        // More than a group takes.
        let bulk = 3_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Whichever way this ends: those who wait for the writer would wait for ever.
            defer { writer.go.signal() }
            group.addTask {
                try await committer.commit(bytes: 1) { _, _ in
                    writer.hold()
                    return .success(())
                }
            }
            try await eventually("the writer is held", withinSeconds: 600) {
                writer.isHeld.withLock { $0 }
            }
            for number in 0..<bulk { group.addTask { try await commit(number) } }
            try await eventually("all wait", withinSeconds: 600) {
                committer.waitingCount == bulk
            }
            for number in [-1, -2] {
                group.addTask { try await commit(number, isUrgent: true) }
                try await eventually("it waits too", withinSeconds: 600) {
                    committer.waitingCount == bulk - number
                }
            }
        }
        let order = writer.ran.withLock { $0 }
        #expect(order.prefix(2) == [-1, -2])
        #expect(order.count == bulk + 2 && Set(order).count == bulk + 2)
        try pool.close()
    }
}
