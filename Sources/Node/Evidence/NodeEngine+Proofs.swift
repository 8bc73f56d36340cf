import Carriers
import Foundation
import Identity
import Ledger
import Notes
import Primitives
import Storage

extension NodeEngine {
    /// Everything that can be proven of a message sent or received: the relay's entry behind each
    /// accepted receipt, those that a bundle brought, and this node's own entries of it, each with
    /// the receipt it speaks of.
    ///
    /// - Throws: ``NodeError/messageUnknown(text:)``, ``NodeError/messageAmbiguous(text:count:)``,
    ///   `StorageError`.
    package func proofs(of prefix: String) async throws -> ProofsReply {
        let id = try message(prefix)
        let evidence = try await evidence(of: [id])
        return ProofsReply(id: id.hex, proofs: evidence.proofs, receipts: evidence.receipts)
    }

    /// The same for many messages.
    ///
    /// - Parameter withDisposals: also this node's entries that say what was disposed of.
    func evidence(
        of ids: [MessageID], withDisposals: Bool = false
    ) async throws -> (proofs: [ProofFile], receipts: [ReceiptStanding]) {
        var proofs: [ProofFile] = []
        var standings: [ReceiptStanding] = []
        var others: [Digest: SignedNote] = [:]
        for id in ids {
            proofs += try await carriedEntries(of: id)
            for note in try await receipts(of: id) {
                let receipt = try Receipt(parsing: note.text)
                guard receipt.kind == .accepted else {
                    others[Hashing.sha256(note.encoded)] = note
                    continue
                }
                let (standing, proof) = await askedEntry(behind: note, receipt, of: id)
                standings.append(standing)
                if let proof { proofs.append(ProofFile(proof)) }
            }
        }
        let own = try await ownProofs(of: Set(ids), others, withDisposals: withDisposals)
        return (proofs + own, standings)
    }

    /// How every accepted receipt of a relay stands against the relay's log.
    ///
    /// - Parameter url: of the relay; the first by default.
    /// - Throws: ``NodeError/relayUnregistered(url:)``, `StorageError`.
    package func standings(at url: String?) async throws -> [ReceiptStanding] {
        guard let link = relays.first(where: { url == nil || $0.url == url }) else {
            throw NodeError.relayUnregistered(url: url ?? "")
        }
        var standings: [ReceiptStanding] = []
        for id in memory.sent.keys.sorted() {
            for note in try await receipts(of: id) {
                guard let receipt = try? Receipt(parsing: note.text), receipt.kind == .accepted,
                    receipt.issuer == .relay(link.id)
                else { continue }
                standings.append(await askedEntry(behind: note, receipt, of: id).standing)
            }
        }
        return standings
    }

    /// The message with that prefix, sent or received.
    func message(_ prefix: String) throws -> MessageID {
        do { return try sentMessage(prefix) } catch NodeError.messageUnknown {
            return try received(prefix)
        }
    }

    /// The signed receipts that came for a message.
    func receipts(of id: MessageID) async throws -> [SignedNote] {
        var notes: [SignedNote] = []
        for row in memory.sent[id]?.value.receiptRows ?? [] {
            let name = try VaultRowID(bytes: Hex.decode(row))
            guard let kept = try await store.row(name, in: NodeTable.receiptNotes) else {
                throw NodeError.vaultCorrupt(table: NodeTable.receiptNotes.name)
            }
            notes.append(try SignedNote(parsing: vault.bytes(of: kept)))
        }
        return notes
    }

    // MARK: The relay's log

