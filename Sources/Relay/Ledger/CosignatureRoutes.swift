import Carriers
import Hummingbird
import Ledger
import Notes
import Registry
import Storage

/// `GET /v1/cosignatures/candidate`, `GET` and `POST /v1/cosignatures`: how witnesses that have no
/// address of their own see a log's trees, and how others see that they did.
struct CosignatureRoutes {
    let services: RelayServices

    func candidate(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        let note: SignedNote
        do throws(StorageError) {
            note = try await services.cosigned.candidate(
                for: admission.view.registry.witnesses.count, at: admission.now)
        } catch { throw Problem(storage: error) }
        return answer(note)
    }

    func get(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let best: SignedNote?
        do throws(StorageError) { best = try await services.cosigned.best() } catch {
            throw Problem(storage: error)
        }
        guard let best else { throw Problem(.notFound) }
        return answer(best)
    }

    func post(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        guard request.headers[.contentType] == RelayProtocol.MediaType.note else {
            throw ClosingProblem(Problem(.mediaTypeUnsupported))
        }
        return try await RequestBytes.during(
            request, of: admission, maxBytes: RelayProtocol.Limit.noteMaxBytes, "noteMaxBytes",
            services
        ) { body in
            guard let note = try? SignedNote(parsing: body) else {
                throw Problem(.receiptInvalid, defect: "malformed")
            }
            try await take(note, admission)
            return Response(status: .noContent)
        }
    }

    private func take(_ note: SignedNote, _ admission: Admission) async throws {
        let witnesses = admission.view.registry.witnesses.values.map(\.key)
        do {
            try await services.cosigned.add(note, by: witnesses, at: admission.now)
        } catch let error as StorageError {
            throw Problem(storage: error)
        } catch let error as CosignedCheckpoints.Refusal {
            throw Problem(.receiptInvalid, defect: error.rawValue)
        }
    }

    private func answer(_ note: SignedNote) -> Response {
        Answer.bytes(
            note.encoded, RelayProtocol.MediaType.note, headers: [.cacheControl: "no-cache"])
    }
}
