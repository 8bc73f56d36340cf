package import Identity
package import Labels

/// How far a relay has come with the log of another: the place in it, and the tree that was verified
/// last. No clock is in it, so a relay that was away for a month goes on where it was.
package struct PeerProgress: Hashable, Sendable {
    package let peer: RelayID
    package var cursor: MailboxCursor
    /// As the peer signed it; `nil` before the first.
    package var checkpoint: [UInt8]?
    /// Whether all that was there has been taken once. Until then the peer is asked for what it got
    /// from here too: this store may have been put back from a copy that had less.
    package var hasCaughtUp: Bool
    /// What was passed over and is to be asked for again, in that order; at most
    /// ``passedOverMax``.
    package var passedOver: [LogPlace]

    package init(
        _ peer: RelayID, cursor: MailboxCursor = .start, checkpoint: [UInt8]? = nil,
        hasCaughtUp: Bool = false, passedOver: [LogPlace] = []
    ) {
        self.peer = peer
        self.cursor = cursor
        self.checkpoint = checkpoint
        self.hasCaughtUp = hasCaughtUp
        self.passedOver = passedOver
    }

    package static let passedOverMax = 1_024
}

/// Where an entry stands in a log.
package struct LogPlace: Hashable, Sendable {
    package let lane: Precedence
    package let index: LogIndex

    package init(_ lane: Precedence, _ index: LogIndex) {
        self.lane = lane
        self.index = index
    }

    /// Lane in one byte and position in eight, big-endian.
    package static func bytes(of places: [LogPlace]) -> [UInt8] {
        places.flatMap { place in
            [UInt8(clamping: place.lane.lane)]
                + stride(from: 56, through: 0, by: -8).map {
                    UInt8(truncatingIfNeeded: place.index.value >> UInt64($0))
                }
        }
    }

    /// - Throws: ``StorageError/cursorInvalid`` for anything ``bytes(of:)`` would not have written.
    package static func places(in bytes: [UInt8]) throws(StorageError) -> [LogPlace] {
        guard bytes.count.isMultiple(of: byteCount) else { throw .cursorInvalid }
        var places: [LogPlace] = []
        for start in stride(from: 0, to: bytes.count, by: byteCount) {
            let lane = Int(bytes[start])
            guard MailboxCursor.lanes.indices.contains(lane) else { throw .cursorInvalid }
            let position = bytes[start + 1..<start + byteCount].reduce(0) { $0 << 8 | UInt64($1) }
            places.append(LogPlace(MailboxCursor.lanes[lane], LogIndex(position)))
        }
        return places
    }

    private static let byteCount = 9
}
