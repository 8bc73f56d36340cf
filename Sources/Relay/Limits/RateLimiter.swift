import Carriers
import Synchronization

/// Bounds what each peer, and all together, ask for in a second.
///
/// A request costs one, and every further envelope or receipt in its body one more. For handing in
/// what is urgent, and for reading, each peer has a share that its other requests cannot use up.
final class RateLimiter: Sendable {
    private let limits: RelayLimits
    private let clock: @Sendable () -> Int64
    private let state: Mutex<State>

    private struct State {
        var all: TokenBucket
        var byPeer: [String: Purse] = [:]
    }

    /// What one peer has.
    fileprivate struct Purse {
        var ordinary: TokenBucket
        var urgent: TokenBucket
        var reading: TokenBucket

        func isFull(atMilliseconds now: Int64) -> Bool {
            [ordinary, urgent, reading].allSatisfy { $0.isFull(atMilliseconds: now) }
        }
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
    /// What the reserve lets in is not held up by what all others ask for: it is little, and as
    /// much as there are peers.
    ///
    /// - Returns: whether it was on the reserve.
    /// - Throws: ``Problem`` of kind `rate-limited`, with the time until there is room.
    @discardableResult
    func admit(_ peer: String, _ demand: Demand = .other) throws(Problem) -> Bool {
        let now = clock()
        let (isReserved, wait): (Bool, Int?) = state.withLock { state in
            var own = state.byPeer[peer] ?? purse(atMilliseconds: now)
            defer { forgetFull(&state, atMilliseconds: now) }
            if let reserve = demand.reserve,
                own[keyPath: reserve].takeWhole(1, atMilliseconds: now)
            {
                state.byPeer[peer] = own
                state.all.charge(1)
                return (true, nil)
            }
            // One's own first: whoever asks too much takes nothing of the others' share.
            if let wait = own.ordinary.take(atMilliseconds: now) { return (false, wait) }
            state.byPeer[peer] = own
            return (false, state.all.take(atMilliseconds: now))
        }
        if let wait { throw Problem(.rateLimited, retryAfterSeconds: wait) }
        return isReserved
    }

    /// Counts what else was in a body that was let in.
    func charge(_ peer: String, _ count: Int) {
        guard count > 0 else { return }
        let now = clock()
        state.withLock { state in
            state.byPeer[peer, default: purse(atMilliseconds: now)].ordinary.charge(count)
            state.all.charge(count)
        }
    }

    /// Takes what else was in an urgent body from the reserve, if it has all of that.
    func reserves(_ peer: String, _ count: Int) -> Bool {
        let now = clock()
        return state.withLock { state in
            let isTaken = state.byPeer[peer, default: purse(atMilliseconds: now)]
                .urgent.takeWhole(count, atMilliseconds: now)
            if isTaken { state.all.charge(count) }
            return isTaken
        }
    }

    private func forgetFull(_ state: inout State, atMilliseconds now: Int64) {
        guard state.byPeer.count > Self.keptMax else { return }
        state.byPeer = state.byPeer.filter { !$0.value.isFull(atMilliseconds: now) }
    }

    private func purse(atMilliseconds now: Int64) -> Purse {
        func bucket(_ perSecond: Int) -> TokenBucket {
            TokenBucket(
                perSecond: perSecond, burstSeconds: limits.burstMaxSeconds, atMilliseconds: now)
        }
        let reserved = bucket(limits.actorReservedItemsPerSecondMax)
        return Purse(
            ordinary: bucket(limits.actorItemsPerSecondMax), urgent: reserved, reading: reserved)
    }

    private static let keptMax = 4_096
}

extension Demand {
    fileprivate var reserve: WritableKeyPath<RateLimiter.Purse, TokenBucket>? {
        guard isReserved else { return nil }
        return self == .read ? \.reading : \.urgent
    }
}

/// Milliseconds since now.
private func sinceStart() -> @Sendable () -> Int64 {
    let start = ContinuousClock.now
    return {
        let passed = (ContinuousClock.now - start).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
