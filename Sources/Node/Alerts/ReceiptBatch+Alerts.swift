import Delivery
import Identity
import Labels

extension ReceiptBatch {
    /// What came is owed to those who want to be told, in the same commit as the messages: neither is
    /// there without the other.
    mutating func addAlerts(_ engine: isolated NodeEngine) throws {
        guard !engine.memory.alerts.isEmpty else { return }
        let arrivals = memory.arrivals.compactMap { id in
            memory.received[id].flatMap { AlertNews($0.value, as: id) }
        }
        guard !arrivals.isEmpty else { return }
        for (id, kept) in engine.memory.alerts {
            var subscription = kept.value
            subscription.note(arrivals, at: engine.clock())
            guard subscription.queue != kept.value.queue else { continue }
            let (updated, change) = try engine.vault.updated(kept, subscription)
            changes.append(change)
            memory.alerts.put(updated, at: id)
        }
    }
}

extension AlertNews {
    /// The only place where a message becomes news: everything but these four stays behind.
    fileprivate init?(_ record: ReceivedRecord, as id: MessageID) {
        guard record.isForPersons, let status = StatusKind(rawValue: record.status),
            let precedence = Precedence(rawValue: record.precedence)
        else { return nil }
        self.init(
            id, status, precedence, expires: Timestamp(clampingMilliseconds: record.expiresMs))
    }
}
