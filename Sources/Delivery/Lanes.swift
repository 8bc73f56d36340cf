import Identity
package import Labels

/// The messages that could go now, in a lane for each precedence, and how many are on their way.
///
/// Lanes are served flash first and bounded each by itself: bulk never stands before flash, and
/// flash never takes the places of the others, so no lane waits for ever.
package struct Lanes: Sendable {
    private var ready: [Precedence: Heap<UInt64, MessageID>] = [:]
    private var inFlight: [Precedence: Int] = [:]

    init() {}

    /// How many messages of a lane may be on their way at once.
    package static func inFlightMaxCount(_ lane: Precedence) -> Int {
        lane.isUrgent ? 8 : 4
    }

    /// Whether a lane may risk its message on a relay that is down while another is up.
    static func mayProbe(_ lane: Precedence) -> Bool { !lane.isUrgent }

    var hasReady: Bool { ready.values.contains { !$0.isEmpty } }

    mutating func enqueue(_ item: OutboxItem) {
        ready[item.precedence, default: Heap()].push(item.sequence, item.id)
    }

    /// The next of a lane that has room for it.
    func next(_ lane: Precedence) -> (sequence: UInt64, id: MessageID)? {
        guard inFlight[lane, default: 0] < Self.inFlightMaxCount(lane) else { return nil }
        return ready[lane]?.top.map { ($0.key, $0.value) }
    }

    mutating func dropNext(_ lane: Precedence) { ready[lane]?.pop() }

    mutating func departed(_ lane: Precedence) { inFlight[lane, default: 0] += 1 }

    mutating func returned(_ lane: Precedence) {
        inFlight[lane] = max(inFlight[lane, default: 0] - 1, 0)
    }
}
