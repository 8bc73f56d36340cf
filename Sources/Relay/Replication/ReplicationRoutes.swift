import Carriers
import HTTPTypes
import Hummingbird
import Identity
import Labels
import Registry
import Storage

/// `GET /v1/replication`: the log, for other relays.
struct ReplicationRoutes {
    let services: RelayServices

    func get(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        let peer = try admission.relay()
        // Whoever told two stories is told none.
        guard !services.peers.isCutOff(peer.id) else { throw Problem(.notYours) }
        let query = try ReplicationQuery(request)
        let handout = ReplicaHandout(
            services: services, peer: peer, view: admission.view, now: admission.now)
        let (page, reading) = try await handout.page(query)
        var headers: HTTPFields = [.cacheControl: "no-store"]
        headers[.budkavleCursor] = reading.next.text
        headers[.budkavleEnd] = String(reading.end)
        headers[.budkavleMore] = reading.hasMore ? "true" : "false"
        return Answer.bytes(
            page.encoded, RelayProtocol.MediaType.replication, headers: headers)
    }
}

/// What a relay asks of another's log.
struct ReplicationQuery: Equatable {
    /// All after it, or one entry alone.
    enum Part: Equatable {
        case after(MailboxCursor)
        case only(LogPlace)
    }

    let part: Part
    /// Whether what came from the one that asks is told too.
    let withReturns: Bool

    init(_ part: Part, withReturns: Bool = false) {
        self.part = part
        self.withReturns = withReturns
    }

    /// - Throws: ``Problem``.
    init(_ request: Request) throws(Problem) {
        var part = Part.after(.start)
        var withReturns = false
        for (name, value) in request.uri.queryParameters {
            switch name {
            case "after":
                guard let cursor = MailboxCursor(text: String(value)) else {
                    throw Problem(.cursorInvalid)
                }
                part = .after(cursor)
            case "only":
                guard let place = LogPlace(text: String(value)) else {
                    throw Problem(.cursorInvalid)
                }
                part = .only(place)
            case "returns":
                guard value == "true" else { throw Problem(.requestInvalid, defect: "returns") }
                withReturns = true
            default: throw Problem(.requestInvalid, defect: "parameterUnknown")
            }
        }
        self.init(part, withReturns: withReturns)
    }
}

extension HTTPField.Name {
    /// Spec: Relay#replication.
    static let budkavleEnd = named(RelayProtocol.Header.end)
    static let budkavleMore = named(RelayProtocol.Header.more)
}
