import Delivery
import Identity
import Labels
import Testing

/// Which attachment is carried next, and when.
struct TransferQueueTests {
    private func key(_ number: Int, _ index: Int = 0) throws -> TransferQueue.Key {
        TransferQueue.Key(message: try messageID(number), index: index)
    }

    @Test func `the urgent go first, then the small, then the old`() throws {
        var queue = TransferQueue()
        let sizes: [(Precedence, UInt64)] = [
            (.routine, 10), (.routine, 5), (.routine, 5), (.flash, 1_000), (.priority, 1),
        ]
        for (number, (precedence, bytes)) in sizes.enumerated() {
            queue.add(
                try key(number), precedence: precedence, bytes: bytes, expires: seconds(900),
                at: seconds(0))
        }
        var order: [TransferQueue.Key] = []
        while let next = queue.next(at: seconds(1)) {
            order.append(next)
            queue.remove(next)
        }
        #expect(order == (try [3, 4, 1, 2, 0].map { try key($0) }))
        #expect(queue.isEmpty)
    }

    @Test func `what failed waits longer each time, and others go meanwhile`() throws {
        var queue = TransferQueue()
        let (first, second) = (try key(1), try key(2))
        queue.add(
            first, precedence: .flash, bytes: 1, expires: seconds(9_000), at: seconds(0))
        queue.add(
            second, precedence: .routine, bytes: 1, expires: seconds(9_000), at: seconds(0))
        var now = seconds(0)
        for round in 1...12 {
            queue.failed(first, at: now, jitter: .max)
            #expect(queue.failures(of: first) == round)
            #expect(queue.next(at: now) == second)
            let pause = min(1 << Int64(round - 1), Backoff.delayMaxSeconds)
            #expect(queue.next(at: now.adding(seconds: pause / 2 - 1)) == second)
            now = now.adding(seconds: pause)
            #expect(queue.next(at: now) == first)
        }
        queue.progressed(first)
        #expect(queue.failures(of: first) == 0)
    }

    @Test func `a relay that asks for time gets it; what may come any moment is asked for soon`()
        throws
    {
        var queue = TransferQueue()
        let one = try key(1)
        queue.add(one, precedence: .routine, bytes: 1, expires: seconds(900), at: seconds(0))
        queue.failed(one, at: seconds(0), retryAfterSeconds: 60, jitter: 0)
        #expect(queue.next(at: seconds(59)) == nil)
        #expect(queue.next(at: seconds(60)) == one)
        for _ in 0..<9 {
            queue.failed(one, at: seconds(100), pauseMaxSeconds: 15, jitter: .max)
        }
        #expect(queue.next(at: seconds(114)) == nil)
        #expect(queue.next(at: seconds(115)) == one)
    }

    @Test func `a relay that answers again ends every pause`() throws {
        var queue = TransferQueue()
        let one = try key(1)
        queue.add(one, precedence: .routine, bytes: 1, expires: seconds(900), at: seconds(0))
        for _ in 0..<8 { queue.failed(one, at: seconds(0), jitter: .max) }
        #expect(queue.next(at: seconds(1)) == nil)
        queue.relayReached(at: seconds(1))
        #expect(queue.next(at: seconds(1)) == one)
    }

    @Test func `nothing is carried from its expiry on, and what has expired is told once`() throws {
        var queue = TransferQueue()
        let (early, late) = (try key(1), try key(2))
        queue.add(early, precedence: .routine, bytes: 1, expires: seconds(10), at: seconds(0))
        queue.add(late, precedence: .routine, bytes: 2, expires: seconds(11), at: seconds(0))
        #expect(queue.next(at: seconds(9)) == early)
        #expect(queue.next(at: seconds(10)) == late)
        #expect(queue.expire(at: seconds(9)) == [])
        #expect(queue.expire(at: seconds(10)) == [early])
        #expect(queue.expire(at: seconds(10)) == [])
        #expect(!queue.contains(early) && queue.contains(late))
    }

    @Test func `one message's attachments are asked for alone, and adding twice changes nothing`()
        throws
    {
        var queue = TransferQueue()
        let (other, own) = (try key(1), try key(2, 1))
        queue.add(other, precedence: .flash, bytes: 1, expires: seconds(900), at: seconds(0))
        queue.add(own, precedence: .routine, bytes: 9, expires: seconds(900), at: seconds(0))
        #expect(queue.next(at: seconds(1), of: own.message) == own)
        queue.failed(own, at: seconds(1), jitter: 0)
        queue.add(own, precedence: .flash, bytes: 1, expires: seconds(900), at: seconds(1))
        #expect(queue.failures(of: own) == 1)
        #expect(queue.next(at: seconds(1), of: own.message) == nil)
    }

    // MARK: Pieces

    @Test func `pieces grow on a quick way and shrink on a slow one, between limits`() {
        var size = PieceSize()
        #expect(size.bytes == PieceSize.startBytes)
        for _ in 0..<20 { size.carried(inMilliseconds: 499) }
        #expect(size.bytes == PieceSize.maxBytes)
        size.carried(inMilliseconds: 500)
        size.carried(inMilliseconds: 2_000)
        #expect(size.bytes == PieceSize.maxBytes)
        size.carried(inMilliseconds: 2_001)
        #expect(size.bytes == PieceSize.maxBytes / 2)
        size.failed()
        #expect(size.bytes == PieceSize.maxBytes / 8)
        for _ in 0..<20 { size.failed() }
        #expect(size.bytes == PieceSize.minBytes)
    }
}
