import Identity
import Labels
import TestSupport
import Testing

@testable import Policies

/// The gates about persons, at the edges of what they let through.
struct PersonGateTests {
    let policy: Policy
    let now: Timestamp
    let other: ActorID
    let own: ActorID

    init() throws {
        policy = try ExampleRegion.policy()
        now = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
        other = try ActorID("lansstyrelsen-stockholm")
        own = try ActorID("polisen-region-stockholm")
    }

    @Test func `the law's floor holds whatever a policy leaves out`() throws {
        for level in Level.allCases {
            for status in StatusKind.allCases {
                let least = SignInStrength.least(at: level, status)
                let rules = try #require(policy.rules(for: level))
                #expect(rules.signIn(for: status) >= least)
                #expect((least > .nothing) == (level >= .restricted && status == .actual))
                #expect((least == .token) == (level >= .confidential && status == .actual))
            }
        }
    }

    @Test func `nobody reads above her clearance, at any level and class`() throws {
        for level in Level.allCases {
            for clearance in Clearance.allCases {
                var rehearsal = try rehearsal(level)
                let validity = Validity(from: now, until: now.adding(seconds: 1))
                rehearsal.request.person?.standing.clearance = ClearanceGrant(clearance, validity)
                rehearsal.request.person?.limited.isJustified = true
                let highest: Level =
                    switch clearance {
                    case .third: .secret
                    case .second, .first: .topSecret
                    }
                #expect(permits(rehearsal) == (level <= highest), "\(clearance) \(level)")
            }
        }
    }

    @Test(arguments: PersonFact.allCases, [(Int64(-1), false), (0, true), (59, true), (60, false)])
    func `each finding holds from its first moment until just before its last`(
        _ fact: PersonFact, _ edge: (Int64, Bool)
    ) throws {
        var rehearsal = try rehearsal(.restricted)
        let validity = Validity(from: now, until: now.adding(seconds: 60))
        switch fact {
        case .reliable: rehearsal.request.person?.standing.reliable = validity
        case .trained: rehearsal.request.person?.standing.trained = validity
        case .briefed: rehearsal.request.person?.standing.briefed = validity
        }
        rehearsal.request.now = now.adding(seconds: edge.0)
        let failures = decide(rehearsal.request, in: rehearsal.view).failed
            .flatMap(\.result.failures)
        #expect(failures.isEmpty == edge.1)
    }

    @Test func `who leaves has nothing from that very moment`() throws {
        var rehearsal = try rehearsal(.restricted)
        rehearsal.request.person?.standing.leftAt = now.adding(seconds: 1)
        #expect(permits(rehearsal))
        rehearsal.request.now = now.adding(seconds: 1)
        #expect(!permits(rehearsal))
    }

    @Test func `every clause of an audience needs a need, and one term of it is enough`() throws {
        let forum = try ForumID("regional-samordningsgrupp")
        let other = try ForumID("regional-chefsgrupp")
        let audience = try Audience([
            AudienceClause([.forum(forum), .actor(own)]), AudienceClause(.forum(other)),
        ])
        for (scopes, holds) in [
            ([NeedScope.audience(.forum(forum)), .audience(.forum(other))], true),
            ([.audience(.actor(own)), .audience(.forum(other))], true),
            ([.audience(.forum(forum))], false), ([.audience(.forum(other))], false),
            ([.compartment(try Compartment("kbrn"))], false), ([.audience(.all)], true),
            ([], false),
        ] {
            var rehearsal = try rehearsal(.restricted, audience: audience)
            let validity = Validity(from: now, until: now.adding(seconds: 1))
            rehearsal.request.person?.standing.needs = scopes.map { Need($0, validity) }
            #expect(permits(rehearsal) == holds, "\(scopes)")
        }
    }

    @Test(arguments: [(4, true), (5, false), (6, false)])
    func `limited extent ends at policy's number`(_ used: Int, _ holds: Bool) throws {
        var rehearsal = try rehearsal(.secret)
        let validity = Validity(from: now, until: now.adding(seconds: 1))
        rehearsal.request.person?.standing.clearance = ClearanceGrant(.third, validity)
        rehearsal.request.person?.limited = LimitedUse(usedCount: used, isJustified: true)
        #expect(permits(rehearsal) == holds)
    }

    @Test func `without a limit in the policy nothing is had in limited extent`() throws {
        var files = try ExampleRegion.policyFiles()
        for file in ["levels.yaml", "region.yaml"] {
            let text = String(decoding: try #require(files[file]), as: UTF8.self)
            files[file] = Array(
                text.split(separator: "\n", omittingEmptySubsequences: false)
                    .filter { !$0.contains("limited-extent:") }.joined(separator: "\n").utf8)
        }
        var rehearsal = try rehearsal(.secret, under: Policy.compile(files: files))
        let validity = Validity(from: now, until: now.adding(seconds: 1))
        rehearsal.request.person?.standing.clearance = ClearanceGrant(.third, validity)
        rehearsal.request.person?.limited.isJustified = true
        let failures = decide(rehearsal.request, in: rehearsal.view).failed
            .flatMap(\.result.failures)
        #expect(failures == [.limitedExtentUnset(.third, .secret)])
    }

    @Test(arguments: [
        ("    sign-in: {actual: none}", PolicyRule.signInTooWeak, "begransat-hemlig"),
        ("    sign-in: {actual: password}", .signInTooWeak, "konfidentiell"),
        (
            "    limited-extent: {messages-max: 1, period: 1d}", .limitedExtentNeedless,
            "konfidentiell"
        ),
    ])
    func `a policy that asks for less than the law does not compile`(
        _ line: String, _ rule: PolicyRule, _ level: String
    ) throws {
        var files = try ExampleRegion.policyFiles()
        let levels = String(decoding: try #require(files["levels.yaml"]), as: UTF8.self)
        let head = "  - level: \(level)\n"
        files["levels.yaml"] = Array(levels.replacing(head, with: head + line + "\n").utf8)
        let error = #expect(throws: PolicyError.self) { try Policy.compile(files: files) }
        guard case .sourcesInvalid(let issues) = error else { return }
        #expect(issues.map(\.defect) == [.ruleBroken(rule)])
    }

    @Test func `a need reads as it is written, and nothing else reads`() throws {
        for text in [
            "all", "forum:samverkansstab", "group:kommuner", "actor:sos-alarm", "compartment:kbrn",
        ] {
            #expect(try NeedScope(text).text == text)
        }
        for text in ["", "alla", "compartment:", "compartment:Kbrn", "forum", "person:a"] {
            #expect(throws: LabelError.self) { try NeedScope(text) }
        }
    }

    // MARK: Tools

    private func permits(_ rehearsal: Rehearsal) -> Bool {
        decide(rehearsal.request, in: rehearsal.view).isPermitted
    }

    private func rehearsal(
        _ level: Level, audience: Audience? = nil, under policy: Policy? = nil
    ) throws -> Rehearsal {
        let label = try Label(
            status: .actual,
            secrecy: level == .open
                ? [] : [Secrecy(provision: "OSL 15:2", authority: other, date: now)],
            securityClass: SecurityClass(of: level), audience: audience ?? Audience(.actor(own)),
            owners: [other], expires: now.adding(seconds: 3_600))
        return Rehearsal(
            AccessRequest(person: nil, at: own, label: label, of: other, isOpaque: false, now: now),
            under: policy ?? self.policy)
    }
}
