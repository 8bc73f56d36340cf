/// One thing in an actor's mailbox: a byte for the kind, four for the length, big-endian, and
/// itself. Spec: Relay#mailbox.
package struct MailboxItem: Hashable, Sendable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// A framed envelope with the caller's own slot only.
        case message = 1
        /// A signed note: a recipient's node has a message of the caller's.
        case deliveredReceipt = 2
        /// A recipient's sealed receipt for a message of the caller's.
        case sealedReceipt = 3
        /// A late slot for a message, signed by its originator.
        case supplement = 4
        /// A signed note: a relay has taken a message of the caller's over from another.
        case custodyReceipt = 5
    }

    package let kind: Kind
    package let bytes: [UInt8]

    package init(_ kind: Kind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    /// What the entry adds to a body, in bytes.
    package var encodedByteCount: Int { 5 + bytes.count }

    package func append(to out: inout [UInt8]) {
        out.append(kind.rawValue)
        FrameCursor.append(bytes, to: &out)
    }

    package static func encode(_ entries: [MailboxItem]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(entries.reduce(0) { $0 + $1.encodedByteCount })
        for entry in entries { entry.append(to: &out) }
        return out
    }

    /// - Throws: ``FrameError`` with the offset of the first defect.
    package static func decode(
        _ body: [UInt8], entryMaxBytes: Int = RelayProtocol.Limit.envelopeMaxBytes,
        entriesMax: Int = RelayProtocol.Limit.entriesMax
    ) throws(FrameError) -> [MailboxItem] {
        var cursor = FrameCursor(body)
        var entries: [MailboxItem] = []
        while !cursor.isAtEnd {
            guard entries.count < entriesMax else { throw FrameError(.tooMany(limit: entriesMax)) }
            let start = cursor.offset
            let raw = try cursor.byte()
            guard let kind = Kind(rawValue: raw) else {
                throw FrameError(.kindUnknown(offset: start, found: raw))
            }
            entries.append(MailboxItem(kind, try cursor.lengthPrefixed(maxBytes: entryMaxBytes)))
        }
        return entries
    }
}
