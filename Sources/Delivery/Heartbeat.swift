package import Identity

/// What an originator tells its recipients again and again: that it is there, and when it will say
/// so the next time. The number of the latest message to each stands in that one's slot.
///
///     budkavle-heartbeat v1
///     next-seconds 0000000900
///
/// All have one size. Spec: Sealing#heartbeats.
package struct Heartbeat: Hashable, Sendable {
    /// Until the next one, in seconds: 1 to ``nextSecondsMax``.
    package let nextSeconds: Int64

    /// `nil` outside of the limits.
    package init?(nextSeconds: Int64) {
        guard (1...Self.nextSecondsMax).contains(nextSeconds) else { return nil }
        self.nextSeconds = nextSeconds
    }

    /// `nil` unless it is exactly what ``encoded`` gives.
    package init?(parsing bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix(Self.start),
            let number = Int64(text.dropFirst(Self.start.count).dropLast()),
            let heartbeat = Heartbeat(nextSeconds: number), heartbeat.encoded == bytes
        else { return nil }
        self = heartbeat
    }

    package var encoded: [UInt8] {
        let digits = String(nextSeconds)
        let zeros = String(repeating: "0", count: Self.digitsCount - digits.count)
        return Array((Self.start + zeros + digits + "\n").utf8)
    }

    package static let mediaType = "application/vnd.budkavle.heartbeat"
    package static let nextSecondsMax: Int64 = 86_400
    private static let start = "budkavle-heartbeat v1\nnext-seconds "
    private static let digitsCount = 10
}

/// When an originator was heard, and when it said it would be heard again.
package struct Hearing: Hashable, Sendable {
    /// By its own clock, as it signed.
    package let said: Timestamp
    package let nextSeconds: Int64

    package init(said: Timestamp, nextSeconds: Int64) {
        self.said = said
        self.nextSeconds = nextSeconds
    }

    /// When the second heartbeat in a row has failed to come. From then on nobody can tell whether
    /// there is nothing new, or no way for it.
    package var quietFrom: Timestamp { said.adding(seconds: 2 * nextSeconds) }

    package func isQuiet(at now: Timestamp) -> Bool { now >= quietFrom }
}
