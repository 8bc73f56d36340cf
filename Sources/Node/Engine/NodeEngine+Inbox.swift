import Envelopes
import Identity
import Labels
import Ledger
import Pictures
import Policies
import Registers
import Storage

extension NodeEngine {
    /// What is urgent and nobody has opened first, flash before immediate; then the newest first.
    package func inbox() -> [InboxLine] {
        let closed = closedToStrangers
        return memory.shown.map { (place: InboxPlace($0), line: $0) }
            .sorted { $0.place < $1.place }.map { InboxLine($0.line, withholding: closed) }
    }

    /// Shows a message to a person: the first time, that is an *opened* receipt.
    ///
    /// - Parameter claim: who she says she is; needed where policy asks for it.
    /// - Throws: ``NodeError/messageUnknown(text:)``, ``NodeError/messageAmbiguous(text:count:)``,
    ///   ``NodeError/personDenied(_:)``, `RosterError.signInRefused`.
    package func show(
        _ prefix: String, by claim: PersonClaim? = nil
    ) async throws -> InboxMessage {
        let id = try received(prefix)
        let person = try await proven(claim)
        let body = try await exclusively { engine in
            try await engine.opened(id, by: person, claim?.justification)
        }
        return try inboxMessage(id, body)
    }

    /// What a message says, for a person who may have it and now counts as having seen it. Within an
    /// exclusive section.
    ///
    /// - Throws: ``NodeError/personDenied(_:)``, ``NodeError/messageUnknown(text:)``.
    func opened(
        _ id: MessageID, by person: PersonAtNode?, _ justification: String?
    ) async throws -> [UInt8] {
        let admission = try await admit(person, to: id, justification)
        let body = try await body(of: id)
        try await mark(id, .opened, by: admission) {
            $0.openedMs == nil
        } set: {
            $0.openedMs = $1
        }
        return body
    }

    func inboxMessage(_ id: MessageID, _ body: [UInt8]) throws -> InboxMessage {
        guard let record = memory.received[id]?.value else {
            throw NodeError.messageUnknown(text: id.hex)
        }
        let payload = try? PayloadReader.received(
            body, mediaType: MediaType(record.mediaType), name: record.fileName,
            source: record.originator)
        return InboxMessage(
            line: InboxLine(record), label: record.label, mediaType: record.mediaType,
            fileName: record.fileName, body: body,
            text: record.isOpaque
                ? nil
                : InboxMessage.Reading(
                    sv: payload?.rendering(.swedish) ?? "", en: payload?.rendering(.english) ?? ""),
            attachments: attachmentLines(of: record))
    }

    /// A person confirms it.
    ///
    /// - Throws: as ``show(_:)``.
    package func acknowledge(
        _ prefix: String, by claim: PersonClaim? = nil
    ) async throws -> InboxLine {
        let id = try received(prefix)
        let person = try await proven(claim)
        try await exclusively { engine in
            let admission = try await engine.admit(person, to: id, claim?.justification)
            try await engine.mark(id, .acknowledged, by: admission) {
                $0.acknowledgedMs == nil
            } set: {
                $0.acknowledgedMs = $1
                $0.openedMs = $0.openedMs ?? $1
            }
        }
        guard let record = memory.received[id]?.value else {
            throw NodeError.messageUnknown(text: prefix)
        }
        return InboxLine(record)
    }

    /// Resolves a prefix of at least 8 characters among what was received.
    ///
    /// - Throws: ``NodeError/quarantined(_:)`` for what nobody is to act on.
    func received(_ prefix: String) throws -> MessageID {
        let shown = memory.received.lazy.filter { $0.value.value.isForPersons }.map(\.key)
        let id = try unique(prefix, among: shown)
        if memory.received[id]?.value.quarantinedMs != nil { throw NodeError.quarantined(id) }
        return id
    }

    func sentMessage(_ prefix: String) throws -> MessageID {
        try unique(prefix, among: memory.sent.keys)
    }

    func unique(
        _ prefix: String, among ids: some Sequence<MessageID>
    ) throws -> MessageID {
        guard prefix.utf8.count >= Self.prefixMinCharacters else {
            throw NodeError.messageUnknown(text: prefix)
        }
        let matches = ids.filter { $0.hex.hasPrefix(prefix.lowercased()) }
        guard let match = matches.first else { throw NodeError.messageUnknown(text: prefix) }
        guard matches.count == 1 else {
            throw NodeError.messageAmbiguous(text: prefix, count: matches.count)
        }
        return match
    }

    static let prefixMinCharacters = 8

    func body(of id: MessageID) async throws -> [UInt8] {
        guard let record = memory.received[id]?.value,
            let status = StatusKind(rawValue: record.status),
            let row = try await store.row(
                VaultRowID(bytes: Hex.decode(record.bodyRow)), in: NodeTable.bodies(status))
        else { throw NodeError.messageUnknown(text: id.hex) }
        return try vault.bytes(of: row)
    }

    /// Lets a person have a received message, or not. Within an exclusive section.
    ///
    /// - Throws: ``NodeError/personDenied(_:)``, ``NodeError/messageUnknown(text:)``.
    func admit(
        _ person: PersonAtNode?, to id: MessageID, _ justification: String?
    ) async throws -> Admission {
        guard let record = memory.received[id]?.value else {
            throw NodeError.messageUnknown(text: id.hex)
        }
        return try await recordedAdmission(
            of: person,
            to: PersonAct(
                label: try Label(text: record.label),
                originator: try ActorID(record.originator), isOpaque: record.isOpaque,
                message: id,
                justification: justification))
    }

