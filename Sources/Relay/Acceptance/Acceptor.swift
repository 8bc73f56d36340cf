import Auditing
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Policies
import Primitives
import Registry
import Storage

/// Judges what is handed in: well formed → the caller's own → verified → in date → permitted.
///
/// Pure: one view, one moment, one sender. What comes out has passed everything and only needs to
/// be kept.
struct Acceptor {
    let relay: RelayID
    let sender: MessageSender
    let view: RelayView
    let now: Timestamp
    let random: RandomSource

    /// Reads and verifies an envelope; policy is not asked yet.
    ///
    /// - Throws: ``RefusedEnvelope``.
    func examine(_ bytes: [UInt8]) throws(RefusedEnvelope) -> ExaminedEnvelope {
        let (received, content) = try parse(bytes)
        do throws(Refusal) {
            guard sender.mayHandIn(received.core.originator) else {
                throw .notOriginator(received.core.originator)
            }
            let envelope = try verify(received, content)
            return ExaminedEnvelope(envelope: envelope, content: content)
        } catch {
            throw RefusedEnvelope(id: received.id, refusal: error, envelope: nil)
        }
    }

    /// Asks the policy for every recipient and says what to keep.
    ///
    /// - Parameter source: what is known of messages this one refers to.
    /// - Throws: ``RefusedEnvelope``.
    func decide(
        _ examined: ExaminedEnvelope,
        source: @escaping @Sendable (MessageID) -> Policies.Reference.Source? = { _ in nil }
    ) throws(RefusedEnvelope) -> AcceptedMessage {
        let envelope = examined.envelope
        let request = request(about: envelope, source)
        do throws(Refusal) {
            try checkHandling(envelope.core)
            let permission = try permission(for: envelope, request)
            return accepted(examined, permission)
        } catch {
            throw RefusedEnvelope(
                id: envelope.id, refusal: error, envelope: envelope,
                question: question(request, behind: error, of: envelope))
        }
    }

    private func parse(
        _ bytes: [UInt8]
    ) throws(RefusedEnvelope) -> (ReceivedEnvelope, content: [UInt8]) {
        do {
            return try EnvelopeFraming.split(bytes)
        } catch {
            throw RefusedEnvelope(id: nil, refusal: .envelope(error), envelope: nil)
        }
    }

    private func verify(
        _ received: ReceivedEnvelope, _ content: [UInt8]
    ) throws(Refusal) -> VerifiedEnvelope {
        do {
            let envelope = try received.verified(in: view.registry, at: now)
            _ = try envelope.verified(content: content)
            return envelope
        } catch {
            throw .envelope(error)
        }
    }

    private func checkHandling(_ core: MessageCore) throws(Refusal) {
        guard core.label.expires > now else { throw .expired(core.label.expires) }
        if let node = sender.node, node.ceiling < core.label.level {
            throw .nodeCeiling(core.label.level)
        }
        guard core.keyCarrier == nil else { throw .keyCarrierUnsupported }
    }
}

/// An envelope that is its sender's and intact.
struct ExaminedEnvelope {
    let envelope: VerifiedEnvelope
    let content: [UInt8]
}

// MARK: - Permission

extension Acceptor {
    /// Who may have the message, and which gates said so.
    private struct Permission {
        let recipients: [ActorID]
        let gates: [Ledger.GateOutcome]
        let question: RecordedQuestion
    }

    /// What is asked, whomever it goes to.
    private func request(
        about envelope: VerifiedEnvelope,
        _ source: @escaping @Sendable (MessageID) -> Policies.Reference.Source?
    ) -> AccessRequest {
        AccessRequest(
            envelope,
            toMany: HandoverCircumstances(
                stage: .relayAccept, carrier: .relay,
                systems: sender.systems + [UsedSystem(.relay, .relay(relay))], source: source,
                now: now))
    }

