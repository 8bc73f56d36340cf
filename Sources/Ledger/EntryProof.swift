package import Identity
package import Notes

/// A proof file that opens its entry: `.tlog-proof` with an ``EntryDisclosure`` in its `extra`.
///
/// Needs nothing but the public keys to be checked, years later and without network.
package struct EntryProof: Hashable, Sendable {
    package let disclosure: EntryDisclosure
    package let proof: TlogProof

    /// - Throws: ``LedgerError/tooMany(part:limit:)``.
    package init(
        _ disclosure: EntryDisclosure, index: UInt64, siblings: [Digest], checkpoint: SignedNote
    ) throws(LedgerError) {
        self.disclosure = disclosure
        proof = try TlogProof(
            index: index, siblings: siblings, checkpoint: checkpoint, extra: disclosure.encoded)
    }

    package var encoded: [UInt8] { proof.encoded }

    /// - Throws: ``LedgerError/entryUndisclosed`` for a proof that does not open its entry, and what
    ///   its parts earn.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        proof = try TlogProof(parsing: bytes)
        guard let extra = proof.extra else { throw .entryUndisclosed }
        disclosure = try EntryDisclosure(parsing: extra)
    }

    /// The same entry and place, with the receipt that it speaks of.
    ///
    /// - Throws: ``LedgerError/receiptUnrelated``.
    package func with(receipt: SignedNote) throws(LedgerError) -> EntryProof {
        try EntryProof(
            EntryDisclosure(facts: disclosure.facts, salt: disclosure.salt, receipt: receipt),
            index: proof.index, siblings: proof.siblings, checkpoint: proof.checkpoint)
    }

    /// Shows that the log whose key is `key` has the entry, and that the receipt in it is its
    /// issuer's.
    ///
    /// - Parameter receiptKey: the registry's answer: that relay's or node's key.
    /// - Throws: ``LedgerError``; ``LedgerError/receiptElsewhere`` when the receipt names another
    ///   log, or a tree too small for the entry.
    package func verified(
        by key: NoteKey, receiptKey: (ReceiptIssuer) -> NoteKey?
    ) throws(LedgerError) -> VerifiedEntry {
        let inclusion = try proof.verified(
            leafHash: disclosure.leafHash, by: key, origin: key.name)
        guard let note = disclosure.receipt else {
            return VerifiedEntry(facts: disclosure.facts, receipt: nil, inclusion: inclusion)
        }
        let receipt = try note.verifiedReceipt(keyOf: receiptKey)
        if disclosure.facts.event == .accepted, let log = receipt.receipt.log {
            guard log.origin.utf8.elementsEqual(key.name.utf8), log.size > proof.index else {
                throw .receiptElsewhere
            }
        }
        return VerifiedEntry(facts: disclosure.facts, receipt: receipt, inclusion: inclusion)
    }
}

/// Proof that ``EntryProof/verified(by:receiptKey:)`` returned.
package struct VerifiedEntry: Hashable, Sendable {
    package let facts: LedgerFacts
    package let receipt: VerifiedReceipt?
    package let inclusion: VerifiedInclusion

    fileprivate init(facts: LedgerFacts, receipt: VerifiedReceipt?, inclusion: VerifiedInclusion) {
        self.facts = facts
        self.receipt = receipt
        self.inclusion = inclusion
    }
}
