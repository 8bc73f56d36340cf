import Files
import Synchronization
import Testing

struct BlockPipelineTests {
    final class Collector: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var all: [UInt8] { bytes.withLock { $0 } }
        func take(_ piece: UnsafeRawBufferPointer) {
            bytes.withLock { $0.append(contentsOf: piece) }
        }
    }

    struct Refusal: Error, Equatable {}

    @Test(arguments: [0, 1, 1_000_003, 5_000_000], [1, 3])
    func `every consumer sees all bytes in order`(_ count: Int, _ consumers: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 131 >> 3) }
        let collectors = (0..<consumers).map { _ in Collector() }
        let pipeline = BlockPipeline(
            collectors.map { collector in { piece in collector.take(piece) } })
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(70_001))
            try piece.withUnsafeBytes { try pipeline.append($0) }
            rest = rest.dropFirst(70_001)
        }
        try pipeline.finish()
        for collector in collectors { #expect(collector.all == bytes) }
    }

    @Test func `a producer may write into the stream itself`() throws {
        let collector = Collector()
        let pipeline = BlockPipeline([{ collector.take($0) }])
        var left = 1_500_000
        while left > 0 {
            let count = try pipeline.append { room in
                let count = min(room.count, 99_999, left)
                for index in 0..<count { room[index] = UInt8(truncatingIfNeeded: left - index) }
                return count
            }
            left -= count
        }
        try pipeline.finish()
        #expect(collector.all.count == 1_500_000)
        #expect(collector.all.first == UInt8(truncatingIfNeeded: 1_500_000))
        #expect(collector.all.last == 1)
    }

    @Test func `a consumer's error reaches the producer and stops the stream`() throws {
        let pipeline = BlockPipeline([{ _ in throw Refusal() }])
        let piece = [UInt8](repeating: 1, count: 100_000)
        #expect(throws: Refusal()) {
            for _ in 0..<10_000 { try piece.withUnsafeBytes { try pipeline.append($0) } }
            try pipeline.finish()
        }
    }

    @Test func `a stream that is given up ends in peace`() throws {
        let collector = Collector()
        do {
            let pipeline = BlockPipeline([{ collector.take($0) }])
            let piece = [UInt8](repeating: 1, count: 1_200_000)
            try piece.withUnsafeBytes { try pipeline.append($0) }
        }
        #expect(collector.all.count <= 1_200_000)
    }
}
