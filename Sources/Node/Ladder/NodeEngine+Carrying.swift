import Carriers
import Delivery
import Envelopes
import Handover
import Identity
import Labels
import Pictures
import Policies
import Registry
import Sealing

extension NodeEngine {
    func nextLadderAttempt() -> LadderBook.Attempt? { ladderBook.begin() }

    func nextProbe() -> Rung? { ladderBook.nextProbe() }

    /// Asks a rung how it is.
    func probe(_ rung: Rung) async throws {
        var problem: GatewayProblem?
        if let carrier = ladder.asked(rung) {
            do throws(GatewayProblem) { try await carrier.probe() } catch { problem = error }
        }
        noteRung(rung, problem)
        do { try await feedLadder(.probeEnded(rung, isWell: problem == nil)) } catch {
            // A question that is out is not asked again.
            await tell(ladder: .probeLost(rung))
            throw error
        }
    }

    /// Makes one attempt over one rung and takes over what came of it.
    func make(_ attempt: LadderBook.Attempt) async throws {
        defer { ladderAttemptEnded() }
        do { try await carry(attempt) } catch {
            // Doing it again does no harm; keeping its place in the line for ever would.
            await tell(ladder: .attemptLost(attempt.message, over: attempt.rung))
            throw error
        }
    }

    private func carry(_ attempt: LadderBook.Attempt) async throws {
        guard let carrier = ladder.asked(attempt.rung),
            let record = memory.sent[attempt.message]?.value
        else { throw NodeError.messageUnknown(text: attempt.message.hex) }
        let passage = try await passage(
            of: attempt.message, record, over: carrier, isLate: attempt.isLate)
        switch passage {
        case .denied(let gates):
            try await end(attempt, .denied) { $0.ladder?.denied = gates }
        case .unreadable:
            try await end(attempt, .rejected) { $0.ladder?.denied = nil }
        case .open(let message):
            var problem: GatewayProblem?
            do throws(GatewayProblem) { try await carrier.carry(message) } catch {
                problem = error
            }
            // That it refuses one message says nothing of itself.
            if problem?.isFinal != true { noteRung(attempt.rung, problem) }
            let found = problem
            try await end(attempt, found.map { AttemptOutcome($0) } ?? .accepted) {
                $0.ladder?.lastProblem = found
            }
        }
    }

    private func end(
        _ attempt: LadderBook.Attempt, _ outcome: AttemptOutcome,
        _ note: @escaping @Sendable (inout SentRecord) -> Void
    ) async throws {
        try await exclusively { engine in
            try await engine.applyToLadder(
                .attemptEnded(attempt.message, over: attempt.rung, outcome),
                noting: SentNote(message: attempt.message, note: note))
        }
    }

    private func ladderAttemptEnded() {
        ladderBook.ended()
        wakeAttemptListeners()
    }

    private func noteRung(_ rung: Rung, _ problem: GatewayProblem?) {
        rungProblems[rung] = problem
    }

    // MARK: What may go

    /// Whether a message may go over a carrier, by policy as it is now.
    enum CarrierPassage {
        case open(OpenMessage)
        case denied([DeniedGate])
        /// It is not what it was when it was sealed.
        case unreadable
    }

    /// Policy decides right before each attempt: it may have changed since the message was sealed.
    func passage(
        of id: MessageID, _ record: SentRecord, over carrier: any AskedCarrier, isLate: Bool
    ) async throws -> CarrierPassage {
        guard let framed = try await envelope(of: record),
            let (received, content) = try? EnvelopeFraming.split(framed)
        else { return .unreadable }
        let view = try regionView()
        guard let envelope = try? received.verified(in: view.registry, at: clock()),
            envelope.id == id
        else { return .unreadable }
        let gates = try gates(against: envelope, over: carrier.kind, in: view)
        guard gates.isEmpty else { return .denied(gates) }
        guard !envelope.core.suite.seals, let verified = try? envelope.verified(content: content),
            let (description, body) = try? verified.open(content, secrets: nil),
            let type = try? MediaType(description.mediaType)
        else { return .unreadable }
        let core = envelope.core
        let payload = PayloadReader.received(
            body, mediaType: type, name: description.fileName, source: actor.text)
        return .open(
            OpenMessage(
                id: id, kind: core.kind, status: core.label.status.kind,
                headline: payload.subject,
                text: Marking(core.label).line + "\n\n" + payload.rendering(.swedish),
                originator: actor, created: core.created, expires: core.label.expires,
                isLate: isLate, envelope: framed))
    }

    /// The gates that do not let everybody have it this way; empty when it may go. Whoever is not
    /// registered yet gets it from WIS as ever.
    ///
    /// That it existed when it was made is witnessed by this node's own vault.
    private func gates(
        against envelope: VerifiedEnvelope, over carrier: CarrierKind, in view: RegionView
    ) throws -> [DeniedGate] {
        let memory = memory
        let own = actor
        let circumstances = HandoverCircumstances(
            stage: .relayAccept, carrier: carrier,
            systems: [UsedSystem(.sendingNode, ownSystem)],
            source: { memory.source(of: $0, sentBy: own) }, witnessed: envelope.core.created,
            now: clock())
        let recipients = try view.policy.policy.recipients(
            of: envelope.core.label.audience, from: actor)
        for recipient in recipients where view.registry.isRegistered(recipient) {
            let decision = decide(
                AccessRequest(envelope, to: recipient, circumstances), in: view.policy)
            if !decision.isPermitted { return decision.failed.map(DeniedGate.init) }
        }
        return []
    }
}

extension AttemptOutcome {
    /// What a gateway's problem means for trying again.
    fileprivate init(_ problem: GatewayProblem) {
        switch problem.code {
        case .busy:
            self = .busy(retryAfterSeconds: Int64(problem.retryAfterSeconds ?? 1), of: .relay)
        case .refused, .contradicted: self = .rejected
        default: self = .temporarilyFailed
        }
    }
}
