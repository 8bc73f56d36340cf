import Envelopes
import Handover
import Identity
import Labels
import Policies
import Primitives
import Registry
import Rosters

extension NodeEngine {
    /// Passes a received message on to actors it was not meant for: sealed anew by this actor as
    /// originator, named to them, everything else of the label as it was.
    ///
    /// That is all that is lifted. Every gate is asked as for any message, the caveats stand, the case
    /// is in the vault and the ledger before anything is sealed, and the notice to the first
    /// originator is in the outbox before the message is.
    ///
    /// - Throws: `BreakGlassError`, ``NodeError/personDenied(_:)``,
    ///   ``NodeError/messageUnknown(text:)``. A denial by policy is a reply, and nothing is done.
    package func breakGlass(_ order: BreakGlassOrder) async throws -> BreakGlassReply {
        let statement = order.statement
        guard let record = memory.received[statement.message]?.value else {
            throw NodeError.messageUnknown(text: statement.message.hex)
        }
        let label = try Label(text: record.label)
        try check(statement, record, label)
        let persons = try signers(of: order)
        let passedOn = try await draft(passingOn: record, label, order, by: persons)
        let rehearsed = try await exclusively { engine in
            try await engine.admit(persons, to: statement, label, ActorID(record.originator))
            return try engine.rehearsed(passedOn)
        }
        let left = record.attachments?.count ?? 0
        guard rehearsed.isEmpty else {
            return BreakGlassReply(line: nil, denied: rehearsed, attachmentsLeft: left)
        }
        var glass = BreakGlassCase(
            try newName("bg"), statement, by: persons.map(\.standing.id),
            originator: try ActorID(record.originator))
        try await exclusively { [glass] engine in try await engine.open(glass, label) }
        glass.notice = try await tell(glass, of: label, order, by: persons)
        try await exclusively { [glass] engine in try await engine.keep(glass) }
        let reply = try await send(passedOn)
        glass.passedOn = try reply.id.map { try MessageID(hex: $0) }
        try await exclusively { [glass] engine in try await engine.keep(glass) }
        return BreakGlassReply(line: line(glass), denied: reply.denied, attachmentsLeft: left)
    }

    // MARK: What must hold

    private func check(
        _ statement: BreakGlassStatement, _ record: ReceivedRecord, _ label: Label
    ) throws {
        guard statement.actor == actor else {
            throw BreakGlassError.recipientHasIt(statement.actor)
        }
        for caveat in [Caveat.noForward, .namedPersonsOnly] where label.caveats.contains(caveat) {
            throw BreakGlassError.caveatForbids(caveat)
        }
        if record.isOpaque { throw BreakGlassError.opaqueCargo }
        for recipient in statement.recipients
        where recipient == actor || recipient.text == record.originator {
            throw BreakGlassError.recipientHasIt(recipient)
        }
        let ageSeconds = clock().milliseconds(since: statement.time) / 1_000
        guard abs(ageSeconds) <= Self.statementAgeMaxSeconds else {
            throw BreakGlassError.statementOutdated(time: statement.time)
        }
    }

    /// Time to ask for two passphrases.
    private static let statementAgeMaxSeconds: Int64 = 300
    private static let signersRequired = 2

    /// The persons behind the signatures: of the roster, and different humans.
    private func signers(of order: BreakGlassOrder) throws -> [PersonAtNode] {
        let view = try regionView()
        var humans: [Set<PersonID>] = []
        var persons: [PersonAtNode] = []
        for signature in order.signatures {
            let id = signature.person
            guard roster[id] != nil else { throw BreakGlassError.personNotInRoster(id) }
            guard let record = view.registry.person(id, of: actor),
                record.isUsable(at: clock()),
                record.key.verifies(signature.bytes, over: order.statement.signedBytes)
            else { throw BreakGlassError.signatureInvalid(id) }
            let pseudonyms = roster.pseudonyms(of: id)
            guard !humans.contains(pseudonyms) else { continue }
            humans.append(pseudonyms)
            persons.append(
                PersonAtNode(roster.standing(of: id), signIn: strength(ofSignatureBy: id)))
        }
        guard persons.count >= Self.signersRequired else {
            throw BreakGlassError.personsTooFew(
                found: persons.count, required: Self.signersRequired)
        }
        return persons
    }

