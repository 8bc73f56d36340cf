import Carriers
import Delivery
import Handover
import Identity
import Labels
import Ledger
import Policies
import Registers
import Registry
import Storage

extension NodeEngine {
    /// Newest first.
    package func outbox() -> [OutboxLine] {
        let closed = closedToStrangers
        return memory.sent.values.map(\.value).sorted { $0.createdMs > $1.createdMs }
            .map { OutboxLine($0, withholding: closed) }
    }

    /// For one message: who should have it, who has it, who opened and acknowledged it.
    ///
    /// - Throws: ``NodeError/messageUnknown(text:)``, ``NodeError/messageAmbiguous(text:count:)``.
    package func track(_ prefix: String) throws -> TrackReply {
        let id = try sentMessage(prefix)
        guard let record = memory.sent[id]?.value else {
            throw NodeError.messageUnknown(text: prefix)
        }
        let recipients = record.messageTrack.recipients.sorted { $0.key < $1.key }
        let line = OutboxLine(record, withholding: closedToStrangers)
        return TrackReply(
            id: record.id, state: record.delivery.state, subject: line.subject,
            isSubjectWithheld: line.isSubjectWithheld, isOpaque: record.isOpaque,
            attachments: attachmentLines(of: record), custody: custody(of: record),
            recipients: recipients.map { actor, state in
                TrackReply.Recipient(
                    actor: actor.text, furthest: (state.furthest ?? .expected).name,
                    facts: Dictionary(
                        uniqueKeysWithValues: state.facts.map { ($0.key.name, $0.value) }))
            }, ways: record.ladder?.ways ?? [], denied: record.denied)
    }

    private func custody(of record: SentRecord) -> TrackReply.Custody {
        let registered = material.registry.view(at: clock()).relays.count
        return TrackReply.Custody(
            needed: Custody.relaysNeeded(registered: registered),
            relays: (record.custodians ?? [:]).sorted { $0.key < $1.key }.map { relay, ms in
                TrackReply.Custodian(relay: relay, since: Timestamp(clampingMilliseconds: ms))
            })
    }

    /// - Throws: ``NodeError/messageUnknown(text:)``.
    package func retry(_ prefix: String) async throws -> SendReply {
        let id = try sentMessage(prefix)
        try await feed(.retryRequested(id))
        try await untilAttempted(id)
        return try reply(for: id)
    }

    /// - Throws: ``NodeError/messageUnknown(text:)``, ``NodeError/alreadyFinal(state:)``: what a
    ///   relay has cannot be called back.
    package func cancel(_ prefix: String) async throws -> SendReply {
        let id = try sentMessage(prefix)
        guard let record = memory.sent[id]?.value, !record.delivery.isFinal else {
            throw NodeError.alreadyFinal(memory.sent[id]?.value.delivery.state ?? .cancelled)
        }
        if record.delivery.state == .awaitingRelease {
            try await exclusively { engine in try await engine.cancelUnreleased(id) }
        } else {
            try await exclusively { engine in try await engine.cancelOnLadder(id) }
            try await feed(.cancelled(id))
        }
        return try reply(for: id)
    }

    /// What no relay was asked for, the outbox does not know.
    private func cancelOnLadder(_ id: MessageID) async throws {
        guard failover.holds(id) else { return }
        let isAlone = memory.sent[id]?.value.isWithRelays == false
        try await applyToLadder(.cancelled(id))
        if isAlone { try await cancelUnreleased(id) }
    }

    private func cancelUnreleased(_ id: MessageID) async throws {
        guard let kept = memory.sent[id] else { return }
        var record = kept.value
        record.delivery.state = .cancelled
        record.delivery.atMs = clock().milliseconds
        let (updated, change) = try vault.updated(kept, record)
        try await commit([change])
        memory.sent[id] = updated
        settleAttachments(of: id)
    }

