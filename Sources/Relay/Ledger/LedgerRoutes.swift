import Carriers
import Hummingbird
import Ledger
import Storage

/// `GET /checkpoint` and `GET /tile/…` (c2sp.org/tlog-tiles).
struct LedgerRoutes {
    let services: RelayServices

    func checkpoint(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let note: [UInt8]
        do { note = try await services.checkpoints.checkpoint() } catch {
            throw Problem(storage: error)
        }
        return Answer.bytes(
            note, RelayProtocol.MediaType.note, headers: [.cacheControl: "no-cache"])
    }

    func tile(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let text = request.uri.path.drop { $0 == "/" }
        guard let path = try? TilePath(String(text)) else { throw Problem(.notFound) }
        let content: [UInt8]?
        do { content = try await services.store.tile(path) } catch { throw Problem(storage: error) }
        guard let content else { throw Problem(.notFound) }
        return Answer.bytes(
            content, RelayProtocol.MediaType.tile,
            headers: [.cacheControl: Self.forever])
    }

    /// What a path names never changes, partial tiles included.
    private static let forever = "public, max-age=31536000, immutable"
}