    /// Reliability, training, need, briefing and clearance are never waived.
    private func admit(
        _ persons: [PersonAtNode], to statement: BreakGlassStatement, _ label: Label,
        _ originator: ActorID
    ) async throws {
        for person in persons {
            _ = try await recordedAdmission(
                of: person,
                to: PersonAct(
                    label: label, originator: originator, isOpaque: false,
                    message: statement.message, justification: statement.reason))
        }
    }

    // MARK: The two messages

    private func draft(
        passingOn record: ReceivedRecord, _ label: Label, _ order: BreakGlassOrder,
        by persons: [PersonAtNode]
    ) async throws -> MessageDraft {
        let body = try await body(of: order.statement.message)
        var passing = SendOrder(
            body: body, level: record.level, status: record.status, like: label,
            to: order.statement.recipients, on: order.ground)
        passing.kind = record.kind
        passing.fileName = record.fileName.isEmpty ? nil : record.fileName
        passing.mediaType = record.kind == MessageKind.file.rawValue ? record.mediaType : nil
        passing.precedence = record.precedence
        passing.expires = min(label.expires, order.statement.until).rfc3339
        return try draft(passing, like: label, of: order, by: persons)
    }

    /// Who is denied it, with every gate; empty when all may have it.
    private func rehearsed(_ draft: MessageDraft) throws -> [DeniedRecipient] {
        let resolved = try draft.resolved(in: regionView(), node: self)
        let act = PersonAct(
            label: resolved.core.label, originator: actor, isOpaque: false, message: nil,
            justification: draft.justification)
        _ = try admission(of: draft.person, to: act)
        return resolved.denied
    }

    /// Puts the notice to the first originator into the outbox; `nil` where policy denies it.
    private func tell(
        _ glass: BreakGlassCase, of label: Label, _ order: BreakGlassOrder,
        by persons: [PersonAtNode]
    ) async throws -> MessageID? {
        var telling = SendOrder(
            body: Array(glass.noticeText.utf8), level: label.level.name,
            status: label.status.kind.rawValue, like: label, to: [glass.originator],
            on: order.ground)
        telling.kind = MessageKind.notice.rawValue
        telling.precedence = Precedence.immediate.rawValue
        let draft = try draft(telling, like: label, of: order, by: persons)
        return try await send(draft).id.map { try MessageID(hex: $0) }
    }

    private func draft(
        _ order: SendOrder, like label: Label, of glass: BreakGlassOrder,
        by persons: [PersonAtNode]
    ) throws -> MessageDraft {
        var draft = try MessageDraft(
            order, from: actor, under: regionView().policy.policy, at: clock())
        draft.person = persons.first
        draft.justification = glass.statement.reason
        draft.inherited = label.secrecy
        draft.answers = glass.statement.message
        return draft
    }
}

extension SendOrder {
    /// To named actors, with a label like another's but for whom it is for.
    fileprivate init(
        body: [UInt8], level: String, status: String, like label: Label, to recipients: [ActorID],
        on ground: String?
    ) {
        self.init(body: body, level: level, status: status)
        to = recipients.map(\.text)
        self.ground = ground
        compartments = label.compartments.map(\.text)
        caveats = label.caveats.map(\.rawValue)
        origin = label.origin.text
        owners = label.owners.map(\.text)
        if case .exercise(let id) = label.status { exercise = id.text }
    }
}

extension BreakGlassCase {
    /// What the first originator is told, in the language of the cooperation.
    fileprivate var noticeText: String {
        """
        Ert meddelande \(statement.message.hex.prefix(12)) har förts vidare.
        \(statement.actor) har med stöd av två personer (\(persons.map(\.text).joined(separator: ", "))) \
        fört det vidare till \(statement.recipients.map(\.text).joined(separator: ", ")), \
        \(statement.time), i \(statement.minutes) minuter. Skäl: \(statement.reason)
        Granskning \(id) är öppen hos \(statement.actor).

        Your message was passed on in an emergency, by two persons, to the actors above; the review \
        is open.

        """
    }
}
