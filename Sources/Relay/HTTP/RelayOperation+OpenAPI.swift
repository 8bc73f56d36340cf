import Carriers
import Labels

extension RelayOperation {
    /// The operation as OpenAPI 3.1 describes it.
    var description: JSONValue {
        var fields: [String: JSONValue] = [
            "operationId": .text(rawValue), "summary": .text(summary),
            "responses": .object(responses),
        ]
        if !parameters.isEmpty { fields["parameters"] = .list(parameters) }
        if !requestMediaTypes.isEmpty {
            fields["requestBody"] = [
                "required": true, "content": Self.content(requestMediaTypes),
            ]
        }
        return .object(fields)
    }

    private var summary: String {
        switch self {
        case .postEnvelopes:
            "Hands in one framed envelope or a stream of them. A 201 means that all survive a power cut."
        case .getMailbox:
            "The caller's actor's messages and receipts after a cursor; waits when there are none."
        case .postReceipts: "Hands in receipts for messages the caller's actor is a recipient of."
        case .putBlob:
            "Hands in a piece of a blob that a stored message of the caller's names. A 201 means that it is whole and survives a power cut."
        case .getBlob: "A blob, or a range of it, of a message that the caller may have."
        case .getReplication:
            "The log after a cursor, for other relays: entries for all recipients, with the signed tree that they are shown in."
        case .getRegistry: "Every signed note of the registry, by path."
        case .getPolicy: "The signed policy bundle in force."
        case .getFreshness: "The newest signed freshness note."
        case .getExercises: "Signed notes of exercises."
        case .getActivations: "Signed notes of activations."
        case .getCheckpoint: "The signed checkpoint of the relay's ledger (C2SP tlog-checkpoint)."
        case .getTile: "A tile or entry bundle of the relay's ledger (C2SP tlog-tiles)."
        case .getEntry:
            "An entry of the ledger that is the caller's own, opened and proven (C2SP tlog-proof)."
        case .getCandidate: "The checkpoint that witnesses are to cosign now."
        case .getCosigned: "The checkpoint that most witnesses have cosigned."
        case .postCosignature:
            "Hands in the candidate with the line of a registered witness (C2SP tlog-cosignature)."
        case .getOpenAPI: "This document."
        }
    }

    private var requestMediaTypes: [String] {
        switch self {
        case .postEnvelopes: [RelayProtocol.MediaType.envelope, RelayProtocol.MediaType.envelopes]
        case .postReceipts: [RelayProtocol.MediaType.receipts]
        case .putBlob: [RelayProtocol.MediaType.blob]
        case .postCosignature: [RelayProtocol.MediaType.note]
        default: []
        }
    }

    private var answerMediaType: String {
        switch self {
        case .getMailbox: RelayProtocol.MediaType.mailbox
        case .getReplication: RelayProtocol.MediaType.replication
        case .getTile: RelayProtocol.MediaType.tile
        case .getBlob: RelayProtocol.MediaType.blob
        case .postEnvelopes, .getPolicy, .getFreshness, .getCheckpoint, .getEntry, .getCandidate,
            .getCosigned:
            RelayProtocol.MediaType.note
        default: RelayProtocol.MediaType.json
        }
    }

    private var parameters: [JSONValue] {
        switch self {
        case .getMailbox:
            [
                Self.parameter("after", in: "query", ["type": "string"]),
                Self.parameter(
                    "wait", in: "query",
                    [
                        "type": "integer", "minimum": 0,
                        "maximum": .number(RelayProtocol.Limit.waitMaxSeconds),
                    ]),
                Self.parameter(
                    "max", in: "query",
                    [
                        "type": "integer", "minimum": 1,
                        "maximum": .number(RelayProtocol.Limit.entriesMax),
                    ]),
            ]
        case .getReplication:
            [
                Self.parameter(
                    "after", in: "query",
                    ["type": "string", "pattern": "^[0-9]+-[0-9]+-[0-9]+-[0-9]+$"]),
                Self.parameter(
                    "only", in: "query",
                    ["type": "string", "pattern": "^(flash|immediate|priority|routine)-[0-9]+$"]),
                Self.parameter("returns", in: "query", ["enum": ["true"]]),
            ]
        case .postEnvelopes:
            [
                Self.parameter(
                    RelayProtocol.Header.precedence, in: "header",
                    ["enum": .list(Precedence.allCases.map { .text($0.rawValue) })])
            ]
        case .getTile: [Self.parameter("tile", in: "path", ["type": "string"])]
        case .getEntry:
            [
                Self.parameter(
                    Self.numberParameter, in: "path", ["type": "integer", "minimum": 0])
            ]
        case .putBlob:
            Self.blobParameters + [
                Self.parameter("Content-Range", in: "header", ["type": "string"])
            ]
        case .getBlob:
            Self.blobParameters + [Self.parameter("Range", in: "header", ["type": "string"])]
        case .getRegistry, .getPolicy, .getFreshness, .getExercises, .getActivations:
            [Self.parameter("If-None-Match", in: "header", ["type": "string"])]
        default: []
        }
    }

