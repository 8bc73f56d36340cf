import Bundles
import Carriers
import Delivery
import Handover
import Identity
import Labels
import Ledger
import Notes
import Primitives
import Registry
import Storage

extension NodeEngine {
    /// The relays' entries of a message of ours, proven under the trees that the bundle carries.
    ///
    /// Only those that name nobody but the destination: who else was to have the message is no
    /// business of its. A relay that does not answer now is not waited for.
    func bundledEntries(
        of id: MessageID, to destination: ActorID, in lane: Precedence
    ) async throws -> [BundleFreight] {
        var freight: [BundleFreight] = []
        for note in try await receipts(of: id) {
            let receipt = try Receipt(parsing: note.text)
            guard receipt.kind == .accepted, case .relay(let relay) = receipt.issuer,
                let link = relays.first(where: { $0.id == relay }), link.isAnswering,
                let entry = await askedEntry(behind: note, receipt, of: id).proof,
                entry.disclosure.facts.names(nobodyBut: destination),
                let proven = try? await underKnownTree(entry, over: link)
            else { continue }
            freight.append(BundleFreight(BundleEntry(.entry, proven.encoded), lane: lane))
        }
        return freight
    }

    /// The same entry under the largest tree that is known; `nil` when it came after that.
    private func underKnownTree(
        _ entry: EntryProof, over link: RelayLink
    ) async throws -> EntryProof? {
        let origin = link.receiptKey.name
        let index = entry.proof.index
        guard let tree = try trailRecord(of: origin).trail().steps.last,
            index < tree.checkpoint.size
        else { return nil }
        let prover = LedgerProver(size: tree.checkpoint.size)
        let tiles = try await tiles(prover.tiles(forInclusionOf: index), over: link)
        let proof = try EntryProof(
            entry.disclosure, index: index,
            siblings: prover.inclusionProof(of: index, from: tiles),
            checkpoint: tree.request.checkpoint)
        _ = try proof.verified(by: link.receiptKey, receiptKey: { _ in link.receiptKey })
        return proof
    }

    /// A relay's entry of a message that is here, under a tree that is known here: kept for whoever
    /// asks what can be proven of the message.
    func take(entry bytes: [UInt8], into batch: inout ReceiptBatch) throws -> ReceiptFate {
        guard let proof = try? EntryProof(parsing: bytes),
            let tree = try? Checkpoint(parsing: proof.proof.checkpoint.text),
            let relay = relay(ofLog: tree.origin),
            let known = batch.memory.trails[tree.origin],
            try known.value.trail().contains(tree),
            let entry = try? proof.verified(
                by: relay.receiptKey,
                receiptKey: { $0 == .relay(relay.id) ? relay.receiptKey : nil }),
            entry.facts.event == .accepted, let message = entry.facts.message,
            let held = batch.memory.received[message]
        else { return .refused }
        var record = held.value
        guard record.entryRows?[tree.origin] == nil else { return .known }
        let row = try vault.newBytes(bytes, in: NodeTable.entryProofs)
        record.entryRows = (record.entryRows ?? [:]).merging(
            [tree.origin: Hex.encode(row.id.bytes)]) { $1 }
        let (updated, change) = try vault.updated(held, record)
        batch.changes += [.put(row), change]
        batch.memory.received.put(updated, at: message)
        return .new
    }

    /// The entries of relays that came with a message.
    func carriedEntries(of id: MessageID) async throws -> [ProofFile] {
        var files: [ProofFile] = []
        let rows = memory.received[id]?.value.entryRows ?? [:]
        for (_, row) in rows.sorted(by: { $0.key < $1.key }) {
            guard
                let kept = try await store.row(
                    VaultRowID(bytes: Hex.decode(row)), in: NodeTable.entryProofs)
            else { throw NodeError.vaultCorrupt(table: NodeTable.entryProofs.name) }
            files.append(ProofFile(try EntryProof(parsing: vault.bytes(of: kept))))
        }
        return files
    }
}

extension NodeEngine.RelayLink {
    /// It was reached, and nothing has stood in the way since.
    var isAnswering: Bool { problem == nil && lastReached != nil }
}

extension LedgerFacts {
    fileprivate func names(nobodyBut actor: ActorID) -> Bool {
        let others = question?.answers.map(\.recipient) ?? []
        return Set(recipients + others) == [actor]
    }
}
