import FoundationEssentials
import Identity
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-23T06:21:08+01:00", 1_795_411_268_000),
        ("2026-11-23T05:21:08.5Z", 1_795_411_268_500),
        ("2024-02-29T23:59:59-00:00", 1_709_251_199_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func `RFC 3339 is read exactly`(_ text: String, _ milliseconds: Int64) throws {
        #expect(try Timestamp(rfc3339: text).milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T05:21:08", "2026-11-23 05:21:08Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T05:21:60Z",
        "2026-11-23T05:21:08.Z",
        "2026-11-23T05:21:08.1234Z", "2026-11-23T05:21:08z", "2026-11-23T05:21:08+0100",
        "1969-12-31T23:59:59Z", "2026-11-23T05:21:08Zx", "2026-11-2åT05:21:08Z",
        "2026-11-23T06:21:08+01:60", "2026-11-23T06:21:08+24:00", "2026-11-23T06:21:08+1:000",
    ])
    func `anything else is refused`(_ text: String) {
        #expect(throws: IdentityError.timestampInvalid(text: text)) { try Timestamp(rfc3339: text) }
    }

    @Test(arguments: [0, 1, 999, 1_000, 1_795_411_268_050, 253_402_300_799_999])
    func `what is written is read back, and is the canonical form`(_ milliseconds: Int64) throws {
        let time = try Timestamp(milliseconds: milliseconds)
        #expect(try Timestamp(canonical: time.rfc3339) == time)
    }

    @Test func `the calendar is the one Foundation has, over all years`() throws {
        // A step that is no whole number of days, so that every time of day comes up.
        for seconds in stride(from: Int64(0), to: 253_402_300_800, by: 86_400 * 97 + 3_671) {
            let time = try Timestamp(milliseconds: seconds * 1_000)
            let text = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
            try #require(time.rfc3339 == text)
            try #require(try Timestamp(rfc3339: text) == time)
        }
    }

    @Test func `a signed text takes no second spelling of a time`() {
        #expect(throws: IdentityError.self) {
            try Timestamp(canonical: "2026-11-23T06:21:08+01:00")
        }
        #expect(throws: IdentityError.self) { try Timestamp(canonical: "2026-11-23T05:21:08.000Z") }
    }

    @Test func `arithmetic stops at the ends instead of trapping`() {
        #expect(Timestamp.latest.adding(seconds: .max) == .latest)
        #expect(Timestamp.latest.adding(seconds: .min).milliseconds == 999)
    }
}
