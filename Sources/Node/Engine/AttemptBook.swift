import Identity
import Labels

/// Attempts that the outbox machine asked for: those nobody makes yet, and how many are being made.
///
/// The machine bounds them lane by lane, so they are few.
struct AttemptBook: Sendable {
    struct Attempt: Sendable {
        let message: MessageID
        let relay: RelayID
        let lane: Precedence
    }

    /// The most urgent first, in each lane in the order they were asked for.
    private var due: [Attempt] = []
    private(set) var underWayCount = 0

    mutating func add(_ attempt: Attempt) {
        due.insert(attempt, at: due.firstIndex { $0.lane > attempt.lane } ?? due.endIndex)
    }

    /// The most urgent one, to be made now.
    mutating func begin() -> Attempt? {
        guard !due.isEmpty else { return nil }
        underWayCount += 1
        return due.removeFirst()
    }

    mutating func ended() { underWayCount -= 1 }
}
