import Foundation
import Identity
import Labels
import TestSupport
import Testing

@testable import Delivery

/// When somebody is told of what came, and of how much at once.
struct AlertQueueTests {
    private static let far = seconds(1_000_000)
    private static let jitters: [UInt64] = [0, 1, .max]

    @Test(arguments: Precedence.allCases)
    func `a message is told when its gathering is over, and not a second earlier`(
        _ precedence: Precedence
    ) throws {
        var queue = AlertQueue()
        queue.arrived(try news(1, precedence), at: seconds(1_000))
        let gather = AlertPace(precedence).gatherSeconds
        if gather > 0 {
            #expect(queue.due(at: seconds(1_000 + gather - 1), besides: []) == nil)
        }
        let alert = try begun(&queue, "a", at: 1_000 + gather)
        let expected = try news(1, precedence)
        #expect(alert.news == expected)
        #expect(alert.id == "a")
    }

    @Test(arguments: Precedence.allCases)
    func `after an alert there is a rest, to the second`(_ precedence: Precedence) throws {
        var queue = AlertQueue()
        try tell(&queue, 1, precedence, at: 1_000)
        let pace = AlertPace(precedence)
        let told = 1_000 + pace.gatherSeconds
        queue.arrived(try news(2, precedence), at: seconds(told))
        let due = told + max(pace.gatherSeconds, pace.restSeconds)
        #expect(queue.due(at: seconds(due - 1), besides: []) == nil)
        let second = try begun(&queue, "b", at: due)
        #expect(second.news.count == 1)
    }

    @Test func `flash waits for nothing, and more urgent alerts go first`() throws {
        var queue = AlertQueue()
        for precedence in Precedence.allCases.reversed() {
            queue.arrived(try news(1, precedence), at: seconds(0))
        }
        #expect(queue.due(at: seconds(0), besides: []) == .flash)
        var order: [Precedence] = []
        while let alert = queue.begin(as: "\(order.count)", at: seconds(900), besides: []) {
            order.append(alert.news.precedence)
            _ = queue.ended(alert.id, .told, at: seconds(900), jitter: 0)
        }
        #expect(order == Precedence.allCases)
    }

    @Test func `ten thousand routine messages are one alert with their number`() throws {
        var queue = AlertQueue()
        for number in 0..<10_000 {
            queue.arrived(try news(number, .routine), at: seconds(Int64(number / 40)))
        }
        let alert = try begun(&queue, "a", at: 300)
        let latest = try messageID(9_999)
        #expect(alert.news.count == 10_000)
        #expect(alert.news.latest == latest)
        _ = queue.ended("a", .told, at: seconds(300), jitter: 0)
        #expect(queue.waitingCount == 0)
        #expect(queue.due(at: seconds(100_000), besides: []) == nil)
    }

    @Test func `an alert stays as it is however often it is tried; what comes meanwhile is next`()
        throws
    {
        var queue = AlertQueue()
        queue.arrived(try news(1, .flash), at: seconds(0))
        let first = try begun(&queue, "a", at: 0)
        #expect(queue.due(at: seconds(0), besides: ["a"]) == nil)
        queue.arrived(try news(2, .flash), at: seconds(1))
        _ = queue.ended("a", .failed(retryAfterSeconds: 0), at: seconds(1), jitter: 0)
        let again = try begun(&queue, "b", at: 100)
        #expect(again == first)
        #expect(queue.waitingCount == 2)
        _ = queue.ended("a", .told, at: seconds(100), jitter: 0)
        let next = try begun(&queue, "c", at: 110)
        let second = try messageID(2)
        #expect(next.id == "c" && next.news.latest == second)
    }

