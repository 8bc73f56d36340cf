import Identity
import Labels
@testable import Policies
import Testing

struct KeyScheduleTests {
    private let from: Timestamp
    private let until: Timestamp
    private let rules: LevelRules

    init() throws {
        from = try Timestamp(rfc3339: "2026-01-01T00:00:00Z")
        until = from.adding(seconds: 400 * 86_400)
        rules = try #require(ExampleRegion.policy().rules(for: .secrecy))
    }

    private func schedule(opens: Bool) -> KeySchedule {
        KeySchedule(from: from, until: until, opens: opens, under: rules)
    }

    @Test func `a key is due when its last quarter begins`() {
        for opens in [false, true] {
            #expect(schedule(opens: opens).due == from.adding(seconds: 300 * 86_400))
        }
    }

    @Test func `a key that opens outlives the last message that may be sealed to it`() {
        let last = until.adding(seconds: rules.expiresMaxSeconds)
        #expect(schedule(opens: true).destruction == last.adding(seconds: 7 * 86_400))
        #expect(rules.expiresMaxSeconds > 0)
    }

    @Test func `a key that signs is needed no more once it has ended`() {
        #expect(schedule(opens: false).destruction == until.adding(seconds: 7 * 86_400))
    }
}
