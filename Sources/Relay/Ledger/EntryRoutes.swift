import Carriers
import Hummingbird
import Identity
import Ledger
import Notes
import Registry
import Storage

/// `GET /v1/entries/{number}`: an entry opened for those whose it is, with the proof that it stands
/// in the log.
///
/// The leaf is a salted commitment, so nobody but the relay can say which entry is whose: a sender
/// whose receipt names a place, and is not shown what stands there, has found an omission.
struct EntryRoutes {
    let services: RelayServices

    func get(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let caller = try context.admission().node()
        guard let text = context.parameters.get(RelayOperation.numberParameter),
            let number = UInt64(text), String(number) == text, number < UInt64(Int64.max)
        else { throw Problem(.requestInvalid, defect: "number") }
        do {
            guard let disclosure = try await disclosure(of: number, to: caller) else {
                // Whether there is none, or another's, is nobody's business.
                throw Problem(.notFound)
            }
            let checkpoint = try await services.cosigned.covering(number)
            let siblings = try await services.store.inclusionProof(
                of: number, size: Checkpoint(parsing: checkpoint.text).size)
            let proof = try EntryProof(
                disclosure, index: number, siblings: siblings, checkpoint: checkpoint)
            return Answer.bytes(
                proof.encoded, RelayProtocol.MediaType.note, headers: [.cacheControl: "no-store"])
        } catch let error as StorageError {
            throw Problem(storage: error)
        } catch is LedgerError {
            // Beyond what is durable, or a log that contradicts itself; `fsck` tells which.
            throw Problem(.notFound)
        }
    }

    private func disclosure(
        of number: UInt64, to caller: NodeRecord
    ) async throws -> EntryDisclosure? {
        let record = try await services.store.records(number..<number + 1).first
        guard let kept = record?.disclosure,
            let facts = try? LedgerFacts(parsing: kept.facts), facts.isOf(caller.actor)
        else { return nil }
        return try EntryDisclosure(facts: facts, salt: kept.salt)
    }
}

extension LedgerFacts {
    /// Whether a relay's entry says nothing but what this actor did itself, or was told already by
    /// the receipt in it. Refusals have their own way, and tell less.
    fileprivate func isOf(_ caller: ActorID) -> Bool {
        switch event {
        case .accepted, .supplemented, .attached: actor == caller
        case .receipt: actor == caller || originator == caller
        default: false
        }
    }
}
