import Auditing
package import Carriers
import Delivery
import Envelopes
import Handover
package import Identity
import Labels
import Ledger
import Notes
import Pictures
import Policies
import Primitives
import Registry
import Sealing
import Storage

extension NodeEngine {
    /// Reads one page of the mailbox, keeps all of it durably with the cursor behind it, and hands
    /// the receipts in.
    ///
    /// - Returns: how many entries came.
    /// - Throws: ``NodeError/clockDiffers(_:secondsAhead:)``, and nothing was taken in;
    ///   `CarrierError`, `StorageError`.
    package func receive(from relay: RelayID, waitSeconds: Int) async throws -> Int {
        guard let link = relays.first(where: { $0.id == relay }) else { return 0 }
        let cursor = memory.cursors[relay.text]?.value.cursor
        let answer: MailboxAnswer
        do throws(CarrierError) {
            answer = try await page(of: link.client, after: cursor, waitSeconds: waitSeconds)
        } catch {
            noteReached(relay, problem: RelayProblem(error))
            throw error
        }
        // Under a wrong clock good messages would be refused for good; the relay keeps them.
        try requireClock(over: relay)
        noteReached(relay, problem: nil)
        guard !answer.entries.isEmpty || answer.cursor != cursor else { return 0 }
        try await take(answer, from: relay)
        if !answer.entries.isEmpty {
            arrived()
            receiptBell.ring()
        }
        try await feed(.relayReached(relay))
        return answer.entries.count
    }

    /// A relay that was restored from a backup does not know our cursor: we read from the beginning
    /// and pass over what we have.
    private func page(
        of client: RelayClient, after cursor: String?, waitSeconds: Int
    ) async throws(CarrierError) -> MailboxAnswer {
        do throws(CarrierError) {
            return try await client.mailbox(
                after: cursor, waitSeconds: waitSeconds, entriesMax: Self.pageEntriesMax)
        } catch {
            guard cursor != nil, case .refused(let problem) = error,
                problem.kind == .cursorInvalid
            else { throw error }
            return try await client.mailbox(
                after: nil, waitSeconds: waitSeconds, entriesMax: Self.pageEntriesMax)
        }
    }

    /// What is flash waits at most for as many routine messages to be taken in.
    package static let pageEntriesMax = 256

    /// Takes one page in, whatever of it was known already.
    package func take(_ answer: MailboxAnswer, from relay: RelayID) async throws {
        try await exclusively { engine in try await engine.takeAlone(answer, from: relay) }
    }

    /// Everything one page changes, in one commit.
    private func takeAlone(_ answer: MailboxAnswer, from relay: RelayID) async throws {
        var step = try taking(answer, from: relay)
        let cursor = CursorRecord(relay: relay.text, cursor: answer.cursor)
        let (kept, change) =
            if let known = memory.cursors[relay.text] { try vault.updated(known, cursor) } else {
                try vault.new(cursor, in: NodeTable.cursors)
            }
        step.changes.append(change)
        try await commit(step.changes, recording: step.records)
        memory.absorb(step.memory)
        memory.cursors[relay.text] = kept
        try await tellLadder(signed: step.memory.sent)
        for id in step.memory.received.keys { queueFetches(of: id) }
    }

    /// What a page comes to, of which nothing is durable yet.
    private func taking(
        _ answer: MailboxAnswer, from relay: RelayID
    ) throws -> ReceiptBatch.Step {
        var batch = ReceiptBatch(memory)
        for entry in answer.entries {
            switch entry.kind {
            case .message: _ = try take(message: entry.bytes, by: .relay(relay), into: &batch)
            case .deliveredReceipt: _ = try take(deliveredNote: entry.bytes, into: &batch)
            case .sealedReceipt: _ = try take(sealed: entry, into: &batch)
            case .custodyReceipt: _ = try take(custodyNote: entry.bytes, into: &batch)
            case .supplement: break
            }
        }
        try batch.conclude(self)
        return batch.step
    }

    // MARK: Messages

