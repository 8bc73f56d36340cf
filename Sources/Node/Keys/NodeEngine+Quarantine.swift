import Handover
import Identity
import Ledger
import Registry
import Storage

// A revocation may say since when a key has been in other hands. What came under it from then on may be
// theirs: it is set apart. What this node has taken in before, by its own record, stays; `created` in
// the message proves nothing. New messages under a revoked key are not even looked at: relays withhold
// them, and what comes another way does not verify.

extension NodeEngine {
    /// Sets apart, with an entry in the ledger each, what came under keys that had been in other hands
    /// when it came.
    func quarantineCompromised() async throws {
        let view = material.registry.view(at: clock())
        var batch = ReceiptBatch(memory)
        for (id, kept) in memory.received where kept.value.quarantinedMs == nil {
            guard let key = kept.value.compromisedKey(in: view) else { continue }
            var record = kept.value
            record.quarantinedMs = clock().milliseconds
            let (updated, change) = try vault.updated(kept, record)
            batch.changes.append(change)
            batch.memory.received.put(updated, at: id)
            batch.records.append(try ledgerRecord(facts(of: record, id, key)))
        }
        guard !batch.changes.isEmpty else { return }
        let changes = batch.memory.changes
        try await commit(batch.changes, recording: batch.records)
        memory.absorb(changes)
    }

    private func facts(
        of record: ReceivedRecord, _ id: MessageID, _ key: KeyID
    ) throws -> LedgerFacts {
        var facts = LedgerFacts(.quarantined, at: clock())
        facts.message = id
        facts.originator = try ActorID(record.originator)
        facts.actor = actor
        facts.node = node
        try facts.setHandling(level: record.level, status: record.status)
        try facts.setDetail("key \(key)")
        return facts
    }
}

extension ReceivedRecord {
    /// The first of its signing keys that had been in other hands when it came.
    fileprivate func compromisedKey(in view: RegistryView) -> KeyID? {
        (signedBy ?? []).compactMap { try? KeyID(hex: $0) }.first { id in
            guard let since = view.key(id)?.revocation?.compromisedSince else { return false }
            return receivedMs >= since.milliseconds
        }
    }
}
