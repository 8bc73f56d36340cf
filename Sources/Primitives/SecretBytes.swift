import CSodium

/// Bytes that must not leak: kept out of swap and core dumps between guard pages, wiped at the end.
///
/// One owner, no copy, no description, no coding. Where the process may lock no more memory the
/// pages stay unlocked, still guarded and wiped; where thousands of large secrets are alive at
/// once, further ones lie in ordinary memory, still wiped.
@safe package final class SecretBytes: @unchecked Sendable {
    // Safety: written only before `init` returns, so threads only ever read it together; the one
    // exception is `withMutableBytes`, whose callers own the object alone.
    private let room: SecretMemory.Room
    package let count: Int

    /// Room for `count` bytes, filled by `fill`; what it leaves alone is zero.
    ///
    /// - Throws: what `fill` throws; the memory is wiped then.
    @safe package init<Failure: Error>(
        count: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(count >= 0)
        room = SecretMemory.take(count)
        self.count = count
        unsafe room.start.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        try unsafe fill(UnsafeMutableRawBufferPointer(start: room.start, count: count))
    }

    /// A copy. The caller's array is ordinary memory: keep its life short.
    package convenience init(copying bytes: some Collection<UInt8>) {
        self.init(count: bytes.count) { room in unsafe room.copyBytes(from: bytes) }
    }

    package static func random(count: Int) -> SecretBytes {
        SecretBytes(count: count) { room in
            unsafe randombytes_buf(room.bytePointer, room.count)
        }
    }

    deinit { SecretMemory.giveBack(room, byteCount: count) }

    /// A view that is valid during `body` only.
    @safe package func withBytes<Value: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        defer { withExtendedLifetime(self) {} }
        return try unsafe body(UnsafeRawBufferPointer(start: room.start, count: count))
    }

    /// For a cipher's running state, whose only owner calls this one call at a time.
    @safe func withMutableBytes<Value>(_ body: (UnsafeMutableRawBufferPointer) -> Value) -> Value {
        defer { withExtendedLifetime(self) {} }
        return unsafe body(UnsafeMutableRawBufferPointer(start: room.start, count: count))
    }

    /// Whether both hold the same bytes; the time taken depends on the lengths alone.
    package func isEqual(to other: SecretBytes) -> Bool {
        withBytes { mine in
            other.withBytes { theirs in unsafe ConstantTime.areEqual(mine, theirs) }
        }
    }
}

// Without this, `dump` would print addresses.
extension SecretBytes: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
