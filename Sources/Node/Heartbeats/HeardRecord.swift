import Delivery
package import Identity
import Labels

/// The latest heartbeat of a stream: what an originator sends us at one level and status.
package struct HeardRecord: Codable, Sendable {
    package var originator: String
    package var level: String
    package var status: String
    /// The number of its latest message to us.
    package var latest: UInt64
    package var saidMs: Int64
    package var nextSeconds: Int64

    init(_ stream: StreamID, latest: UInt64, _ hearing: Hearing) {
        originator = stream.originator.text
        level = stream.level.name
        status = stream.status.rawValue
        self.latest = latest
        saidMs = hearing.said.milliseconds
        nextSeconds = hearing.nextSeconds
    }

    var stream: StreamID? {
        guard let originator = try? ActorID(originator), let level = try? Level(level),
            let status = StatusKind(rawValue: status)
        else { return nil }
        return StreamID(originator: originator, level: level, status: status)
    }

    var hearing: Hearing {
        Hearing(said: Timestamp(clampingMilliseconds: saidMs), nextSeconds: nextSeconds)
    }
}

/// Whom this node hears, and who is quiet.
package struct HeardLine: Codable, Sendable, Equatable {
    package var originator: String
    package var level: String
    package var status: String
    package var said: Timestamp
    /// From when on it counts as quiet unless it is heard again.
    package var quietFrom: Timestamp
    package var isQuiet: Bool

    init(_ record: HeardRecord, at now: Timestamp) {
        originator = record.originator
        level = record.level
        status = record.status
        said = record.hearing.said
        quietFrom = record.hearing.quietFrom
        isQuiet = record.hearing.isQuiet(at: now)
    }
}
