import Policies
import Testing

struct RecordedCaseTests {
    @Test func `the engine reproduces every recorded decision`() throws {
        let cases = try PolicyCases.run(
            ExampleRegion.caseFiles(), against: ExampleRegion.policyFiles())
        #expect(cases.count >= 60)
        for recorded in cases where !recorded.isReproduced {
            Issue.record(
                """
                \(recorded.file):\(recorded.line) \(recorded.name): expected \
                \(recorded.expected.map(\.rawValue).sorted()), found \
                \(recorded.decision.failed.map { "\($0.id): \($0.result.failures)" })
                """)
        }
    }
}
