/// How much of an attachment is carried at a time: about what the way takes in a second.
///
/// So a slow way makes headway in small pieces, a fast one is not held up by answers, and what is
/// urgent waits for a piece at most.
package struct PieceSize: Sendable, Equatable {
    package private(set) var bytes = Self.startBytes

    package static let minBytes = 32 * 1024
    package static let startBytes = 512 * 1024
    package static let maxBytes = 4 * 1024 * 1024

    package init() {}

    /// A piece of this size took so long.
    package mutating func carried(inMilliseconds milliseconds: Int64) {
        if milliseconds < quickMilliseconds {
            bytes = min(bytes * 2, Self.maxBytes)
        } else if milliseconds > slowMilliseconds {
            bytes = max(bytes / 2, Self.minBytes)
        }
    }

    /// A piece was lost on the way.
    package mutating func failed() { bytes = max(bytes / 4, Self.minBytes) }
}

private let quickMilliseconds: Int64 = 500
private let slowMilliseconds: Int64 = 2_000
