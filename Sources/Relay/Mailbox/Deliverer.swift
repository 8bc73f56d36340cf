import Labels
import Auditing
import Carriers
import Envelopes
import Handover
import Identity
import Ledger
import Policies
import Primitives
import Registry
import Storage

/// Decides once more, at the moment of handing out, and makes what the reader gets.
///
/// Keys may have been revoked, agreements ended and exercises closed since the message was taken
/// in. Pure: one view, one moment, one reader.
struct Deliverer {
    let relay: RelayID
    let reader: NodeRecord
    let view: RelayView
    let now: Timestamp
    let random: RandomSource

    enum Hand {
        case out(MailboxItem)
        /// Not now. The record says why, where there is something to say.
        case withhold(MessageID?, LedgerRecord?)
        /// Expired, and about to be forgotten.
        case drop
    }

    func hand(_ entry: MailboxEntry) -> Hand {
        guard entry.expires > now else { return .drop }
        switch entry.item {
        case .receipt(let bytes):
            guard let item = ReceiptBytes.item(bytes) else { return .drop }
            return .out(item)
        case .message(let message), .supplement(let message): return hand(message)
        }
    }

    private func hand(_ message: DeliveredMessage) -> Hand {
        guard reader.ceiling >= message.level else {
            return .withhold(message.id, record(of: message, [], detail: "node ceiling"))
        }
        let envelope: VerifiedEnvelope
        do { envelope = try verified(message) } catch {
            return .withhold(message.id, record(of: message, [], detail: error.caseName))
        }
        let request = request(about: envelope, receivedAt: message.receivedAt)
        let decision = Policies.decide(request, in: view.policy)
        guard decision.isPermitted else {
            let question = RecordedQuestion(
                request, decision, under: view.recorded, viewed: view.time)
            return .withhold(
                message.id, record(of: message, decision.ledgerOutcomes, question, detail: nil))
        }
        return .out(
            MailboxItem(.message, EnvelopeFraming.opening(of: envelope.head) + message.content))
    }

    /// The envelope, when its reader may have it now: what is asked again for each of its blobs.
    func permitted(_ message: DeliveredMessage) -> VerifiedEnvelope? {
        guard reader.ceiling >= message.level, let envelope = try? verified(message),
            Policies.decide(
                request(about: envelope, receivedAt: message.receivedAt), in: view.policy
            ).isPermitted
        else { return nil }
        return envelope
    }

    private func verified(_ message: DeliveredMessage) throws(EnvelopeError) -> VerifiedEnvelope {
        // The last slot: where a recipient was given another later, the first may be useless.
        try SlotBytes.envelope(head: message.head, slot: message.slots.last)
            .verified(in: view.registry, at: now)
    }

    private func request(
        about envelope: VerifiedEnvelope, receivedAt: Timestamp
    ) -> AccessRequest {
        let circumstances = HandoverCircumstances(
            stage: .relayDeliver, carrier: .relay,
            systems: [
                UsedSystem(.relay, .relay(relay)),
                UsedSystem(.receivingNode, .node(reader.id, of: reader.actor)),
            ], witnessed: receivedAt, now: now)
        return AccessRequest(envelope, to: reader.actor, circumstances)
    }

    private func record(
        of message: DeliveredMessage, _ gates: [Ledger.GateOutcome],
        _ question: RecordedQuestion? = nil, detail: String?
    ) -> LedgerRecord {
        var facts = LedgerFacts(.withheld, at: now)
        facts.message = message.id
        facts.originator = message.originator
        facts.actor = reader.actor
        facts.node = reader.id
        facts.view = view.digest
        facts.set(recipients: [reader.actor], gates: gates)
        facts.set(question: question)
        if let detail { facts.set(detail: detail) }
        return LedgerRecord(facts, random: random)
    }
}
