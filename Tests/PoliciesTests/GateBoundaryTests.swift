import Foundation
import Identity
import Labels
import Registry
import Testing

@testable import Policies

/// The last moment that holds and the first that does not, and that everything is reported.
struct GateBoundaryTests {
    let policy: Policy
    let now: Timestamp
    let sender: ActorID
    let recipient: ActorID

    init() throws {
        policy = try ExampleRegion.policy()
        now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
        sender = try ActorID("lansstyrelsen-stockholm")
        recipient = try ActorID("kommun-solna")
    }

    @Test(arguments: [(Int64(0), true), (1, false)])
    func `freshness holds up to the level's limit`(_ late: Int64, _ holds: Bool) throws {
        var rehearsal = try rehearsal(.secrecy)
        let limit = try #require(policy.rules(for: .secrecy)).policyFreshnessSeconds
        rehearsal.freshness = note(issued: -limit - late, validUntil: 60)
        #expect(fails(.policyFresh, rehearsal) != holds)
    }

    @Test(arguments: [(Int64(0), true), (-1, false)])
    func `a freshness note holds up to its own end`(_ end: Int64, _ holds: Bool) throws {
        var rehearsal = try rehearsal(.secrecy)
        rehearsal.freshness = note(issued: -60, validUntil: end)
        #expect(fails(.policyFresh, rehearsal) != holds)
    }

    @Test(arguments: [(Int64(300), true), (301, false)])
    func `a clock may be ahead by five minutes`(_ ahead: Int64, _ holds: Bool) throws {
        var rehearsal = try rehearsal(.secrecy)
        rehearsal.freshness = note(issued: ahead, validUntil: 3_600)
        #expect(fails(.policyFresh, rehearsal) != holds)
    }

    @Test(arguments: [(Int64(600), true), (599, false)])
    func `a lease stretches both limits by what it says`(_ extra: Int64, _ holds: Bool) throws {
        var rehearsal = try rehearsal(.secrecy)
        let limit = try #require(policy.rules(for: .secrecy)).policyFreshnessSeconds
        let latest = try #require(note(issued: -limit - 600, validUntil: -600).latest)
        let window = Validity(from: now, until: now.adding(seconds: 1))
        rehearsal.freshness = FreshnessState(
            latest: latest,
            leases: [Lease(window: window, level: .secrecy, extensionSeconds: extra)])
        #expect(fails(.policyFresh, rehearsal) != holds)
    }

    @Test func `a policy newer than the note does no harm, a registry newer must be known as such`()
        throws
    {
        var rehearsal = try rehearsal(.secrecy)
        rehearsal.freshness = note(issued: -60, validUntil: 60, version: 6)
        #expect(!fails(.policyFresh, rehearsal))
    }

