package import Labels

/// How far a reader of a mailbox has come: the next position in each lane.
///
/// Lanes by precedence are read flash first, so that bulk never stands before what is urgent; each
/// has its own place in the same log.
package struct MailboxCursor: Hashable, Sendable {
    /// The next position by lane, flash first.
    private var positions: [UInt64]

    /// Before everything.
    package static let start = MailboxCursor()

    private init() { positions = Array(repeating: 0, count: Self.lanes.count) }

    /// The next position to read in a lane.
    package subscript(lane: Precedence) -> UInt64 {
        get { positions[lane.lane] }
        set { positions[lane.lane] = newValue }
    }

    /// 32 bytes, for a caller to make opaque.
    package var bytes: [UInt8] {
        positions.flatMap { position in
            stride(from: 56, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: position >> UInt64($0))
            }
        }
    }

    /// - Throws: ``StorageError/cursorInvalid`` unless there are exactly 32 bytes.
    package init(bytes: [UInt8]) throws(StorageError) {
        self.init()
        guard bytes.count == Self.byteCount else { throw .cursorInvalid }
        for (lane, start) in stride(from: 0, to: Self.byteCount, by: 8).enumerated() {
            positions[lane] = bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    package static let byteCount = 32
    /// Most urgent first.
    package static let lanes: [Precedence] = [.flash, .immediate, .priority, .routine]
}

extension Precedence {
    /// The lane's number in stores and cursors: 0 flash, 1 immediate, 2 priority, 3 routine.
    package var lane: Int {
        switch self {
        case .flash: 0
        case .immediate: 1
        case .priority: 2
        case .routine: 3
        }
    }
}
