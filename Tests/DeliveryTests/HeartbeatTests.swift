import Delivery
import Identity
import Testing

struct HeartbeatTests {
    @Test(arguments: [1, 900, 86_400] as [Int64])
    func `a heartbeat is read as it was written, and all have one size`(
        _ seconds: Int64
    ) throws {
        let heartbeat = try #require(Heartbeat(nextSeconds: seconds))
        #expect(Heartbeat(parsing: heartbeat.encoded) == heartbeat)
        #expect(heartbeat.encoded.count == 46)
    }

    @Test(arguments: [-1, 0, 86_401] as [Int64])
    func `there is none at once, and none later than a day`(_ seconds: Int64) {
        #expect(Heartbeat(nextSeconds: seconds) == nil)
    }

    @Test(arguments: [
        "", "budkavle-heartbeat v1\nnext-seconds 900\n",
        "budkavle-heartbeat v1\nnext-seconds 0000000900",
        "budkavle-heartbeat v1\nnext-seconds 0000000900\n\n",
        "budkavle-heartbeat v1\nnext-seconds +000000900\n",
        "budkavle-heartbeat v1\nnext-seconds 0000000000\n",
        "budkavle-heartbeat v1\nnext-seconds 0000086401\n",
        "budkavle-heartbeat v2\nnext-seconds 0000000900\n",
        "budkavle-heartbeat v1\r\nnext-seconds 0000000900\n",
    ])
    func `nothing else is a heartbeat`(_ text: String) {
        #expect(Heartbeat(parsing: Array(text.utf8)) == nil)
    }

    @Test func `whoever misses two in a row is quiet, and not before`() throws {
        let said = try Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        let hearing = Hearing(said: said, nextSeconds: 900)
        #expect(!hearing.isQuiet(at: said.adding(seconds: 1_799)))
        #expect(hearing.isQuiet(at: said.adding(seconds: 1_800)))
        #expect(hearing.quietFrom == said.adding(seconds: 1_800))
    }
}
