import Identity
import Testing

@testable import Delivery

struct RungHealthTests {
    private let start = seconds(50_000)

    @Test
    func `one silence only raises doubt, the next takes the rung out of use`() {
        var health = RungHealth(at: start)
        let fellAtOnce = health.silent(at: start, jitter: 0)
        #expect(!fellAtOnce && health.isUp)
        #expect(!health.admits(at: start))
        #expect(health.probeAt == start.adding(milliseconds: RungHealth.doubtMilliseconds))
        let fell = health.silent(at: start.adding(milliseconds: 250), jitter: 0)
        #expect(fell && !health.isUp)
    }

    @Test
    func `a good answer dispels doubt`() {
        var health = RungHealth(at: start)
        _ = health.silent(at: start, jitter: 0)
        let rose = health.answered(at: start.adding(milliseconds: 250))
        #expect(!rose)
        #expect(health.admits(at: start.adding(milliseconds: 250)))
    }

    @Test(arguments: [(2, true), (3, false)])
    func `a rung that says it is well and takes nothing is taken out of use at the third failure`(
        _ failures: Int, _ isUp: Bool
    ) {
        var health = RungHealth(at: start)
        for _ in 0..<failures {
            _ = health.failed(at: start, jitter: 0)
            _ = health.answered(at: start)
        }
        #expect(health.isUp == isUp)
    }

    @Test
    func `three good answers bring it back, but not before its rest is over`() {
        var health = fallen(RungHealth(at: start), at: start)
        let early = (1...4).map { health.answered(at: start.adding(seconds: $0)) }
        #expect(!early.contains(true))
        let rose = health.answered(at: start.adding(seconds: RungHealth.restMinSeconds))
        #expect(rose)
        #expect(health.since == start.adding(seconds: RungHealth.restMinSeconds))
    }

    @Test
    func `two good answers do not bring it back, whatever rest it had`() {
        var health = fallen(RungHealth(at: start), at: start)
        let answers = [100, 101, 102].map { health.answered(at: start.adding(seconds: $0)) }
        #expect(answers == [false, false, true])
    }

    @Test
    func `each fall soon after a rise doubles the rest, to a limit`() {
        var health = RungHealth(at: start)
        var now = start
        var rests: [Int64] = []
        for _ in 0..<8 {
            health = fallen(health, at: now)
            let fell = now
            repeat { now = now.adding(seconds: 1) } while !health.answered(at: now)
            rests.append((now.milliseconds - fell.milliseconds) / 1_000)
        }
        #expect(rests == [5, 10, 20, 40, 80, 160, 160, 160])
    }

    @Test
    func `a rung that was steady rests shortly again`() {
        var health = fallen(fallen(RungHealth(at: start), at: start), at: start)
        var now = start
        repeat { now = now.adding(seconds: 1) } while !health.answered(at: now)
        health = fallen(health, at: now.adding(seconds: RungHealth.steadySeconds))
        let fell = now.adding(seconds: RungHealth.steadySeconds)
        let answers = [3, 4, 5].map { health.answered(at: fell.adding(seconds: $0)) }
        #expect(answers == [false, false, true])
    }

    @Test
    func `a rung that asked for time is left alone until then, and counts as up`() {
        var health = RungHealth(at: start)
        health.asked(until: start.adding(seconds: 30))
        #expect(health.isUp)
        #expect(!health.admits(at: start.adding(seconds: 29)))
        #expect(health.admits(at: start.adding(seconds: 30)))
    }

    private func fallen(_ health: RungHealth, at now: Timestamp) -> RungHealth {
        var health = health
        _ = health.silent(at: now, jitter: 0)
        _ = health.silent(at: now, jitter: 0)
        return health
    }
}
