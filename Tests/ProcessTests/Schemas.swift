import Foundation
import ProgramSupport
import TestSupport

/// The published schemas of what commands write with `--json`, and a validator that is not ours:
/// Debian's `python3-jsonschema`.
struct Schemas {
    static let file = SharedData.packageRoot.appending(
        path: "Sources/Handbook/Handbook.docc/Spec/Schemas/commands.schema.json")

    /// Names of commands, as their manual pages are called.
    let names: Set<String>

    init() throws {
        struct Document: Decodable {
            struct Unread: Decodable { init(from decoder: any Decoder) throws {} }
            enum CodingKeys: String, CodingKey { case defs = "$defs" }
            let defs: [String: Unread]
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(contentsOf: Self.file))
        names = Set(document.defs.keys.filter { $0.hasPrefix("budkavle-") })
    }

    /// A document a command wrote, and what it must be.
    struct Claim: Encodable {
        let name: String
        let document: String
    }

    /// What is wrong with the claims, a line each.
    func breaches(of claims: [Claim], in scratch: ScratchFolder) async throws -> String {
        let place = scratch.url.appending(path: "claims.json")
        try JSONEncoder().encode(claims).write(to: place)
        let run = try await ProgramRun.of(
            URL(filePath: "/usr/bin/python3"),
            [
                "-c", Self.validator, Self.file.path(percentEncoded: false),
                place.path(percentEncoded: false),
            ])
        return run.output + run.errors
    }

    private static let validator = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        for claim in json.load(open(sys.argv[2])):
            document = json.loads(claim["document"])
            one = dict(schema, **{"$ref": "#/$defs/" + claim["name"]})
            for error in Draft202012Validator(one).iter_errors(document):
                print(claim["name"], list(error.absolute_path), error.message[:300])
        """
}
