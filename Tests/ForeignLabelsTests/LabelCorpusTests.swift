import Documents
import ProgramSupport
import TestSupport
import Testing

@testable import ForeignLabels

/// Every file of `data/labels`, with what its page of sources says of it.
struct LabelCorpusTests {
    /// What each is refused as; none of them is a label under our policy.
    static let refusals: [(file: String, reason: String)] = [
        ("spiffing/food-clearance-all-okay.xml", "spiffingClearance"),
        ("spiffing/food-clearance-lactose-intolerant.xml", "spiffingClearance"),
        ("spiffing/food-label-bacon.xml", "spiffingLabel"),
        ("spiffing/food-label-cheap-milk-chocolate.xml", "spiffingLabel"),
        ("spiffing/food-label-milk-chocolate.xml", "spiffingLabel"),
        // Not well-formed: "securityCategiryTagSet" closes what "securityCategoryTagSet" opens.
        ("spiffing/food-policy-missi.xml", "tagMismatched(expected: \"securityCategoryTagSet\")"),
        ("spiffing/food-policy.xml", "tagMismatched(expected: \"securityCategoryTagSet\")"),
        ("spiffing/food-policy-missi.repaired.xml", "policyInformation"),
        ("spiffing/food-policy.repaired.xml", "policyInformation"),
        ("spiffing/misc/label-1.ber", "essBER"),
        ("spiffing/misc/label-2.ber", "essBER"),
        ("spiffing/misc/seclabel-simple.xml", "essXML"),
        ("spiffing/misc/seclabel.xml", "essXML"),
        // STANAG 4774, but without CreationDateTime, and one with URL for URI.
        ("spiffing/nato-4774-17-1.nato", "attributeUnknown(\"URL\") 3:1"),
        ("spiffing/nato-4774-17-2.nato", "elementMissing(\"CreationDateTime\") 1:1"),
        ("spiffing/nato-4774-17-3.nato", "elementMissing(\"CreationDateTime\") 1:1"),
        ("spiffing/nato-4774-17-1.xml", "spiffingLabel"),
        ("spiffing/nato-4774-17-2.xml", "spiffingLabel"),
        ("spiffing/nato-4774-17-3.xml", "spiffingLabel"),
        ("spiffing/nato-4774-policy.xml", "policyInformation"),
        // The table of expectations itself.
        ("spiffing/tests.xml", "elementUnexpected(\"tests\") 1:1"),
        ("xep-0258/message-ess-label.xml", "xmppSecurityLabel"),
        ("xep-0258/message-icism-label.xml", "xmppSecurityLabel"),
    ]

    @Test(.enabled(if: SharedData.isPresent))
    func `every file is refused as what it is, and none is left out`() throws {
        let files = try SharedData.files(under: "data/labels").filter {
            !$0.hasSuffix("SOURCES.md")
        }
        #expect(files == Self.refusals.map { "data/labels/" + $0.file }.sorted())
        #expect(files.count == 23)
        for (file, reason) in Self.refusals {
            do throws(ForeignLabelError) {
                _ = try ConfidentialityLabelReader.label(bytes(file))
                Issue.record("\(file) was read")
            } catch {
                #expect(error.kind == reason, "\(file)")
            }
        }
    }

    /// What Table 17 of ADatP-4774 says, with what its samples here lack put in.
    static let table17: [(String, [LabelCategory])] = [
        (
            "1",
            [
                LabelCategory(.permissive, "Context", ["NATO", "Releasable"]),
                LabelCategory(
                    .permissive, "Releasable To", ["NATO", "ISAF", "KFOR", "RESOLUTE SUPPORT"]),
            ]
        ),
        ("2", [LabelCategory(.permissive, "Context", ["NATO"])]),
        (
            "3",
            [
                LabelCategory(.permissive, "Context", ["NATO"]),
                LabelCategory(.informative, "Administrative", ["STAFF"]),
            ]
        ),
    ]

    @Test(.enabled(if: SharedData.isPresent), arguments: table17)
    func `a mended sample of table 17 is read, and not taken for a label of ours`(
        _ row: (number: String, categories: [LabelCategory])
    ) throws {
        let mended = try mended(row.number)
        let label = try ConfidentialityLabelReader.read(mended)
        #expect(label.policy.name == "NATO" && label.classification == "UNCLASSIFIED")
        #expect(label.categories == row.categories)
        let error = #expect(throws: ForeignLabelError.self) {
            try ConfidentialityLabelReader.label(mended)
        }
        #expect(error?.kind == "policyForeign(\"NATO\") 3:1")
        #expect(try ConfidentialityLabelReader.read(label.xml()) == label)
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `xmllint agrees: the samples are not valid, mended they are`() async throws {
        let numbers = Self.table17.map(\.0)
        let samples = try numbers.map { try bytes("spiffing/nato-4774-17-\($0).nato") }
        let whole = try numbers.map { try mended($0) }
        let verdicts = try await IndependentValidator.xml(
            samples + whole, schema: ConfidentialityLabelTests.schema)
        #expect(verdicts == [false, false, false, true, true, true])
    }

    private func mended(_ number: String) throws -> [UInt8] {
        let text = try SharedData.text("data/labels/spiffing/nato-4774-17-\(number).nato")
            .replacing(" URL=", with: " URI=")
            .replacing(
                "</ConfidentialityInformation>",
                with: "</ConfidentialityInformation>\n<CreationDateTime>2015-01-01T00:00:00Z"
                    + "</CreationDateTime>")
        return Array(text.utf8)
    }

    private func bytes(_ file: String) throws(ForeignLabelError) -> [UInt8] {
        do { return try SharedData.bytes("data/labels/" + file) } catch {
            Issue.record("\(error)")
            return []
        }
    }
}

extension ForeignLabelError {
    /// Kind and place, without the path.
    fileprivate var kind: String {
        switch self {
        case .documentInvalid(.xmlInvalid(let defect, _)): "\(defect)"
        case .documentInvalid(let error): "\(error)"
        case .textNotUTF8: "textNotUTF8"
        case .textInvalid(let error): "\(error)"
        case .formatForeign(let format): format.rawValue
        case .labelInvalid(let defect, _, let place): "\(defect) \(place)"
        }
    }
}