    /// A slot is the sender's word that its holder shall have the message, so all of them must
    /// pass. Without slots the audience is the policy's to tell: those of it who pass.
    private func permission(
        for envelope: VerifiedEnvelope, _ request: AccessRequest
    ) throws(Refusal) -> Permission {
        let addressees = addressees(of: envelope)
        var question = RecordedQuestion(request, under: view.recorded, viewed: view.time)
        var passed: [ActorID] = []
        var gates: [Ledger.GateOutcome] = []
        var denials: [Refusal.Denial] = []
        for (addressee, decision) in zip(
            addressees, Policies.decide(request, for: addressees, in: view.policy))
        {
            question.add(decision, for: addressee)
            if decision.isPermitted {
                if passed.isEmpty { gates = decision.ledgerOutcomes }
                passed.append(addressee.actor)
            } else {
                denials.append(Refusal.Denial(addressee: addressee, decision: decision))
            }
        }
        if !denials.isEmpty && (envelope.core.suite.seals || passed.isEmpty) {
            throw .denied(denials)
        }
        guard !passed.isEmpty else { throw .nobodyReached }
        return Permission(recipients: passed, gates: gates, question: question)
    }

    private func addressees(of envelope: VerifiedEnvelope) -> [Addressee] {
        let core = envelope.core
        if core.suite.seals { return envelope.head.slots.map { Addressee($0.slot) } }
        return view.policy.reach(of: core.label, activation: core.activation, at: now)
            .filter { $0 != core.originator }.map { Addressee($0) }
    }

    private func question(
        _ request: AccessRequest, behind refusal: Refusal, of envelope: VerifiedEnvelope
    ) -> RecordedQuestion? {
        guard case .denied(let denials) = refusal else { return nil }
        var question = RecordedQuestion(request, under: view.recorded, viewed: view.time)
        for denial in denials { question.add(denial.decision, for: denial.addressee) }
        return question
    }
}

// MARK: - What is kept

extension Acceptor {
    private func accepted(
        _ examined: ExaminedEnvelope, _ permission: Permission
    ) -> AcceptedMessage {
        let envelope = examined.envelope
        let label = envelope.core.label
        var facts = facts(.accepted, of: envelope)
        facts.set(recipients: permission.recipients, gates: permission.gates)
        facts.set(question: permission.question)
        facts.expires = label.expires
        return AcceptedMessage(
            id: envelope.id, originator: envelope.core.originator, level: label.level,
            status: label.status.kind, precedence: envelope.core.precedence,
            expires: label.expires, head: envelope.head.with(slots: []).encoded,
            slots: SlotBytes.storedSlots(of: envelope), recipients: permission.recipients,
            content: examined.content, receivedAt: now, source: sender.relay?.id,
            record: LedgerRecord(facts, random: random))
    }

    /// The audit entry of a denial; `nil` for what was never certain to be the sender's.
    func record(of refused: RefusedEnvelope) -> LedgerRecord? {
        guard let envelope = refused.envelope else { return nil }
        if case .expired(let expires) = refused.refusal { return expiry(envelope, expires) }
        var facts = facts(.refused, of: envelope)
        switch refused.refusal {
        case .denied(let denials):
            facts.set(
                recipients: denials.map(\.recipient),
                gates: denials.first?.decision.ledgerOutcomes ?? [])
            facts.set(question: refused.question)
        case .nodeCeiling: facts.set(detail: sender.remark("node ceiling"))
        case .nobodyReached: facts.set(detail: sender.remark("nobody reached"))
        default: return nil
        }
        return LedgerRecord(facts, random: random)
    }

    /// What another relay had and nobody got before its time was over is accounted for; what a node
    /// hands in too late is told to the node.
    private func expiry(_ envelope: VerifiedEnvelope, _ expires: Timestamp) -> LedgerRecord? {
        guard sender.relay != nil else { return nil }
        var facts = facts(.expired, of: envelope)
        facts.expires = expires
        return LedgerRecord(facts, random: random)
    }

    private func facts(_ event: LedgerEvent, of envelope: VerifiedEnvelope) -> LedgerFacts {
        var facts = LedgerFacts(event, at: now)
        facts.message = envelope.id
        facts.originator = envelope.core.originator
        facts.actor = envelope.core.originator
        facts.node = sender.node?.id
        facts.view = view.digest
        if sender.relay != nil { facts.set(detail: sender.remark(nil)) }
        facts.set(label: envelope.core.label)
        return facts
    }
}
