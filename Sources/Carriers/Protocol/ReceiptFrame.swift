package import Identity

/// What a node hands in about messages it got. Spec: Relay#receipts.
package enum ReceiptFrame: Hashable, Sendable {
    /// A signed note by the node's receipt key. The relay reads it, keeps it in its ledger and
    /// passes it on to the originator.
    case delivered(note: [UInt8])
    /// Sealed to the originator; the relay sees which message it belongs to and no more.
    case sealed(message: MessageID, blob: [UInt8])

    private static let messageIDByteCount = Digest.byteCount

    /// The mailbox entry the originator finds.
    package var mailboxItem: MailboxItem {
        switch self {
        case .delivered(let note): MailboxItem(.deliveredReceipt, note)
        case .sealed(let message, let blob): MailboxItem(.sealedReceipt, message.bytes + blob)
        }
    }

    /// Reads what ``mailboxItem`` made.
    ///
    /// - Throws: ``FrameError`` for an entry of another kind or without room for a message id.
    package init(_ entry: MailboxItem) throws(FrameError) {
        switch entry.kind {
        case .deliveredReceipt:
            guard entry.bytes.count <= RelayProtocol.Limit.noteMaxBytes else {
                throw FrameError(
                    .tooLong(offset: 0, limitBytes: RelayProtocol.Limit.noteMaxBytes))
            }
            self = .delivered(note: entry.bytes)
        case .sealedReceipt:
            let blobBytes = entry.bytes.count - Self.messageIDByteCount
            guard blobBytes <= RelayProtocol.Limit.sealedReceiptMaxBytes else {
                throw FrameError(
                    .tooLong(offset: 0, limitBytes: RelayProtocol.Limit.sealedReceiptMaxBytes))
            }
            do {
                self = .sealed(
                    message: try MessageID(bytes: entry.bytes.prefix(Self.messageIDByteCount)),
                    blob: Array(entry.bytes.dropFirst(Self.messageIDByteCount)))
            } catch {
                throw FrameError(.truncated(offset: entry.bytes.count))
            }
        case .message, .supplement, .custodyReceipt:
            throw FrameError(.kindUnknown(offset: 0, found: entry.kind.rawValue))
        }
    }

    package static func encode(_ frames: [ReceiptFrame]) -> [UInt8] {
        MailboxItem.encode(frames.map(\.mailboxItem))
    }

    /// - Throws: ``FrameError`` with the offset of the first defect.
    package static func decode(
        _ body: [UInt8], framesMax: Int = RelayProtocol.Limit.framesMax
    ) throws(FrameError) -> [ReceiptFrame] {
        let entries = try MailboxItem.decode(
            body, entryMaxBytes: RelayProtocol.Limit.noteMaxBytes, entriesMax: framesMax)
        var frames: [ReceiptFrame] = []
        for entry in entries { frames.append(try ReceiptFrame(entry)) }
        return frames
    }
}
