import ContentWording
import Documents
import Pictures
import Testing
import Wording

struct DocumentSentenceTests {
    private static let place = TextPosition(line: 3, column: 7)

    static let documents: [DocumentsError] = [
        .tooLong(limitBytes: 1, foundBytes: 2), .encodingUnsupported(name: "UTF-7"),
        .encodingContradicted(name: "UTF-16"), .encodingInvalid(offset: 3),
        .xmlInvalid(.syntax, at: place), .jsonInvalid(.syntax, at: place),
        .jsonTooDeep(limitLevels: 64, path: "$[0]"), .memoryExhausted,
    ]

    static let xml: [XMLDefect] = [
        .doctypeForbidden, .entityUndefined, .characterForbidden, .versionUnsupported("1.1"),
        .declarationInvalid, .syntax, .endMissing, .contentAfterRoot,
        .tagMismatched(expected: "a"), .attributeRepeated, .prefixUnbound, .namespaceInvalid,
        .tooDeep(limitElements: 1), .tooManyElements(limitCount: 1),
        .tooManyAttributes(limitCount: 1), .nameTooLong(limitBytes: 1),
        .namespaceTooLong(limitBytes: 1), .markupTooLong(limitBytes: 1), .other(code: 1),
    ]

    static let json: [JSONSyntaxDefect] = [
        .syntax, .endMissing, .contentAfterValue, .keyRepeated, .nulForbidden, .numberTooLarge,
        .other(code: 1),
    ]

    static let members: [JSONDefect] = [
        .keyRepeated("a"), .keyUnknown("a"), .keyMissing("a"),
        .typeUnexpected(expected: "string"), .valueUnknown("a"), .timeInvalid("a"),
        .fieldInvalid(.empty), .coordinateInvalid("a"),
    ]

    static let alerts: [CAPDefect] = [
        .namespaceUnknown("a"), .rootUnexpected("a"), .wrapperRefused(alerts: 2),
        .elementMissing("a"), .elementRepeated("a"), .elementUnexpected("a"), .textUnexpected,
        .textMissing, .valueUnknown("a"), .timeInvalid("a"), .numberInvalid("a"),
        .identifierInvalid("a"), .referenceInvalid("a"), .coordinatesInvalid("a"),
        .polygonTooShort(points: 3), .polygonOpen, .circleInvalid("a"),
    ]

    static let fields: [FieldDefect] = [
        .empty, .tooLong(limitBytes: 1, foundBytes: 2), .controlCharacter(offset: 1),
        .tooMany(limit: 1),
    ]

    /// Each with the file that declares it.
    @Test(arguments: [
        ("XMLDefect", "Documents/XML/XMLDefect.swift", xml.map { ("\($0)", $0.phrase) }),
        (
            "JSONSyntaxDefect", "Documents/JSON/JSONSyntaxDefect.swift",
            json.map { ("\($0)", $0.phrase) }
        ),
        ("JSONDefect", "Pictures/JSON/JSONDefect.swift", members.map { ("\($0)", $0.phrase) }),
        ("CAPDefect", "Pictures/CAP/CAPDefect.swift", alerts.map { ("\($0)", $0.phrase) }),
        ("FieldDefect", "Pictures/PicturesError.swift", fields.map { ("\($0)", $0.phrase) }),
        (
            "DocumentsError", "Documents/DocumentsError.swift",
            documents.map { ("\($0)", $0.sentence.text) }
        ),
    ])
    func `every defect of a document is told in both languages`(
        _ type: String, _ file: String, _ told: [(String, Phrase)]
    ) throws {
        let labels = Set(told.map { String($0.0.prefix { $0.isLetter || $0.isNumber }) })
        #expect(labels == (try EnumCases.read(type, in: file)))
        for (name, phrase) in told {
            #expect(!phrase.swedish.isEmpty && phrase.swedish != phrase.english, "\(name)")
            #expect(!phrase.swedish.contains("  ") && !phrase.english.contains("  "), "\(name)")
        }
    }

    @Test func `a sentence tells the place, in words`() {
        let error = PicturesError.documentInvalid(.xmlInvalid(.doctypeForbidden, at: Self.place))
        #expect(
            error.sentence.text.swedish
                == "XML, rad 3 kolumn 7: en dokumenttyp (DOCTYPE) tas inte emot.")
        let member = PicturesError.jsonInvalid(.keyMissing("headline"), path: "$.statements")
        #expect(
            member.sentence.text.english == "JSON, $.statements: the key headline is missing.")
    }
}
