import Identity
import Labels
import Ledger
import Storage

extension NodeEngine {
    /// What was read in WIS is signed for again when a relay brings it too: a relay passes over
    /// receipts for messages it does not have.
    func signAgain(
        for kept: Kept<ReceivedRecord>, _ id: MessageID, by way: ArrivalWay,
        into batch: inout ReceiptBatch
    ) throws {
        guard kept.value.isReceiptOwed == true, way.passesReceiptsOn else { return }
        var record = kept.value
        record.isReceiptOwed = nil
        let (updated, change) = try vault.updated(kept, record)
        batch.changes.append(change)
        batch.memory.received.put(updated, at: id)
        let (label, originator) = (try Label(text: record.label), try ActorID(record.originator))
        let precedence = Precedence(rawValue: record.precedence) ?? .routine
        let item = ReceiptItem(id, slot: record.slotReference)
        let addressee = ReceiptAddressee(originator: originator, status: label.status.kind)
        batch.delivered[addressee, default: []].append(item)
        batch.deliveredPrecedence = min(batch.deliveredPrecedence, precedence)
        let acts: [(ReceiptKind, Int64?)] = [
            (.opened, record.openedMs), (.acknowledged, record.acknowledgedMs),
        ]
        for case (let kind, let at?) in acts {
            let time = Timestamp(clampingMilliseconds: at)
            guard let frame = try sealed(kind, of: item, label, to: originator, at: time) else {
                continue
            }
            try batch.queue(frame, precedence, vault)
        }
    }
}
