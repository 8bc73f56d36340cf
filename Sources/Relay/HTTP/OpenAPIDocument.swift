import HTTPTypes
import Carriers

/// `GET /openapi.json`: OpenAPI 3.1, made from ``RelayOperation``.
enum OpenAPIDocument {
    static let document = ServedDocument.json(value)

    static var value: JSONValue {
        var paths: [String: JSONValue] = [:]
        for operation in RelayOperation.allCases {
            let method = operation.method.rawValue.lowercased()
            paths[operation.path] = (paths[operation.path] ?? [:]).adding(
                method, operation.description)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Budkavle relay", "version": "1",
                "summary":
                    "Mutual TLS 1.3; callers are known by the certificates in the registry.",
            ],
            "paths": .object(paths),
            "components": [
                "responses": [
                    "Problem": [
                        "description": "A problem document (RFC 9457).",
                        "content": .object([
                            RelayProtocol.MediaType.problem: [
                                "schema": ["$ref": "#/components/schemas/Problem"]
                            ]
                        ]),
                    ]
                ],
                "schemas": ["Problem": problem, "BatchAnswer": batchAnswer],
            ],
        ]
    }

    private static var problem: JSONValue {
        [
            "type": "object", "required": ["type", "title", "status"],
            "properties": [
                "type": [
                    "type": "string",
                    "enum": .list(Problem.Kind.allCases.map { .text(Problem($0).type) }),
                ],
                "title": ["type": "string"], "status": ["type": "integer"],
                "defect": ["type": "string"], "recipient": ["type": "string"],
                "failed": ["type": "array", "items": failedGate],
                "alsoDenied": ["type": "array", "items": ["type": "string"]],
                "limit": [
                    "type": "object",
                    "properties": [
                        "name": ["type": "string"], "value": ["type": "integer"],
                    ],
                ],
                "retryAfterSeconds": ["type": "integer"],
                "refused": refused,
            ],
        ]
    }

    private static var failedGate: JSONValue {
        [
            "type": "object", "required": ["id", "basis", "facts"],
            "properties": [
                "id": ["type": "string"], "basis": ["type": "string"],
                "facts": [
                    "type": "array",
                    "items": [
                        "type": "object", "additionalProperties": ["type": "string"],
                    ],
                ],
            ],
        ]
    }

    private static var batchAnswer: JSONValue {
        [
            "type": "object", "required": ["receipt", "refused"],
            "properties": ["receipt": ["type": "string"], "refused": refused],
        ]
    }

    private static var refused: JSONValue {
        [
            "type": "array",
            "items": [
                "type": "object", "required": ["index", "problem"],
                "properties": [
                    "index": ["type": "integer"], "id": ["type": "string"],
                    "problem": ["$ref": "#/components/schemas/Problem"],
                ],
            ],
        ]
    }
}
