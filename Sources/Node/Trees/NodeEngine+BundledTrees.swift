import Bundles
import Identity
import Ledger
import Notes
import Registry
import Storage

/// What became of a tree that a bundle brought.
enum TreeFate {
    case new
    case known
    case refused(UntakenNote)
}

extension NodeEngine {
    /// Every tree this node knows, log by log, each behind the one it continues: whoever was given one
    /// of them by this node before can prove the rest from there.
    func bundledTrees() throws -> [BundleFreight] {
        try memory.trails.sorted { $0.key < $1.key }.flatMap { _, kept in
            try kept.value.trail().steps.map {
                BundleFreight(BundleEntry(.checkpoint, $0.request.encoded))
            }
        }
    }

    /// From now on the trees that were written are not left out of the trail.
    func noteTreesCarried() async throws {
        try await exclusively { engine in
            var kept: [Kept<TrailRecord>] = []
            var changes: [VaultChange] = []
            for known in engine.memory.trails.values {
                var record = known.value
                record.carriedSize = try record.trail().latest?.size ?? 0
                guard record != known.value else { continue }
                let (updated, change) = try engine.trailChange(record)
                kept.append(updated)
                changes.append(change)
            }
            try await engine.commit(changes)
            for trail in kept { engine.memory.trails[trail.value.log] = trail }
        }
    }

    /// Judges a tree of a relay's log by what is known of that log. One that contradicts it is kept
    /// as evidence with it, both notes.
    func take(tree bytes: [UInt8], into batch: inout ReceiptBatch) throws -> TreeFate {
        guard let request = try? AddCheckpoint(parsing: bytes) else {
            return .refused(UntakenNote(path: "checkpoint", code: .invalid))
        }
        let origin = String(request.checkpoint.text.prefix { $0 != "\n" })
        func refused(_ code: UntakenNote.Code) -> TreeFate {
            .refused(UntakenNote(path: String(origin.prefix(Self.originShownMax)), code: code))
        }
        guard let relay = relay(ofLog: origin) else { return refused(.invalid) }
        let known = batch.memory.trails[origin]
        var record = try trailRecord(of: origin, known: known)
        var trail = try record.trail()
        guard let judgement = try? trail.take(request, by: relay.receiptKey) else {
            return refused(.invalid)
        }
        switch judgement {
        case .known: return .known
        case .detached: return refused(.ahead)
        case .contradicts(let held):
            if try putFork(request.checkpoint, against: held.encoded, of: relay.id) {
                batch.records.append(try forkRecord(of: origin, .forked))
            }
            return refused(.forked)
        case .extends:
            record.take(trail)
            let (kept, change) =
                if let known { try vault.updated(known, record) } else {
                    try vault.new(record, in: NodeTable.trails)
                }
            batch.changes.append(change)
            batch.memory.trails.put(kept, at: origin)
            return .new
        }
    }

    /// As long as any that is registered.
    private static let originShownMax = 160
}
