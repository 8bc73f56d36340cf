import Carriers
import Foundation
import Testing

struct ProblemTests {
    @Test(arguments: Problem.Kind.allCases)
    func `a problem comes back from JSON with its kind and status`(_ kind: Problem.Kind) throws {
        let problem = Problem(
            kind, defect: "x", recipient: "lansstyrelsen",
            failed: [.init(id: "audience", basis: "need to know", facts: [["forum": "a"]])],
            alsoDenied: ["b"],
            limit: .init("bodyMaxBytes", 3), retryAfterSeconds: 2,
            refused: [.init(index: 1, id: nil, problem: Problem(.denied))])
        let data = try JSONEncoder().encode(problem)
        let again = try JSONDecoder().decode(Problem.self, from: data)
        #expect(again == problem)
        #expect(again.kind == kind)
        #expect((400..<600).contains(kind.status))
        #expect(again.isTransient == (kind.status >= 500 || kind.status == 429))
    }
}
