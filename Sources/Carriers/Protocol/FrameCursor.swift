/// Walks through length-prefixed frames in memory; lengths from the stream are checked before they
/// are used.
struct FrameCursor {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func byte() throws(FrameError) -> UInt8 {
        guard offset < bytes.count else { throw FrameError(.truncated(offset: bytes.count)) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// Eight bytes, big-endian.
    mutating func number() throws(FrameError) -> UInt64 {
        guard bytes.count - offset >= 8 else { throw FrameError(.truncated(offset: bytes.count)) }
        defer { offset += 8 }
        return bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Four bytes of length, big-endian, and as many bytes as they say.
    mutating func lengthPrefixed(maxBytes: Int) throws(FrameError) -> [UInt8] {
        let start = offset
        guard bytes.count - offset >= 4 else { throw FrameError(.truncated(offset: bytes.count)) }
        let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= maxBytes else {
            throw FrameError(.tooLong(offset: start, limitBytes: maxBytes))
        }
        offset += 4
        guard bytes.count - offset >= length else {
            throw FrameError(.truncated(offset: bytes.count))
        }
        defer { offset += length }
        return Array(bytes[offset..<offset + length])
    }

    static func append(_ number: UInt64, to out: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            out.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    static func append(_ frame: [UInt8], to out: inout [UInt8]) {
        precondition(frame.count <= UInt32.max)
        let length = UInt32(frame.count)
        for shift in [24, 16, 8, 0] as [UInt32] {
            out.append(UInt8(truncatingIfNeeded: length >> shift))
        }
        out.append(contentsOf: frame)
    }
}

/// A stream of frames that breaks the protocol.
package struct FrameError: Error, Equatable {
    package let defect: FrameDefect
    init(_ defect: FrameDefect) { self.defect = defect }
}
