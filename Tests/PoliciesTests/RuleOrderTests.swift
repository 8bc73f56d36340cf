import Foundation
import Testing

@testable import Policies

/// In which order rules and files stand means nothing: everything recorded is decided alike under
/// policies written in other orders.
struct RuleOrderTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `cases are reproduced under a policy whose lists are shuffled`(_ seed: UInt64) throws {
        var order = ListOrder(seed: seed)
        let files = try ExampleRegion.policyFiles()
        let shuffled = order.shuffled(files)
        #expect(shuffled != files)
        let cases = try PolicyCases.run(ExampleRegion.caseFiles(), against: shuffled)
        let usual = try PolicyCases.run(ExampleRegion.caseFiles(), against: files)
        #expect(cases.count == usual.count)
        for (one, other) in zip(cases, usual) {
            #expect(one.isReproduced, "\(one.name)")
            // Which gates, and of each every reason.
            let reasons = one.decision.outcomes.map { Set($0.result.failures) }
            #expect(reasons == other.decision.outcomes.map { Set($0.result.failures) })
        }
    }

    @Test func `shuffling moves entries and loses none`() {
        var order = ListOrder(seed: 4)
        let text = """
            standing: x
            # Om a.
            a:
              # Om ett.
              - id: 1
                b: 2
              - {id: 2}
              - id: 3
            c: []

            """
        let result = order.shuffled(text)
        #expect(result != text)
        #expect(result.split(separator: "\n").sorted() == text.split(separator: "\n").sorted())
        #expect(result.contains("  # Om ett.\n  - id: 1\n    b: 2\n"))
    }
}
