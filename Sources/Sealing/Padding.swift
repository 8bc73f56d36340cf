/// Padmé (Nikitin et al., PETS 2019): sizes leak O(log log n) bits and cost at most 12 %. Spec:
/// Sealing#padding.
///
/// The padding is one byte 0x80 and zeros up to ``paddedLength(of:)``, so that a pipe can be padded
/// whose length is known
/// only at its end.
package enum Padding {
    /// Shorter contents are all padded to this.
    package static let minimumBytes: UInt64 = 256

    /// Padded size in bytes of `length` bytes, the marker included in `length`.
    package static func paddedLength(of length: UInt64) -> UInt64 {
        guard length > minimumBytes else { return minimumBytes }
        let exponent = UInt64(63 - length.leadingZeroBitCount)
        let significant = UInt64(64 - exponent.leadingZeroBitCount)
        let mask = (UInt64(1) << (exponent - significant)) - 1
        return (length + mask) & ~mask
    }
}

/// Takes the padding off a stream in constant memory: a marker and the zeros after it are held back
/// until something else
/// follows, or nothing does.
struct Unpadder {
    /// Zeros seen after a marker that may be the last; `nil` when no marker is pending.
    private var heldZeros: UInt64?
    private var passedBytes: UInt64 = 0
    private var seenBytes: UInt64 = 0

    mutating func update(
        _ bytes: UnsafeRawBufferPointer, emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        seenBytes += UInt64(bytes.count)
        guard let last = bytes.lastIndex(where: { $0 != 0 }) else {
            if let held = heldZeros {
                heldZeros = held + UInt64(bytes.count)
            } else {
                try pass(bytes, emit)
            }
            return
        }
        try release(emit)
        if bytes[last] == 0x80 {
            try pass(UnsafeRawBufferPointer(rebasing: bytes[..<last]), emit)
            heldZeros = UInt64(bytes.count - last - 1)
        } else {
            try pass(bytes, emit)
        }
    }

    /// - Throws: ``SealingError/openFailed`` without a marker, or when the size is not the padded
    ///   one.
    func finish() throws(SealingError) {
        guard heldZeros != nil, Padding.paddedLength(of: passedBytes + 1) == seenBytes else {
            throw .openFailed
        }
    }

    /// What was held back was content after all.
    private mutating func release(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard var zeros = heldZeros else { return }
        heldZeros = nil
        try [UInt8(0x80)].withUnsafeBytes { try pass($0, emit) }
        let block = [UInt8](repeating: 0, count: 16 * 1024)
        while zeros > 0 {
            let count = Int(min(zeros, UInt64(block.count)))
            try block[..<count].withUnsafeBytes { try pass($0, emit) }
            zeros -= UInt64(count)
        }
    }

    private mutating func pass(
        _ bytes: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard !bytes.isEmpty else { return }
        passedBytes += UInt64(bytes.count)
        try emit(bytes)
    }
}
