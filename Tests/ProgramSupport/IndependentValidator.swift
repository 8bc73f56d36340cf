package import Foundation

/// Programs of Debian that judge documents by their schemas; none of ours has a say.
///
/// `make test` installs them. Where one is absent the tests fail: a judge that is not there has not
/// agreed.
package enum IndependentValidator {
    /// Whether libxml2's `xmllint` finds each document valid by an XML Schema; all in one run.
    package static func xml(_ documents: [[UInt8]], schema: URL) async throws -> [Bool] {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let names = documents.indices.map { "\($0).xml" }
        for (name, document) in zip(names, documents) {
            try Data(document).write(to: scratch.url.appending(path: name))
        }
        let run = try await ProgramRun.of(
            URL(filePath: "/usr/bin/xmllint"),
            ["--noout", "--nonet", "--schema", schema.path(percentEncoded: false)]
                + names.map { scratch.path($0) })
        // For each document, on the error output: "PATH validates", "PATH fails to validate", or
        // what is wrong with its XML.
        let lines = Set(run.errors.split(separator: "\n").map(String.init))
        return names.map { lines.contains("\(scratch.path($0)) validates") }
    }

    /// Whether Python's `jsonschema` finds each document valid by a JSON Schema of draft 2020-12;
    /// what is no JSON is not valid. All in one run.
    package static func json(_ documents: [[UInt8]], schema: URL) async throws -> [Bool] {
        try await python(schemaJudge, [schema.path(percentEncoded: false)], documents)
    }

    /// Whether Python's `geojson` reads each document and finds its geometries valid.
    package static func geoJSON(_ documents: [[UInt8]]) async throws -> [Bool] {
        try await python(geoJudge, [], documents)
    }

    /// Runs a script that prints `True` or `False` for each line of base64 in the file named last.
    private static func python(
        _ script: String, _ arguments: [String], _ documents: [[UInt8]]
    ) async throws -> [Bool] {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let file = scratch.url.appending(path: "documents")
        let lines = documents.map { Data($0).base64EncodedString() + "\n" }
        try Data(lines.joined().utf8).write(to: file)
        let run = try await ProgramRun.succeeding(
            URL(filePath: "/usr/bin/python3"),
            ["-c", script] + arguments + [file.path(percentEncoded: false)])
        return run.output.split(separator: "\n").map { $0 == "True" }
    }

    private static let schemaJudge = """
        import base64, json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1], encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        def refuse(text): raise ValueError(text)
        for line in open(sys.argv[2]):
            try:
                text = base64.b64decode(line).decode("utf-8")
                print(validator.is_valid(json.loads(text, parse_constant=refuse)))
            except ValueError:
                print(False)
        """

    private static let geoJudge = """
        import base64, geojson, sys
        for line in open(sys.argv[1]):
            try:
                document = geojson.loads(base64.b64decode(line).decode("utf-8"))
                print(isinstance(document, geojson.GeoJSON) and bool(document.is_valid))
            except (TypeError, ValueError):
                print(False)
        """
}