    private var responses: [String: JSONValue] {
        var responses = Dictionary(
            uniqueKeysWithValues: problemStatuses.map {
                (String($0), JSONValue.object(["$ref": "#/components/responses/Problem"]))
            })
        switch self {
        case .postEnvelopes:
            responses["201"] = Self.answer("One signed receipt over all.", answerMediaType)
            responses["207"] = [
                "description": "Some were taken, some not.",
                "content": [
                    .json: ["schema": ["$ref": "#/components/schemas/BatchAnswer"]]
                ],
            ]
        case .postReceipts, .postCosignature: responses["204"] = ["description": "Taken."]
        case .putBlob:
            responses["201"] = ["description": "The blob is whole."]
            responses["202"] = [
                "description": "So far it has come.",
                "headers": [.uploadOffset: ["required": true, "schema": ["type": "integer"]]],
            ]
        case .getBlob:
            responses["200"] = Self.answer("The whole.", answerMediaType)
            responses["206"] = Self.answer("The range.", answerMediaType)
        case .getMailbox:
            var answer = Self.answer("Entries; none when the wait was over.", answerMediaType)
            answer = answer.adding(
                "headers",
                [
                    .cursor: ["required": true, "schema": ["type": "string"]],
                    .withheld: ["schema": ["type": "integer"]],
                ])
            responses["200"] = answer
        case .getReplication:
            responses["200"] = Self.answer("A checkpoint and entries.", answerMediaType).adding(
                "headers",
                [
                    .cursor: ["required": true, "schema": ["type": "string"]],
                    .end: ["required": true, "schema": ["type": "integer"]],
                    .more: ["required": true, "schema": ["type": "boolean"]],
                ])
        default:
            responses["200"] = Self.answer("As asked for.", answerMediaType)
            if !parameters.isEmpty, self != .getTile, self != .getEntry {
                responses["304"] = ["description": "The caller has it."]
            }
        }
        return responses
    }

    private var problemStatuses: [Int] {
        switch self {
        case .postEnvelopes: [400, 401, 403, 413, 415, 422, 429, 500, 503, 507]
        case .getMailbox, .getReplication: [400, 401, 403, 429, 500, 503]
        case .postReceipts: [400, 401, 403, 413, 415, 422, 429, 500, 503, 507]
        case .putBlob: [400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 507]
        case .getBlob: [400, 401, 403, 404, 416, 429, 500, 503]
        case .getPolicy, .getFreshness, .getTile, .getCosigned: [401, 404, 429, 500, 503]
        case .getEntry: [400, 401, 403, 404, 429, 500, 503]
        case .postCosignature: [401, 413, 415, 422, 429, 500, 503]
        default: [401, 429, 500, 503]
        }
    }

    private static let blobParameters: [JSONValue] = [
        parameter(RelayOperation.digestParameter, in: "path", digestSchema),
        [
            "name": .text(BlobAddress.messageParameter), "in": "query", "required": true,
            "schema": digestSchema,
        ],
    ]
    private static let digestSchema: JSONValue = ["type": "string", "pattern": "^[0-9a-f]{64}$"]

    private static func parameter(
        _ name: String, in place: String, _ schema: JSONValue
    ) -> JSONValue {
        [
            "name": .text(name), "in": .text(place), "required": .truth(place == "path"),
            "schema": schema,
        ]
    }

    private static func answer(_ description: String, _ mediaType: String) -> JSONValue {
        ["description": .text(description), "content": content([mediaType])]
    }

    private static func content(_ mediaTypes: [String]) -> JSONValue {
        .object(Dictionary(uniqueKeysWithValues: mediaTypes.map { ($0, .object([:])) }))
    }
}

extension JSONValue {
    func adding(_ key: String, _ value: JSONValue) -> JSONValue {
        guard case .object(var fields) = self else { return self }
        fields[key] = value
        return .object(fields)
    }
}

extension String {
    fileprivate static let json = RelayProtocol.MediaType.json
    fileprivate static let cursor = RelayProtocol.Header.cursor
    fileprivate static let withheld = RelayProtocol.Header.withheld
    fileprivate static let end = RelayProtocol.Header.end
    fileprivate static let more = RelayProtocol.Header.more
    fileprivate static let uploadOffset = RelayProtocol.Header.uploadOffset
}
