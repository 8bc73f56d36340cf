import Foundation
import Identity
import Labels
import Testing

@testable import Policies

/// What classifications of others are here: as tables of agreements say, or nothing.
struct EquivalenceTests {
    private static let now = Timestamp(clampingMilliseconds: 1_795_420_800_000)
    private static let finland = ForeignScheme(name: "FIN", uri: nil)

    private static let table = """
        equivalences:
          - policy: FIN
            origin: FI
            reference: Avtal 1
            from: 2026-01-01T00:00:00Z
            until: 2027-01-01T00:00:00Z
            levels:
              - {theirs: JULKINEN, ours: oppen}
              - {theirs: LUOTTAMUKSELLINEN, ours: konfidentiell}
              - {theirs: SALAINEN, ours: hemlig}
              - {theirs: ERITTÄIN SALAINEN, ours: kvalificerat-hemlig}
            unmatched: [begransat-hemlig]

        """

    private func policy(_ tables: String...) throws(PolicyError) -> Policy {
        guard var files = try? SmallRegion.policy().sources else { throw .sourcesInvalid([]) }
        // One list, however many tables.
        let list = tables.joined().replacing("equivalences:\n", with: "")
        files["agreements.yaml"]? += Array(("equivalences:\n" + list).utf8)
        return try Policy.compile(files: files)
    }

    private func issues(_ table: String) -> [PolicyIssue] {
        do throws(PolicyError) {
            _ = try policy(table)
            return []
        } catch {
            guard case .sourcesInvalid(let issues) = error else { return [] }
            return issues
        }
    }

    @Test(arguments: [
        ("JULKINEN", Level.open), ("LUOTTAMUKSELLINEN", .confidential), ("SALAINEN", .secret),
        ("ERITTÄIN SALAINEN", .topSecret),
    ])
    func `a classification is what its row says`(_ theirs: String, _ ours: Level) throws {
        let found = try policy(Self.table).equivalent(of: theirs, in: Self.finland, at: Self.now)
        #expect(found.level == ours)
        #expect(found.table.origin == (try CountryCode("FI")))
    }

