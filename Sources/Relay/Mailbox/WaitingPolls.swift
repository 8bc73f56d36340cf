import Carriers
import Identity
import ServiceLifecycle
import Synchronization

/// The polls that wait for something to come, so that they can be woken for other reasons too.
package final class WaitingPolls: Service {
    enum Wake: Sendable {
        /// Registry or policy is another; what was withheld may pass, and who waits may be revoked.
        case changed
        /// The same node began more polls than it may have.
        case superseded
        case stopping
        /// The connection is gone.
        case closed
    }

    struct Ticket: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private struct Poll {
        let node: Digest
        let connection: ObjectIdentifier
        var wake: Wake?
        var continuation: CheckedContinuation<Wake?, Never>?
    }

    private struct State {
        var polls: [UInt64: Poll] = [:]
        /// Oldest first.
        var byNode: [Digest: [UInt64]] = [:]
        /// One each: a connection has one request at a time.
        var byConnection: [ObjectIdentifier: UInt64] = [:]
        var nextNumber: UInt64 = 0
        var isStopping = false
    }

    private let pollsMax: Int
    private let pollsPerNodeMax: Int
    private let state = Mutex(State())

    package init(pollsMax: Int, pollsPerNodeMax: Int) {
        self.pollsMax = pollsMax
        self.pollsPerNodeMax = pollsPerNodeMax
    }

    /// Sends all polls home when the relay is told to stop.
    package func run() async throws {
        try? await gracefulShutdown()
        state.withLock { $0.isStopping = true }
        wakeAll(.stopping)
    }

    var count: Int { state.withLock { $0.polls.count } }

    /// Enters a poll; the node's oldest gives way when it has too many.
    ///
    /// - Throws: ``Problem`` of kind `overloaded` when there are too many in all.
    func begin(
        node: Digest, over connection: ObjectIdentifier
    ) throws(Problem) -> Ticket {
        let number: UInt64? = state.withLock { state in
            guard state.polls.count < pollsMax else { return nil }
            let number = state.nextNumber
            state.nextNumber += 1
            state.polls[number] = Poll(
                node: node, connection: connection, wake: state.isStopping ? .stopping : nil)
            state.byConnection[connection] = number
            state.byNode[node, default: []].append(number)
            return number
        }
        guard let number else { throw Problem(.overloaded, retryAfterSeconds: 5) }
        let oldest: UInt64? = state.withLock { state in
            guard let own = state.byNode[node], own.count > pollsPerNodeMax else { return nil }
            return own.first
        }
        if let oldest { wake(Ticket(number: oldest), .superseded) }
        return Ticket(number: number)
    }

    func end(_ ticket: Ticket) {
        state.withLock { state in
            guard let poll = state.polls.removeValue(forKey: ticket.number) else { return }
            state.byNode[poll.node]?.removeAll { $0 == ticket.number }
            if state.byNode[poll.node]?.isEmpty == true { state.byNode[poll.node] = nil }
            if state.byConnection[poll.connection] == ticket.number {
                state.byConnection[poll.connection] = nil
            }
        }
    }

    /// The connection is gone, and whoever waited on it.
    func closed(_ connection: ObjectIdentifier) {
        let number = state.withLock { $0.byConnection[connection] }
        if let number { wake(Ticket(number: number), .closed) }
    }

    /// To be called whenever what is in force changed: whoever waits looks again.
    package func materialChanged() { wakeAll(.changed) }

    func wakeAll(_ reason: Wake) {
        let numbers = state.withLock { Array($0.polls.keys) }
        for number in numbers { wake(Ticket(number: number), reason) }
    }

    func wake(_ ticket: Ticket, _ reason: Wake) {
        let continuation: CheckedContinuation<Wake?, Never>? = state.withLock { state in
            guard var poll = state.polls[ticket.number] else { return nil }
            defer { state.polls[ticket.number] = poll }
            if let continuation = poll.continuation {
                poll.continuation = nil
                return continuation
            }
            // Nobody waits at this moment; the next wait finds it. What ends a poll is not
            // forgotten for what does not.
            if poll.wake == nil || poll.wake == .changed { poll.wake = reason }
            return nil
        }
        continuation?.resume(returning: reason)
    }

    /// Waits until the poll is woken; `nil` when the task is cancelled.
    func wake(of ticket: Ticket) async -> Wake? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (answer, isNow): (Wake?, Bool) = state.withLock { state in
                    if let wake = state.polls[ticket.number]?.wake {
                        state.polls[ticket.number]?.wake = nil
                        return (wake, true)
                    }
                    // Asked inside the lock: a cancellation after this finds the continuation.
                    if Task.isCancelled || state.polls[ticket.number] == nil { return (nil, true) }
                    state.polls[ticket.number]?.continuation = continuation
                    return (nil, false)
                }
                if isNow { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                defer { state.polls[ticket.number]?.continuation = nil }
                return state.polls[ticket.number]?.continuation
            }
            continuation?.resume(returning: nil)
        }
    }
}