    /// Asks the relay for the entry that its receipt speaks of.
    func askedEntry(
        behind note: SignedNote, _ receipt: Receipt, of id: MessageID
    ) async -> (standing: ReceiptStanding, proof: EntryProof?) {
        var standing = ReceiptStanding(
            message: id.hex, relay: "", time: receipt.time, code: .unnamed)
        guard case .relay(let relay) = receipt.issuer else { return (standing, nil) }
        standing.relay = relay.text
        // The entry of a message handed in alone is the last of the tree that its receipt names.
        guard let log = receipt.log, log.size > 0 else { return (standing, nil) }
        standing.index = log.size - 1
        standing.code = .unasked
        guard let link = relays.first(where: { $0.id == relay }) else { return (standing, nil) }
        do throws(CarrierError) {
            let bytes = try await patiently { () async throws(CarrierError) in
                try await link.client.entry(log.size - 1)
            }
            guard let proof = entry(in: bytes, at: log.size - 1, note, of: id, link) else {
                standing.code = .contradicted
                return (standing, nil)
            }
            standing.code = .logged
            standing.leaf = proof.disclosure.leafHash.hex
            return (standing, proof)
        } catch {
            if case .refused(let problem) = error, problem.kind == .notFound {
                standing.code = .withheld
            }
            return (standing, nil)
        }
    }

    /// The entry with the receipt in it; `nil` when it is not the one, or is not proven.
    private func entry(
        in bytes: [UInt8], at index: UInt64, _ note: SignedNote, of id: MessageID,
        _ link: RelayLink
    ) -> EntryProof? {
        guard let proof = try? EntryProof(parsing: bytes).with(receipt: note),
            let entry = try? proof.verified(
                by: link.receiptKey,
                receiptKey: { $0 == .relay(link.id) ? link.receiptKey : nil }),
            entry.inclusion.index == index, entry.facts.event == .accepted,
            entry.facts.message == id
        else { return nil }
        return proof
    }

    /// Waits when the relay asks for time.
    func patiently(
        _ ask: () async throws(CarrierError) -> [UInt8]
    ) async throws(CarrierError) -> [UInt8] {
        for _ in 0..<Self.askedAgainMax {
            do throws(CarrierError) { return try await ask() } catch {
                guard let seconds = error.retryAfterSeconds else { throw error }
                try? await Task.sleep(for: .seconds(max(1, seconds)))
            }
        }
        return try await ask()
    }

    private static let askedAgainMax = 8

    // MARK: This node's log

    /// This node's own entries of messages, and those of their receipts.
    private func ownProofs(
        of ids: Set<MessageID>, _ receipts: [Digest: SignedNote], withDisposals: Bool
    ) async throws -> [ProofFile] {
        let checkpoint = try await ownCheckpoint()
        let size = try Checkpoint(parsing: checkpoint.text).size
        var proofs: [ProofFile] = []
        for start in stride(from: 0, to: size, by: Self.recordsAtOnce) {
            let page = start..<min(size, start + UInt64(Self.recordsAtOnce))
            for record in try await store.records(page) {
                guard let kept = try vault.disclosure(of: record) else { continue }
                let facts = try LedgerFacts(parsing: kept.facts)
                let receipt = facts.receipt.flatMap { receipts[$0] }
                let isNamed =
                    facts.message.map { ids.contains($0) } ?? false
                    || (withDisposals && facts.event == .erased)
                guard receipt != nil || isNamed else { continue }
                let proof = try EntryProof(
                    EntryDisclosure(facts: facts, salt: kept.salt, receipt: receipt),
                    index: record.number,
                    siblings: try await store.inclusionProof(of: record.number, size: size),
                    checkpoint: checkpoint)
                proofs.append(ProofFile(proof))
            }
        }
        return proofs
    }

    private static let recordsAtOnce = 1_024

    /// The signed tree of everything this node has in its ledger.
    func ownCheckpoint() async throws -> SignedNote {
        let signer = keys.receiptSigner
        return try await Checkpoint(origin: signer.key.name, head: store.treeHead())
            .signed(by: [signer])
    }
}

extension ProofFile {
    init(_ proof: EntryProof) {
        let log = String(proof.proof.checkpoint.text.prefix { $0 != "\n" })
        let facts = proof.disclosure.facts
        let machine = log.split(separator: "/").suffix(2).joined(separator: "-")
        let message = facts.message.map { String($0.hex.prefix(12)) } ?? "entry"
        let event = facts.event.rawValue
        self.init(
            name: "\(message)-\(event)-\(machine)-\(proof.proof.index).tlog-proof", log: log,
            index: proof.proof.index, event: event, bytes: proof.encoded)
    }
}
