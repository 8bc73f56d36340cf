import ContentWording
import Documents
import ForeignLabels
import Labels
import Paper
import Pictures
import Sheets
import Testing
import Wording

struct DocumentSentenceTests {
    private static let place = TextPosition(line: 3, column: 7)

    static let documents: [DocumentsError] = [
        .tooLong(limitBytes: 1, foundBytes: 2), .encodingUnsupported(name: "UTF-7"),
        .encodingContradicted(name: "UTF-16"), .encodingInvalid(offset: 3),
        .xmlInvalid(.syntax, at: place), .jsonInvalid(.syntax, at: place),
        .jsonTooDeep(limitLevels: 64, path: "$[0]"),
        .xmlUnwritable(scalar: 0xFFFF, element: "note"), .memoryExhausted,
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
        .textTooLong(limitBytes: 1, foundBytes: 2), .tooMany("area", limitCount: 1),
        .distributionRefused(alerts: 2), .languageInvalid("a"), .uriInvalid("a"),
        .elementMissing("a"), .elementRepeated("a"), .elementUnexpected("a"), .textUnexpected,
        .textMissing, .valueUnknown("a"), .timeInvalid("a"), .numberInvalid("a"),
        .identifierInvalid("a"), .referenceInvalid("a"), .coordinatesInvalid("a"),
        .polygonTooShort(points: 3), .polygonOpen, .circleInvalid("a"),
    ]

    static let remarks: [CAPRemark] = [
        .orderDiffers(path: "/a"), .elementUnknown(path: "/a"), .elementEmpty(path: "/a"),
        .signatureNotVerified,
    ]

    static let fields: [FieldDefect] = [
        .empty, .tooLong(limitBytes: 1, foundBytes: 2), .controlCharacter(offset: 1),
        .tooMany(limit: 1),
    ]

    static let sheets: [SheetError] = {
        guard let sheet = try? Sheet([1]).id else { return [] }
        return [
            .empty, .tooLarge(limitBytes: 1, foundBytes: 2), .partForeign, .partInvalid,
            .partOfOther(sheet, expected: sheet), .partContradicts(number: 1),
            .incomplete(missing: [1, 2], count: 3), .damaged(sheet),
        ]
    }()

    static let papers: [PaperError] = [
        .codeTooLong(bytes: 1), .programMissing(name: "a", package: "b"),
        .programFailed(name: "a", status: 1), .pictureUnsupported(path: "a"),
        .pictureUnreadable(path: "a"), .nothingFound,
    ]

    static let places: [GeoDefect] = [
        .positionInvalid, .longitudeOutside(181), .latitudeOutside(91),
        .lineTooShort(positions: 1), .ringTooShort(positions: 3), .ringOpen, .ringMissing,
        .boxInvalid, .systemForeign, .tooDeep(limitLevels: 1), .tooManyFeatures(limitCount: 1),
        .tooManyPositions(limitCount: 1), .tooManyParts(limitCount: 1),
        .tooManyProperties(limitCount: 1), .nameTooLong(limitBytes: 1, foundBytes: 2),
    ]

    static let obstacles: [ExportObstacle] = [
        .sealedElsewhere, .sortUnfit(.map), .referenceUnknown("a"), .antimeridianCrossed(area: "a"),
    ]

    static let labels: [ForeignLabelDefect] = [
        .elementMissing("a"), .elementUnexpected("a"), .textUnexpected, .textMissing,
        .tokenTooLong(limitBytes: 1, foundBytes: 2), .attributeMissing("a"),
        .attributeUnknown("a"), .valueUnknown("a"), .timeInvalid("a"), .tooMany(limitCount: 1),
        .partNotCarried("a"), .policyForeign("a"), .equivalenceNotInForce("a"),
        .classificationUnknown("a"),
        .categoryUnknown("a"), .categoryRepeated("a"), .categoryTypeWrong(expected: .permissive),
        .categoryMissing("a"), .valuesWrong(expectedCount: 1, foundCount: 2),
        .secrecyInvalid("a"), .levelContradicted(.secrecy), .label(.ownersMissing),
    ]

    static let labelErrors: [ForeignLabelError] = [
        .documentInvalid(.memoryExhausted), .textNotUTF8, .textInvalid(.ownersMissing),
        .formatForeign(.essBER),
        .labelInvalid(.textMissing, path: "/a", at: place),
    ]

    @Test(arguments: LabelFormat.allCases)
    func `every format of labels has a name in both languages`(_ format: LabelFormat) {
        #expect(!format.phrase.swedish.isEmpty && format.phrase.swedish != format.phrase.english)
    }

    @Test(arguments: ContentSort.allCases)
    func `every sort of content has a name in both languages`(_ sort: ContentSort) {
        #expect(!sort.phrase.swedish.isEmpty && sort.phrase.swedish != sort.phrase.english)
    }

    /// Each with the file that declares it.
    @Test(arguments: [
        ("XMLDefect", "Documents/XML/XMLDefect.swift", xml.map { ("\($0)", $0.phrase) }),
        (
            "JSONSyntaxDefect", "Documents/JSON/JSONSyntaxDefect.swift",
            json.map { ("\($0)", $0.phrase) }
        ),
        ("JSONDefect", "Pictures/JSON/JSONDefect.swift", members.map { ("\($0)", $0.phrase) }),
        ("CAPDefect", "Pictures/CAP/CAPDefect.swift", alerts.map { ("\($0)", $0.phrase) }),
        ("CAPRemark", "Pictures/CAP/CAPAlert.swift", remarks.map { ("\($0)", $0.phrase) }),
        ("FieldDefect", "Pictures/PicturesError.swift", fields.map { ("\($0)", $0.phrase) }),
        ("GeoDefect", "Pictures/Geo/GeoDefect.swift", places.map { ("\($0)", $0.phrase) }),
        (
            "ExportObstacle", "Pictures/Export/ExportFormat.swift",
            obstacles.map { ("\($0)", $0.phrase) }
        ),
        (
            "ForeignLabelDefect", "ForeignLabels/ForeignLabelError.swift",
            labels.map { ("\($0)", $0.phrase) }
        ),
        (
            "ForeignLabelError", "ForeignLabels/ForeignLabelError.swift",
            labelErrors.map { ("\($0)", $0.sentence.text) }
        ),
        ("SheetError", "Sheets/SheetError.swift", sheets.map { ("\($0)", $0.sentence.text) }),
        ("PaperError", "Paper/PaperError.swift", papers.map { ("\($0)", $0.sentence.text) }),
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
