import Envelopes
import Identity
import Labels
import Ledger
import Pictures
import Storage

extension NodeEngine {
    /// What is urgent and nobody has opened first, flash before immediate; then the newest first.
    package func inbox() -> [InboxLine] {
        memory.received.values.map { (place: InboxPlace($0.value), line: $0.value) }
            .sorted { $0.place < $1.place }.map { InboxLine($0.line) }
    }

    /// Shows a message to a person: the first time, that is an *opened* receipt.
    ///
    /// - Throws: ``NodeError/messageUnknown(text:)``, ``NodeError/messageAmbiguous(text:count:)``.
    package func show(_ prefix: String) async throws -> InboxMessage {
        let id = try received(prefix)
        let body = try await body(of: id)
        try await exclusively { engine in
            try await engine.mark(id, .opened) {
                $0.openedMs == nil
            } set: {
                $0.openedMs = $1
            }
        }
        guard let record = memory.received[id]?.value else {
            throw NodeError.messageUnknown(text: prefix)
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
    package func acknowledge(_ prefix: String) async throws -> InboxLine {
        let id = try received(prefix)
        try await exclusively { engine in
            try await engine.mark(id, .acknowledged) {
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
        let id = try unique(prefix, among: memory.received.keys)
        if memory.received[id]?.value.quarantinedMs != nil { throw NodeError.quarantined(id) }
        return id
    }

    func sentMessage(_ prefix: String) throws -> MessageID {
        try unique(prefix, among: memory.sent.keys)
    }

    private func unique(
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

    private func body(of id: MessageID) async throws -> [UInt8] {
        guard let record = memory.received[id]?.value,
            let status = StatusKind(rawValue: record.status),
            let row = try await store.row(
                VaultRowID(bytes: Hex.decode(record.bodyRow)), in: NodeTable.bodies(status))
        else { throw NodeError.messageUnknown(text: id.hex) }
        return try vault.bytes(of: row)
    }

    /// Notes an act of a person once, with a ledger entry and a receipt only the originator can
    /// read, in one commit.
    private func mark(
        _ id: MessageID, _ kind: ReceiptKind, if isNew: (ReceivedRecord) -> Bool,
        set: (inout ReceivedRecord, Int64) -> Void
    ) async throws {
        guard let kept = memory.received[id], isNew(kept.value) else { return }
        let step = try marking(kept, id, kind, set: set)
        try await commit(step.changes, recording: step.records)
        memory.absorb(step.memory)
        receiptBell.ring()
    }

    /// What the act comes to, of which nothing is durable yet.
    private func marking(
        _ kept: Kept<ReceivedRecord>, _ id: MessageID, _ kind: ReceiptKind,
        set: (inout ReceivedRecord, Int64) -> Void
    ) throws -> ReceiptBatch.Step {
        var record = kept.value
        set(&record, clock().milliseconds)
        var batch = ReceiptBatch(memory)
        let (updated, change) = try vault.updated(kept, record)
        batch.changes.append(change)
        batch.memory.received.put(updated, at: id)
        let label = try Label(text: record.label)
        let originator = try ActorID(record.originator)
        var facts = LedgerFacts(kind == .opened ? .opened : .acknowledged, at: clock())
        facts.message = id
        facts.originator = originator
        facts.actor = actor
        facts.node = node
        batch.records.append(try ledgerRecord(facts))
        try queueSealed(
            kind, id, label: label, originator: originator, slot: record.slotReference,
            precedence: Precedence(rawValue: record.precedence) ?? .routine, into: &batch)
        return batch.step
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
    }
}
