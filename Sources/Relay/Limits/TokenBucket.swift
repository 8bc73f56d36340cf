/// So many things a second, some more at once after a pause.
///
/// Pure: the time is an argument. What is taken may go into debt, so that a body of many things is
/// taken whole and paid for by the wait of whoever comes next; the debt is bounded, so that no
/// single body silences its sender for long.
struct TokenBucket: Sendable, Equatable {
    private let perSecond: Int64
    private let capacity: Int64
    /// Thousandths of a token; negative in debt.
    private var level: Int64
    /// When ``level`` was right.
    private var atMilliseconds: Int64

    /// Full.
    ///
    /// - Parameters:
    ///   - perSecond: tokens that come in a second, at least 1.
    ///   - burstSeconds: of how many seconds the tokens are kept, at least 1.
    ///   - milliseconds: of a clock that does not go back.
    init(perSecond: Int, burstSeconds: Int, atMilliseconds milliseconds: Int64) {
        self.perSecond = Int64(max(1, perSecond))
        capacity =
            self.perSecond.multipliedReportingOverflow(by: Int64(max(1, burstSeconds)))
            .partialValue * 1_000
        level = capacity
        atMilliseconds = milliseconds
    }

    /// Whether nothing is owed and nothing was taken lately: such a bucket need not be kept.
    func isFull(atMilliseconds now: Int64) -> Bool { filled(at: now) == capacity }

    /// Takes `count` tokens, if there is at least one.
    ///
    /// - Returns: `nil` when they were taken; else in how many seconds there will be one, rounded
    ///   up.
    mutating func take(_ count: Int = 1, atMilliseconds now: Int64) -> Int? {
        level = filled(at: now)
        atMilliseconds = max(atMilliseconds, now)
        guard level >= Self.whole else {
            // A bucket of r tokens a second gets r thousandths in a millisecond.
            let missing = Self.whole - level
            return max(1, Int((missing + perSecond * 1_000 - 1) / (perSecond * 1_000)))
        }
        charge(count)
        return nil
    }

    /// Takes `count` tokens if all of them are there, and owes nothing.
    mutating func takeWhole(_ count: Int, atMilliseconds now: Int64) -> Bool {
        level = filled(at: now)
        atMilliseconds = max(atMilliseconds, now)
        let cost = Int64(count).multipliedReportingOverflow(by: Self.whole)
        guard !cost.overflow, cost.partialValue <= level else { return false }
        level -= cost.partialValue
        return true
    }

    /// Takes tokens that are owed for something already begun.
    mutating func charge(_ count: Int) {
        let cost = Int64(count).multipliedReportingOverflow(by: Self.whole)
        level = cost.overflow ? -capacity : max(-capacity, level - cost.partialValue)
    }

    private func filled(at now: Int64) -> Int64 {
        let passed = max(0, now - atMilliseconds)
        let came = passed.multipliedReportingOverflow(by: perSecond)
        return came.overflow ? capacity : min(capacity, level + came.partialValue)
    }

    private static let whole: Int64 = 1_000
}
