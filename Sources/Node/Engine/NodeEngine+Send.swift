import Delivery
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Pictures
import Policies
import Primitives
import Registry
import Sealing
import Storage

extension NodeEngine {
    /// Decides, seals, keeps, and makes the first attempt at once.
    ///
    /// When it returns with an id, the message is in the outbox and survives a power cut.
    ///
    /// - Throws: ``NodeError``, `PicturesError`, `StorageError`. A denial is a reply, not an error.
    package func send(_ order: SendOrder) async throws -> SendReply {
        var order = order
        if order.exercise == nil, order.status == StatusKind.exercise.rawValue {
            order.exercise = try onlyExercise().text
        }
        let function = try order.function.map { try FunctionID($0) }
        let person = try await proven(order.person, as: function)
        try requirePerson(person, behind: function)
        // What she showed is not needed again.
        let justification = order.person?.justification
        order.person = nil
        var draft = try MessageDraft(
            order, from: actor, under: regionView().policy.policy, at: clock())
        draft.person = person
        draft.justification = justification
        return try await send(draft)
    }

    /// Of what has been read, for a person who is known already.
    func send(_ draft: MessageDraft) async throws -> SendReply {
        let isUrgent = Precedence(rawValue: draft.order.precedence)?.isUrgent == true
        let result = try await prepared(draft, isUrgent: isUrgent)
        guard case .queued(let id) = result else { return result.reply }
        try await untilAttempted(id)
        return try reply(for: id)
    }

    /// The exercise that is meant when none is named.
    ///
    /// - Throws: ``NodeError/exerciseUnclear(underWay:)``.
    private func onlyExercise() throws -> ExerciseID {
        let now = clock()
        let underWay = try regionView().policy.exercises.values.filter {
            $0.isOpen(at: now)
        }
        guard let only = underWay.first, underWay.count == 1 else {
            throw NodeError.exerciseUnclear(underWay: underWay.map(\.id).sorted())
        }
        return only.id
    }

    /// What preparing came to.
    enum Prepared {
        case queued(MessageID)
        case answered(SendReply)

        var reply: SendReply {
            switch self {
            case .answered(let reply): reply
            case .queued(let id):
                SendReply(id: id.hex, state: "queued", recipients: [], denied: [], problem: nil)
            }
        }
    }

    /// Attachments are sealed first, beside everything else; the message follows in one step. Where
    /// policy changed in between, both are made anew.
    func prepared(_ draft: MessageDraft, isUrgent: Bool) async throws -> Prepared {
        while true {
            try requireClock()
            let attachments = try await sealedAttachments(of: draft)
            let result: Prepared?
            do {
                result = try await exclusively(isUrgent: isUrgent) { engine in
                    try await engine.prepare(draft, attachments)
                }
            } catch {
                if let attachments { release(attachments) }
                throw error
            }
            if let attachments { release(attachments) }
            if let result { return result }
        }
    }

    /// - Returns: `nil` when what was sealed is not for the message as policy has it now.
    private func prepare(
        _ draft: MessageDraft, _ attachments: SealedAttachments?
    ) async throws -> Prepared? {
        try requireClock()
        let view = try regionView()
        let resolved = try draft.resolved(in: view, node: self)
        let permitted = resolved.permitted
        let admission: Admission
        do { admission = try await admit(draft, resolved.core.label) } catch NodeError.personDenied(
            let gates)
        {
            let own = DeniedRecipient(actor: actor.text, gates: gates)
            return .answered(
                SendReply(
                    id: nil, state: "denied", recipients: [], denied: [own] + resolved.denied,
                    problem: nil))
        }
        if !draft.mayGo(resolved) {
            return .answered(
                SendReply(
                    id: nil, state: "denied", recipients: [], denied: resolved.denied, problem: nil)
            )
        }
        if draft.order.dryRun {
            return .answered(
                SendReply(
                    id: nil, state: "dry-run", recipients: permitted.map(\.text),
                    denied: resolved.denied, problem: nil))
        }
        if !draft.attachments.isEmpty, attachments?.fit(resolved.core) != true { return nil }
        return .queued(try await seal(draft, resolved, attachments, admission))
    }

    /// Lets a person send, or not; a rehearsal leaves no trace.
    private func admit(_ draft: MessageDraft, _ label: Label) async throws -> Admission {
        let act = PersonAct(
            label: label, originator: actor, isOpaque: draft.isOpaque, message: nil,
            justification: draft.justification)
        return draft.order.dryRun
            ? try admission(of: draft.person, to: act)
            : try await recordedAdmission(of: draft.person, to: act)
    }

    private func seal(
        _ draft: MessageDraft, _ resolved: ResolvedDraft, _ attachments: SealedAttachments?,
        _ admission: Admission
    ) async throws -> MessageID {
        var counters = CounterBook(memory.counters)
        var core = resolved.core
        let recipients: [SlotRecipient]
        if core.suite.seals {
            recipients = try resolved.permitted.map { recipient in
                guard let key = resolved.wrappingKeys[recipient] else {
                    throw NodeError.sealing(.keyMissing(recipient))
                }
                return SlotRecipient(
                    key: key, counter: counters.next(StreamName.wrapped(to: recipient, core.label)))
            }
        } else {
            recipients = []
            core.counter = counters.next(StreamName.open(core.label))
        }
        // An open message has no keys, and its core has got its counter only now.
        let keying = core.suite.seals ? attachments?.keying : nil
        let sealer = try MessageSealer(
            keying ?? MessageKeying(core), recipients: recipients, now: clock(), random: random)
        let (head, content) = try sealer.seal(
            draft.order.body, draft.description(), keys: resolved.signingKeys,
            attachments: attachments?.files.map(\.reference) ?? [])
        let id = try ReceivedEnvelope(head: head).id
        let framed = EnvelopeFraming.opening(of: head) + content
        let use = try limitedUseRow(admission, id, core.label)
        var changes = use.map { [$0.change] } ?? []
        var resolved = resolved
        if let asked = admission.question {
            let kept = try kept(asked)
            resolved.question.admission = kept.admission
            changes += kept.changes
        }
        try await keep(
            id, draft, resolved, core, framed, counters, attachments, besides: changes)
        if let use { memory.roster.limitedUses.append(use.kept) }
        return id
    }

