/// The length check before a call into C.
func requireLength(_ found: Int, _ expected: Int) throws(PrimitivesError) {
    guard found == expected else {
        throw .lengthInvalid(expectedBytes: expected, foundBytes: found)
    }
}

// Safety: C reads and writes bytes through typed pointers, and `UInt8` may alias any memory. An
// empty buffer may have no address, where some functions want one: they get one and length 0.
extension UnsafeRawBufferPointer {
    var bytePointer: UnsafePointer<UInt8> {
        unsafe baseAddress?.assumingMemoryBound(to: UInt8.self) ?? UnsafePointer(nowhere)
    }
}

extension UnsafeMutableRawBufferPointer {
    var bytePointer: UnsafeMutablePointer<UInt8> {
        unsafe baseAddress?.assumingMemoryBound(to: UInt8.self) ?? nowhere
    }
}

// Safety: never read or written.
nonisolated(unsafe) private let nowhere = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
