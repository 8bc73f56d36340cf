import Handover
package import Identity
import Keystore
import Ledger
import Policies
import Registry

// A key's private half lives as long as somebody may need it and not a day longer: what was sealed to
// it can then be opened by nobody, whoever takes the machine.

extension NodeEngine {
    /// Takes up what was added to the ring since, and destroys private keys whose time is over, with an
    /// entry in the ledger for each.
    ///
    /// The time is not this machine's word alone: a freshness note must have been signed after it, since
    /// a clock that is set ahead would destroy what is still needed.
    ///
    /// A key in a token that is away waits until the token is back.
    ///
    /// - Returns: those destroyed.
    /// - Throws: file errors, `StorageError`.
    @discardableResult
    package func tendKeys() async throws -> [KeyID] {
        try await exclusively { engine in try await engine.tendKeysAlone() }
    }

    private func tendKeysAlone() async throws -> [KeyID] {
        keys = try keys.reread(in: directory)
        let now = clock()
        guard let policy = material.view(at: now)?.policy.policy,
            let proven = material.freshness?.issued
        else { return [] }
        let due = keys.entries.filter { entry in
            (entry.schedule(under: policy).map { $0.destruction <= min(now, proven) } ?? false)
                && keys.reaches(entry)
        }
        guard !due.isEmpty else { return [] }
        // Recorded before it is done: a machine that stops in between does it at its next start.
        try await commit([], recording: due.map { try ledgerRecord(facts(of: $0, at: now)) })
        keys = try keys.destroying(due.map(\.id), in: directory)
        return due.map(\.id)
    }

    private func facts(of entry: RingEntry, at now: Timestamp) throws -> LedgerFacts {
        var facts = LedgerFacts(.keyDestroyed, at: now)
        facts.actor = actor
        facts.node = node
        if case .messages(_, let level, let status) = entry.owner {
            try facts.setHandling(level: level.text, status: status.text)
        }
        try facts.setDetail("\(entry.purpose.rawValue) \(entry.id)")
        return facts
    }

    /// Why a key is not here that something was sealed to.
    func absence(of key: KeyID, in view: RegionView) -> ArrivalDefect {
        guard let record = view.registry.key(key), record.actor == actor,
            let rules = view.policy.policy.rules(for: record.level)
        else { return ArrivalDefect(.keyMissing) }
        let schedule = KeySchedule(
            from: record.validFrom, until: record.validUntil, opens: true, under: rules)
        guard schedule.destruction <= clock() else { return ArrivalDefect(.keyMissing) }
        return ArrivalDefect(.keyDestroyed, ["key": key.hex, "time": record.validUntil.rfc3339])
    }

    /// Keys in use here that should have successors by now, the most urgent first.
    var keysDue: [StatusReply.KeyDue] {
        guard let policy = material.view(at: clock())?.policy.policy else { return [] }
        let now = clock()
        let last = Dictionary(grouping: keys.entries) {
            KeyUse(purpose: $0.purpose, owner: $0.owner)
        }
        .values.compactMap { uses in
            uses.max { ($0.validUntil ?? .latest) < ($1.validUntil ?? .latest) }
        }
        return last.compactMap { entry in
            guard let schedule = entry.schedule(under: policy), schedule.due <= now,
                let until = entry.validUntil
            else { return nil }
            return StatusReply.KeyDue(
                id: entry.id.hex, purpose: entry.purpose.rawValue, owner: entry.owner.text,
                due: schedule.due, until: until)
        }.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
    }

    private struct KeyUse: Hashable {
        let purpose: PrivateKeyPurpose
        let owner: KeyOwner
    }
}
