package import Identity

/// Attempts to sign in as somebody, counted so that guessing is slow.
///
/// The count is written before an attempt is judged: whoever stops the machine in between has used the
/// attempt up.
package struct SignInTries: Hashable, Sendable, Codable {
    /// Since the last that was accepted.
    package private(set) var failures = 0
    package private(set) var last: Timestamp?

    package init() {}

    /// So many may fail in a row before there is a pause.
    package static let freeCount = 3
    package static let pauseMinSeconds: Int64 = 30
    /// An hour: a forgotten password must not shut somebody out for a shift.
    package static let pauseMaxSeconds: Int64 = 3_600

    /// When the next attempt is judged at all; `nil` for now.
    package var pausedUntil: Timestamp? {
        guard failures >= Self.freeCount, let last else { return nil }
        let doublings = min(failures - Self.freeCount, 7)
        return last.adding(seconds: min(Self.pauseMinSeconds << doublings, Self.pauseMaxSeconds))
    }

    /// Whether an attempt is judged now. A clock that was set back does not shorten a pause.
    package func isOpen(at now: Timestamp) -> Bool { pausedUntil.map { $0 <= now } ?? true }

    /// An attempt begins, and counts as failed until it is accepted.
    package mutating func begin(at now: Timestamp) {
        failures += 1
        last = max(now, last ?? now)
    }

    package mutating func succeed() { self = SignInTries() }
}