    @Test func `all that is wrong with a key is said at once`() throws {
        var rehearsal = try rehearsal(.secrecy)
        let id = try #require(Rehearsal.key(.recipientWrapping))
        rehearsal.registry.keys[id] = RegisteredKey(
            actor: sender, level: .open, status: .actual, purpose: .signing, validFrom: now,
            validUntil: now, revocation: nil)
        let failures = decide(rehearsal.request, in: rehearsal.view).outcomes
            .first { $0.id == .suiteLevel }?.result.failures
        #expect(
            failures == [
                .keyOfOtherActor(id, sender), .keyOfOtherLevel(id, .open),
                .keyOfOtherStatus(id, .actual), .keyOfOtherPurpose(id, .recipientWrapping),
                .keyExpired(id, at: now),
            ])
    }

    @Test func `evidence from the future is no evidence`() throws {
        var rehearsal = try rehearsal(.secrecy)
        let id = try #require(Rehearsal.key(.originatorSigning))
        rehearsal.registry.keys[id]?.validFrom = now.adding(seconds: 1)
        rehearsal.request.witnessed = now.adding(seconds: 5)
        #expect(fails(.suiteLevel, rehearsal))
    }

    @Test func `a key compromised before the message was witnessed does not carry it`() throws {
        var rehearsal = try rehearsal(.open)
        let id = try #require(Rehearsal.key(.originatorSigning))
        rehearsal.registry.keys[id]?.revocation = Revocation(
            at: now, compromisedSince: now.adding(seconds: -600))
        rehearsal.request.witnessed = now.adding(seconds: -600)
        #expect(fails(.suiteLevel, rehearsal))
        rehearsal.request.witnessed = now.adding(seconds: -601)
        #expect(!fails(.suiteLevel, rehearsal))
    }

    @Test func `a level the policy does not configure fails wherever it is needed`() throws {
        var files = try ExampleRegion.policyFiles()
        let levels = String(decoding: try #require(files["levels.yaml"]), as: UTF8.self)
        let cut = try #require(levels.range(of: "  - level: kvalificerat-hemlig")).lowerBound
        files["levels.yaml"] = Array(levels[..<cut].utf8)
        let smaller = try Policy.compile(files: files)
        var rehearsal = try rehearsal(.topSecret, under: smaller)
        rehearsal.request.stage = .relayAccept
        let failed = decide(rehearsal.request, in: rehearsal.view).failed.map(\.id)
        #expect(
            Set(failed).isSuperset(of: [
                .labelComplete, .policyFresh, .suiteLevel, .releasePersons, .carrierCeiling,
            ]))
    }

    @Test func `a system of somebody else, or of another sort, is not taken for the right one`()
        throws
    {
        var rehearsal = try rehearsal(.restricted, status: .actual)
        let node = SystemName.node(try NodeID("nod-1"), of: recipient)
        rehearsal.request.systems = [
            UsedSystem(.sendingNode, node), UsedSystem(.relay, node),
        ]
        let failures = decide(rehearsal.request, in: rehearsal.view).outcomes
            .first { $0.id == .systemApproved }?.result.failures
        #expect(
            failures == [
                .systemOfOther(.sendingNode, node), .systemUnapproved(node),
                .systemOfOther(.relay, node), .systemUnapproved(node),
            ])
    }

    @Test func `a decision that lacks an outcome permits nothing`() throws {
        let rehearsal = try rehearsal(.open)
        let whole = decide(rehearsal.request, in: rehearsal.view)
        #expect(whole.isPermitted)
        #expect(!Decision(outcomes: Array(whole.outcomes.dropLast()), at: .sender).isPermitted)
        for stage in DecisionStage.allCases {
            #expect(!Decision(outcomes: [], at: stage).isPermitted)
        }
        // The gates about a person are no answer about a hand-over.
        var person = rehearsal
        person.request.stage = .person
        let outcomes = decide(person.request, in: person.view).outcomes
        #expect(!Decision(outcomes: outcomes, at: .receiver).isPermitted)
    }

    // MARK: Tools

    private func rehearsal(
        _ level: Level, status: Status = .test, under policy: Policy? = nil
    ) throws -> Rehearsal {
        let label = try Label(
            status: status,
            secrecy: level == .open
                ? [] : [Secrecy(provision: "OSL 18:13", authority: sender, date: now)],
            securityClass: SecurityClass(of: level), audience: .all, owners: [sender],
            expires: now.adding(seconds: 60))
        return Rehearsal(
            AccessRequest(
                label: label, kind: .notice, originator: sender, recipient: recipient,
                stage: .sender, suite: .signed, ground: try GroundCode("osl-10-27"),
                carrier: .relay, now: now), under: policy ?? self.policy)
    }

    private func note(
        issued: Int64, validUntil: Int64, version: UInt64 = Rehearsal.policyVersion
    ) -> FreshnessState {
        FreshnessState(
            latest: Freshness(
                issued: now.adding(seconds: issued), validUntil: now.adding(seconds: validUntil),
                policyVersion: version, policyDigest: Rehearsal.policyDigest,
                registryHead: Rehearsal.registryHead))
    }

    private func fails(_ gate: GateID, _ rehearsal: Rehearsal) -> Bool {
        decide(rehearsal.request, in: rehearsal.view).failed.contains { $0.id == gate }
    }
}