    /// Which rung is in force and why, and what waits.
    package func status() async throws -> StatusReply {
        try await tendLadder()
        let tree = try await store.treeHead()
        let view = material.view(at: clock())
        let sent = memory.sent.values.map(\.value)
        let usable = relays.filter { machine.isUp($0.id) && $0.problem == nil }
        let up = usable.first { $0.lastReached != nil }
        return StatusReply(
            actor: actor.text, node: node.text,
            rung: up != nil ? .relay : !usable.isEmpty ? .untried : isWISUp ? .wis : .none,
            relay: up?.id.text,
            relays: relays.map { link in
                StatusReply.Relay(
                    id: link.id.text, url: link.url, isUp: machine.isUp(link.id),
                    lastReached: link.lastReached, problem: link.problem,
                    clockAheadSeconds: link.client.clockAheadSeconds)
            },
            rungs: rungLines + alertLines, opened: opened, inForce: inForceLines,
            publications: memory.publications.count,
            policyVersion: view?.policy.edition?.version,
            modes: view?.policy.modesToTell(at: clock()) ?? [],
            registryHead: material.registry.head.hex,
            freshnessIssued: material.freshness?.issued,
            queued: sent.count(where: \.isQueued),
            awaitingRelease: sent.filter { $0.delivery.state == .awaitingRelease }.count,
            unread: memory.shown.count { $0.openedMs == nil },
            lanes: lanes(),
            refused: memory.refused.map { RefusedLine($0.value) },
            gaps: memory.gaps.gaps.map { stream, gap in
                GapLine(
                    originator: stream.originator.text, level: stream.level.name,
                    status: stream.status.rawValue, first: gap.counters.lowerBound,
                    last: gap.counters.upperBound)
            }, heard: heardLines(), evidence: directory.evidence.all(), keysDue: keysDue,
            drillsDue: drillsDue,
            logReview: try await logReviewDue().map {
                StatusReply.LogReview(
                    due: $0.due, isOverdue: $0.isOverdue(at: clock()), waiting: $0.waiting)
            },
            ledgerSize: tree.size, ledgerRoot: tree.root.hex, syslog: await syslogState)
    }
}

extension PolicyView {
    /// Those in force in earnest, then what exercises and tests have called for themselves.
    fileprivate func modesToTell(at now: Timestamp) -> [StatusReply.ModeInForce] {
        let open = activations.values.filter { $0.isOpen(at: now) }
        let others = Set(open.map(\.status)).subtracting([.actual])
        return modesToTell(.actual, calledBy: open, at: now)
            + others.sorted { $0.description < $1.description }.flatMap { status in
                modesToTell(status, calledBy: open, at: now).filter { $0.until != nil }
            }
    }

    private func modesToTell(
        _ status: Status, calledBy open: [Activation], at now: Timestamp
    ) -> [StatusReply.ModeInForce] {
        modesInForce(for: status, at: now).map { mode in
            let calls = open.filter { call in
                call.status == status && call.forums.contains { policy.forums[$0]?.mode == mode.id }
            }
            return StatusReply.ModeInForce(
                mode: mode.id.text, name: mode.name, status: status.description,
                until: calls.map(\.window.until).max(),
                tightens: mode.limits.map(ModeLimitReport.init))
        }
    }
}

extension NodeEngine {
    /// What waits in each lane, the most urgent first.
    private func lanes() -> [StatusReply.Lane] {
        var lanes = Dictionary(
            uniqueKeysWithValues: Precedence.allCases.map {
                ($0.rawValue, StatusReply.Lane(precedence: $0.rawValue, queued: 0, unread: 0))
            })
        for record in memory.sent.values.map(\.value) where record.isQueued {
            lanes[record.precedence]?.queued += 1
        }
        for record in memory.shown where record.openedMs == nil {
            lanes[record.precedence]?.unread += 1
        }
        return Precedence.allCases.compactMap { lanes[$0.rawValue] }
    }
}

extension RefusedLine {
    init(_ record: RefusedRecord) {
        id = record.id
        originator = record.originator
        reason = record.reason
        gates = record.gates
        received = Timestamp(clampingMilliseconds: record.receivedMs)
    }
}

extension OutboxLine {
    /// - Parameter closed: see ``NodeEngine/closedToStrangers``.
    init(_ record: SentRecord, withholding closed: Set<String>) {
        id = record.id
        kind = record.kind
        level = record.level
        status =
            (try? Label(text: record.label))?.status.kind.rawValue ?? StatusKind.actual.rawValue
        precedence = record.precedence
        isSubjectWithheld =
            !record.isOpaque && closed.contains("\(record.level)/\(status)")
        subject = isSubjectWithheld ? "" : record.subject
        created = Timestamp(clampingMilliseconds: record.createdMs)
        state = record.delivery.state
        recipients = record.recipients.count
        denied = record.denied.count
        lastProblem = record.lastProblem
        isOpaque = record.isOpaque
        attachments = record.attachments?.count ?? 0
        attachmentsPending = record.attachments?.count(where: \.isPending) ?? 0
    }
}
