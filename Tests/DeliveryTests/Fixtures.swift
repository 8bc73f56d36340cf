import Identity
import Labels
import TestSupport

@testable import Delivery

extension Seeded {
    /// True once in `times`, on average.
    mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }
}

func messageID(_ number: Int) throws -> MessageID {
    try MessageID(
        bytes: (0..<32).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> ($0 * 8) : 0) })
}

func seconds(_ count: Int64) -> Timestamp { Timestamp(clampingMilliseconds: count * 1_000) }
