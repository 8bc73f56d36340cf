import Bundles
import Carriers
import Identity
import Labels
import Ledger
import Notes
import Policies
import Registry
import Sealing

extension NodeEngine {
    /// Receipts that wait for a way to an actor, of one status.
    ///
    /// They go on waiting: a relay may have them too, and twice is harmless.
    func owedReceipts(
        to destination: ActorID, _ status: StatusKind, in view: RegistryView,
        for messages: Set<MessageID>? = nil
    ) -> [BundleFreight] {
        memory.receipts.values.sorted { $0.value.lane < $1.value.lane }.compactMap { kept in
            guard let kind = MailboxItem.Kind(rawValue: kept.value.kind),
                let frame = try? ReceiptFrame(MailboxItem(kind, kept.value.bytes)),
                concerns(frame, destination, status, messages, in: view)
            else { return nil }
            return BundleFreight(BundleEntry(frame), lane: kept.value.lane)
        }
    }

    private func concerns(
        _ frame: ReceiptFrame, _ destination: ActorID, _ status: StatusKind,
        _ messages: Set<MessageID>?, in view: RegistryView
    ) -> Bool {
        switch frame {
        case .delivered(let bytes):
            guard let note = try? SignedNote(parsing: bytes),
                let receipt = try? Receipt(parsing: note.text)
            else { return false }
            return receipt.items.allSatisfy { item in
                guard let record = memory.received[item.message]?.value else { return false }
                return record.originator == destination.text && record.status == status.rawValue
                    && messages?.contains(item.message) != false
            }
        case .sealed(let message, let blob):
            guard let id = try? SealedReceipt.keyID(of: blob), let key = view.key(id) else {
                return false
            }
            return key.actor == destination && key.status == status
                && messages?.contains(message) != false
        }
    }

    /// What a bundle's sender should know of its messages: which are here, opened, acknowledged, or
    /// refused. Made from what the vault says, so they can be made again.
    func answers(
        for messages: Set<MessageID>, to sender: ActorID, _ status: StatusKind,
        in view: RegistryView
    ) throws -> [BundleFreight] {
        let held = messages.sorted().compactMap { memory.received[$0]?.value }.filter {
            $0.originator == sender.text && $0.status == status.rawValue
        }
        var freight = try delivered(held)
        for record in held { freight += try seen(record, by: sender) }
        let refused = messages.subtracting(memory.received.keys)
        return freight + owedReceipts(to: sender, status, in: view, for: refused)
    }

    private func delivered(_ held: [ReceivedRecord]) throws -> [BundleFreight] {
        var freight: [BundleFreight] = []
        var rest = held[...]
        while !rest.isEmpty {
            let some = rest.prefix(Receipt.itemsMax)
            rest = rest.dropFirst(some.count)
            let items = try some.map {
                ReceiptItem(try MessageID(hex: $0.id), slot: $0.slotReference)
            }
            // By then all of them were here.
            let latest = some.map(\.receivedMs).max() ?? 0
            let receipt = try Receipt(
                .delivered, of: items, issuer: .node(node, of: actor),
                at: Timestamp(clampingMilliseconds: latest))
            let note = try receipt.signed(by: keys.receiptSigner)
            let lane = some.compactMap { Precedence(rawValue: $0.precedence) }.min() ?? .routine
            freight.append(BundleFreight(BundleEntry(.delivered, note.encoded), lane: lane))
        }
        return freight
    }

    private func seen(_ record: ReceivedRecord, by sender: ActorID) throws -> [BundleFreight] {
        let item = ReceiptItem(try MessageID(hex: record.id), slot: record.slotReference)
        let label = try Label(text: record.label)
        let acts: [(ReceiptKind, Int64?)] = [
            (.opened, record.openedMs), (.acknowledged, record.acknowledgedMs),
        ]
        return try acts.compactMap { kind, ms in
            guard let ms,
                let frame = try sealed(
                    kind, of: item, label, to: sender,
                    at: Timestamp(clampingMilliseconds: ms))
            else { return nil }
            return BundleFreight(
                BundleEntry(frame), lane: Precedence(rawValue: record.precedence) ?? .routine)
        }
    }
}

extension BundleEntry {
    /// A receipt as a relay would have got it.
    init(_ frame: ReceiptFrame) {
        let kind: BundleEntryKind =
            switch frame {
            case .delivered: .delivered
            case .sealed: .sealed
            }
        self.init(kind, frame.mailboxItem.bytes)
    }
}
