import Foundation

/// SplitMix64: small, seeded, the same everywhere.
package struct Seeded: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// More runs where `BUDKAVLE_ROUNDS` asks for them.
    package static func rounds(_ usual: UInt64) -> UInt64 { asked("BUDKAVLE_ROUNDS") ?? usual }

    /// A number that the environment asks for, as `.ci/test-long` does.
    package static func asked(_ variable: String) -> UInt64? {
        ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
    }
}
