import Handover
import Identity
import Labels
import Ledger
import Policies
import Rosters
import Storage

extension NodeEngine {
    /// What a person of this actor could read here, and what she has read, of all this node has sent
    /// and received; by every pseudonym of hers.
    ///
    /// Could read: the gates about persons hold for her as the roster has her at that moment, with the
    /// sign-in she has. Has read: the ledger says that she opened, acknowledged, released or sent it,
    /// whatever the roster has of her today.
    ///
    /// - Returns: `nil` for somebody the roster has never known.
    /// - Throws: ``NodeError``, `StorageError`, `LedgerError`.
    func exposed(by person: PersonID, at moment: Timestamp) async throws -> [ExposedMessage]? {
        guard roster[person] != nil else { return nil }
        let pseudonyms = roster.pseudonyms(of: person)
        let seen = try await sightings(by: pseudonyms)
        let received = try memory.received.sorted { $0.key < $1.key }.compactMap {
            id, kept -> ExposedMessage? in
            let record = kept.value
            // Rows have her also where the entry's facts are erased.
            let isSeen = seen[id] != nil || !pseudonyms.isDisjoint(with: record.seenBy ?? [])
            let mayRead = try mayRead(record, pseudonyms, at: moment)
            guard isSeen || mayRead else { return nil }
            return ExposedMessage(
                id: record.id, originator: record.originator, recipient: actor.text,
                level: record.level, contentReadable: true,
                delivered: Timestamp(clampingMilliseconds: record.receivedMs),
                opened: seen[id]
                    ?? (isSeen ? record.openedMs : nil).map(Timestamp.init(clampingMilliseconds:)),
                mustReseal: false)
        }
        let sent = memory.sent.sorted { $0.key < $1.key }.compactMap { id, kept in
            seen[id].map { time in
                ExposedMessage(
                    id: kept.value.id, originator: actor.text, recipient: actor.text,
                    level: kept.value.level, contentReadable: true, delivered: nil, opened: time,
                    mustReseal: false)
            }
        }
        return sent + received
    }

    /// When she first had each message before her, by the ledger.
    private func sightings(by pseudonyms: Set<PersonID>) async throws -> [MessageID: Timestamp] {
        var seen: [MessageID: Timestamp] = [:]
        let size = try await store.treeHead().size
        try await readLedger(0..<size) { _, facts in
            guard let facts, Self.sightingEvents.contains(facts.event),
                let message = facts.message, let person = facts.person,
                pseudonyms.contains(person)
            else { return }
            seen[message] = min(seen[message] ?? facts.time, facts.time)
        }
        return seen
    }

    private func mayRead(
        _ record: ReceivedRecord, _ pseudonyms: Set<PersonID>, at moment: Timestamp
    ) throws -> Bool {
        guard record.quarantinedMs == nil, let view = material.view(at: moment) else {
            return false
        }
        let label = try Label(text: record.label)
        let originator = try ActorID(record.originator)
        return pseudonyms.contains { id in
            // Her own word is all that justifies limited extent. Whether she needed a code is for
            // those who know whether the device is lost too.
            let person = PersonAtNode(
                roster.standing(of: id), signIn: .code,
                limited: LimitedUse(isJustified: true))
            let request = AccessRequest(
                person: person, at: actor, label: label, of: originator,
                isOpaque: record.isOpaque, now: moment)
            return decide(request, in: view.policy).isPermitted
        }
    }

    /// By which a person had a message before her.
    static let sightingEvents: Set<LedgerEvent> = [
        .opened, .acknowledged, .released, .sent,
    ]
}
