import Carriers
import Labels
@testable import Relay
import Synchronization
import TestSupport
import Testing

struct WorkGaugeTests {
    @Test func `bytes under way are bounded, but one body alone is always taken`() async throws {
        let gauge = WorkGauge(bytesMax: 10)
        try await gauge.during(bytes: 11, of: "a") { () -> Void in
            #expect(await isFull(gauge, bytes: 1, of: "b"))
        }
        try await gauge.during(bytes: 6, of: "a") { () -> Void in
            try await gauge.during(bytes: 4, of: "b") { () -> Void in
                #expect(gauge.bytesUnderWay == 10)
            }
            #expect(await isFull(gauge, bytes: 5, of: "b"))
        }
        #expect(gauge.bytesUnderWay == 0)
    }

    @Test func `no holder has more under way than is left for the others`() async throws {
        let gauge = WorkGauge(bytesMax: 100)
        try await gauge.during(bytes: 30, of: "a") { () -> Void in
            try await gauge.during(bytes: 20, of: "a") { () -> Void in
                #expect(await isFull(gauge, bytes: 1, of: "a"))
                // Urgent things may press in; the others have half of it all.
                try await gauge.during(bytes: 1, of: "a", isUrgent: true) { () -> Void in }
                try await gauge.during(bytes: 50, of: "b") { () -> Void in
                    #expect(await isFull(gauge, bytes: 1, of: "a", isUrgent: true))
                }
            }
        }
    }

    @Test func `what is large does not press in, however urgent it says it is`() async throws {
        let kibi = 1_024
        let gauge = WorkGauge(bytesMax: 2_048 * kibi)
        try await gauge.during(bytes: 1_024 * kibi, of: "a") { () -> Void in
            #expect(await isFull(gauge, bytes: 256 * kibi + 1, of: "a", isUrgent: true))
            try await gauge.during(bytes: 256 * kibi, of: "a", isUrgent: true) { () -> Void in }
        }
    }

    private func isFull(
        _ gauge: WorkGauge, bytes: Int, of holder: String, isUrgent: Bool = false
    ) async -> Bool {
        do {
            try await gauge.during(bytes: bytes, of: holder, isUrgent: isUrgent) { () -> Void in }
            return false
        } catch {
            return error as? Problem == Problem(.overloaded, retryAfterSeconds: 1)
        }
    }
}

