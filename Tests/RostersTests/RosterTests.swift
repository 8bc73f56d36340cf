import Identity
import Labels
import Policies
import Rosters
import Testing

struct RosterTests {
    let now: Timestamp
    let person: PersonID
    let year: Validity

    init() throws {
        now = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
        person = try PersonID("person-1")
        year = Validity(from: now, until: now.adding(seconds: 365 * 86_400))
    }

    @Test func `a new person needs a name, and stands with what was found`() throws {
        #expect(throws: RosterError.personUnknown(person)) {
            try Roster().granting(try grant { $0.facts = [.trained] }, at: now)
        }
        let made = try Roster().granting(
            try grant {
                $0.name = "Anna Ek"
                $0.facts = [.reliable, .trained]
                $0.clearance = .second
                $0.needs = [try NeedScope("forum:samverkansstab")]
                $0.functions = [try FunctionID("tib")]
            }, at: now)
        #expect(made.standing.reliable == year && made.standing.trained == year)
        #expect(made.standing.briefed == nil)
        #expect(made.standing.clearance == ClearanceGrant(.second, year))
        #expect(made.standing.needs == [Need(try NeedScope("forum:samverkansstab"), year)])
        let roster = Roster([made])
        #expect(roster.holders(of: try FunctionID("tib"), at: now) == [person])
        #expect(roster.holders(of: try FunctionID("tib"), at: year.until).isEmpty)
    }

    @Test func `what is found anew takes the place of what was there, and nothing else does`()
        throws
    {
        let need = try NeedScope("all")
        let first = try Roster().granting(
            try grant {
                $0.name = "Anna Ek"
                $0.facts = [.reliable, .briefed]
                $0.needs = [need]
            }, at: now)
        let later = Validity(from: now, until: year.until.adding(seconds: 1))
        var again = RosterGrant(of: person, later)
        again.facts = [.reliable]
        again.needs = [need]
        let second = try Roster([first]).granting(again, at: now)
        #expect(second.standing.reliable == later && second.standing.briefed == year)
        #expect(second.standing.needs == [Need(need, later)])
    }

    @Test(arguments: ["", "  ", "Anna\nEk", String(repeating: "a", count: 201)])
    func `a name is one line with something in it`(_ name: String) throws {
        #expect(throws: RosterError.nameInvalid) {
            try Roster().granting(try grant { $0.name = name }, at: now)
        }
    }

    @Test func `a pseudonym stays with one human, and namesakes are told apart`() throws {
        let roster = Roster([try known("person-1", "Anna Ek"), try known("person-2", "anna  ek ")])
        #expect(
            roster.pseudonyms(of: person) == [person, try PersonID("person-2")])
        #expect(throws: RosterError.nameFixed(person)) {
            try roster.granting(try grant { $0.name = "Bo Ek" }, at: now)
        }
        let apart = Roster([
            try known("person-1", "Anna Ek"), try known("person-2", "Anna Ek (Räddning)"),
        ])
        #expect(apart.pseudonyms(of: person) == [person])
    }

    @Test func `who leaves loses everything at once, under every pseudonym`() throws {
        var roster = Roster([
            try known("person-1", "Anna Ek"), try known("person-2", "Anna Ek"),
            try known("person-3", "Bo Alm"),
        ])
        let changed = try roster.withdrawing(RosterWithdrawal(from: person), at: now)
        #expect(changed.map(\.id.text) == ["person-1", "person-2"])
        roster.take(changed)
        for id in ["person-1", "person-2"] {
            #expect(roster.standing(of: try PersonID(id)).leftAt == now)
        }
        #expect(roster.standing(of: try PersonID("person-3")).leftAt == nil)
        #expect(throws: RosterError.personLeft(person, at: now)) {
            try roster.granting(try grant { $0.facts = [.trained] }, at: now)
        }
        #expect(throws: RosterError.personLeft(person, at: now)) {
            try roster.withdrawing(RosterWithdrawal(from: person), at: now)
        }
    }

    @Test func `single findings are taken back, and what is not there cannot be`() throws {
        let roster = Roster([try known("person-1", "Anna Ek")])
        var withdrawal = RosterWithdrawal(from: person)
        withdrawal.facts = [.trained]
        let changed = try roster.withdrawing(withdrawal, at: now)
        #expect(changed.map(\.standing.trained) == [nil])
        #expect(changed.map(\.standing.reliable) == [year])
        withdrawal.facts = []
        withdrawal.clearance = true
        let none = withdrawal
        #expect(throws: RosterError.nothingToRecord) { try roster.withdrawing(none, at: now) }
    }

    @Test func `an empty time, nothing at all and too much are refused`() throws {
        let roster = Roster([try known("person-1", "Anna Ek")])
        var empty = RosterGrant(of: person, Validity(from: now, until: now))
        empty.facts = [.trained]
        let refused = empty
        #expect(throws: RosterError.validityEmpty) { try roster.granting(refused, at: now) }
        #expect(throws: RosterError.nothingToRecord) {
            try roster.granting(RosterGrant(of: person, year), at: now)
        }
        for (count, isRefused) in [(RosterGrant.itemsMax, false), (RosterGrant.itemsMax + 1, true)]
        {
            let many = try grant { grant in
                grant.functions = try (0..<count).map { try FunctionID("f\($0)") }
            }
            let result = Result { try roster.granting(many, at: now) }
            #expect(((try? result.get()) == nil) == isRefused)
        }
    }

    @Test func `a summary for the ledger fits it and bears no name`() throws {
        let longest = String(repeating: "a", count: nameLengthMaxBytes)
        let full = try grant { grant in
            grant.name = "Anna Ek"
            grant.facts = Set(PersonFact.allCases)
            grant.clearance = .first
            grant.needs = try (0..<RosterGrant.itemsMax).map { _ in
                try NeedScope("compartment:\(longest)")
            }
        }
        #expect(full.summary.utf8.count < 1_000)
        #expect(!full.summary.contains("Anna"))
    }

    @Test(
        arguments: [(-1, .expiring), (0, .expired), (-86_401, nil)]
            as [(Int64, RosterFinding.Kind?)])
    func `a review tells what ends within the time asked for, and what has ended`(
        _ offset: Int64, _ kind: RosterFinding.Kind?
    ) throws {
        var entry = try known("person-1", "Anna Ek")
        let need = try NeedScope("all")
        entry.standing.briefed = year
        entry.standing.needs = [Need(need, year)]
        let moment = year.until.adding(seconds: offset)
        let lasting = Validity(from: now, until: .latest)
        (entry.standing.reliable, entry.standing.trained) = (lasting, lasting)
        let findings = Roster([entry]).review(at: moment, within: 86_400)
        #expect(findings.map(\.kind) == (kind.map { [$0, $0] } ?? []))
        #expect(Set(findings.map(\.what)).isSubset(of: ["briefed", "need all"]))
    }

    @Test func `a review tells what nobody found and whom nobody follows`() throws {
        var entry = try known("person-1", "Anna Ek")
        entry.standing.functions = [FunctionHolding(try FunctionID("tib"), year)]
        let findings = Roster([entry]).review(at: year.until, within: 0)
        #expect(findings.contains { $0.kind == .missing && $0.what == "briefed" })
        #expect(findings.contains { $0.kind == .missing && $0.what == "need" })
        #expect(findings.contains { $0.person == nil && $0.what == "function tib" })
        entry.standing.leftAt = now
        #expect(Roster([entry]).review(at: now, within: 0).map(\.what) == ["function tib"])
    }

    // MARK: Tools

    private func grant(_ fill: (inout RosterGrant) throws -> Void) throws -> RosterGrant {
        var grant = RosterGrant(of: person, year)
        try fill(&grant)
        return grant
    }

    private func known(_ id: String, _ name: String) throws -> RosterPerson {
        var standing = PersonStanding(try PersonID(id))
        (standing.reliable, standing.trained) = (year, year)
        return RosterPerson(standing, name: name)
    }
}
