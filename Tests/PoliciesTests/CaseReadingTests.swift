import Policies
import Testing

/// A case that cannot be read is no proof of anything.
struct CaseReadingTests {
    static let sound = """
        standing: exempel, ska ersättas
        at: 2026-11-23T08:00:00Z
        cases:
          - name: Ett fall
            from: lansstyrelsen-stockholm
            to: kommun-solna
            level: oppen
            status: actual
            expect: permitted
            failed: []
            cites: OSL 1 kap. 1 §
            because: Öppet.

        """

    @Test func `a sound case is reproduced`() throws {
        let cases = try run(Self.sound)
        #expect(cases.map(\.isReproduced) == [true])
        #expect(cases.first?.line == 4)
    }

    @Test func `a wrong expectation is noticed`() throws {
        let wrong = Self.sound.replacing("expect: permitted", with: "expect: denied")
            .replacing("failed: []", with: "failed: [audience]")
        let found = try #require(try run(wrong).first)
        #expect(!found.isReproduced && found.found.isEmpty && found.expected == [.audience])
    }

    @Test(arguments: [
        ("expect: permitted", "expect: denied", PolicyDefect.ruleBroken(.verdictContradicted)),
        ("failed: []", "failed: [audience]", .ruleBroken(.verdictContradicted)),
        (
            "level: oppen", "level: hemligt", .referenceUnknown(concept: "level", name: "hemligt")
        ),
        (
            "to: kommun-solna", "to: kommun-sola",
            .referenceUnknown(concept: "actor", name: "kommun-sola")
        ),
        ("    because: Öppet.\n", "", .missingKey("because")),
        ("    cites: OSL 1 kap. 1 §\n", "", .missingKey("cites")),
        (
            "because: Öppet.",
            "because: Öppet.\n    keys: [{role: recipient-wrapping, defect: expired}]",
            .valueInvalid(expected: "a key this level uses", found: "recipient-wrapping")
        ),
        (
            "because: Öppet.", "because: Öppet.\n    freshness: fress",
            .valueInvalid(
                expected:
                    "fresh, stale, missing, expired, future, superseded, forked, registry-behind",
                found: "fress")
        ),
        (
            "because: Öppet.", "because: Öppet.\n    audience: [\"gruppen:alla\"]",
            .valueInvalid(expected: "audience", found: "none")
        ),
    ])
    func `a case that contradicts itself or the policy is refused`(
        _ text: String, _ replacement: String, _ defect: PolicyDefect
    ) throws {
        #expect(defects(Self.sound.replacing(text, with: replacement)) == [defect])
    }

    @Test func `an unknown gate, an unknown option and a name used twice are refused`() {
        let gate = Self.sound.replacing("expect: permitted", with: "expect: denied")
            .replacing("failed: []", with: "failed: [audiense]")
        let option = Self.sound.replacing("because: Öppet.", with: "because: Öppet.\n    skip: all")
        let head = "standing: exempel, ska ersättas\nat: 2026-11-23T08:00:00Z\ncases:\n"
        let twice = Self.sound + Self.sound.dropFirst(head.count)
        #expect(defects(gate).count == 1)
        #expect(defects(option).count == 1)
        #expect(defects(twice) == [.definedTwice(concept: "case", name: "Ett fall")])
    }

    private func run(_ text: String) throws(PolicyError) -> [PolicyCase] {
        guard let files = try? ExampleRegion.policyFiles() else { return [] }
        return try PolicyCases.run(["a.yaml": Array(text.utf8)], against: files)
    }

    private func defects(_ text: String) -> [PolicyDefect] {
        let result = Result { () throws(PolicyError) in try run(text) }
        guard case .failure(.sourcesInvalid(let issues)) = result else { return [] }
        return issues.map(\.defect)
    }
}
