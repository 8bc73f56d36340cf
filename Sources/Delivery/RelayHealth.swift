package import Identity
package import Labels

/// Whether a relay is worth trying, with hysteresis: one lost answer does not take it out of use,
/// one lucky answer does not bring it back.
package struct RelayHealth: Hashable, Sendable {
    package private(set) var isUp = true
    private var failuresInRow = 0
    private var successesInRow = 0
    private var failedProbes = 0
    /// When a relay that is down may be tried with one message.
    private var probeAt: Timestamp?
    private var isProbing = false
    /// Until when the relay asked to be left alone, by lane.
    private var quietUntil: [Precedence: Timestamp] = [:]

    package init() {}

    /// What may be sent there now.
    package enum Admission: Hashable, Sendable {
        case open
        /// One message, to see whether it is back.
        case probe
        /// It is down, but a flash message asks for itself rather than wait for a probe.
        case knock
        case closed
    }

    package static let failuresToDownCount = 3
    package static let successesToUpCount = 2

    package func admission(at now: Timestamp, for lane: Precedence) -> Admission {
        if let quiet = quietUntil[lane], !isDue(quiet, at: now) { return .closed }
        if isUp { return .open }
        if lane == .flash { return .knock }
        guard !isProbing, let probeAt else { return .closed }
        return isDue(probeAt, at: now) ? .probe : .closed
    }

    /// When something may be admitted that is not now; empty when nothing waits for a time.
    package var openings: [Timestamp] {
        let ends = Array(quietUntil.values)
        guard !isUp, !isProbing, let probeAt else { return ends }
        return ends + [probeAt]
    }

    /// The relay asked for time: nothing of this lane or a less urgent one goes there before,
    /// whichever message asks. What is more urgent may: a relay that has no room for routine may
    /// have some for flash.
    package mutating func asked(until: Timestamp, from lane: Precedence) {
        for silenced in Precedence.allCases where silenced >= lane {
            quietUntil[silenced] = max(quietUntil[silenced] ?? until, until)
        }
    }

    package mutating func probeStarted() { isProbing = true }

    /// Nobody knows what came of it: the next may go at once.
    package mutating func probeLost(at now: Timestamp) {
        isProbing = false
        probeAt = now
    }

    /// - Returns: whether the relay came back by this.
    package mutating func succeeded(isProbe: Bool, at now: Timestamp) -> Bool {
        if isProbe { isProbing = false }
        failuresInRow = 0
        if isUp { return false }
        successesInRow += 1
        guard successesInRow >= Self.successesToUpCount else {
            probeAt = now
            return false
        }
        // That it is there does not mean that it has room.
        let quiet = quietUntil
        self = RelayHealth()
        quietUntil = quiet
        return true
    }

    /// - Returns: whether the relay went out of use by this.
    package mutating func failed(isProbe: Bool, at now: Timestamp, jitter: UInt64) -> Bool {
        if isUp {
            failuresInRow += 1
            guard failuresInRow >= Self.failuresToDownCount else { return false }
            isUp = false
        } else if isProbe {
            isProbing = false
            successesInRow = 0
        } else {
            // Sent while it still was up; its going down has been counted.
            return false
        }
        failedProbes += 1
        let delay = Backoff.delayMilliseconds(round: failedProbes, jitter: jitter)
        probeAt = now.adding(milliseconds: delay)
        return failedProbes == 1
    }

    /// Something else reached the relay: it may be probed at once, no more.
    package mutating func wasReached(at now: Timestamp) {
        if !isUp { probeAt = now }
    }
}

/// Whether a pause is over.
///
/// Also when it would last longer than any pause can: then the clock was set back, and waiting for
/// it to catch up could take days.
func isDue(_ time: Timestamp, at now: Timestamp) -> Bool {
    time <= now || time > now.adding(seconds: Backoff.delayMaxSeconds)
}

extension Timestamp {
    func adding(milliseconds span: Int64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(span)
        return Timestamp(clampingMilliseconds: overflow ? .max : sum)
    }
}
