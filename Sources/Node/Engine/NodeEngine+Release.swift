import Envelopes
import Handover
package import Identity
import Labels
import Ledger
import Policies
import Rosters
import Storage

extension NodeEngine {
    /// Takes a person's release; the message leaves when the gate that counts them holds.
    ///
    /// - Parameter justification: why she needs what her clearance reaches in limited extent alone.
    /// - Throws: ``NodeError/releaseInvalid(_:)``, ``NodeError/releaseNotAwaited(_:)``,
    ///   ``NodeError/releaserNotInRoster(_:)``, ``NodeError/releasersSame(_:_:)``,
    ///   ``NodeError/personDenied(_:)``, ``NodeError/messageUnknown(text:)``.
    package func release(
        _ id: MessageID, by person: PersonID, signature: [UInt8], justification: String? = nil
    ) async throws -> SendReply {
        try await exclusively { engine in
            try await engine.take(
                ReleaseSignature(person: person, bytes: signature), for: id, justification)
        }
        try await untilAttempted(id)
        return try reply(for: id)
    }

    private func take(
        _ release: ReleaseSignature, for id: MessageID, _ justification: String?
    ) async throws {
        guard let kept = memory.sent[id] else { throw NodeError.messageUnknown(text: id.hex) }
        guard kept.value.delivery.state == .awaitingRelease else {
            throw NodeError.releaseNotAwaited(id)
        }
        let (row, head, content) = try await awaiting(kept.value)
        let released = head.adding(release: release)
        let view = try regionView()
        let envelope: VerifiedEnvelope
        do {
            envelope = try ReceivedEnvelope(head: released).verified(in: view.registry, at: clock())
        } catch {
            throw NodeError.releaseInvalid(release.person)
        }
        let admission = try await admitReleaser(release.person, of: envelope, justification)
        let use = try limitedUseRow(admission, id, envelope.core.label)
        let framed = EnvelopeFraming.opening(of: released) + content
        let next = VaultRow(
            table: row.table, id: row.id, version: row.version + 1,
            blob: try vault.blob(framed, table: row.table, id: row.id, version: row.version + 1))
        var record = kept.value
        record.releasedBy = envelope.releasedBy.map(\.text)
        let isReleased =
            record.releasedBy.count >= record.releasesNeeded && isEnough(envelope, in: view)
        let departure =
            isReleased
            ? try departure(of: id, envelope.core, record, bytes: framed.count) : nil
        if let departure { try record.take(departure, of: id) }
        let (updated, change) = try vault.updated(kept, record)
        var facts = try releaseFacts(envelope, by: release.person)
        let standing = try self.record(admission.question, in: &facts)
        try await commit(
            [.put(next), change] + standing + (use.map { [$0.change] } ?? [])
                + (departure?.changes ?? []),
            recording: [ledgerRecord(facts)] + (departure?.records ?? []))
        memory.sent[id] = updated
        if let use { memory.roster.limitedUses.append(use.kept) }
        if let departure { try await takeOver(departure) }
    }

    /// The sealed message as it waits.
    private func awaiting(
        _ record: SentRecord
    ) async throws -> (row: VaultRow, head: EnvelopeHead, content: [UInt8]) {
        let rowID = try VaultRowID(bytes: Hex.decode(record.envelopeRow))
        guard let row = try await store.row(rowID, in: NodeTable.envelopes) else {
            throw NodeError.vaultCorrupt(table: NodeTable.envelopes.name)
        }
        let (received, content) = try EnvelopeFraming.split(vault.bytes(of: row))
        return (row, received.head, content)
    }

    /// The keys are distinct, by the registry; that they are those of distinct humans, and that this
    /// one may, only the actor's own roster knows. An actor that keeps none is held to the registry,
    /// wherever policy does not ask for persons.
    private func admitReleaser(
        _ person: PersonID, of envelope: VerifiedEnvelope, _ justification: String?
    ) async throws -> Admission {
        let act = PersonAct(
            label: envelope.core.label, originator: actor, isOpaque: envelope.core.isOpaque,
            message: envelope.id, justification: justification)
        guard !roster.isEmpty else { return try await recordedAdmission(of: nil, to: act) }
        guard roster[person] != nil else { throw NodeError.releaserNotInRoster(person) }
        let pseudonyms = roster.pseudonyms(of: person)
        if let other = envelope.releasedBy.first(where: { $0 != person && pseudonyms.contains($0) })
        {
            throw NodeError.releasersSame(person, other)
        }
        let releaser = PersonAtNode(
            roster.standing(of: person), signIn: strength(ofSignatureBy: person))
        return try await recordedAdmission(of: releaser, to: act)
    }

    /// Whether the gate that every relay and receiver will ask counts enough.
    private func isEnough(_ envelope: VerifiedEnvelope, in view: RegionView) -> Bool {
        let circumstances = HandoverCircumstances(
            stage: .relayAccept, carrier: .relay, systems: systemsOfPosting, now: clock())
        let decision = decide(AccessRequest(envelope, to: actor, circumstances), in: view.policy)
        return !decision.failed.contains { $0.id == .releasePersons }
    }

    private func releaseFacts(
        _ envelope: VerifiedEnvelope, by person: PersonID
    ) throws -> LedgerFacts {
        var facts = LedgerFacts(.released, at: clock())
        facts.message = envelope.id
        facts.originator = actor
        facts.node = node
        facts.person = person
        try facts.setHandling(
            level: envelope.core.label.level.name,
            status: envelope.core.label.status.kind.rawValue)
        return facts
    }
}
