package import Identity
package import Notes
package import Primitives

/// Why a ledger text, tile, proof or receipt was refused.
package enum LedgerError: Error, Equatable {
    // Texts.
    case utf8Invalid
    /// `line` counts from 1; `expected` names what the format has in that place.
    case lineUnexpected(line: Int, expected: String)
    case valueInvalid(line: Int, part: String)
    /// A value that could not be read back from the text it would make.
    case partInvalid(part: String)
    case tooMany(part: String, limit: Int)

    // Trees and tiles.
    case saltLengthInvalid(expectedBytes: Int, foundBytes: Int)
    case frontierInvalid(size: UInt64)
    case tilePathInvalid(text: String)
    case tileLengthInvalid(expectedBytes: Int, foundBytes: Int)
    case entryBundleInvalid(offset: Int)
    case tileMissing(TilePath)
    case indexOutsideTree(index: UInt64, size: UInt64)
    case sizesInvalid(old: UInt64, new: UInt64)

    // Signatures and proofs.
    case note(NoteError)
    case merkle(MerkleError)
    case originUnexpected(expected: String, found: String)
    /// An empty tree whose root is not that of no leaves.
    case emptyTreeRootInvalid
    /// Two signed trees of one log where neither continues the other.
    case forked(origin: String, size: UInt64)
    case cosignerKeyInvalid(name: String)
    case cosignatureInvalid(name: String)
    case cosignatureInFuture(name: String, at: Timestamp)
    case issuerUnknown(ReceiptIssuer)

    // Entries that are opened.
    /// A proof file without facts and salt.
    case entryUndisclosed
    /// The receipt is not the one that the entry speaks of.
    case receiptUnrelated
    /// The receipt says that its entry stands in another log, or further back than it does.
    case receiptElsewhere
}
