import Carriers
import Files
import Foundation
import Handover
package import Identity
import Ledger
import Notes
import Primitives
import Registry
import Storage

extension NodeEngine {
    /// Looks at a relay's tree and cosigns it, if it continues the one this node saw last.
    ///
    /// What it cosigns is in the vault before the line leaves. What contradicts that is kept as
    /// evidence, both notes, and is not cosigned; nothing else changes by it. A node that is no
    /// witness does nothing.
    ///
    /// - Throws: `CarrierError`, `LedgerError`, `StorageError`.
    package func witness(_ relay: RelayID) async throws {
        guard let witness = keys.witness(in: material.registry.view(at: clock())),
            let link = relays.first(where: { $0.id == relay })
        else { return }
        let candidate = try SignedNote(parsing: try await link.client.candidate())
        let offered = try candidate.verifiedCheckpoint(
            by: link.receiptKey, origin: link.receiptKey.name)
        try await exclusively { engine in try await engine.recover(offered, witness) }
        let seen = memory.seenTrees[link.receiptKey.name]?.value
        if seen?.size == offered.checkpoint.size,
            candidate.signatures.contains(where: { $0.isMade(by: witness.key) })
        {
            return
        }
        let request = try await addCheckpoint(offered, after: seen?.size ?? 0, over: link)
        let line = try await exclusively { engine in
            try await engine.cosign(request, by: witness, log: link.receiptKey, relay)
        }
        guard let line else { return }
        try await link.client.submit(cosigned: candidate.adding(line).encoded)
    }

    /// What a log would ask a witness that has an address: here the witness asks itself.
    func addCheckpoint(
        _ offered: VerifiedCheckpoint, after size: UInt64, over link: RelayLink
    ) async throws -> AddCheckpoint {
        // A shorter tree needs no proof to be refused.
        guard size <= offered.checkpoint.size else {
            return try AddCheckpoint(oldSize: size, proof: [], checkpoint: offered.note)
        }
        let prover = LedgerProver(size: offered.checkpoint.size)
        let tiles = try await tiles(prover.tiles(forConsistencyFrom: size), over: link)
        let proof = try prover.consistencyProof(from: size, tiles: tiles)
        return try AddCheckpoint(oldSize: size, proof: proof, checkpoint: offered.note)
    }

    func tiles(_ paths: [TilePath], over link: RelayLink) async throws -> [TilePath: Tile] {
        var tiles: [TilePath: Tile] = [:]
        for path in paths {
            let content = try await link.client.tile(String(path.text.dropFirst("tile/".count)))
            tiles[path] = try Tile(path, content: content)
        }
        return tiles
    }

    /// Within an exclusive section: the answer rests on what was seen last, and nothing comes in
    /// between before the new tree is in its place.
    private func cosign(
        _ request: AddCheckpoint, by witness: Witness, log: NoteKey, _ relay: RelayID
    ) async throws -> NoteSignature? {
        let seen = try memory.seenTrees[log.name].map { try $0.value.checkpoint }
        switch try witness.answer(request, seen: seen, log: log, at: clock()) {
        case .cosigned(let offered, let line):
            try await remember(offered, event: offered.checkpoint.size == seen?.size ? nil : "")
            return line
        case .refused(.sizeDiffers), .refused(.logUnknown), .refused(.notSigned):
            return nil
        case .refused(let refusal):
            try await keepFork(
                request.checkpoint, against: memory.seenTrees[log.name]?.value.note, of: relay,
                log: log.name, refusal)
            return nil
        }
    }

    /// A tree that bears this witness' own line was seen by it, whatever the vault says: the vault
    /// was put back from a copy, and goes on from there.
    private func recover(_ offered: VerifiedCheckpoint, _ witness: Witness) async throws {
        let checkpoint = offered.checkpoint
        let seen = try memory.seenTrees[checkpoint.origin].map { try $0.value.checkpoint }
        guard checkpoint.size > seen?.size ?? 0 else { return }
        let latest = clock().adding(seconds: Self.cosignedAheadMaxSeconds)
        let own = try offered.cosignatures(by: [witness.key], notAfter: latest)
        guard !own.isEmpty else { return }
        try await remember(offered, event: " recovered")
    }

    /// - Parameter event: what the ledger is told besides; `nil` when there is nothing to tell.
    private func remember(_ tree: VerifiedCheckpoint, event: String?) async throws {
        let checkpoint = tree.checkpoint
        let record = SeenTree(
            log: checkpoint.origin, size: checkpoint.size, note: tree.note.encoded)
        let known = memory.seenTrees[checkpoint.origin]
        let (kept, change) =
            if let known { try vault.updated(known, record) } else {
                try vault.new(record, in: NodeTable.seenTrees)
            }
        let records = try event.map {
            [try witnessedRecord("\(checkpoint.origin) \(checkpoint.size)\($0)")]
        }
        try await commit([change], recording: records ?? [])
        memory.seenTrees[checkpoint.origin] = kept
    }

    /// Keeps both notes, once. Within an exclusive section.
    func keepFork(
        _ offered: SignedNote, against known: [UInt8]?, of relay: RelayID, log: String,
        _ refusal: WitnessRefusal
    ) async throws {
        guard try putFork(offered, against: known, of: relay) else { return }
        try await commit([], recording: [forkRecord(of: log, refusal)])
    }

    /// - Returns: whether one of them was not there yet.
    func putFork(
        _ offered: SignedNote, against known: [UInt8]?, of relay: RelayID
    ) throws -> Bool {
        let folder = directory.evidence.path
        var isNew = false
        for bytes in [known, offered.encoded].compactMap({ $0 }) {
            let path = "\(folder)/\(ForkEvidence.fileName(of: bytes, relay))"
            guard !File.isThere(path) else { continue }
            try Folder.create(folder, mode: 0o700)
            try File.writePrivate(bytes, to: path, replacing: true)
            isNew = true
        }
        return isNew
    }

    func forkRecord(of log: String, _ refusal: WitnessRefusal) throws -> LedgerRecord {
        try witnessedRecord("\(log) refused \(refusal.statusCode)")
    }

    private func witnessedRecord(_ detail: String) throws -> LedgerRecord {
        var facts = LedgerFacts(.witnessed, at: clock())
        facts.actor = actor
        facts.node = node
        try facts.setDetail(detail)
        return try ledgerRecord(facts)
    }

    private static let cosignedAheadMaxSeconds: Int64 = 300
}

extension SeenTree {
    var checkpoint: Checkpoint {
        get throws { try Checkpoint(parsing: SignedNote(parsing: note).text) }
    }
}

/// Checkpoints of a relay that contradict each other, as files.
enum ForkEvidence {
    static func fileName(of note: [UInt8], _ relay: RelayID) -> String {
        "\(prefix(of: relay))\(Hashing.sha256(note).hex.prefix(16)).checkpoint"
    }

    /// The files there are of a relay, by name.
    static func files(of relay: RelayID, in directory: NodeDirectory) -> [String: [UInt8]] {
        let folder = directory.evidence.path
        var files: [String: [UInt8]] = [:]
        for name in (try? Folder.names(in: folder)) ?? [] {
            guard name.hasPrefix(prefix(of: relay)), name.hasSuffix(".checkpoint") else { continue }
            files[name] = try? File.read(folder + "/" + name, limitBytes: fileMaxBytes)
        }
        return files
    }

    private static func prefix(of relay: RelayID) -> String { "fork-\(relay)-" }
    private static let fileMaxBytes = 64 << 10
}
