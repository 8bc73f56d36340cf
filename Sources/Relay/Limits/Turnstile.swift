import Carriers
import Delivery
import Labels
import Synchronization

/// Lets work through as ``Delivery/FairGate`` says, and has the rest wait.
final class Turnstile: Sendable {
    /// For whom, how urgent, and how much of the common room it takes.
    struct Turn {
        let holder: String
        let lane: Precedence
        let cost: Int
    }

    fileprivate struct State {
        var gate: FairGate<UInt64>
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var nextTicket: UInt64 = 0
    }

    private let turnCost: Int
    private let state: Mutex<State>

    init(underWayMaxCost: Int, turnCost: Int, waitingMaxCount: Int) {
        self.turnCost = turnCost
        state = Mutex(
            State(
                gate: FairGate(
                    underWayMaxCost: underWayMaxCost, turnCost: turnCost,
                    waitingMaxCount: waitingMaxCount)))
    }

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Waits for the turn and does `body` in it.
    ///
    /// - Throws: ``Problem`` of kind `overloaded` when too much of the holder waits already, and
    ///   what `body` throws.
    func during<Value>(_ turn: Turn, _ body: () async throws -> Value) async throws -> Value {
        guard await arrive(turn) else { throw Problem(.overloaded, retryAfterSeconds: 1) }
        defer { leave(turn) }
        return try await body()
    }

    /// Works through many things, a turn's worth in each turn.
    ///
    /// - Parameter body: what to do with some of them.
    /// - Throws: as for one turn.
    func during(
        _ indices: Range<Int>, of holder: String, in lane: Precedence,
        _ body: (Range<Int>) async throws -> Void
    ) async throws {
        for start in stride(from: indices.lowerBound, to: indices.upperBound, by: turnCost) {
            let piece = start..<min(start + turnCost, indices.upperBound)
            try await during(Turn(holder: holder, lane: lane, cost: piece.count)) {
                try await body(piece)
            }
            // Whoever has not come to the gate yet needs a thread to get there.
            if piece.upperBound < indices.upperBound { await Task.yield() }
        }
    }

    private func arrive(_ turn: Turn) async -> Bool {
        await withCheckedContinuation { continuation in
            resume(
                state.withLock { state in
                    let ticket = state.nextTicket
                    state.nextTicket += 1
                    let passing = state.gate.arrived(
                        ticket, of: turn.holder, in: turn.lane, cost: turn.cost)
                    guard let passing else { return [(continuation, false)] }
                    state.waiting[ticket] = continuation
                    return state.released(passing)
                })
        }
    }

    private func leave(_ turn: Turn) {
        resume(
            state.withLock { state in
                let passing = state.gate.left(cost: turn.cost)
                return state.released(passing)
            })
    }

    private func resume(_ continuations: [(CheckedContinuation<Bool, Never>, Bool)]) {
        for (continuation, isLetIn) in continuations { continuation.resume(returning: isLetIn) }
    }
}

extension Turnstile.State {
    fileprivate mutating func released(
        _ tickets: [UInt64]
    ) -> [(CheckedContinuation<Bool, Never>, Bool)] {
        tickets.compactMap { waiting.removeValue(forKey: $0) }.map { ($0, true) }
    }
}