    func take(
        message bytes: [UInt8], by way: ArrivalWay, into batch: inout ReceiptBatch
    ) throws -> ArrivalFate {
        let received: ReceivedEnvelope
        let content: [UInt8]
        do { (received, content) = try EnvelopeFraming.split(bytes) } catch {
            return .refused(try refuse(nil, ArrivalDefect(error), into: &batch))
        }
        // The same message twice is harmless.
        if let known = batch.memory.received[received.id] {
            try signAgain(for: known, received.id, by: way, into: &batch)
            return .known
        }
        do {
            let arrival = try opened(received, content, by: way, knowing: batch.memory)
            if arrival.envelope.core.kind == .heartbeat {
                try hear(arrival, into: &batch)
            } else {
                try keep(arrival, by: way, into: &batch)
            }
            return .new
        } catch let refusal as ArrivalRefusal {
            return .refused(
                try refuse(
                    received, refusal.reason, gates: refusal.gates, answering: refusal.question,
                    into: &batch))
        }
    }

    /// A message that verified, was permitted and opened.
    struct Arrival {
        let envelope: VerifiedEnvelope
        let question: RecordedQuestion
        let description: ContentDescription
        let body: [UInt8]
        let counter: UInt64?
        let slot: PlacedSlot?
        let attachments: [ArrivingAttachment]
    }

    struct ArrivalRefusal: Error {
        let reason: ArrivalDefect
        var gates: [DeniedGate] = []
        /// What was asked, where policy denied it.
        var question: RecordedQuestion?
    }

    private func opened(
        _ received: ReceivedEnvelope, _ content: [UInt8], by way: ArrivalWay,
        knowing memory: MemoryDraft
    ) throws -> Arrival {
        guard let view = material.view(at: clock()) else {
            throw ArrivalRefusal(reason: ArrivalDefect(.policyMissing))
        }
        do {
            let envelope = try received.verified(in: view.registry, at: clock())
            let verified = try envelope.verified(content: content)
            let question = try permit(envelope, by: way, knowing: memory, in: view)
            let slot = envelope.slot(of: actor)
            let secrets = try open(slot, of: envelope, in: view)
            let (description, body) = try verified.open(content, secrets: secrets?.secrets)
            let attachments = try ArrivingAttachment.all(
                of: verified, describedBy: description, secrets?.secrets, over: way.relay)
            return Arrival(
                envelope: envelope, question: question, description: description, body: body,
                counter: secrets?.counter, slot: slot, attachments: attachments)
        } catch let error as EnvelopeError {
            throw ArrivalRefusal(reason: ArrivalDefect(error))
        } catch let error as SealingError {
            throw ArrivalRefusal(reason: ArrivalDefect(error))
        }
    }

    /// The receiver's own decision, before anything is opened.
    ///
    /// - Returns: what was asked and answered, for the ledger.
    private func permit(
        _ envelope: VerifiedEnvelope, by way: ArrivalWay, knowing memory: MemoryDraft,
        in view: RegionView
    ) throws -> RecordedQuestion {
        let own = actor
        let circumstances = HandoverCircumstances(
            stage: .receiver, carrier: way.carrier,
            systems: way.systems + [UsedSystem(.receivingNode, ownSystem)],
            source: { memory.source(of: $0, sentBy: own) }, vault: envelope.core.label.status.kind,
            now: clock())
        let request = AccessRequest(envelope, to: actor, circumstances)
        let decision = decide(request, in: view.policy)
        let question = RecordedQuestion(
            request, decision, under: recordedView, viewed: view.registry.time)
        guard decision.isPermitted else {
            throw ArrivalRefusal(
                reason: ArrivalDefect(.denied), gates: decision.failed.map(DeniedGate.init),
                question: question)
        }
        return question
    }

    private func open(
        _ slot: PlacedSlot?, of envelope: VerifiedEnvelope, in view: RegionView
    ) throws -> OpenedSlot? {
        guard envelope.core.suite.seals else { return nil }
        guard let slot else { throw SealingError.slotMissing(actor) }
        guard let key = keys.wrappingKey(slot.slot.keyID) else {
            throw ArrivalRefusal(reason: absence(of: slot.slot.keyID, in: view))
        }
        return try envelope.openSlot(of: actor, with: key)
    }

