import Dispatch
import Synchronization

/// Memory that goes round between producer and consumers.
@safe final class Block: @unchecked Sendable {
    // Safety: see ``BlockPipeline``, which hands each block to one writer or several readers.
    let bytes: UnsafeMutableRawBufferPointer
    private let users = Atomic<Int>(0)

    init(bytes count: Int) {
        unsafe bytes = .allocate(byteCount: count, alignment: 4_096)
    }

    deinit { unsafe bytes.deallocate() }

    func begin(users count: Int) { users.store(count, ordering: .releasing) }

    /// Whether this was the last user.
    func end() -> Bool {
        users.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
    }
}

/// Blocks nobody uses at the moment; made as they are needed, up to a number.
final class FreeBlocks: @unchecked Sendable {
    // Safety: `blocks` is behind the mutex; the semaphore counts what may be taken.
    private let available: DispatchSemaphore
    private let blocks = Mutex<[Block]>([])
    private let count: Int
    private let blockBytes: Int

    init(count: Int, bytes: Int) {
        self.count = count
        blockBytes = bytes
        available = DispatchSemaphore(value: count)
    }

    func take() -> Block {
        available.wait()
        return blocks.withLock { $0.popLast() } ?? Block(bytes: blockBytes)
    }

    func give(_ block: Block) {
        blocks.withLock { $0.append(block) }
        available.signal()
    }
}

/// The first of the errors that threads meet.
final class FirstFailure: Sendable {
    private let error = Mutex<(any Error)?>(nil)

    var isSet: Bool { error.withLock { $0 != nil } }

    func set(_ error: any Error) {
        self.error.withLock { if $0 == nil { $0 = error } }
    }

    func rethrow() throws {
        if let error = error.withLock({ $0 }) { throw error }
    }
}
