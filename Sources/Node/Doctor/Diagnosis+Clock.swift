import Envelopes
package import Identity

/// What a relay's answer said of the time.
package struct ClockReading: Hashable, Sendable {
    package let relay: String
    /// How far this machine's clock is ahead of it, negative when behind.
    package let secondsAhead: Int64

    package init(relay: String, secondsAhead: Int64) {
        self.relay = relay
        self.secondsAhead = secondsAhead
    }
}

extension Diagnosis {
    /// Judges this machine's clock.
    ///
    /// A relay that agrees proves it right, and relays that differ then wrong. A freshness note
    /// proves it wrong when it was signed later than it is here; right it proves no clock.
    ///
    /// - Parameters:
    ///   - readings: of every relay that answered.
    ///   - freshnessIssued: of the newest verified note.
    package static func clock(
        at now: Timestamp, _ readings: [ClockReading], freshnessIssued: Timestamp?
    ) -> [Diagnosis] {
        let agreeing = readings.filter { abs($0.secondsAhead) <= wrongSeconds }
        if !agreeing.isEmpty {
            let differing = readings.filter { abs($0.secondsAhead) > wrongSeconds }
            return agreeing.map { reading in
                let witness = ClockWitness.relay(reading.relay)
                return abs(reading.secondsAhead) > driftSeconds
                    ? .clockDrifts(from: witness, secondsAhead: reading.secondsAhead)
                    : .clockAgrees(with: witness, secondsAhead: reading.secondsAhead)
            }
                + differing.map {
                    .relayClockWrong(relay: $0.relay, secondsAhead: $0.secondsAhead)
                }
        }
        if !readings.isEmpty {
            return readings.map {
                .clockWrong(by: .relay($0.relay), secondsAhead: $0.secondsAhead)
            }
        }
        guard let freshnessIssued, freshnessIssued > now.adding(seconds: wrongSeconds) else {
            return [.clockUnproven]
        }
        return [
            .clockWrong(by: .freshness, secondsAhead: now.seconds - freshnessIssued.seconds)
        ]
    }

    /// Beyond this messages are refused.
    private static let wrongSeconds = EnvelopeLimits.clockSkewMaxSeconds
    /// A clock under NTP is never this far off.
    private static let driftSeconds: Int64 = 30
}