    @Test(arguments: StatusKind.allCases)
    func `statuses are never told together`(_ status: StatusKind) throws {
        var queue = AlertQueue()
        for other in StatusKind.allCases {
            queue.arrived(
                AlertNews(try messageID(1), other, .flash, expires: Self.far), at: seconds(0))
        }
        queue.arrived(
            AlertNews(try messageID(2), status, .flash, expires: Self.far), at: seconds(0))
        var counts: [StatusKind: Int] = [:]
        while let alert = queue.begin(as: "\(counts.count)", at: seconds(0), besides: []) {
            counts[alert.news.status] = alert.news.count
            _ = queue.ended(alert.id, .told, at: seconds(0), jitter: 0)
        }
        #expect(counts.count == 3)
        for other in StatusKind.allCases { #expect(counts[other] == (other == status ? 2 : 1)) }
    }

    @Test(arguments: jitters)
    func `pauses between attempts grow, and last as long as the other side asks, up to a limit`(
        _ jitter: UInt64
    ) throws {
        var queue = AlertQueue()
        queue.arrived(try news(1, .flash), at: seconds(0))
        var now: Int64 = 0
        for round in 1...12 {
            _ = try begun(&queue, "a", at: now)
            _ = queue.ended("a", .failed(retryAfterSeconds: 0), at: seconds(now), jitter: jitter)
            let pause = Backoff.delayMilliseconds(round: round, jitter: jitter)
            let end = Timestamp(clampingMilliseconds: now * 1_000 + pause)
            let before = Timestamp(clampingMilliseconds: now * 1_000 + pause - 1)
            #expect(queue.due(at: before, besides: []) == nil)
            #expect(queue.due(at: end, besides: []) == .flash)
            now += pause / 1_000 + 1
        }
        for (asked, pause) in [(60, 60), (100_000, 300)] as [(Int64, Int64)] {
            var queue = AlertQueue()
            queue.arrived(try news(1, .flash), at: seconds(0))
            _ = queue.begin(as: "a", at: seconds(0), besides: [])
            _ = queue.ended(
                "a", .failed(retryAfterSeconds: asked), at: seconds(0), jitter: jitter)
            #expect(queue.due(at: seconds(pause - 1), besides: []) == nil)
            #expect(queue.due(at: seconds(pause), besides: []) == .flash)
        }
    }

    @Test func `what is refused for good is given up, and told of`() throws {
        var queue = AlertQueue()
        queue.arrived(try news(1, .flash), at: seconds(0))
        let alert = try begun(&queue, "a", at: 0)
        let other = queue.ended("b", .refused, at: seconds(0), jitter: 0)
        let own = queue.ended("a", .refused, at: seconds(0), jitter: 0)
        #expect(other == nil && own == alert)
        #expect(queue.waitingCount == 0)
    }

    @Test(arguments: [true, false])
    func `it is given up when the last of its messages expires, and not while it is under way`(
        _ isTried: Bool
    ) throws {
        var queue = AlertQueue()
        queue.arrived(try news(1, .flash, expires: 50), at: seconds(0))
        queue.arrived(try news(2, .flash, expires: 40), at: seconds(0))
        if isTried { _ = queue.begin(as: "a", at: seconds(0), besides: []) }
        let early = queue.expire(at: seconds(49), besides: [])
        #expect(early.isEmpty)
        if isTried {
            let underWay = queue.expire(at: seconds(50), besides: ["a"])
            #expect(underWay.isEmpty)
            #expect(!queue.hasWork(at: seconds(50), besides: ["a"]))
        }
        #expect(queue.hasWork(at: seconds(50), besides: []))
        let lost = queue.expire(at: seconds(50), besides: [])
        #expect(lost.map(\.count) == [2])
        #expect(queue.waitingCount == 0)
    }

    @Test func `a clock that is set back silences nobody`() throws {
        var queue = AlertQueue()
        try tell(&queue, 1, .routine, at: 1_000_000)
        queue.arrived(try news(2, .routine), at: seconds(10))
        #expect(queue.due(at: seconds(309), besides: []) == nil)
        #expect(queue.due(at: seconds(310), besides: []) == .routine)
    }

    @Test(arguments: 0..<Seeded.rounds(200))
    func `every message is told, given up or waits: exactly one of them, over any stop`(
        _ seed: UInt64
    ) throws {
        var random = Seeded(seed: seed)
        var queue = AlertQueue()
        var (arrived, over, now): (Int, Int, Int64) = (0, 0, 0)
        var underWay: [Alert] = []
        for step in 0..<300 {
            let ids = Set(underWay.map(\.id))
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                arrived += 1
                let precedence = try #require(Precedence.allCases.randomElement(using: &random))
                let life = Int64.random(in: 1...2_000, using: &random)
                queue.arrived(try news(step, precedence, expires: now + life), at: seconds(now))
            case 2:
                if let alert = queue.begin(as: "\(step)", at: seconds(now), besides: ids) {
                    underWay.append(alert)
                }
            case 3:
                guard let alert = underWay.popLast() else { continue }
                let end = try #require(
                    [AlertEnd.told, .refused, .failed(retryAfterSeconds: 5)]
                        .randomElement(using: &random))
                let done = queue.ended(alert.id, end, at: seconds(now), jitter: random.next())
                #expect((done != nil) == (end != .failed(retryAfterSeconds: 5)))
                over += done?.news.count ?? 0
            case 4:
                over += queue.expire(at: seconds(now), besides: ids).reduce(0) { $0 + $1.count }
            default:
                // A stop: what was under way is begun again, as it was.
                queue = try JSONDecoder().decode(
                    AlertQueue.self, from: JSONEncoder().encode(queue))
                underWay = []
            }
            now += Int64.random(in: 0...30, using: &random)
            #expect(arrived == over + queue.waitingCount, "seed \(seed), step \(step)")
        }
    }

    // MARK: Parts

    private func news(
        _ number: Int, _ precedence: Precedence, expires: Int64 = 1_000_000
    ) throws -> AlertNews {
        AlertNews(try messageID(number), .actual, precedence, expires: seconds(expires))
    }

    /// The alert that is due then.
    private func begun(_ queue: inout AlertQueue, _ id: String, at time: Int64) throws -> Alert {
        let alert = queue.begin(as: id, at: seconds(time), besides: [])
        return try #require(alert)
    }

    private func tell(
        _ queue: inout AlertQueue, _ number: Int, _ precedence: Precedence, at start: Int64
    ) throws {
        queue.arrived(
            AlertNews(try messageID(number), .actual, precedence, expires: .latest),
            at: seconds(start))
        let told = start + AlertPace(precedence).gatherSeconds
        _ = try begun(&queue, "told", at: told)
        let ended = queue.ended("told", .told, at: seconds(told), jitter: 0)
        #expect(ended != nil)
    }
}