    private func keep(
        _ id: MessageID, _ draft: MessageDraft, _ resolved: ResolvedDraft, _ core: MessageCore,
        _ framed: [UInt8], _ counters: CounterBook, _ attachments: SealedAttachments?,
        besides more: [VaultChange]
    ) async throws {
        let envelope = try vault.newBytes(framed, in: NodeTable.envelopes)
        let needed = resolved.releasesNeeded
        var record = SentRecord(
            id: id.hex, kind: core.kind.rawValue, label: core.label.text,
            level: core.label.level.name, subject: draft.subject,
            precedence: core.precedence.rawValue, createdMs: core.created.milliseconds,
            expiresMs: core.label.expires.milliseconds,
            recipients: resolved.permitted.map(\.text), denied: resolved.denied,
            supersedes: draft.order.supersedes, envelopeRow: Hex.encode(envelope.id.bytes),
            delivery: SentDelivery(state: .awaitingRelease, sequence: 0, failedRounds: 0),
            releasedBy: [], releasesNeeded: needed, track: [:], isOpaque: draft.isOpaque,
            attachments: attachments?.files.map(SentAttachment.init))
        record.note(.expected, by: record.recipients, at: core.created)
        // In one commit with the message: a machine that stops in between would leave a message that
        // nobody sends.
        let departure =
            needed == 0 && draft.canary == nil
            ? try departure(of: id, core, record, bytes: framed.count) : nil
        if let carrier = draft.canary {
            record.delivery.state = .cancelled
            record.canary = carrier.rawValue
        }
        if let departure { try record.take(departure, of: id) }
        let (kept, put) = try vault.new(record, in: NodeTable.sent)
        let (counterChanges, counterRows) = try counters.changes(vault)
        try await commit(
            [.put(envelope), put] + counterChanges + more + (departure?.changes ?? []),
            recording: [sentRecord(id, core, by: draft.person, resolved)]
                + (departure?.records ?? []))
        memory.sent[id] = kept
        for row in counterRows { memory.counters[row.value.stream] = row }
        if let departure {
            justSealed = (id, framed)
            try await takeOver(departure)
        }
    }

    func submission(of id: MessageID, _ core: MessageCore) throws -> OutboxStep {
        try step(
            .submitted(id, precedence: core.precedence, expires: core.label.expires), besides: id)
    }

    private func sentRecord(
        _ id: MessageID, _ core: MessageCore, by person: PersonAtNode?, _ resolved: ResolvedDraft
    ) throws -> LedgerRecord {
        var facts = LedgerFacts(.sent, at: clock())
        facts.message = id
        facts.person = person?.standing.id
        facts.originator = actor
        facts.node = node
        try facts.setHandling(
            level: core.label.level.name, status: core.label.status.kind.rawValue)
        try facts.setRecipients(resolved.permitted)
        try facts.setQuestion(resolved.question)
        return try ledgerRecord(facts)
    }

    /// The state of a message just sent.
    func reply(for id: MessageID) throws -> SendReply {
        guard let record = memory.sent[id]?.value else {
            throw NodeError.messageUnknown(text: id.hex)
        }
        return SendReply(
            id: id.hex, state: record.delivery.state.rawValue, recipients: record.recipients,
            denied: record.denied, problem: record.lastProblem)
    }
}

/// Our own numbers in the streams others count.
struct CounterBook {
    private var rows: [String: Kept<CounterRecord>]
    private var drawn: [String: UInt64] = [:]

    init(_ rows: [String: Kept<CounterRecord>]) { self.rows = rows }

    mutating func next(_ stream: String) -> UInt64 {
        let value = (drawn[stream] ?? rows[stream]?.value.last ?? 0) + 1
        drawn[stream] = value
        return value
    }

    func changes(_ vault: Vault) throws -> ([VaultChange], [Kept<CounterRecord>]) {
        var changes: [VaultChange] = []
        var kept: [Kept<CounterRecord>] = []
        for (stream, last) in drawn {
            let record = CounterRecord(stream: stream, last: last)
            let (row, change) =
                if let known = rows[stream] { try vault.updated(known, record) } else {
                    try vault.new(record, in: NodeTable.counters)
                }
            changes.append(change)
            kept.append(row)
        }
        return (changes, kept)
    }
}

/// How a stream is named in the vault.
enum StreamName {
    static func wrapped(to recipient: ActorID, _ label: Label) -> String {
        "wrap/\(recipient)/\(label.level)/\(label.status.kind.rawValue)"
    }

    static func open(_ label: Label) -> String {
        let clauses = label.audience.clauses.map { $0.terms.map(\.text).joined(separator: "|") }
        return "open/\(clauses.joined(separator: "&"))/\(label.status.kind.rawValue)"
    }
}
