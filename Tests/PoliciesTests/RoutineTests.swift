import Foundation
import Labels
import Policies
import Testing

/// What people do while messages go a certain way, as policy has it.
struct RoutineTests {
    @Test func `the example says what to do on every way at every level, and when none is left`()
        throws
    {
        let policy = try ExampleRegion.policy()
        for rules in policy.levelsInUse {
            for carrier in rules.carriers {
                #expect(policy.routine(.carrier(carrier), at: rules.level) != nil)
            }
            #expect(policy.routine(.noneLeft, at: rules.level) != nil)
        }
    }

    @Test func `a routine is for the levels it says, and for no other`() throws {
        let policy = try compiled(
            """
              - {carrier: bundle, from: sekretess, to: k, steps: [Kör dit., Vänta på svar.]}
              - {carrier: none, from: h, steps: [Sök upp dem.]}

            """)
        let steps = ["Kör dit.", "Vänta på svar."]
        let found = Level.allCases.map { policy.routine(.carrier(.bundle), at: $0)?.steps }
        #expect(found == [nil, steps, steps, steps, nil, nil])
        let last = Level.allCases.map { policy.routine(.noneLeft, at: $0) != nil }
        #expect(last == [false, false, false, false, true, true])
        #expect(policy.routine(.carrier(.relay), at: .secrecy) == nil)
    }

    @Test func `a policy from before there were routines compiles, and has none`() throws {
        let policy = try compiled(nil)
        #expect(policy.routine(.carrier(.relay), at: .open) == nil)
        #expect(policy.routine(.noneLeft, at: .open) == nil)
    }

    @Test(arguments: [(9, true), (10, false)])
    func `a routine has as many steps as one remembers`(_ count: Int, _ isFit: Bool) throws {
        let steps = (1...count).map { "steg \($0)" }.joined(separator: ", ")
        let text = "  - {carrier: relay, steps: [\(steps)]}\n"
        if isFit {
            let policy = try compiled(text)
            #expect(policy.routine(.carrier(.relay), at: .topSecret)?.steps.count == count)
        } else {
            #expect(throws: PolicyError.self) { try compiled(text) }
        }
    }

    @Test func `a level that nobody knows is one defect, whatever else the routine would overlap`()
        throws
    {
        let text = "  - {carrier: relay, to: oppet, steps: [a]}\n  - {carrier: relay, steps: [b]}\n"
        #expect {
            try compiled(text)
        } throws: { error in
            guard case .sourcesInvalid(let issues)? = error as? PolicyError else { return false }
            return issues.map(\.defect) == [.referenceUnknown(concept: "level", name: "oppet")]
        }
    }

    @Test func `a routine for a carrier that the policy has not is refused`() throws {
        var files = try ExampleRegion.policyFiles()
        files["carriers.yaml"] = Array(
            """
            standing: fastställd
            carriers: [{kind: relay, name: Relä, ceiling: kh}]
            routines: [{carrier: qr, steps: [Skriv ut.]}]

            """.utf8)
        #expect {
            try Policy.compile(files: files)
        } throws: { error in
            guard case .sourcesInvalid(let issues)? = error as? PolicyError else { return false }
            return issues.contains {
                $0.place == "carriers.yaml:3:22"
                    && $0.defect == .referenceUnknown(concept: "carrier", name: "qr")
            }
        }
    }

    /// The example with these routines in place of its own.
    private func compiled(_ routines: String?) throws -> Policy {
        var files = try ExampleRegion.policyFiles()
        let text = String(decoding: try #require(files["carriers.yaml"]), as: UTF8.self)
        let head = try #require(text.range(of: "routines:\n"))
        let kept = text[..<head.lowerBound]
        files["carriers.yaml"] = Array((kept + (routines.map { "routines:\n" + $0 } ?? "")).utf8)
        return try Policy.compile(files: files)
    }
}
