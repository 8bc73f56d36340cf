import Delivery
import Identity

/// What the ladder asked for: attempts and questions that nobody makes yet, and how many attempts are
/// being made.
struct LadderBook: Sendable {
    struct Attempt: Sendable {
        let message: MessageID
        let rung: Rung
        let isLate: Bool
    }

    private var attempts: [Attempt] = []
    private var probes: [Rung] = []
    private(set) var underWayCount = 0

    mutating func add(_ attempt: Attempt) { attempts.append(attempt) }
    mutating func add(probeOf rung: Rung) { probes.append(rung) }

    /// The next attempt, to be made now.
    mutating func begin() -> Attempt? {
        guard !attempts.isEmpty else { return nil }
        underWayCount += 1
        return attempts.removeFirst()
    }

    mutating func ended() { underWayCount -= 1 }

    /// The next rung to be asked how it is.
    mutating func nextProbe() -> Rung? { probes.isEmpty ? nil : probes.removeFirst() }
}
