import Policies
import Testing

struct RecordedCaseTests {
    /// Read and decided once for all tests.
    static let cases = Result {
        try PolicyCases.run(ExampleRegion.caseFiles(), against: ExampleRegion.policyFiles())
    }

    @Test func `the engine reproduces every recorded decision`() throws {
        let cases = try Self.cases.get()
        #expect(cases.count >= 280)
        for recorded in cases where !recorded.isReproduced {
            Issue.record(
                """
                \(recorded.file):\(recorded.line) \(recorded.name): expected \
                \(recorded.expected.map(\.rawValue).sorted()), found \
                \(recorded.decision.failed.map { "\($0.id): \($0.result.failures)" })
                """)
        }
    }

    /// What the law and the cooperation say of which actor may have what. Clearance of persons (SäkL
    /// 3:6–8) is decided at their own actor's node; registers, receipts, inventory, traceability and
    /// incidents decide nothing between two actors.
    @Test(arguments: [
        "SäkL 2:5", "SäkL 4:1", "SäkL 4:2", "SäkL 4:6", "SäkF 2:2–3", "SäkF 3:1",
        "SäkF 3:2", "SäkF 3:3", "SäkF 3:5", "SäkF 3:6", "SäkF 3:7", "SäkF 3:9", "SäkF 6:1",
        "SäkF 6:2", "OSL 5 kap. 5 §", "OSL 8 kap. 1 §", "OSL 10 kap. 27 §", "OSL 10 kap. 28 §",
        "Samverkan, ordinarie läge", "Samverkan, aktiverat läge", "Samverkan, höjd beredskap",
    ])
    func `each paragraph has a case that is permitted and a neighbour that is not`(
        _ paragraph: String
    ) throws {
        let citing = try Self.cases.get().filter { $0.cites(paragraph) }
        #expect(citing.contains { $0.expected.isEmpty })
        #expect(citing.contains { !$0.expected.isEmpty })
    }
}

extension PolicyCase {
    /// Whether the paragraph is among those cited: `SäkF 3:5, 3:1–3` cites `SäkF 3:1`.
    fileprivate func cites(_ paragraph: String) -> Bool {
        var law = ""
        let cited = cites.split(separator: "; ").flatMap { citation in
            citation.split(separator: ", ").map { part in
                let isBare = part.first?.isNumber ?? false
                if !isBare { law = part.split(separator: " ").first.map(String.init) ?? "" }
                return isBare ? "\(law) \(part)" : String(part)
            }
        }
        // A citation of several paragraphs cites the first of them.
        return cites == paragraph || cited.contains { $0 == paragraph || $0 == paragraph + "–3" }
    }
}
