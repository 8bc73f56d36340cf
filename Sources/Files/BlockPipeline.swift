import Dispatch

/// Hands a stream of bytes to several consumers that work beside the producer.
///
/// Bytes gather in blocks of one size. A full block goes to every consumer's own thread and comes
/// back for reuse when the last has done with it, so memory is constant: the producer waits when
/// all
/// blocks are out. A consumer's error stops the stream and comes out of the producer's next call.
package final class BlockPipeline: @unchecked Sendable {
    // Safety: `current` and `filled` belong to the producer alone; `failure` is behind a lock; a
    // block is written by the producer only while it is out of `free`, and read by consumers only
    // between hand-over and `returnBlock`.
    package typealias Consumer = @Sendable (UnsafeRawBufferPointer) throws -> Void

    package static let blockBytes = 512 * 1024
    package static let blockCount = 6

    private let consumers: [Stage]
    private let free: FreeBlocks
    private let failure = FirstFailure()
    private let all = DispatchGroup()
    private var current: Block?
    private var filled = 0

    @safe private struct Stage {
        let queue: DispatchQueue
        let consume: Consumer
    }

    /// - Parameter blocks: how many may be out at once; fewer take less memory, and leave the
    ///   producer less of a lead.
    package init(_ consumers: [Consumer], blocks: Int = blockCount) {
        self.consumers = unsafe consumers.map {
            unsafe Stage(queue: DispatchQueue(label: "budkavle.block-consumer"), consume: $0)
        }
        free = FreeBlocks(count: blocks, bytes: Self.blockBytes)
    }

    deinit {
        all.wait()
        // libdispatch refuses to free a semaphore that is short of what it began with.
        if let current { free.give(current) }
    }

    /// Copies bytes into the stream.
    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        var taken = 0
        while taken < bytes.count {
            let block = try room()
            let count = min(bytes.count - taken, Self.blockBytes - filled)
            let target = unsafe UnsafeMutableRawBufferPointer(
                rebasing: block.bytes[filled..<filled + count])
            unsafe target.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count]))
            taken += count
            filled += count
            if filled == Self.blockBytes { handOver() }
        }
    }

    /// Lets `fill` write straight into the stream; gives how many bytes it wrote, 0 at the end.
    package func append(
        filling fill: (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws -> Int {
        let block = try room()
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: block.bytes[filled...])
        let count = try unsafe fill(target)
        filled += count
        if filled == Self.blockBytes { handOver() }
        return count
    }

    /// Hands over what is left and waits for the consumers.
    ///
    /// - Throws: the first error any of them threw.
    package func finish() throws {
        if filled > 0 { handOver() }
        all.wait()
        try failure.rethrow()
    }

    private func room() throws -> Block {
        try failure.rethrow()
        if let current { return current }
        let block = free.take()
        current = block
        return block
    }

    private func handOver() {
        guard let block = current else { return }
        let count = filled
        current = nil
        filled = 0
        block.begin(users: consumers.count)
        let (free, failure) = (free, failure)
        for stage in consumers {
            stage.queue.async(group: all) {
                if !failure.isSet {
                    do {
                        try unsafe stage.consume(
                            UnsafeRawBufferPointer(rebasing: block.bytes[..<count]))
                    } catch { failure.set(error) }
                }
                if block.end() { free.give(block) }
            }
        }
    }
}
