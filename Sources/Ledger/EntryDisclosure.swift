package import Identity
package import Notes
import Primitives

/// An entry of a log, opened: what its leaf commits to, and the receipt it speaks of.
///
///     budkavle-entry v1
///     salt 000102…1f
///     facts YnVka2F2bGUtbGVkZ2VyIHYx…
///     receipt YnVka2F2bGUtcmVjZWlwdCB2MQ…
///
/// What the `extra` line of a proof file holds, in base64 there. Vouched for by nobody: the leaf
/// tells whether it is so. Spec: Ledger#proofs.
package struct EntryDisclosure: Hashable, Sendable {
    package let facts: LedgerFacts
    package let salt: [UInt8]
    /// As signed; its digest or its message ties it to the entry.
    package let receipt: SignedNote?
    package let leafHash: Digest

    /// - Throws: ``LedgerError/saltLengthInvalid(expectedBytes:foundBytes:)``,
    ///   ``LedgerError/receiptUnrelated`` for a receipt of something else.
    package init(
        facts: LedgerFacts, salt: [UInt8], receipt: SignedNote? = nil
    ) throws(LedgerError) {
        self.facts = facts
        self.salt = salt
        self.receipt = receipt
        leafHash = LeafCommitment.leafHash(
            of: try LeafCommitment.commit(facts: facts.bytes, salt: salt))
        if let receipt, try !facts.speak(of: receipt) { throw .receiptUnrelated }
    }

    package var encoded: [UInt8] {
        var lines = [
            Self.firstLine, "salt \(Hex.encode(salt))", "facts \(Base64.encode(facts.bytes))",
        ]
        if let receipt { lines.append("receipt \(Base64.encode(receipt.encoded))") }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// - Throws: ``LedgerError`` for anything ``encoded`` would not have written.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .utf8Invalid }
        var reader = try LineReader(text, linesMax: Self.linesMax)
        try reader.requireLine(Self.firstLine)
        let saltText = try reader.require("salt")
        let salt = try reader.value("salt") { try Hex.decode(saltText) }
        let factsText = try reader.require("facts")
        let factBytes = try reader.value("facts") { try Base64.decode(factsText) }
        let facts = try LedgerFacts(parsing: factBytes)
        let receipt = try reader.optional("receipt") {
            try SignedNote(parsing: Base64.decode($0))
        }
        try reader.finish()
        try self.init(facts: facts, salt: salt, receipt: receipt)
    }

    private static let firstLine = "budkavle-entry v1"
    private static let linesMax = 4
}

extension LedgerFacts {
    /// Whether a receipt is the one this entry is about: the one whose digest it has, or the one a
    /// relay gave for what it took.
    ///
    /// - Throws: ``LedgerError`` for a text that is no receipt's.
    func speak(of receipt: SignedNote) throws(LedgerError) -> Bool {
        let content = try Receipt(parsing: receipt.text)
        if event == .receipt { return self.receipt == Hashing.sha256(receipt.encoded) }
        guard let message, content.items.contains(where: { $0.message == message }) else {
            return false
        }
        return event == .accepted && content.kind == .accepted
    }
}
