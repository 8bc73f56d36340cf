import Documents
import Foundation
import Identity
import Labels
import ProgramSupport
import TestSupport
import Testing

@testable import ForeignLabels

struct ConfidentialityLabelTests {
    static let schema = SharedData.packageRoot.appending(
        path: "Sources/Handbook/Handbook.docc/Spec/stanag-4774-label.xsd")

    static func specimens() throws -> [Label] {
        let (owner, other) = (try ActorID("sos-alarm"), try ActorID("kommun-solna"))
        let expires = try Timestamp(rfc3339: "2026-11-24T06:00:00.25Z")
        let secrecy = try Secrecy(
            provision: "OSL 15 kap. 2 § <&>'", authority: owner,
            date: Timestamp(rfc3339: "2026-11-01T00:00:00Z"))
        let plain = try Label(status: .actual, audience: .all, owners: [owner], expires: expires)
        let full = try Label(
            status: .exercise(ExerciseID("ovning-2026")), secrecy: [secrecy],
            securityClass: .secret,
            audience: Audience([
                AudienceClause([
                    .forum(ForumID("regionalt-samordnande")), .group(GroupID("kommuner")),
                ]),
                AudienceClause([.actor(owner), .actor(other)]),
            ]),
            compartments: [Compartment("el"), Compartment("vatten")], caveats: Caveat.allCases,
            origin: CountryCode("FI"), owners: [owner, other], expires: expires)
        let levels = try Level.allCases.map { level in
            try Label(
                status: .test, secrecy: level == .open ? [] : [secrecy],
                securityClass: SecurityClass(of: level), audience: .all, owners: [owner],
                expires: expires)
        }
        return [plain, full] + levels
    }

    let created: Timestamp

    init() throws { created = try Timestamp(rfc3339: "2026-11-23T06:00:00Z") }

    @Test func `every label comes back from its XML, whole`() throws {
        for label in try Self.specimens() {
            let written = label.confidentiality(created: created)
            let xml = try written.xml()
            #expect(try ConfidentialityLabelReader.read(xml) == written)
            #expect(try ConfidentialityLabelReader.label(xml) == label)
        }
    }

    @Test func `what is written is valid by the published schema, as xmllint judges`() async throws
    {
        let documents = try Self.specimens().map { try $0.confidentiality(created: created).xml() }
        let broken = String(decoding: documents[0], as: UTF8.self)
            .replacing("INFORMATIVE", with: "informative")
        let verdicts = try await IndependentValidator.xml(
            documents + [Array(broken.utf8)], schema: Self.schema)
        #expect(verdicts == documents.map { _ in true } + [false])
    }

