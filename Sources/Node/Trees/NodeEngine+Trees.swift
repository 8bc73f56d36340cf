import Carriers
import Handover
package import Identity
import Ledger
import Notes
import Registry
import Storage

extension NodeEngine {
    /// Looks at the tree of a relay's log and remembers it where it continues the one remembered, for
    /// bundles to carry to those who cannot look. The one that witnesses have cosigned, where one is.
    ///
    /// A tree that contradicts the one remembered is kept as evidence with it, and nothing else.
    ///
    /// - Throws: `CarrierError`, `LedgerError`, `StorageError`.
    package func lookAtTree(of relay: RelayID) async throws {
        guard let link = relays.first(where: { $0.id == relay }) else { return }
        let log = link.receiptKey
        let shown =
            if let cosigned = try await link.client.cosigned() { cosigned } else {
                try await link.client.checkpoint()
            }
        let offered = try SignedNote(parsing: shown).verifiedCheckpoint(by: log, origin: log.name)
        let record = try trailRecord(of: log.name)
        let trail = try record.trail()
        let size = trail.latest?.size ?? 0
        guard offered.checkpoint.size >= max(size, 1) else { return }
        let request = try await addCheckpoint(offered, after: size, over: link)
        let isUncarried = trail.latest != nil && record.carriedSize < size
        let past =
            isUncarried
            ? try await addCheckpoint(offered, after: trail.sizeBeforeLatest, over: link).proof
            : nil
        try await exclusively { engine in
            try await engine.remember(offered, request, past, of: link)
        }
    }

    /// Within an exclusive section.
    ///
    /// - Parameter past: that the tree continues the last but one, where the last is to be left out.
    private func remember(
        _ offered: VerifiedCheckpoint, _ request: AddCheckpoint, _ past: [Digest]?,
        of link: RelayLink
    ) async throws {
        let log = link.receiptKey
        var record = try trailRecord(of: log.name)
        var trail = try record.trail()
        switch try trail.take(request, by: log) {
        case .extends: if let past { try trail.leaveOutLastButOne(past) }
        case .known: guard try trail.takeCosignatures(of: offered) else { return }
        // A bundle brought another in between: the next look goes on from there.
        case .detached: return
        case .contradicts(let held):
            return try await keepFork(
                offered.note, against: held.encoded, of: link.id, log: log.name, .forked)
        }
        record.take(trail)
        let (kept, change) = try trailChange(record)
        try await commit([change])
        memory.trails[log.name] = kept
    }

    /// What is known of a log; a witness goes on from the tree that it cosigned last.
    func trailRecord(of log: String) throws -> TrailRecord {
        try trailRecord(of: log, known: memory.trails[log])
    }

    func trailRecord(of log: String, known: Kept<TrailRecord>?) throws -> TrailRecord {
        if let known { return known.value }
        var record = TrailRecord(log: log)
        guard let seen = memory.seenTrees[log]?.value else { return record }
        let request = try AddCheckpoint(
            oldSize: 0, proof: [], checkpoint: SignedNote(parsing: seen.note))
        record.take(try TreeTrail(parsing: [request.encoded]))
        return record
    }

    func trailChange(
        _ record: TrailRecord
    ) throws -> (Kept<TrailRecord>, VaultChange) {
        if let known = memory.trails[record.log] { return try vault.updated(known, record) }
        return try vault.new(record, in: NodeTable.trails)
    }

    /// The relay whose log has that origin, while it is registered.
    func relay(ofLog origin: String) -> RelayRecord? {
        material.registry.view(at: clock()).relays.values.first {
            $0.receiptKey.name == origin && $0.revocation == nil
        }
    }
}
