import Labels
import Testing

@testable import Policies

struct DecisionSpeedTests {
    /// PERFORMANCE: a decision takes under 20 µs in a release build; a debug build is only asked
    /// not to be absurd.
    @Test func `a decision takes microseconds`() throws {
        let situations = try PolicyCases.situations(
            ExampleRegion.caseFiles(), against: ExampleRegion.policyFiles())
        let permitted = situations.filter(\.expected.isEmpty).map {
            ($0.rehearsal.request, $0.rehearsal.view)
        }
        let denied = situations.filter { !$0.expected.isEmpty }.map {
            ($0.rehearsal.request, $0.rehearsal.view)
        }
        for (name, questions) in [("permitted", permitted), ("denied", denied)] {
            var failures = 0
            let rounds = 20
            let clock = ContinuousClock()
            let spent = clock.measure {
                for _ in 0..<rounds {
                    for (request, view) in questions {
                        failures += decide(request, in: view).failed.count
                    }
                }
            }
            let each = spent / (rounds * questions.count)
            print("a \(name) decision takes \(each)")
            #expect((failures == 0) == (name == "permitted"))
            #expect(each < .microseconds(isDebugBuild ? 2_000 : 20))
        }
    }

    private var isDebugBuild: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }
}