struct TokenBucketTests {
    @Test func `so many a second and not one more, and a burst after a pause`() {
        var bucket = TokenBucket(perSecond: 2, burstSeconds: 3, atMilliseconds: 0)
        for _ in 0..<6 { #expect(bucket.take(atMilliseconds: 0) == nil) }
        #expect(bucket.take(atMilliseconds: 0) == 1)
        #expect(bucket.take(atMilliseconds: 499) == 1)
        #expect(bucket.take(atMilliseconds: 500) == nil)
        #expect(bucket.take(atMilliseconds: 501) == 1)
        // However long the pause, no more than the burst.
        for _ in 0..<6 { #expect(bucket.take(atMilliseconds: 1_000_000) == nil) }
        #expect(bucket.take(atMilliseconds: 1_000_000) == 1)
    }

    @Test func `what was taken in one piece is paid for before anything more`() {
        var bucket = TokenBucket(perSecond: 1, burstSeconds: 4, atMilliseconds: 0)
        #expect(bucket.take(6, atMilliseconds: 0) == nil)
        #expect(bucket.take(atMilliseconds: 0) == 3)
        #expect(bucket.take(atMilliseconds: 2_999) == 1)
        #expect(bucket.take(atMilliseconds: 3_000) == nil)
    }

    @Test func `what is taken whole owes nothing, and one token more is not given`() {
        var bucket = TokenBucket(perSecond: 1, burstSeconds: 4, atMilliseconds: 0)
        let none = bucket.takeWhole(5, atMilliseconds: 0)
        let all = bucket.takeWhole(4, atMilliseconds: 0)
        let early = bucket.takeWhole(1, atMilliseconds: 999)
        let next = bucket.takeWhole(1, atMilliseconds: 1_000)
        let endless = bucket.takeWhole(.max, atMilliseconds: 100_000)
        #expect([none, all, early, next, endless] == [false, true, false, true, false])
    }

    @Test func `a debt is bounded by the burst`() {
        var bucket = TokenBucket(perSecond: 1, burstSeconds: 4, atMilliseconds: 0)
        bucket.charge(.max)
        #expect(bucket.take(atMilliseconds: 0) == 5)
        #expect(bucket.take(atMilliseconds: 5_000) == nil)
    }

    @Test func `a clock that goes back gives nothing`() {
        var bucket = TokenBucket(perSecond: 1, burstSeconds: 1, atMilliseconds: 5_000)
        #expect(bucket.take(atMilliseconds: 5_000) == nil)
        #expect(bucket.take(atMilliseconds: 0) == 1)
        #expect(bucket.take(atMilliseconds: 5_999) == 1)
        #expect(bucket.take(atMilliseconds: 6_000) == nil)
        #expect(!bucket.isFull(atMilliseconds: 6_999))
        #expect(bucket.isFull(atMilliseconds: 7_000))
    }
}

struct RateLimiterTests {
    private func limiter(all: Int, each: Int, reserved: Int = 1) -> RateLimiter {
        var limits = RelayLimits()
        limits.itemsPerSecondMax = all
        limits.actorItemsPerSecondMax = each
        limits.actorReservedItemsPerSecondMax = reserved
        limits.burstMaxSeconds = 1
        return RateLimiter(limits) { 0 }
    }

    @Test func `one actor's excess takes nothing from another`() throws {
        let limiter = limiter(all: 3, each: 2)
        for _ in 0..<2 { try limiter.admit("a") }
        for _ in 0..<9 {
            #expect(throws: Problem(.rateLimited, retryAfterSeconds: 1)) { try limiter.admit("a") }
        }
        try limiter.admit("b")
        #expect(throws: Problem(.rateLimited, retryAfterSeconds: 1)) { try limiter.admit("b") }
    }

    @Test(arguments: [Demand.handIn(.flash), .handIn(.immediate), .read])
    func `an actor's routine traffic does not use up what is kept for what is urgent`(
        _ demand: Demand
    ) throws {
        let limiter = limiter(all: 3, each: 2, reserved: 2)
        for _ in 0..<2 { try limiter.admit("a", .handIn(.routine)) }
        limiter.charge("a", 1_000)
        for _ in 0..<2 { #expect(try limiter.admit("a", demand)) }
        // Beyond the reserve it is as any other.
        #expect(throws: Problem.self) { try limiter.admit("a", demand) }
    }

    @Test(arguments: [Demand.handIn(.priority), .handIn(.routine), .handIn(nil), .other])
    func `whatever is not urgent has no reserve`(_ demand: Demand) throws {
        let limiter = limiter(all: 9, each: 2, reserved: 2)
        for _ in 0..<2 { #expect(try !limiter.admit("a", demand)) }
        #expect(throws: Problem(.rateLimited, retryAfterSeconds: 1)) {
            try limiter.admit("a", demand)
        }
    }

    @Test func `what is urgent beyond the reserve uses the ordinary share, and no more`() throws {
        let limiter = limiter(all: 9, each: 2, reserved: 1)
        let admitted = try (0..<3).map { _ in try limiter.admit("a", .handIn(.flash)) }
        #expect(admitted == [true, false, false])
        #expect(throws: Problem(.rateLimited, retryAfterSeconds: 1)) {
            try limiter.admit("a", .handIn(.flash))
        }
        #expect(try limiter.admit("b", .handIn(.flash)), "each actor has its own")
    }

    @Test func `reading and handing in do not use up each other's reserve`() throws {
        let limiter = limiter(all: 1, each: 1, reserved: 1)
        try limiter.admit("a")
        #expect(try limiter.admit("a", .read))
        #expect(try limiter.admit("a", .handIn(.flash)))
    }

    @Test func `what all others ask for does not hold up what is on the reserve`() throws {
        let limiter = limiter(all: 1, each: 2)
        try limiter.admit("a")
        limiter.charge("a", 100)
        #expect(throws: Problem(.rateLimited, retryAfterSeconds: 2)) { try limiter.admit("b") }
        #expect(try limiter.admit("b", .handIn(.flash)))
    }

    @Test func `a body is on the reserve whole or not at all`() throws {
        let limiter = limiter(all: 9, each: 9, reserved: 4)
        #expect(try limiter.admit("a", .handIn(.flash)))
        #expect(!limiter.reserves("a", 4))
        #expect(limiter.reserves("a", 3))
        #expect(limiter.reserves("a", 0))
        #expect(try !limiter.admit("a", .handIn(.flash)))
    }

    @Test func `what else lies in a body counts for the actor and for all`() throws {
        let limiter = limiter(all: 4, each: 4)
        try limiter.admit("a")
        limiter.charge("a", 3)
        #expect(throws: Problem(.rateLimited, retryAfterSeconds: 1)) { try limiter.admit("a") }
        #expect(throws: Problem(.rateLimited, retryAfterSeconds: 1)) { try limiter.admit("b") }
    }
}

struct TurnstileTests {
    /// Who passed, in order.
    private final class Log: Sendable {
        private let names = Mutex<[String]>([])

        var all: [String] { names.withLock { $0 } }
        func write(_ name: String) { names.withLock { $0.append(name) } }
    }

    private func turn(_ holder: String, _ lane: Precedence = .routine) -> Turnstile.Turn {
        Turnstile.Turn(holder: holder, lane: lane, cost: 1)
    }

    @Test func `flash passes a flood at once, and another's piece after one turn of it`()
        async throws
    {
        let turnstile = Turnstile(underWayMaxCost: 1, turnCost: 2, waitingMaxCount: 50)
        let log = Log()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await turnstile.during(turn("a")) { () async throws -> Void in
                for number in 0..<50 {
                    group.addTask {
                        try await turnstile.during(turn("a")) { log.write("a") }
                    }
                    try await eventually("it waits", withinSeconds: 600) {
                        turnstile.waitingCount == number + 1
                    }
                }
                await #expect(throws: Problem(.overloaded, retryAfterSeconds: 1)) {
                    try await turnstile.during(turn("a")) { log.write("a") }
                }
                group.addTask { try await turnstile.during(turn("b")) { log.write("b") } }
                try await eventually("it waits too", withinSeconds: 600) {
                    turnstile.waitingCount == 51
                }
                try await turnstile.during(turn("a", .flash)) { log.write("flash") }
                #expect(log.all == ["flash"])
            }
            try await group.waitForAll()
        }
        #expect(log.all.prefix(4) == ["flash", "a", "a", "b"])
        #expect(log.all.count == 52 && turnstile.waitingCount == 0)
    }

    @Test func `whoever fails gives the turn on`() async throws {
        struct Broken: Error {}
        let turnstile = Turnstile(underWayMaxCost: 1, turnCost: 1, waitingMaxCount: 1)
        await #expect(throws: Broken.self) {
            try await turnstile.during(turn("a")) { () -> Void in throw Broken() }
        }
        #expect(try await turnstile.during(turn("a")) { 7 } == 7)
    }
}
