import Synchronization
import TestSupport

/// The lives of a relay, from its start to its kill, and who may load it.
final class Rounds: Sendable {
    private let state = Mutex(State())

    private struct State {
        var number = 1
        var isOver = false
    }

    /// The life that goes on, or that comes next.
    var number: Int { state.withLock { $0.number } }
    var isOver: Bool { state.withLock { $0.isOver } }

    func next() { state.withLock { $0.number += 1 } }
    func end() { state.withLock { $0.isOver = true } }

    /// Waits for the life `number`, or the end.
    func reached(_ number: Int) async throws {
        try await eventually("round \(number)", withinSeconds: 600) {
            state.withLock { $0.isOver || $0.number >= number }
        }
    }
}
