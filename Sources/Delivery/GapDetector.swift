package import Identity
package import Labels

/// One originator's messages to one recipient at one level and status: what a counter counts.
package struct StreamID: Hashable, Sendable {
    package let originator: ActorID
    package let level: Level
    package let status: StatusKind

    package init(originator: ActorID, level: Level, status: StatusKind) {
        self.originator = originator
        self.level = level
        self.status = status
    }
}

extension StreamID: Comparable {
    package static func < (left: StreamID, right: StreamID) -> Bool {
        (left.originator, left.level, left.status.rawValue)
            < (right.originator, right.level, right.status.rawValue)
    }
}

/// Watches all streams a recipient sees, so that silence and partial delivery show.
package struct GapDetector: Hashable, Sendable {
    package private(set) var streams: [StreamID: StreamState]

    package init(streams: [StreamID: StreamState] = [:]) { self.streams = streams }

    package mutating func sighted(_ counter: UInt64, in stream: StreamID, at now: Timestamp)
        -> Sighting
    {
        streams[stream, default: StreamState()].sighted(counter, at: now)
    }

    package mutating func announced(_ latest: UInt64, in stream: StreamID, at now: Timestamp)
        -> ClosedRange<UInt64>?
    {
        streams[stream, default: StreamState()].announced(latest, at: now)
    }

    /// Every gap, by stream, then by counter.
    package var gaps: [(stream: StreamID, gap: Gap)] {
        streams.sorted { $0.key < $1.key }.flatMap { stream, state in
            state.gaps.map { (stream, $0) }
        }
    }
}
