import Carriers
import Delivery
import Handover
import Identity
import Labels
import Ledger
import Policies
import Storage

extension NodeEngine {
    /// What an event comes to on the ladder, of which nothing is durable yet.
    struct LadderStep {
        fileprivate let machine: FailoverMachine
        fileprivate let effects: [FailoverMachine.Effect]
        /// For rows that are kept already.
        fileprivate(set) var changes: [VaultChange] = []
        fileprivate(set) var records: [LedgerRecord] = []
        fileprivate var updates: [(MessageID, Kept<SentRecord>)] = []

        /// Where a message just submitted stands.
        ///
        /// - Throws: ``NodeError/outboxFull(limit:)``.
        func state(_ id: MessageID) throws -> ParcelState {
            var found: ParcelState?
            for effect in effects {
                if case .refused(id, let limit) = effect {
                    throw NodeError.outboxFull(limit: limit)
                }
                if case .persist(let state) = effect, state.parcel.id == id { found = state }
            }
            guard let found else { throw NodeError.messageUnknown(text: id.hex) }
            return found
        }
    }

    /// Feeds the ladder and makes what it asks for durable.
    func feedLadder(_ event: FailoverMachine.Event) async throws {
        try await exclusively { engine in try await engine.applyToLadder(event) }
    }

    /// Within an exclusive section.
    func applyToLadder(
        _ event: FailoverMachine.Event, noting note: SentNote? = nil
    ) async throws {
        let step = try ladderStep(event, noting: note)
        if !step.changes.isEmpty { try await commit(step.changes, recording: step.records) }
        try await takeOver(step)
    }

    /// - Parameter submitted: a message whose row the caller writes itself.
    func ladderStep(
        _ event: FailoverMachine.Event, besides submitted: MessageID? = nil,
        noting note: SentNote? = nil
    ) throws -> LadderStep {
        var next = failover
        let effects = next.handle(event, at: clock(), jitter: jitter())
        var step = LadderStep(machine: next, effects: effects)
        var changed: [MessageID: SentRecord] = [:]
        if let note, var record = memory.sent[note.message]?.value {
            note.note(&record)
            changed[note.message] = record
        }
        for effect in effects {
            switch effect {
            case .persist(let state) where state.parcel.id != submitted:
                let id = state.parcel.id
                guard var record = changed[id] ?? memory.sent[id]?.value else { continue }
                record.take(state)
                changed[id] = record
            case .giveUp(let id):
                guard var record = changed[id] ?? memory.sent[id]?.value else { continue }
                record.expire(at: clock())
                changed[id] = record
                step.records.append(try expiryRecord(id, clock()))
            default: break
            }
        }
        (step.updates, step.changes) = try rows(of: changed)
        return step
    }

    /// Once the step's changes are durable. What goes to the relays is handed to the outbox here; a
    /// machine that stops in between hands it over at its next start.
    func takeOver(_ step: LadderStep) async throws {
        for (id, kept) in step.updates { memory.sent[id] = kept }
        failover = step.machine
        var failure: (any Error)?
        for effect in step.effects {
            switch effect {
            case .send(let id, .relays, _):
                do { try await handToRelays(id) } catch { failure = failure ?? error }
            case .send(let id, let rung, let isLate):
                ladderBook.add(.init(message: id, rung: rung, isLate: isLate))
            case .probe(let rung): ladderBook.add(probeOf: rung)
            case .sleep(let until): ladderAlarm = until
            case .persist, .rungChanged, .giveUp, .refused: break
            }
        }
        bell.ring()
        if let failure { throw failure }
    }

    /// What ended with the relays already is told; the rest they are to take. Where that cannot be
    /// kept, it is handed over once more later.
    private func handToRelays(_ id: MessageID) async throws {
        guard let record = memory.sent[id]?.value,
            let precedence = Precedence(rawValue: record.precedence)
        else { return }
        let expires = Timestamp(clampingMilliseconds: record.expiresMs)
        do {
            if let outcome = AttemptOutcome(record.delivery) {
                try await applyToLadder(.attemptEnded(id, over: .relays, outcome))
            } else {
                try await apply(.submitted(id, precedence: precedence, expires: expires))
            }
        } catch {
            untold.ladder.append(.attemptLost(id, over: .relays))
            throw error
        }
    }

    /// Tells the ladder how messages ended with the relays. Within an exclusive section.
    func tellLadder(of effects: [OutboxMachine.Effect]) async throws {
        for case .changed(let id, let state) in effects where failover.holds(id) {
            guard let outcome = AttemptOutcome(state) else { continue }
            do { try await applyToLadder(.attemptEnded(id, over: .relays, outcome)) } catch {
                untold.ladder.append(.attemptLost(id, over: .relays))
                throw error
            }
        }
    }

    /// Tells the ladder whom everybody has signed for. Within an exclusive section.
    func tellLadder(signed records: [MessageID: Kept<SentRecord>]) async throws {
        for (id, kept) in records where failover.holds(id) && kept.value.isSignedForByAll {
            try await applyToLadder(.confirmed(id))
        }
    }

    /// Lets the ladder look at the clock, at what policy says now and at how the relays fare.
    package func tendLadder() async throws {
        let now = clock()
        let traits = ladder.traits(under: material.view(at: now)?.policy, at: now)
        if traits != failover.ladder { try await feedLadder(.ladderChanged(traits)) }
        let (areUp, known) = (areRelaysUp, failover.health(of: .relays))
        if let known, known.isUp != areUp || (!known.isTried && areRelaysTried) {
            try await feedLadder(.observed(.relays, isUp: areUp))
        }
        guard let ladderAlarm, ladderAlarm <= clock() else { return }
        self.ladderAlarm = nil
        do { try await feedLadder(.tick) } catch {
            self.ladderAlarm = self.ladderAlarm ?? ladderAlarm
            throw error
        }
    }

    private var areRelaysUp: Bool {
        relays.contains { machine.isUp($0.id) && $0.problem == nil }
    }

    private var areRelaysTried: Bool {
        relays.contains { $0.lastReached != nil || $0.problem != nil }
    }
}

extension AttemptOutcome {
    /// The same of one whose end is stored.
    fileprivate init?(_ delivery: SentDelivery) {
        switch delivery.state {
        case .accepted, .delivered: self = .accepted
        case .denied: self = .denied
        case .rejected: self = .rejected
        case .awaitingRelease, .queued, .waiting, .published, .expired, .cancelled: return nil
        }
    }

    /// How a message ended with the relays; `nil` while it has not, or when it was called back.
    fileprivate init?(_ state: OutboxState) {
        switch state {
        case .accepted: self = .accepted
        case .denied: self = .denied
        case .rejected: self = .rejected
        case .expired: self = .expired
        case .queued, .waiting, .cancelled: return nil
        }
    }
}
