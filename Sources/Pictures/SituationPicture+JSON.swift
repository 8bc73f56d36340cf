import Documents
import Identity

extension SituationPicture {
    /// What the `format` member says of a picture in this form.
    package static let format = "budkavle/picture/v1"

    /// The canonical JSON. Spec: SituationPicture.
    package var json: [UInt8] {
        let answers = statements.map { field, statements in
            (field.rawValue, JSONWriter.Value?.some(.array(statements.map(\.json))))
        }
        return JSONWriter.bytes(
            .object([
                "format": .string(Self.format), "kind": .string(kind.rawValue),
                "headline": .string(headline), "source": .string(source),
                "time": .string(time.rfc3339), "place": place.map { .string($0) },
                "position": position?.json, "scope": scope.map { .string($0) },
                "status": status.map { .string($0.rawValue) },
                "statements": .object(Dictionary(uniqueKeysWithValues: answers)),
            ]))
    }

    /// Reads a picture; any order and spacing, but unknown or repeated keys are errors.
    ///
    /// - Throws: ``PicturesError``.
    package init(json: [UInt8]) throws(PicturesError) {
        try self.init(JSONNode(reading: json))
    }

    init(_ node: JSONNode) throws(PicturesError) {
        var reader = try JSONObjectReader(node)
        try reader.expectFormat(Self.format)
        guard let kind = try reader.optionalWord("kind", PictureKind.self) else {
            throw .jsonInvalid(.keyMissing("kind"), path: reader.path)
        }
        let headline = try reader.string("headline")
        let source = try reader.string("source")
        guard let time = try reader.optionalTime("time") else {
            throw .jsonInvalid(.keyMissing("time"), path: reader.path)
        }
        let place = try reader.optionalString("place")
        let position = try reader.optionalPosition("position")
        let scope = try reader.optionalString("scope")
        let status = try reader.optionalWord("status", PayloadStatus.self)
        let statements = try Self.statements(reader.required("statements"))
        try reader.finish()
        self = try reader.placing { () throws(PicturesError) in
            try SituationPicture(
                kind: kind, headline: headline, source: source, time: time, place: place,
                position: position, scope: scope, status: status, statements: statements)
        }
    }

    private static func statements(_ node: JSONNode) throws(PicturesError)
        -> [PictureField: [Statement]]
    {
        let path = "$.statements"
        var reader = try JSONObjectReader(node, path: path)
        var statements: [PictureField: [Statement]] = [:]
        for field in PictureField.allCases where reader.optional(field.rawValue) != nil {
            var answers: [Statement] = []
            for (index, answer) in try reader.array(field.rawValue).enumerated() {
                answers.append(try Statement(answer, path: "\(path).\(field.rawValue)[\(index)]"))
            }
            statements[field] = answers
        }
        try reader.finish()
        return statements
    }
}

extension Statement {
    fileprivate var json: JSONWriter.Value {
        .object([
            "text": .string(text), "basis": .string(basis.rawValue),
            "source": source.map { .string($0) }, "time": time.map { .string($0.rfc3339) },
            "place": place.map { .string($0) },
        ])
    }

    fileprivate init(_ node: JSONNode, path: String) throws(PicturesError) {
        var reader = try JSONObjectReader(node, path: path)
        let text = try reader.string("text")
        let basis = try reader.optionalWord("basis", StatementBasis.self)
        let source = try reader.optionalString("source")
        let time = try reader.optionalTime("time")
        let place = try reader.optionalString("place")
        try reader.finish()
        self = try reader.placing { () throws(PicturesError) in
            try Statement(
                text, basis: basis ?? .description, source: source, time: time, place: place)
        }
    }
}
