/// How long to wait before trying again: doubling, capped, spread.
package enum Backoff {
    package static let delayMinSeconds: Int64 = 1
    package static let delayMaxSeconds: Int64 = 300

    /// Milliseconds to wait after the `round`th failed round (from 1).
    ///
    /// Between half and the whole of `delayMinSeconds · 2^(round-1)`, at most
    /// ``delayMaxSeconds``; `jitter` is any random number. Half at least, so that a dead relay is
    /// left alone; spread, so that a hundred actors do not return in the same second.
    package static func delayMilliseconds(round: Int, jitter: UInt64) -> Int64 {
        let doublings = min(max(round, 1) - 1, doublingsMaxCount)
        let whole = min(delayMinSeconds << Int64(doublings), delayMaxSeconds) * 1_000
        let half = whole / 2
        return half + Int64(jitter % UInt64(half + 1))
    }

    /// Enough to pass the cap, too few to overflow.
    private static let doublingsMaxCount = 20
}
