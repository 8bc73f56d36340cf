import Carriers
import HTTPTypes
import Hummingbird
import Identity
import Registry
import Storage

/// `GET /v1/mailbox`.
struct MailboxRoutes {
    let services: RelayServices

    func get(_ request: Request, _ context: RelayRequestContext) async throws -> Response {
        let admission = try context.admission()
        let node = try admission.node()
        let query = try MailboxQuery(request, services.limits)
        var cursor = CallerCursor.start
        if let text = query.after {
            cursor = try CallerCursor(
                text: text, key: services.identity.cursorKey, actor: node.actor)
        }
        services.readers.asked(node, cursor, at: admission.now)
        let poll = MailboxPoll(
            services: services, node: node, query: query, logger: context.logger)
        let answer = try await poll.run(from: cursor, admission, over: context)
        services.metrics.count(
            .messagesDelivered, answer.items.count { $0.kind == .message })
        let text = answer.cursor.text(key: services.identity.cursorKey, actor: node.actor)
        var headers: HTTPFields = [:]
        headers[.budkavleCursor] = text
        headers[.budkavleWithheld] = String(answer.cursor.withheld.count)
        headers[.cacheControl] = "no-store"
        return Answer.bytes(
            MailboxItem.encode(answer.items), RelayProtocol.MediaType.mailbox, headers: headers)
    }
}

/// What a caller asks of its mailbox.
struct MailboxQuery {
    let after: String?
    let waitSeconds: Int
    let limit: PageLimit

    /// - Throws: ``Problem`` for numbers outside their range and for parameters that are not known.
    init(_ request: Request, _ limits: RelayLimits) throws(Problem) {
        var after: String?
        var waitSeconds = 0
        var entriesMax = limits.pageEntriesMax
        for (name, value) in request.uri.queryParameters {
            switch name {
            case "after": after = String(value)
            case "wait": waitSeconds = try Self.number(value, 0...limits.waitMaxSeconds, "wait")
            case "max": entriesMax = try Self.number(value, 1...limits.pageEntriesMax, "max")
            default: throw Problem(.requestInvalid, defect: "parameterUnknown")
            }
        }
        self.after = after
        self.waitSeconds = waitSeconds
        limit = PageLimit(entriesMax: entriesMax, bytesMax: limits.pageMaxBytes)
    }

    private static func number(
        _ text: Substring, _ range: ClosedRange<Int>, _ name: String
    ) throws(Problem) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Problem(.requestInvalid, defect: name, limit: .init(name, range.upperBound))
        }
        return number
    }
}

extension HTTPField.Name {
    /// Spec: Relay#mailbox.
    static let budkavleCursor = named(RelayProtocol.Header.cursor)
    static let budkavleWithheld = named(RelayProtocol.Header.withheld)
    /// Spec: Relay#lanes.
    static let budkavlePrecedence = named(RelayProtocol.Header.precedence)

    static func named(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("a header's name") }
        return field
    }
}
