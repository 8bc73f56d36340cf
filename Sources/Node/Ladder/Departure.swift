import Delivery
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Policies
import Registry
import Storage

/// A message leaves: over the ladder where that has a way of its own for it, straight to the relays
/// otherwise. Nothing of it is durable yet.
enum Departure {
    case relays(NodeEngine.OutboxStep)
    case ladder(NodeEngine.LadderStep)

    var changes: [VaultChange] {
        switch self {
        case .relays(let step): step.changes
        case .ladder(let step): step.changes
        }
    }

    var records: [LedgerRecord] {
        switch self {
        case .relays(let step): step.records
        case .ladder(let step): step.records
        }
    }
}

extension NodeEngine {
    /// - Parameter bytes: of the framed envelope.
    func departure(
        of id: MessageID, _ core: MessageCore, _ record: SentRecord, bytes: Int
    ) throws -> Departure {
        let registry = material.registry.view(at: clock())
        let denied = record.denied.contains { denied in
            (try? ActorID(denied.actor)).map(registry.isRegistered) == true
        }
        let sort = MessageSort(
            kind: core.kind, audience: core.label.audience, isOpaque: core.isOpaque,
            hasAttachments: record.attachments?.isEmpty == false,
            isDeniedToSome: denied)
        let now = clock()
        guard let view = material.view(at: now)?.policy,
            ladder.isFor(sort, core.label, bytes: bytes, under: view, at: now)
        else { return .relays(try submission(of: id, core)) }
        let parcel = Parcel(
            id: id, precedence: core.precedence, level: core.label.level, bytes: bytes,
            expires: core.label.expires, barred: ladder.barred(to: sort))
        return .ladder(try ladderStep(.submitted(parcel), besides: id))
    }

    /// Once it is durable.
    func takeOver(_ departure: Departure) async throws {
        switch departure {
        case .relays(let step): takeOver(step)
        case .ladder(let step): try await takeOver(step)
        }
    }
}

extension SentRecord {
    /// Where a message that leaves stands.
    ///
    /// - Throws: ``NodeError/outboxFull(limit:)``.
    mutating func take(_ departure: Departure, of id: MessageID) throws {
        switch departure {
        case .relays(let step): take(try step.item(id))
        case .ladder(let step):
            delivery = SentDelivery(state: .queued, sequence: 0, failedRounds: 0)
            take(try step.state(id))
        }
    }
}
