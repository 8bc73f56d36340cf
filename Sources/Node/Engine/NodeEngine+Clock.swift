import Carriers
import Envelopes
import Identity

// A node whose clock is wrong by more than messages may differ dates what it seals wrongly, so that
// relays refuse it, and refuses what others sealed rightly. So it does neither: what is to be sent
// is not sealed, what waits at the relays stays there, and both go on when the clock is right.

extension NodeEngine {
    /// How far the clock is off, by the relay it is nearest to; `nil` when one relay agrees with
    /// it, since then the others are wrong, or when none has told its time.
    var clockDifference: (relay: RelayID, secondsAhead: Int64)? {
        let measured = relays.compactMap { link in
            link.client.clockAheadSeconds.map { (relay: link.id, secondsAhead: $0) }
        }
        guard let nearest = measured.min(by: { abs($0.secondsAhead) < abs($1.secondsAhead) }),
            abs(nearest.secondsAhead) > EnvelopeLimits.clockSkewMaxSeconds
        else { return nil }
        return nearest
    }

    /// - Throws: ``NodeError/clockDiffers(_:secondsAhead:)``.
    func requireClock() throws {
        guard let (relay, seconds) = clockDifference else { return }
        throw NodeError.clockDiffers(relay, secondsAhead: seconds)
    }

    /// The same after an answer of `relay`, whose status then tells it.
    func requireClock(over relay: RelayID) throws {
        guard let (_, seconds) = clockDifference else { return }
        noteReached(relay, problem: RelayProblem(clockAheadSeconds: seconds))
        throw NodeError.clockDiffers(relay, secondsAhead: seconds)
    }
}
