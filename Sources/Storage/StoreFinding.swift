package import Identity

/// Something that a check of a relay's store found wrong; facts alone, sentences are made of them.
///
/// Spec: Relay#fsck. The codes are stable: scripts depend on them.
package enum StoreFinding: Equatable, Sendable {
    // The file.
    /// A part of the store cannot be read at all.
    case unreadable(part: StorePart, StorageError)
    /// What SQLite's own check says.
    case database(message: String)
    case referenceDangling(table: String, row: Int64)

    // The log by itself.
    /// Of an unknown lane or kind.
    case entryInvalid(position: UInt64)
    /// An entry without what it is to carry.
    case partMissing(position: UInt64)
    /// Something carried by no entry.
    case entryMissing(table: String, position: UInt64)
    case positionRepeated(position: UInt64)
    /// A set of recipients is not there, or names actors that are not.
    case circleInvalid(circle: Int64)
    case slotsUnreadable(position: UInt64)
    /// A slot for an actor that is not among the entry's recipients.
    case slotOfStranger(position: UInt64)
    /// The index of names has not got the entry: a repeated message would be taken as new.
    case nameMissing(position: UInt64)
    /// The index of names points where no such entry is.
    case nameStale(position: UInt64)
    /// Two entries of one name: a message was kept twice.
    case nameRepeated(name: Digest)
    /// The stored sums of a set of recipients are not those of its entries.
    case tallyWrong(circle: Int64)
    /// A cursor of the store itself points past the end of the log.
    case markerBeyondEnd(marker: String, value: UInt64, end: UInt64)

    // Messages and receipts.
    case envelopeUnreadable(position: UInt64, defect: String)
    /// The header's id is another than the entry's name.
    case envelopeOfOtherName(position: UInt64, found: MessageID)
    /// A column says otherwise than the signed header.
    case columnContradicts(position: UInt64, column: String)
    case contentWrong(position: UInt64, message: MessageID)
    case slotInvalid(position: UInt64, recipient: ActorID, defect: String)
    case signatureWrong(position: UInt64, message: MessageID, defect: String)
    case receiptWrong(position: UInt64)

    // The ledger by itself.
    /// Records from `first` up to and including `last` are not there.
    case recordMissing(first: UInt64, last: UInt64)
    /// Salt and facts do not give the leaf.
    case recordRewritten(number: UInt64)
    /// Salt without facts, or facts without salt.
    case recordHalfErased(number: UInt64)
    case factsUnreadable(number: UInt64)
    case tileWrong(level: Int, number: UInt64)
    case tileMissing(level: Int, number: UInt64)
    /// A tile of leaves that are not there.
    case tileSurplus(level: Int, number: UInt64)
    case checkpointUnreadable(size: UInt64)
    case checkpointUnsigned(size: UInt64)
    /// The signed root is not that of the records.
    case checkpointContradicts(size: UInt64)
    /// More was signed than is there.
    case ledgerTruncated(size: UInt64, signedSize: UInt64)

    // Log and ledger against each other.
    /// A message of the log that no record accepts.
    case messageUnrecorded(position: UInt64, message: MessageID)
    /// A message that a record accepts, that has not expired and is not there.
    case messageLost(message: MessageID, record: UInt64)
    case messageContradictsRecord(position: UInt64, record: UInt64, part: String)
    case receiptUnrecorded(position: UInt64)
    case receiptLost(receipt: Digest, record: UInt64)

    // Blobs beside the store.
    /// A blob is not what the message that names it says.
    case blobWrong(message: MessageID, blob: Digest)
    /// Nothing in the store names it.
    case blobStray(name: String)
    /// A blob that came whole, of a message that has not expired, is not there.
    case blobLost(message: MessageID, blob: Digest, record: UInt64)
}

extension StoreFinding {
    /// Whether it is of attachments beside the store, and not of the store.
    package var isOfBlobs: Bool {
        switch self {
        case .blobWrong, .blobStray, .blobLost: true
        default: false
        }
    }

    /// Whether an attachment that was there is none any more.
    package var isLostBlob: Bool {
        switch self {
        case .blobWrong, .blobLost: true
        default: false
        }
    }
}

/// What of a store a check reads at a time.
package enum StorePart: String, CaseIterable, Sendable {
    case file, integrity, log, ledger, envelopes, checkpoints
}
