import Carriers

/// How a receipt lies in the store: a byte for its kind, and itself.
enum ReceiptBytes {
    static func stored(_ frame: ReceiptFrame) -> [UInt8] { stored(frame.mailboxItem) }

    static func stored(_ item: MailboxItem) -> [UInt8] { [item.kind.rawValue] + item.bytes }

    /// `nil` for bytes that ``stored(_:)`` did not write.
    static func item(_ bytes: [UInt8]) -> MailboxItem? {
        guard let kind = bytes.first.flatMap(MailboxItem.Kind.init) else { return nil }
        return MailboxItem(kind, Array(bytes.dropFirst()))
    }
}
