import Carriers
import Synchronization

/// Bounds what each peer, and all together, ask for in a second.
///
/// A request costs one, and every further envelope or receipt in its body one more.
final class RateLimiter: Sendable {
    private let limits: RelayLimits
    private let clock: @Sendable () -> Int64
    private let state: Mutex<State>

    private struct State {
        var all: TokenBucket
        var byPeer: [String: TokenBucket] = [:]
    }

    /// - Parameter clock: milliseconds that never go back.
    init(_ limits: RelayLimits, clock: @escaping @Sendable () -> Int64 = sinceStart()) {
        self.limits = limits
        self.clock = clock
        state = Mutex(
            State(
                all: TokenBucket(
                    perSecond: limits.itemsPerSecondMax, burstSeconds: limits.burstMaxSeconds,
                    atMilliseconds: clock())))
    }

    /// Lets a request in.
    ///
    /// - Throws: ``Problem`` of kind `rate-limited`, with the time until there is room.
    func admit(_ peer: String) throws(Problem) {
        let now = clock()
        let wait: Int? = state.withLock { state in
            var own = state.byPeer[peer] ?? bucket(atMilliseconds: now)
            // One's own first: whoever asks too much takes nothing of the others' share.
            if let wait = own.take(atMilliseconds: now) { return wait }
            state.byPeer[peer] = own
            let wait = state.all.take(atMilliseconds: now)
            if state.byPeer.count > Self.keptMax {
                state.byPeer = state.byPeer.filter { !$0.value.isFull(atMilliseconds: now) }
            }
            return wait
        }
        if let wait { throw Problem(.rateLimited, retryAfterSeconds: wait) }
    }

    /// Counts what else was in a body that was let in.
    func charge(_ peer: String, _ count: Int) {
        guard count > 0 else { return }
        let now = clock()
        state.withLock { state in
            state.byPeer[peer, default: bucket(atMilliseconds: now)].charge(count)
            state.all.charge(count)
        }
    }

    private func bucket(atMilliseconds now: Int64) -> TokenBucket {
        TokenBucket(
            perSecond: limits.actorItemsPerSecondMax, burstSeconds: limits.burstMaxSeconds,
            atMilliseconds: now)
    }

    private static let keptMax = 4_096
}

/// Milliseconds since now.
private func sinceStart() -> @Sendable () -> Int64 {
    let start = ContinuousClock.now
    return {
        let passed = (ContinuousClock.now - start).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