    @Test(arguments: [
        "KÄYTTÖ RAJOITETTU", "salainen", "SALAINEN ", "", "SECRET", "HEMLIG",
        // The same letters, written apart.
        "ERITTA\u{308}IN SALAINEN",
    ])
    func `what has no row is nothing, however like one`(_ theirs: String) throws {
        let policy = try policy(Self.table)
        #expect(throws: EquivalenceFailure.classificationUnknown) {
            try policy.equivalent(of: theirs, in: Self.finland, at: Self.now)
        }
    }

    @Test(arguments: [("FIN", "urn:x"), ("fin", nil), ("NATO", nil)] as [(String, String?)])
    func `a policy nobody has agreed with is unknown`(_ name: String, _ uri: String?) throws {
        let policy = try policy(Self.table)
        #expect(throws: EquivalenceFailure.schemeUnknown) {
            try policy.equivalent(
                of: "SALAINEN", in: ForeignScheme(name: name, uri: uri), at: Self.now)
        }
    }

    @Test(arguments: [
        ("2025-12-31T23:59:59.999Z", false), ("2026-01-01T00:00:00Z", true),
        ("2026-12-31T23:59:59.999Z", true), ("2027-01-01T00:00:00Z", false),
    ])
    func `an agreement says nothing outside of its time`(_ time: String, _ holds: Bool) throws {
        let policy = try policy(Self.table)
        let moment = try Timestamp(rfc3339: time)
        do throws(EquivalenceFailure) {
            _ = try policy.equivalent(of: "SALAINEN", in: Self.finland, at: moment)
            #expect(holds)
        } catch { #expect(!holds && error == .notInForce) }
    }

    @Test func `of two agreements in force the stricter counts`() throws {
        let milder = Self.table.replacing("Avtal 1", with: "Avtal 2").replacing(
            "{theirs: SALAINEN, ours: hemlig}", with: "{theirs: SALAINEN, ours: konfidentiell}"
        ).replacing("unmatched: [begransat-hemlig]", with: "unmatched: [bh, hemlig]")
        for tables in [[Self.table, milder], [milder, Self.table]] {
            let policy = try policy(tables[0], tables[1])
            let found = try policy.equivalent(of: "SALAINEN", in: Self.finland, at: Self.now)
            #expect(found.level == .secret && found.table.reference == "Avtal 1")
        }
    }

    @Test func `a table is taken when it never falls and leaves no class out unsaid`() throws {
        var taken = 0
        for first in Level.allCases {
            for second in Level.allCases {
                for third in Level.allCases {
                    let rows = [first, second, third]
                    let missing = Level.allCases.filter { $0.isClassified && !rows.contains($0) }
                    let found = issues(table(rows, unmatched: missing)).map(\.defect)
                    let isRising = first <= second && second <= third
                    #expect(found.isEmpty == isRising, "\(rows)")
                    taken += found.isEmpty ? 1 : 0
                    if isRising, let one = missing.first {
                        let fewer = issues(table(rows, unmatched: missing.filter { $0 != one }))
                        #expect(fewer.map(\.defect) == [.ruleBroken(.equivalenceIncomplete)])
                    }
                }
            }
        }
        #expect(taken == 56)
    }

    private func table(_ rows: [Level], unmatched: [Level]) -> String {
        """
        equivalences:
          - policy: X
            origin: NO
            reference: A
            from: 2026-01-01T00:00:00Z
            until: 2027-01-01T00:00:00Z
            levels: [\(rows.enumerated().map { "{theirs: N\($0), ours: \($1)}" }
                .joined(separator: ", "))]
            unmatched: [\(unmatched.map(\.name).joined(separator: ", "))]

        """
    }

    @Test(arguments: [
        ("ours: kvalificerat-hemlig", "ours: sekretess", 11, 9, PolicyRule.equivalenceFalls),
        ("unmatched: [begransat-hemlig]", "unmatched: []", 8, 7, .equivalenceIncomplete),
        (
            "unmatched: [begransat-hemlig]", "unmatched: [bh, hemlig]", 8, 7,
            .equivalenceContradicted
        ),
    ])
    func `a table that cannot be is refused at its line and column`(
        _ text: String, _ replacement: String, _ line: Int, _ column: Int, _ rule: PolicyRule
    ) throws {
        let before = try #require(try SmallRegion.policy().sources["agreements.yaml"])
        let first = before.count { $0 == UInt8(ascii: "\n") } + 1
        let found = issues(Self.table.replacing(text, with: replacement))
        #expect(
            found.contains(
                PolicyIssue(
                    file: "agreements.yaml", line: first + line - 1, column: column,
                    defect: .ruleBroken(rule))), "\(found)")
    }

    @Test func `a classification twice is refused`() {
        let twice = Self.table.replacing("LUOTTAMUKSELLINEN", with: "JULKINEN")
        #expect(
            issues(twice).map(\.defect) == [
                .definedTwice(concept: "classification", name: "JULKINEN")
            ])
    }

    @Test func `the row that decided is named, and of a refusal the table or the list`() throws {
        let policy = try policy(Self.table)
        let places = policy.places
        let lines = String(decoding: policy.sources["agreements.yaml"] ?? [], as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let found = try policy.equivalent(of: "SALAINEN", in: Self.finland, at: Self.now)
        #expect(lines[places.place(of: found).line - 1].contains("{theirs: SALAINEN,"))
        let ended = places.refusing(Self.finland, of: policy)
        #expect(ended.map { lines[$0.line - 1].contains("until:") } == [true])
        let unknown = places.refusing(ForeignScheme(name: "NATO", uri: nil), of: policy)
        #expect(unknown.map { lines[$0.line - 1].hasPrefix("equivalences:") } == [true])
    }

    @Test func `a table that has ended is told by the review`() throws {
        let review = PolicyReview(
            of: try policy(Self.table), at: try Timestamp(rfc3339: "2027-01-01T00:00:00Z"))
        let ends = review.notices.filter { $0.finding.code == "expired" }
        #expect(ends.contains { $0.place.file == "agreements.yaml" })
    }
}