    private func keep(
        _ arrival: Arrival, by way: ArrivalWay, into batch: inout ReceiptBatch
    ) throws {
        let core = arrival.envelope.core
        let status = core.label.status.kind
        let body = try vault.newBytes(arrival.body, in: NodeTable.bodies(status))
        let payload = try? PayloadReader.received(
            arrival.body, mediaType: MediaType(arrival.description.mediaType),
            name: arrival.description.fileName, source: core.originator.text)
        var record = ReceivedRecord(
            id: arrival.envelope.id.hex, originator: core.originator.text,
            function: core.function?.text, kind: core.kind.rawValue, label: core.label.text,
            marking: Marking(core.label).line, level: core.label.level.name,
            status: status.rawValue,
            precedence: core.precedence.rawValue,
            subject: core.isOpaque ? "" : payload?.subject ?? "",
            mediaType: arrival.description.mediaType, fileName: arrival.description.fileName,
            bodyBytes: arrival.body.count, createdMs: core.created.milliseconds,
            receivedMs: clock().milliseconds, expiresMs: core.label.expires.milliseconds,
            counter: arrival.counter,
            supersedes: core.references.filter { $0.relation == .supersedes }.map(\.message.hex),
            isOpaque: core.isOpaque, bodyRow: Hex.encode(body.id.bytes),
            slotDigest: arrival.slot.map { Hashing.sha256($0.slot.sealed).hex },
            slotKey: arrival.slot?.slot.keyID.hex, arrival: batch.memory.nextArrival)
        record.isReceiptOwed = way.passesReceiptsOn ? nil : true
        record.signedBy = arrival.envelope.head.signatures.map(\.keyID.hex)
        record.gapNoticed = batch.memory.gaps.sighted(record)
        record.attachments = try keep(arrival.attachments, status, into: &batch)
        let (kept, put) = try vault.new(record, in: NodeTable.received(status))
        batch.changes += [.put(body), put]
        batch.memory.arrived(kept, as: arrival.envelope.id)
        batch.deliveredPrecedence = min(batch.deliveredPrecedence, core.precedence)
        try markSuperseded(by: record, core.originator, into: &batch)
        let addressee = ReceiptAddressee(originator: core.originator, status: status)
        batch.delivered[addressee, default: []].append(
            ReceiptItem(arrival.envelope.id, slot: record.slotReference))
        try batch.record(self, .delivered, arrival.envelope, arrival.question)
    }

    /// The originator alone may supersede its own: policy decided that before we came here.
    private func markSuperseded(
        by record: ReceivedRecord, _ originator: ActorID, into batch: inout ReceiptBatch
    ) throws {
        for old in record.supersedes {
            guard let id = try? MessageID(hex: old), let kept = batch.memory.received[id] else {
                continue
            }
            var superseded = kept.value
            superseded.supersededBy = record.id
            let (updated, change) = try vault.updated(kept, superseded)
            batch.changes.append(change)
            batch.memory.received.put(updated, at: id)
        }
    }

    private func refuse(
        _ received: ReceivedEnvelope?, _ reason: ArrivalDefect, gates: [DeniedGate] = [],
        answering question: RecordedQuestion? = nil, into batch: inout ReceiptBatch
    ) throws -> RefusedRecord {
        let record = RefusedRecord(
            id: received?.id.hex ?? "", originator: received?.core.originator.text ?? "",
            reason: reason, gates: gates, receivedMs: clock().milliseconds)
        // Refused again for the same reason: it has been told.
        if received != nil, (memory.refused + batch.memory.refused).contains(where: record.repeats)
        {
            return record
        }
        let (kept, put) = try vault.new(record, in: NodeTable.refused)
        batch.changes.append(put)
        batch.memory.refused.append(kept)
        guard let received else { return record }
        var facts = LedgerFacts(.refused, at: clock())
        facts.message = received.id
        facts.originator = received.core.originator
        facts.actor = actor
        facts.node = node
        let label = received.core.label
        try facts.setHandling(level: label.level.name, status: label.status.kind.rawValue)
        try facts.setGates(gates.map { try GateOutcome(gate: $0.id, holds: false) })
        if let question { try facts.setQuestion(question) }
        batch.records.append(try ledgerRecord(facts))
        try queueSealed(
            .refused, received.id, label: received.core.label,
            originator: received.core.originator, slot: nil,
            precedence: received.core.precedence, into: &batch)
        return record
    }
}

extension RefusedRecord {
    fileprivate func repeats(_ earlier: Kept<RefusedRecord>) -> Bool {
        earlier.value.id == id && earlier.value.reason == reason
            && earlier.value.gates.map(\.id) == gates.map(\.id)
    }
}
