import CorpusSupport
import ProgramSupport
import TestSupport
import Testing

@testable import ForeignLabels

/// Every file of `data/labels`, with what its page of sources says of it.
struct LabelCorpusTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `every file is refused as what it is, and none is left out`() throws {
        let files = try SharedData.files(under: "data/labels").filter {
            !$0.hasSuffix("SOURCES.md")
        }
        #expect(files == Corpora.labelRefusals.map { "data/labels/" + $0.file }.sorted())
        #expect(files.count == 23)
        for (file, reason) in Corpora.labelRefusals {
            do throws(ForeignLabelError) {
                _ = try ConfidentialityLabelReader.label(bytes(file))
                Issue.record("\(file) was read")
            } catch {
                #expect(corpusKind(of: error) == reason, "\(file)")
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
        #expect(error.map { corpusKind(of: $0) } == "policyForeign(\"NATO\") 3:1")
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
