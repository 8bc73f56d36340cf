import CSodium

/// Where random bytes come from: the system's generator, or a recorded sequence in a test.
package struct RandomSource: Sendable {
    private let draw: @Sendable (Int) -> [UInt8]

    /// The kernel's generator, through libsodium.
    package static let system = RandomSource { count in
        Sodium.start()
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
            unsafe randombytes_buf(UnsafeMutableRawBufferPointer(room).bytePointer, count)
            initialized = count
        }
    }

    /// - Parameter draw: gives exactly as many bytes as it is asked for.
    package init(_ draw: @escaping @Sendable (Int) -> [UInt8]) { self.draw = draw }

    package func bytes(_ count: Int) -> [UInt8] {
        let bytes = draw(count)
        precondition(bytes.count == count)
        return bytes
    }
}
