import Carriers
import Identity
import Ledger
import Notes
import Registry
import Storage

/// Tells originators that this relay, too, has their messages: `accepted` receipts, each over one
/// originator's messages of a page, put into that originator's mailbox.
///
/// A receipt is kept in one commit with the place in the peer's log, after the messages. A relay that
/// dies in between reads the page once more, finds the messages known and from that peer, and gives
/// the receipt then.
struct PeerCustody {
    let services: RelayServices
    let peer: RelayRecord
    let now: Timestamp

    func receipts(
        over messages: [AcceptedMessage], _ acceptances: [Acceptance]
    ) async throws(StorageError) -> [AcceptedReceipt] {
        var taken: [ActorID: [MessageID: AcceptedMessage]] = [:]
        for (message, acceptance) in zip(messages, acceptances) {
            guard try await isTakenOver(message, acceptance) else { continue }
            taken[message.originator, default: [:]][message.id] = message
        }
        let size = acceptances.compactMap(\.record).max().map { $0 + 1 }
        var receipts: [AcceptedReceipt] = []
        for (originator, messages) in taken.sorted(by: { $0.key < $1.key }) {
            receipts.append(try receipt(to: originator, over: messages, treeSize: size))
        }
        return receipts
    }

    private func isTakenOver(
        _ message: AcceptedMessage, _ acceptance: Acceptance
    ) async throws(StorageError) -> Bool {
        switch acceptance.outcome {
        case .stored: true
        case .supplemented: false
        case .known: try await services.store.message(message.id)?.source == peer.id
        }
    }

    private func receipt(
        to originator: ActorID, over messages: [MessageID: AcceptedMessage], treeSize: UInt64?
    ) throws(StorageError) -> AcceptedReceipt {
        let signer = services.identity.receiptSigner
        let note: SignedNote
        do {
            note = try Receipt(
                .accepted, of: messages.keys.map { ReceiptItem($0) },
                issuer: .relay(services.identity.id), at: now,
                log: treeSize.map { Receipt.LogReference(origin: signer.key.name, size: $0) }
            ).signed(by: signer)
        } catch {
            // A page has fewer messages than a receipt holds; the signer has signed before.
            throw .unexpected(code: 0)
        }
        let item = MailboxItem(.custodyReceipt, note.encoded)
        return AcceptedReceipt(
            ReceiptBytes.stored(item), to: originator,
            about: messages.values.map { ($0.precedence, $0.expires) }, record: nil)
    }
}
