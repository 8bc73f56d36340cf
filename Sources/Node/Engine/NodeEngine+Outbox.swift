import Carriers
import Delivery
import Identity
import Labels
import Ledger
import Notes
import Storage

extension NodeEngine {
    /// Makes every attempt that is due, and those that follow from them, until nothing more can be
    /// done now: side by side, as many at once as the machine asks for.
    package func work() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            repeat {
                while let attempt = attempts.begin() {
                    group.addTask { try await self.make(attempt) }
                }
                while let attempt = nextLadderAttempt() {
                    group.addTask { try await self.make(attempt) }
                }
                while let rung = nextProbe() {
                    group.addTask { try await self.probe(rung) }
                }
            } while try await group.next() != nil
        }
    }

    /// The most urgent attempt that is due; whoever asks makes it.
    func nextAttempt() -> AttemptBook.Attempt? { attempts.begin() }

    /// Helps the outbox along until a message just handed over has had its attempt, or stands
    /// behind so many others that waiting for it is no use.
    func untilAttempted(_ id: MessageID) async throws {
        let deadline = ContinuousClock.now + Self.attemptPatience
        while machine.isToGo(id) || isOnlyWithCarrier(id), ContinuousClock.now < deadline {
            if let attempt = attempts.begin() {
                try await make(attempt)
            } else if let attempt = nextLadderAttempt() {
                try await make(attempt)
            } else if attempts.underWayCount + ladderBook.underWayCount > 0 {
                await withCheckedContinuation { attemptListeners.append($0) }
            } else {
                return
            }
        }
    }

    /// Whether a carrier beside the relays has the message under way, and nobody has it yet.
    private func isOnlyWithCarrier(_ id: MessageID) -> Bool {
        failover.isOut(id) && memory.sent[id]?.value.delivery.isFinal == false
    }

    /// Shorter than whoever asked over the socket waits for an answer.
    private static let attemptPatience = Duration.seconds(30)

    /// A relay answered something else: an outbox that holds it for dead need not wait out its
    /// pauses.
    func reached(_ relay: RelayID) async throws {
        if !machine.isUp(relay) { try await feed(.relayReached(relay)) }
    }

    func tick() async throws {
        try await feed(.tick)
    }

    /// Lets the machine look at the clock when it asked for that.
    ///
    /// - Returns: whether it was time.
    package func tickIfDue() async throws -> Bool {
        try await tellUntold()
        guard let alarm, alarm <= clock() else { return false }
        self.alarm = nil
        do { try await tick() } catch {
            // It rings again: what is due now is due then.
            self.alarm = self.alarm ?? alarm
            throw error
        }
        return true
    }

    /// Posts one message to one relay and takes over what came of it.
    func make(_ attempt: AttemptBook.Attempt) async throws {
        defer { attemptEnded() }
        do { try await post(attempt) } catch {
            // Sending again does no harm; keeping its place in the lane for ever would.
            await tell(outbox: .attemptLost(attempt.message, over: attempt.relay))
            throw error
        }
    }

    private func post(_ attempt: AttemptBook.Attempt) async throws {
        guard let link = relays.first(where: { $0.id == attempt.relay }),
            let kept = memory.sent[attempt.message],
            let envelope = try await sealedEnvelope(of: attempt.message, kept.value)
        else { return }
        let (outcome, receipt, problem) = await submit(envelope, in: attempt.lane, over: link)
        noteReached(link.id, problem: outcome == .temporarilyFailed ? problem : nil)
        try await exclusively(isUrgent: attempt.lane.isUrgent) { engine in
            var accepted: VerifiedReceipt?
            if let receipt { accepted = engine.accepted(receipt, attempt.message, link) }
            try await engine.finish(attempt, outcome, accepted: accepted, problem: problem)
        }
    }

    private func attemptEnded() {
        attempts.ended()
        wakeAttemptListeners()
    }

    func wakeAttemptListeners() {
        let listeners = attemptListeners
        attemptListeners = []
        for listener in listeners { listener.resume() }
    }

    /// Feeds the machine and makes what it asks for durable.
    func feed(_ event: OutboxMachine.Event) async throws {
        try await exclusively { engine in try await engine.apply(event) }
    }

    /// Within an exclusive section.
    func apply(_ event: OutboxMachine.Event, noting note: SentNote? = nil) async throws {
        let step = try step(event, noting: note)
        if !step.changes.isEmpty { try await commit(step.changes, recording: step.records) }
        takeOver(step)
        try await tellLadder(of: step.effects)
    }

    /// What an event comes to, of which nothing is durable yet.
    struct OutboxStep {
        fileprivate let machine: OutboxMachine
        let effects: [OutboxMachine.Effect]
        /// For rows that are kept already.
        fileprivate(set) var changes: [VaultChange] = []
        fileprivate(set) var records: [LedgerRecord] = []
        fileprivate var updates: [(MessageID, Kept<SentRecord>)] = []

        /// Where a message just submitted stands.
        ///
        /// - Throws: ``NodeError/outboxFull(limit:)``.
        func item(_ id: MessageID) throws -> OutboxItem {
            var found: OutboxItem?
            for effect in effects {
                if case .refused(id, let limit) = effect {
                    throw NodeError.outboxFull(limit: limit)
                }
                if case .persist(let item) = effect, item.id == id { found = item }
            }
            guard let found else { throw NodeError.messageUnknown(text: id.hex) }
            return found
        }
    }

    /// What is to be noted about a message in the same commit.
    struct SentNote {
        let message: MessageID
        /// A row that what is noted names.
        var row: VaultRow?
        let note: (inout SentRecord) -> Void
    }

    /// - Parameter submitted: a message whose row the caller writes itself.
    func step(
        _ event: OutboxMachine.Event, besides submitted: MessageID? = nil,
        noting note: SentNote? = nil
    ) throws -> OutboxStep {
        var next = machine
        let effects = next.handle(event, at: clock(), jitter: jitter())
        var step = OutboxStep(machine: next, effects: effects)
        var changed: [MessageID: SentRecord] = [:]
        if let note, var record = memory.sent[note.message]?.value {
            note.note(&record)
            changed[note.message] = record
            if let row = note.row { step.changes.append(.put(row)) }
        }
        for case .persist(let item) in effects where item.id != submitted {
            guard var record = changed[item.id] ?? memory.sent[item.id]?.value else { continue }
            record.take(item)
            changed[item.id] = record
            if case .expired(let at) = item.state {
                step.records.append(try expiryRecord(item.id, at))
            }
        }
        let (updates, changes) = try rows(of: changed)
        step.updates = updates
        step.changes += changes
        return step
    }

    /// The rows of messages that changed, and what makes them durable.
    func rows(
        of changed: [MessageID: SentRecord]
    ) throws -> (updates: [(MessageID, Kept<SentRecord>)], changes: [VaultChange]) {
        var (updates, changes): ([(MessageID, Kept<SentRecord>)], [VaultChange]) = ([], [])
        for (id, record) in changed {
            guard let kept = memory.sent[id] else { continue }
            let (updated, change) = try vault.updated(kept, record)
            changes.append(change)
            updates.append((id, updated))
        }
        return (updates, changes)
    }

    /// Once the step's changes are durable.
    func takeOver(_ step: OutboxStep) {
        for (id, kept) in step.updates {
            memory.sent[id] = kept
            settleAttachments(of: id)
        }
        machine = step.machine
        collect(step.effects)
    }

    /// Nobody took it while it was of use: the ledger tells that too.
    func expiryRecord(_ id: MessageID, _ at: Timestamp) throws -> LedgerRecord {
        var facts = LedgerFacts(.expired, at: at)
        facts.message = id
        facts.originator = actor
        facts.node = node
        return try ledgerRecord(facts)
    }

    /// Takes over what the machine wants done after its changes are durable.
    func collect(_ effects: [OutboxMachine.Effect]) {
        for effect in effects {
            switch effect {
            case .send(let id, let relay):
                attempts.add(.init(message: id, relay: relay, lane: lane(of: id)))
            case .sleep(let until): alarm = until
            case .persist, .changed, .giveUp, .relayChanged, .refused: break
            }
        }
        bell.ring()
    }

    private func lane(of id: MessageID) -> Precedence {
        memory.sent[id].flatMap { Precedence(rawValue: $0.value.precedence) } ?? .routine
    }

    private func finish(
        _ attempt: AttemptBook.Attempt, _ outcome: AttemptOutcome, accepted: VerifiedReceipt?,
        problem: RelayProblem?
    ) async throws {
        // A relay that says 201 without a receipt that verifies has promised nothing.
        let proven = outcome != .accepted || accepted != nil
        let row = try accepted.map {
            try vault.newBytes($0.note.encoded, in: NodeTable.receiptNotes)
        }
        try await apply(
            .attemptEnded(
                attempt.message, over: attempt.relay, proven ? outcome : .temporarilyFailed),
            noting: SentNote(message: attempt.message, row: row) { record in
                record.lastProblem = proven ? problem : RelayProblem(.unproven)
                guard let accepted, let row else { return }
                record.note(custodian: attempt.relay, at: accepted.receipt.time)
                record.keepReceipt(in: row)
            })
    }

    func submit(
        _ envelope: [UInt8], in lane: Precedence, over link: RelayLink
    ) async -> (AttemptOutcome, receipt: [UInt8]?, problem: RelayProblem?) {
        do throws(CarrierError) {
            switch try await link.client.submit(envelope, precedence: lane) {
            case .accepted(let receipt): return (.accepted, receipt, nil)
            case .refused(let problem):
                return (AttemptOutcome(problem), nil, RelayProblem(problem))
            }
        } catch {
            return (.temporarilyFailed, nil, RelayProblem(error))
        }
    }

    /// The relay's word that it took the message; `nil` unless its own key signed that.
    func accepted(
        _ bytes: [UInt8], _ message: MessageID, _ link: RelayLink
    ) -> VerifiedReceipt? {
        let issuer = ReceiptIssuer.relay(link.id)
        guard let note = try? SignedNote(parsing: bytes),
            let verified = try? note.verifiedReceipt(keyOf: {
                $0 == issuer ? link.receiptKey : nil
            }), verified.receipt.kind == .accepted,
            verified.receipt.items.contains(where: { $0.message == message })
        else { return nil }
        return verified
    }

    private func sealedEnvelope(
        of message: MessageID, _ record: SentRecord
    ) async throws -> [UInt8]? {
        if let (id, bytes) = justSealed, id == message {
            justSealed = nil
            return bytes
        }
        return try await envelope(of: record)
    }

    /// The framed envelope as it was sealed.
    func envelope(of record: SentRecord) async throws -> [UInt8]? {
        let id = try VaultRowID(bytes: Hex.decode(record.envelopeRow))
        guard let row = try await store.row(id, in: NodeTable.envelopes) else { return nil }
        return try vault.bytes(of: row)
    }

    func noteReached(_ relay: RelayID, problem: RelayProblem?) {
        guard let index = relays.firstIndex(where: { $0.id == relay }) else { return }
        if relays[index].problem != nil, problem == nil { transfersMayGo() }
        relays[index].problem = problem
        if problem == nil { relays[index].lastReached = clock() }
    }

    /// It answered a question about the region: a problem with its mailbox is another matter.
    func noteAnswered(_ relay: RelayID) {
        guard let index = relays.firstIndex(where: { $0.id == relay }),
            relays[index].problem == nil
        else { return }
        relays[index].lastReached = clock()
    }
}

extension AttemptOutcome {
    /// What a relay's refusal means for trying again.
    init(_ problem: Problem) {
        switch problem.kind {
        case .denied, .nodeCeiling, .notYours: self = .denied
        case .expired: self = .expired
        case .rateLimited, .overloaded: self = .busy(problem, of: .lane)
        case .storeFull, .storeUnavailable, .stopping:
            self = .busy(problem, of: problem.recipient == nil ? .relay : .message)
        case .viewMissing, .internalError, .peerUnknown, nil: self = .temporarilyFailed
        default: self = .rejected
        }
    }

    private static func busy(_ problem: Problem, of scope: BusyScope) -> AttemptOutcome {
        .busy(retryAfterSeconds: Int64(problem.retryAfterSeconds ?? 1), of: scope)
    }
}
