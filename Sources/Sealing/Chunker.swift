/// Cuts a stream into pieces of one size; what is left at the end, always shorter and possibly
/// empty, is the last.
struct Chunker {
    private let size: Int
    private var pending: [UInt8] = []

    init(size: Int) {
        self.size = size
        pending.reserveCapacity(size)
    }

    /// Calls `full` for each piece that is complete, straight from `bytes` where it can.
    mutating func update(
        _ bytes: UnsafeRawBufferPointer, full: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var rest = bytes[...]
        if !pending.isEmpty {
            let taken = rest.prefix(size - pending.count)
            pending.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            guard pending.count == size else { return }
            try pending.withUnsafeBytes(full)
            pending.removeAll(keepingCapacity: true)
        }
        while rest.count >= size {
            try full(UnsafeRawBufferPointer(rebasing: rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        pending.append(contentsOf: rest)
    }

    mutating func finish(last: (UnsafeRawBufferPointer) throws -> Void) throws {
        try pending.withUnsafeBytes(last)
        pending.removeAll(keepingCapacity: true)
    }
}

/// Collects small outputs, so that a sink sees a few large pieces instead of many small ones.
struct OutputBuffer {
    private var bytes: [UInt8]
    private var used = 0

    init(capacity: Int) { bytes = [UInt8](repeating: 0, count: capacity) }

    /// Room for `count` bytes, emptied into `emit` first when there is not enough; `fill` returns
    /// how many it wrote.
    mutating func append(
        upTo count: Int, emit: (UnsafeRawBufferPointer) throws -> Void,
        fill: (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        if used + count > bytes.count { try flush(emit) }
        used += try bytes.withUnsafeMutableBytes { buffer in
            try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + count]))
        }
    }

    mutating func flush(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard used > 0 else { return }
        try bytes.withUnsafeBytes { try emit(UnsafeRawBufferPointer(rebasing: $0[..<used])) }
        used = 0
    }
}