    /// Notes an act of a person once, with a ledger entry and a receipt only the originator can
    /// read, in one commit; and once more in the ledger for each person who has signed in to see it.
    private func mark(
        _ id: MessageID, _ kind: ReceiptKind, by admission: Admission,
        if isNew: (ReceivedRecord) -> Bool, set: (inout ReceivedRecord, Int64) -> Void
    ) async throws {
        guard let kept = memory.received[id],
            let step = try marking(kept, id, kind, by: admission, if: isNew, set: set)
        else { return }
        try await commit(step.batch.changes, recording: step.batch.records)
        memory.absorb(step.batch.memory)
        if let use = step.use { memory.roster.limitedUses.append(use) }
        if let sighting = step.sighting { memory.register.take(sighting) }
        receiptBell.ring()
    }

    /// What the act comes to, of which nothing is durable yet; `nil` when all of it is known.
    private func marking(
        _ kept: Kept<ReceivedRecord>, _ id: MessageID, _ kind: ReceiptKind,
        by admission: Admission, if isNew: (ReceivedRecord) -> Bool,
        set: (inout ReceivedRecord, Int64) -> Void
    ) throws -> Marking? {
        var record = kept.value
        let isFirst = isNew(record)
        if isFirst { set(&record, clock().milliseconds) }
        let person = admission.person?.standing.id
        let isNewToPerson = record.notesSight(by: person)
        let label = try Label(text: record.label)
        let use = try limitedUseRow(admission, id, label)
        let sighting = try isNewToPerson ? sighting(of: person, id, at: label.level) : nil
        guard isFirst || isNewToPerson || use != nil else { return nil }
        let originator = try ActorID(record.originator)
        var batch = ReceiptBatch(memory)
        let (updated, change) = try vault.updated(kept, record)
        batch.changes += [change] + [use?.change, sighting?.change].compactMap { $0 }
        batch.memory.received.put(updated, at: id)
        var facts = LedgerFacts(kind == .opened ? .opened : .acknowledged, at: clock())
        facts.message = id
        facts.originator = originator
        facts.actor = actor
        facts.node = node
        facts.person = person
        batch.changes += try self.record(admission.question, in: &facts)
        batch.records.append(try ledgerRecord(facts))
        batch.records += sighting?.records ?? []
        if isFirst {
            try queueSealed(
                kind, id, label: label, originator: originator, slot: record.slotReference,
                precedence: Precedence(rawValue: record.precedence) ?? .routine, into: &batch)
        }
        return Marking(batch: batch.step, use: use?.kept, sighting: sighting?.kept)
    }

    private struct Marking {
        let batch: ReceiptBatch.Step
        let use: Kept<LimitedUseRecord>?
        let sighting: Kept<RegisterEntry>?
    }
}

extension ReceivedRecord {
    /// Takes note that a person has it before her; whether that is new.
    fileprivate mutating func notesSight(by person: PersonID?) -> Bool {
        guard let person, !(seenBy ?? []).contains(person) else { return false }
        seenBy = (seenBy ?? []) + [person]
        return true
    }
}

/// Where a message stands in the inbox: urgent ones leave the top when they have been opened.
struct InboxPlace: Comparable {
    private let lane: Precedence
    private let receivedMs: Int64

    init(_ record: ReceivedRecord) {
        let precedence = Precedence(rawValue: record.precedence) ?? .routine
        lane = precedence.isUrgent && record.openedMs == nil ? precedence : .routine
        receivedMs = record.receivedMs
    }

    static func < (left: InboxPlace, right: InboxPlace) -> Bool {
        (left.lane, right.receivedMs) < (right.lane, left.receivedMs)
    }
}

extension InboxLine {
    init(_ record: ReceivedRecord) {
        id = record.id
        from = record.originator
        function = record.function
        kind = record.kind
        level = record.level
        status = record.status
        marking =
            record.marking ?? (try? Label(text: record.label)).map { Marking($0).line }
            ?? record.level
        precedence = record.precedence
        subject = record.subject
        created = Timestamp(clampingMilliseconds: record.createdMs)
        received = Timestamp(clampingMilliseconds: record.receivedMs)
        opened = record.openedMs.map { Timestamp(clampingMilliseconds: $0) }
        acknowledged = record.acknowledgedMs.map { Timestamp(clampingMilliseconds: $0) }
        supersededBy = record.supersededBy
        gapNoticed = record.gapNoticed
        isOpaque = record.isOpaque
        attachments = record.attachments?.count ?? 0
        quarantined = record.quarantinedMs.map { Timestamp(clampingMilliseconds: $0) }
        attachmentsPending = record.attachments?.count(where: \.isPending) ?? 0
        isSubjectWithheld = false
    }

    /// What anybody at the node may see: the subject is part of the content.
    ///
    /// - Parameter closed: see ``NodeEngine/closedToStrangers``.
    init(_ record: ReceivedRecord, withholding closed: Set<String>) {
        self.init(record)
        isSubjectWithheld = !isOpaque && closed.contains("\(record.level)/\(record.status)")
        if isSubjectWithheld { subject = "" }
    }
}
