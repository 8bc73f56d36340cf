package import Identity

/// Whether a rung is worth using, as far as questions and attempts have shown.
///
/// Unlike ``RelayHealth`` it risks no message to learn whether the rung is back: a carrier can be
/// asked how it is. Down after two silences or three failed attempts in a row; while in doubt nothing
/// is sent. Up after three good answers in a row and a rest, which doubles each time the rung falls
/// soon after it rose: a rung that comes and goes is left down rather than followed.
package struct RungHealth: Hashable, Sendable {
    package private(set) var isUp = true
    /// Whether anything came of any question or attempt.
    package private(set) var isTried = false
    /// When ``isUp`` last changed.
    package private(set) var since: Timestamp
    /// When the next question is due; `nil` while one is out.
    private(set) var probeAt: Timestamp?
    /// It asked to be left alone until then.
    private(set) var quietUntil: Timestamp?
    /// Something failed since it last answered well.
    private var isInDoubt = false
    private var silencesInRow = 0
    private var failuresInRow = 0
    private var goodInRow = 0
    /// Times it fell soon after it rose.
    private var setbacks = 0
    private var restUntil: Timestamp

    package init(at now: Timestamp) {
        (since, probeAt, restUntil) = (now, now, now)
    }

    package static let silencesToDownCount = 2
    package static let failuresToDownCount = 3
    package static let goodToUpCount = 3
    /// Between questions to a rung that is up.
    package static let probeEverySeconds: Int64 = 15
    /// Before the second question where the first found nobody.
    package static let doubtMilliseconds: Int64 = 250
    /// Between questions to a rung that begins to answer.
    package static let returnSeconds: Int64 = 1
    /// The first rest; the longest is 32 times that.
    package static let restMinSeconds: Int64 = 5
    package static let restDoublingsMax = 5
    /// Up for so long, its earlier falls are forgotten.
    package static let steadySeconds: Int64 = 600

    /// Whether messages may go there now.
    package func admits(at now: Timestamp) -> Bool {
        guard isUp, !isInDoubt else { return false }
        return quietUntil.map { isDue($0, at: now) } ?? true
    }

    func isProbeDue(at now: Timestamp) -> Bool { probeAt.map { isDue($0, at: now) } ?? false }

    mutating func probeStarted() { probeAt = nil }

    /// Nobody knows what came of the question.
    mutating func probeLost(at now: Timestamp) {
        probeAt = now.adding(seconds: Self.returnSeconds)
    }

    /// It answered that it is there.
    ///
    /// - Returns: whether it came up by this.
    mutating func answered(at now: Timestamp) -> Bool {
        isTried = true
        (silencesInRow, isInDoubt) = (0, false)
        goodInRow += 1
        guard !isUp else {
            probeAt = now.adding(seconds: Self.probeEverySeconds)
            return false
        }
        guard goodInRow >= Self.goodToUpCount, isDue(restUntil, at: now) else {
            probeAt = now.adding(seconds: Self.returnSeconds)
            return false
        }
        (isUp, since, failuresInRow) = (true, now, 0)
        probeAt = now.adding(seconds: Self.probeEverySeconds)
        return true
    }

    /// It did not answer a question, or not that it is well.
    ///
    /// - Returns: whether it went down by this.
    mutating func silent(at now: Timestamp, jitter: UInt64) -> Bool {
        isTried = true
        (goodInRow, isInDoubt) = (0, true)
        silencesInRow += 1
        guard isUp else {
            probeAt = now.adding(milliseconds: probePause(jitter))
            return false
        }
        probeAt = now.adding(milliseconds: Self.doubtMilliseconds)
        guard silencesInRow >= Self.silencesToDownCount else { return false }
        fall(at: now, jitter)
        return true
    }

    /// A message got through.
    mutating func took() {
        isTried = true
        (failuresInRow, silencesInRow, isInDoubt) = (0, 0, false)
    }

    /// A message did not get through. A carrier that says it is well and takes nothing is not well.
    ///
    /// - Returns: whether it went down by this.
    mutating func failed(at now: Timestamp, jitter: UInt64) -> Bool {
        isTried = true
        guard isUp else { return false }
        failuresInRow += 1
        isInDoubt = true
        if probeAt != nil { probeAt = now }
        guard failuresInRow >= Self.failuresToDownCount else { return false }
        fall(at: now, jitter)
        return true
    }

    /// It asked for time.
    mutating func asked(until: Timestamp) { quietUntil = max(quietUntil ?? until, until) }

    /// Seen from outside, for a rung that keeps and tries by itself.
    ///
    /// - Returns: whether that is a change.
    mutating func observed(isUp seen: Bool, at now: Timestamp) -> Bool {
        isTried = true
        guard seen != isUp else { return false }
        (isUp, since, isInDoubt) = (seen, now, false)
        return true
    }

    private mutating func fall(at now: Timestamp, _ jitter: UInt64) {
        if now >= since.adding(seconds: Self.steadySeconds) { setbacks = 0 }
        let doublings = Int64(min(setbacks, Self.restDoublingsMax))
        restUntil = now.adding(seconds: Self.restMinSeconds << doublings)
        setbacks += 1
        (isUp, since, goodInRow, failuresInRow) = (false, now, 0, 0)
        // One that is out will tell.
        if probeAt != nil { probeAt = now.adding(milliseconds: probePause(jitter)) }
    }

    /// At most half a minute: a question costs little.
    private func probePause(_ jitter: UInt64) -> Int64 {
        Backoff.delayMilliseconds(round: min(max(silencesInRow, 1), 6), jitter: jitter)
    }
}
