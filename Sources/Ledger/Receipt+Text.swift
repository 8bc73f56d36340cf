import Identity
package import Notes

extension Receipt {
    /// The canonical note text, ending in LF.
    package var text: String {
        var lines = [
            Self.firstLine, "kind \(kind.rawValue)", "issuer \(issuer.text)",
            "time \(time.rfc3339)",
        ]
        if let recipient { lines.append("recipient \(recipient)") }
        if let log { lines.append("log \(log.origin) \(log.size)") }
        if let detail { lines.append("detail \(detail)") }
        lines += items.map { "message \($0.value)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads the text that ``text`` writes, and no other.
    ///
    /// - Throws: ``LedgerError``.
    package init(parsing text: String) throws(LedgerError) {
        var reader = try LineReader(text, linesMax: Self.itemsMax + 8)
        try reader.requireLine(Self.firstLine)
        let kindText = try reader.require("kind")
        let kind = try reader.value("kind") { ReceiptKind(rawValue: kindText) }
        let issuerText = try reader.require("issuer")
        let issuer = try reader.value("issuer") { ReceiptIssuer(parsing: issuerText) }
        let timeText = try reader.require("time")
        let time = try reader.value("time") { try Timestamp(canonical: timeText) }
        let recipient = try reader.optional("recipient") { try ActorID($0) }
        let log = try reader.optional("log") { LogReference(value: $0) }
        let detail = try reader.optional("detail") { text in text }
        var items: [ReceiptItem] = []
        while let item = try reader.optional("message", { ReceiptItem(value: $0) }) {
            if let last = items.last, last.message >= item.message {
                throw .valueInvalid(line: reader.line, part: "message")
            }
            items.append(item)
        }
        try reader.finish()
        try self.init(
            kind, of: items, issuer: issuer, at: time, recipient: recipient, log: log,
            detail: detail)
    }

    private static let firstLine = "budkavle-receipt v1"
}

extension ReceiptItem {
    /// The message, and behind it the slot's digest and key when there is a slot.
    fileprivate var value: String {
        guard let slot else { return message.hex }
        return "\(message.hex) slot \(slot.digest.hex) key \(slot.key.hex)"
    }

    fileprivate init?(value: String) {
        let parts = value.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let message = try? MessageID(hex: parts[0]) else { return nil }
        if parts.count == 1 {
            self.init(message)
            return
        }
        guard parts.count == 5, parts[1] == "slot", parts[3] == "key",
            let digest = try? Digest(hex: parts[2]), let key = try? KeyID(hex: parts[4])
        else { return nil }
        self.init(message, slot: SlotReference(digest: digest, key: key))
    }
}

extension Receipt.LogReference {
    fileprivate init?(value: String) {
        let parts = value.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, isReceiptOrigin(parts[0]), let size = canonicalDecimal(parts[1])
        else { return nil }
        self.init(origin: parts[0], size: size)
    }
}

/// Proof that ``Notes/SignedNote/verifiedReceipt(keyOf:)`` returned: its issuer signed it.
package struct VerifiedReceipt: Hashable, Sendable {
    package let receipt: Receipt
    package let note: SignedNote

    fileprivate init(receipt: Receipt, note: SignedNote) {
        self.receipt = receipt
        self.note = note
    }
}

extension SignedNote {
    /// Reads the text as a receipt and checks it under the key of the issuer it names.
    ///
    /// - Parameter keyOf: The registry's answer: the receipt key of that relay or node, if there is
    ///   one.
    /// - Throws: ``LedgerError/issuerUnknown(_:)`` without a key, ``LedgerError/note(_:)`` when the
    ///   signature is missing or does not hold, and what the text earns.
    package func verifiedReceipt(
        keyOf: (ReceiptIssuer) -> NoteKey?
    ) throws(LedgerError) -> VerifiedReceipt {
        let receipt = try Receipt(parsing: text)
        guard let key = keyOf(receipt.issuer) else { throw .issuerUnknown(receipt.issuer) }
        do { _ = try verified(by: [key]) } catch { throw .note(error) }
        return VerifiedReceipt(receipt: receipt, note: self)
    }
}
