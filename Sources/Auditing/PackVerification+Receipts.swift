import Identity
import Ledger
import Notes

extension PackVerification {
    /// Receipts are signed; what an accepted one promised stands in the log that it names.
    mutating func judgeReceipts(
        _ keys: KeyBook, _ entries: [OpenedEntry], against trees: [ReceiptIssuer: ReadTree]
    ) {
        let opened = Dictionary(grouping: entries) { $0.entry.receipt?.note.encoded ?? [] }
        var held = 0
        for path in files.paths(in: PackLayout.receipts) {
            guard let content = files.content(path),
                let note = try? SignedNote(parsing: content)
            else {
                state(.receiptSigned, of: path, .malformed)
                continue
            }
            do throws(LedgerError) {
                let receipt = try note.verifiedReceipt { keys.receiptKey(of: $0) }.receipt
                held += 1
                guard receipt.kind == .accepted else { continue }
                judge(receipt, at: path, opened[content] ?? [], trees[receipt.issuer])
            } catch {
                state(.receiptSigned, of: path, AuditStatement.Reason(error))
            }
        }
        if held > 0 { state(.receiptSigned, of: PackLayout.receipts, at: String(held)) }
    }

    /// Whether the log has what the receipt promised for each of its messages.
    private mutating func judge(
        _ receipt: Receipt, at path: String, _ entries: [OpenedEntry], _ tree: ReadTree?
    ) {
        guard let log = receipt.log else {
            return state(.receiptLogged, of: path, .entryUnnamed, .unproven)
        }
        if let tree, tree.size < log.size {
            return state(.receiptLogged, of: path, .entryAbsent, at: String(log.size))
        }
        let proven = Set(
            entries.filter { tree?.displaced.contains($0.entry.inclusion.index) != true }
                .compactMap(\.entry.facts.message))
        let open = receipt.items.map(\.message).filter { !proven.contains($0) }
        if let first = open.first {
            state(
                .receiptLogged, of: path, .entryUnopened, at: first.hex, .unproven)
        } else {
            state(.receiptLogged, of: path, at: "\(log.origin) \(log.size)")
        }
    }
}