    @Test func `a label is written exactly so`() throws {
        let label = try Self.specimens()[0]
        let xml = try label.confidentiality(created: created).xml()
        #expect(
            String(decoding: xml, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2026-11-24T06:00:00.250Z">
                  <ConfidentialityInformation>
                    <PolicyIdentifier URI="\(LabelPolicy.own.uri ?? "")">SE-BUDKAVLE</PolicyIdentifier>
                    <Classification>ÖPPEN</Classification>
                    <Category Type="INFORMATIVE" TagName="Status">
                      <GenericValue>actual</GenericValue>
                    </Category>
                    <Category Type="PERMISSIVE" TagName="Audience 1">
                      <GenericValue>all</GenericValue>
                    </Category>
                    <Category Type="INFORMATIVE" TagName="Origin">
                      <GenericValue>SE</GenericValue>
                    </Category>
                    <Category Type="INFORMATIVE" TagName="Owners">
                      <GenericValue>sos-alarm</GenericValue>
                    </Category>
                  </ConfidentialityInformation>
                  <CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>
                </originatorConfidentialityLabel>

                """)
    }

    @Test func `the page's example is the label at its top`() throws {
        let page = try String(
            contentsOf: SharedData.packageRoot.appending(
                path: "Sources/Handbook/Handbook.docc/Spec/Label.md"), encoding: .utf8)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.first { $0.hasPrefix("    actual; ") }).dropFirst(4)
        let xml = try Label(text: String(line)).confidentiality(created: created).xml()
        let indented = String(decoding: xml, as: UTF8.self).split(separator: "\n")
            .map { "    \($0)\n" }.joined()
        #expect(page.contains(indented))
    }

    /// One change each to the label with every part, its defect, and the line it is reported at.
    static let neighbours: [(String, String, ForeignLabelDefect, Int)] = [
        (">SE-BUDKAVLE<", ">NATO<", .policyForeign("NATO"), 4),
        ("urn:oid:2.25.", "urn:oid:2.26.", .policyForeign("SE-BUDKAVLE"), 4),
        (" URI=", " URL=", .attributeUnknown("URL"), 4),
        (">HEMLIG<", ">SECRET<", .classificationUnknown("SECRET"), 5),
        (">HEMLIG<", "> <", .textMissing, 5),
        (">HEMLIG<", "><b/><", .elementUnexpected("b"), 5),
        (
            ">HEMLIG</Classification>", ">HEMLIG</Classification><PrivacyMark>x</PrivacyMark>",
            .partNotCarried("PrivacyMark"), 5
        ),
        ("<Classification>HEMLIG</Classification>", "", .elementUnexpected("Category"), 6),
        ("INFORMATIVE", "Informative", .valueUnknown("Informative"), 6),
        ("INFORMATIVE", "RESTRICTIVE", .categoryTypeWrong(expected: .informative), 6),
        (" TagName=\"Status\"", "", .attributeMissing("TagName"), 6),
        ("\"Status\"", "\"Status\" lacv=\"1\"", .attributeUnknown("lacv"), 6),
        ("\"Status\"", "\"Läge\"", .categoryMissing("Status"), 2),
        ("\"Compartments\"", "\"Compartment\"", .categoryUnknown("Compartment"), 20),
        ("\"Audience 2\"", "\"Audience 1\"", .categoryRepeated("Audience 1"), 16),
        ("\"Audience 1\"", "\"Audience 3\"", .categoryMissing("Audience 1"), 2),
        ("\"Audience 2\"", "\"Audience 3\"", .categoryUnknown("Audience 3"), 16),
        ("exercise(ovning-2026)", "exercise", .label(.statusUnknown(text: "exercise")), 6),
        ("no-forward", "no-backward", .label(.caveatUnknown(text: "no-backward")), 24),
        (">FI<", ">fi<", .label(.originInvalid(text: "fi")), 30),
        (
            ">FI</GenericValue>", ">FI</GenericValue><GenericValue>SE</GenericValue>",
            .valuesWrong(expectedCount: 1, foundCount: 2), 30
        ),
        (
            "|2026-11-01", "2026-11-01",
            .secrecyInvalid("OSL 15 kap. 2 § <&>'|sos-alarm2026-11-01T00:00:00Z"), 9
        ),
        (
            "<CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>", "",
            .elementMissing("CreationDateTime"), 2
        ),
        (
            "</ConfidentialityInformation>",
            "</ConfidentialityInformation><OriginatorID>x</OriginatorID>",
            .partNotCarried("OriginatorID"), 37
        ),
        (
            "</CreationDateTime>", "</CreationDateTime><SuccessionHandling/>",
            .partNotCarried("SuccessionHandling"), 38
        ),
        ("</CreationDateTime>", "</CreationDateTime><x/>", .elementUnexpected("x"), 38),
        ("06:00:00Z<", "06:00:00<", .timeInvalid("2026-11-23T06:00:00"), 38),
        (
            " ReviewDateTime=\"2026-11-24T06:00:00.250Z\"", "", .attributeMissing("ReviewDateTime"),
            2
        ),
        (" ReviewDateTime=", " Id=\"a\" ReviewDateTime=", .attributeUnknown("Id"), 2),
        ("<ConfidentialityInformation>", "x<ConfidentialityInformation>", .textUnexpected, 2),
    ]

    @Test(arguments: neighbours.indices)
    func `the nearest neighbours of a label are refused with kind and line`(_ index: Int) throws {
        let (old, new, defect, line) = Self.neighbours[index]
        let xml = try Self.specimens()[1].confidentiality(created: created).xml()
        let text = String(decoding: xml, as: UTF8.self)
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        #expect(changed != text, "\(old)")
        expect(defect, line: line, in: changed)
    }

    @Test func `a marking without its class, or a class without a marking, is refused`() throws {
        let label = try Self.specimens()[3]
        #expect(label.level == .secrecy)
        let text = String(
            decoding: try label.confidentiality(created: created).xml(), as: UTF8.self)
        expect(
            .levelContradicted(.secrecy), line: 5,
            in: text.replacing(">SEKRETESS<", with: ">ÖPPEN<"))
        let open = try Self.specimens()[2]
        let openText = String(
            decoding: try open.confidentiality(created: created).xml(), as: UTF8.self)
        expect(
            .label(.classWithoutSecrecy), line: 2,
            in: openText.replacing(">ÖPPEN<", with: ">HEMLIG<"))
    }

    @Test func `prefixes, order of categories and hints of a schema make no difference`() throws {
        let label = try Self.specimens()[0]
        let text = """
            <s:originatorConfidentialityLabel ReviewDateTime='2026-11-24T07:00:00.250+01:00'
              xmlns:s='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'
              xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>
            <s:ConfidentialityInformation>
            <s:PolicyIdentifier URI='\(LabelPolicy.own.uri ?? "")'> SE-BUDKAVLE
            </s:PolicyIdentifier><s:Classification>ÖPPEN</s:Classification>
            <s:Category Type='INFORMATIVE' TagName='Owners'><s:GenericValue>sos-alarm</s:GenericValue></s:Category>
            <s:Category Type='INFORMATIVE' TagName='Origin'><s:GenericValue>SE</s:GenericValue></s:Category>
            <s:Category Type='PERMISSIVE' TagName='Audience 1'><s:GenericValue>all</s:GenericValue></s:Category>
            <s:Category Type='INFORMATIVE' TagName='Status'><s:GenericValue>actual</s:GenericValue></s:Category>
            </s:ConfidentialityInformation>
            <s:CreationDateTime>2026-11-23T06:00:00Z</s:CreationDateTime>
            </s:originatorConfidentialityLabel>
            """
        #expect(try ConfidentialityLabelReader.label(Array(text.utf8)) == label)
    }

    @Test func `tokens, values and categories stop at their limits`() throws {
        func document(values: Int, categories: Int = 1, token: Int = 1) throws -> [UInt8] {
            let text = String(repeating: "a", count: token)
            return try ConfidentialityLabel(
                policy: LabelPolicy(name: "P", uri: nil), classification: text,
                categories: (0..<categories).map { index in
                    LabelCategory(
                        .informative, "T\(index)", Array(repeating: "v", count: values))
                }, created: created, review: nil
            ).xml()
        }
        let whole = try ConfidentialityLabelReader.read(document(values: 2_048, token: 1_024))
        #expect(whole.categories[0].values.count == 2_048)
        #expect(
            try ConfidentialityLabelReader.read(document(values: 1, categories: 64)).categories
                .count == 64)
        expect(.tooMany(limitCount: 2_048), line: 2_055, in: try document(values: 2_049))
        expect(
            .tooMany(limitCount: 64), line: 198, in: try document(values: 1, categories: 65))
        expect(
            .tokenTooLong(limitBytes: 1_024, foundBytes: 1_025), line: 5,
            in: try document(values: 1, token: 1_025))
    }

    private func expect(_ defect: ForeignLabelDefect, line: Int, in text: String) {
        expect(defect, line: line, in: Array(text.utf8))
    }

    private func expect(_ defect: ForeignLabelDefect, line: Int, in document: [UInt8]) {
        do throws(ForeignLabelError) {
            _ = try ConfidentialityLabelReader.label(document)
            Issue.record("read in spite of \(defect)")
        } catch {
            guard case .labelInvalid(let found, _, let place) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(found == defect)
            #expect(place.line == line, "\(defect)")
        }
    }
}
