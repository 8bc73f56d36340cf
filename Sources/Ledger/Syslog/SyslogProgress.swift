/// What has been sent to a receiver, and how much of that counts as told.
///
/// Syslog has no receipts. What was sent counts once the connection has outlived it by
/// ``settleSeconds``: longer than its system takes to notice that nobody acknowledges. Where a
/// connection ends before, the same is sent again on the next: told twice under one number, but told.
package struct SyslogProgress: Sendable {
    /// What counts as told.
    package private(set) var told: SyslogPlace
    /// What has been sent.
    package private(set) var sent: SyslogPlace
    private var unsettled: [Mark] = []

    /// What was sent within a second.
    private struct Mark {
        let place: SyslogPlace
        let begun: Duration
        let sent: Duration
    }

    package init(from place: SyslogPlace) { (told, sent) = (place, place) }

    /// Notes what has been sent.
    ///
    /// - Parameter time: since any moment, the same for all calls.
    package mutating func note(_ place: SyslogPlace, at time: Duration) {
        sent = place
        if let last = unsettled.last, time - last.begun < .seconds(1) {
            unsettled[unsettled.count - 1] = Mark(place: place, begun: last.begun, sent: time)
        } else {
            unsettled.append(Mark(place: place, begun: time, sent: time))
        }
    }

    /// Counts what has stood long enough; returns the place it comes to, where that is a new one.
    package mutating func settle(at time: Duration) -> SyslogPlace? {
        let old = unsettled.prefix { time - $0.sent >= .seconds(Self.settleSeconds) }
        guard let last = old.last else { return nil }
        unsettled.removeFirst(old.count)
        told = last.place
        return told
    }

    package static let settleSeconds = 15
    /// After so long without an acknowledgement of the other machine, the system ends a connection.
    package static let unacknowledgedMaxSeconds = 10
}
