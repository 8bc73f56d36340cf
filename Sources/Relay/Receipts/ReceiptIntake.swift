import Carriers
import Identity
import Labels
import Ledger
import Notes
import Primitives
import Registry
import Storage

/// Takes receipts in: checks whose they are, keeps them, and puts them into the originators'
/// mailboxes.
struct ReceiptIntake {
    let services: RelayServices
    let node: NodeRecord
    let now: Timestamp

    /// All or none. What speaks of messages that are forgotten already, or that were not for the
    /// caller's actor, is passed over alike: who asks about a message that is not its own does not
    /// learn whether it is here.
    ///
    /// - Throws: ``Problem``.
    func take(_ frames: [ReceiptFrame]) async throws {
        var receipts: [AcceptedReceipt] = []
        let holder = node.actor.text
        try await services.judging.during(frames.indices, of: holder, in: Self.lane) { piece in
            for frame in frames[piece] {
                if let receipt = try await judged(frame) { receipts.append(receipt) }
            }
        }
        guard !receipts.isEmpty else { return }
        let turn = Turnstile.Turn(
            holder: holder, lane: Self.lane, cost: receipts.reduce(0) { $0 + $1.bytes.count })
        try await services.keeping.during(turn) { try await keep(receipts) }
        services.metrics.count(.receiptsTaken, receipts.count)
    }

    /// Small, and somebody waits for them: before the actor's own bulk.
    private static let lane = Precedence.priority

    private func judged(_ frame: ReceiptFrame) async throws(Problem) -> AcceptedReceipt? {
        switch frame {
        case .delivered(let note): try await delivered(note, frame)
        case .sealed(let message, _): try await sealed(message, frame)
        }
    }

    private func keep(_ receipts: [AcceptedReceipt]) async throws(Problem) {
        do throws(StorageError) { _ = try await services.store.acceptReceipts(receipts) } catch {
            throw Problem(storage: error)
        }
    }

    private func delivered(
        _ bytes: [UInt8], _ frame: ReceiptFrame
    ) async throws(Problem) -> AcceptedReceipt? {
        let receipt = try verified(bytes).receipt
        var messages: [StoredMessage] = []
        for item in receipt.items {
            if let message = try await message(item.message) { messages.append(message) }
        }
        guard let first = messages.first else { return nil }
        // It is passed on as signed; ids of one originator's messages are not another's business.
        guard messages.allSatisfy({ $0.originator == first.originator }) else {
            throw Problem(.receiptInvalid, defect: "originatorsMixed")
        }
        var facts = LedgerFacts(.receipt, at: now)
        facts.message = messages.count == 1 ? first.id : nil
        facts.originator = first.originator
        facts.actor = node.actor
        facts.node = node.id
        facts.receipt = Hashing.sha256(bytes)
        facts.expires = messages.map(\.expires).max()
        return accepted(
            frame, for: messages, first, LedgerRecord(facts, random: services.random))
    }

    /// The note as a delivered receipt of the calling node.
    private func verified(_ bytes: [UInt8]) throws(Problem) -> VerifiedReceipt {
        let verified: VerifiedReceipt
        do {
            verified = try SignedNote(parsing: bytes).verifiedReceipt { issuer in
                issuer == .node(node.id, of: node.actor) ? node.receiptKey : nil
            }
        } catch {
            throw Problem(.receiptInvalid, defect: "notVerified")
        }
        // All other kinds are sealed to the originator; in the clear they would tell the relay what
        // is none of its business.
        guard verified.receipt.kind == .delivered else {
            throw Problem(.receiptInvalid, defect: "kind")
        }
        return verified
    }

    private func sealed(
        _ id: MessageID, _ frame: ReceiptFrame
    ) async throws(Problem) -> AcceptedReceipt? {
        guard let message = try await message(id) else { return nil }
        return accepted(frame, for: [message], message, nil)
    }

    /// `nil` for a message that is not here and for one that the caller is no recipient of.
    private func message(_ id: MessageID) async throws(Problem) -> StoredMessage? {
        let stored: StoredMessage?
        do { stored = try await services.store.message(id) } catch { throw Problem(storage: error) }
        return stored.flatMap { $0.recipients.contains(node.actor) ? $0 : nil }
    }

    private func accepted(
        _ frame: ReceiptFrame, for messages: [StoredMessage], _ first: StoredMessage,
        _ record: LedgerRecord?
    ) -> AcceptedReceipt {
        AcceptedReceipt(
            ReceiptBytes.stored(frame), to: first.originator,
            about: messages.map { ($0.precedence, $0.expires) }, record: record)
    }
}
