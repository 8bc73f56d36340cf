import Identity
import Labels
import Notes
import Policies
import RegionSupport
import Registry
import Testing

/// Decisions over a registry, bundle and freshness note that were really signed.
struct RealRegistryTests {
    let region = SigningRegion.shared
    let sender: TestActor
    let recipient: TestActor
    let bundle: PolicyBundle
    let label: Label

    init() throws {
        sender = try region.actor("lansstyrelsen-stockholm")
        recipient = try region.actor("kommun-solna")
        let content = try BundleNote(
            region: region.region, version: 7, notBefore: region.now.adding(seconds: -60),
            files: ExampleRegion.policyFiles())
        bundle = try PolicyBundle(
            verifying: SigningRegion.policyNote(content.text), in: region.view())
        label = try Label(
            status: .exercise(ExerciseID("ovning-2026")),
            secrecy: [Secrecy(provision: "OSL 18:13", authority: sender.id, date: region.now)],
            securityClass: .confidential, audience: .all, owners: [sender.id],
            expires: region.now.adding(seconds: 3_600))
    }

    @Test func `a message in order is permitted at every stage`() throws {
        for stage in DecisionStage.allCases {
            let decision = decide(try request(stage), in: try view())
            #expect(decision.isPermitted, "\(stage): \(decision.failed)")
        }
    }

    @Test func `a key revoked in the registry stops it`() throws {
        let key = try #require(
            region.view().usableKey(
                of: recipient.id, .wrapping, level: .confidential, status: .exercise))
        let revoked = try region.registry.appending(
            region.actorNote(
                of: recipient, after: region.registry,
                [.revokeKey(key.id, Revocation(at: region.now))]))
        let decision = decide(try request(.sender), in: try view(revoked))
        #expect(decision.failed.map(\.id) == [.suiteLevel])
        #expect(
            decision.failed.first?.result.failures == [.keyRevoked(key.id, at: region.now)])
    }

    @Test func `a revoked actor is in no audience's reach of keys`() throws {
        let revoked = try region.registry.appending(
            region.rootNote(
                after: region.registry, [.revokeActor(recipient.id, Revocation(at: region.now))]))
        let decision = decide(try request(.sender), in: try view(revoked))
        #expect(decision.failed.map(\.id) == [.suiteLevel])
        #expect(
            decision.failed.first?.result.failures.contains(.actorUnregistered(recipient.id))
                ?? false)
    }

    @Test func `a freshness note over a registry we have passed still counts`() throws {
        let grown = try region.registry.appending(
            region.actorNote(
                of: recipient, after: region.registry,
                [.revokePerson(PersonID("person-1"), Revocation(at: region.now))]))
        let behind = decide(
            try request(.sender), in: try view(grown, noteOver: region.registry.head))
        #expect(behind.failed.map(\.id) == [.policyFresh])
        let ahead = decide(
            try request(.sender),
            in: try view(
                grown, noteOver: region.registry.head, earlierHeads: [region.registry.head]))
        #expect(ahead.isPermitted)
    }

    // MARK: Tools

    private func view(
        _ registry: Registry? = nil, noteOver head: Digest? = nil, earlierHeads: Set<Digest> = []
    ) throws -> PolicyView {
        let registry = (registry ?? region.registry).view(at: region.now)
        let freshness = try FreshnessNote(
            region: region.region, issued: region.now.adding(seconds: -60),
            validUntil: region.now.adding(seconds: 60), policyVersion: 7,
            policyDigest: bundle.edition.digest, registryHead: head ?? registry.head)
        let exercise = try ExerciseNote(
            region: region.region, exercise: ExerciseID("ovning-2026"), state: .open,
            issued: region.now,
            window: Validity(from: region.now, until: region.now.adding(seconds: 60)),
            participants: region.actors.map(\.id))
        return PolicyView(
            policy: bundle.policy, edition: bundle.edition, registry: registry,
            earlierHeads: earlierHeads,
            freshness: FreshnessState(
                latest: try Freshness(
                    verifying: SigningRegion.freshnessNote(freshness.text), in: registry)),
            exercises: Exercise.folding([
                try Exercise(verifying: SigningRegion.policyNote(exercise.text), in: registry)
            ]))
    }

    private func request(_ stage: DecisionStage) throws -> AccessRequest {
        let view = region.view()
        func key(_ owner: TestActor, _ purpose: KeyPurpose, _ role: KeyRole) throws -> UsedKey {
            let record = view.usableKey(
                of: owner.id, purpose, level: .confidential, status: .exercise)
            return UsedKey(try #require(record).id, role)
        }
        return AccessRequest(
            label: label, kind: .picture, originator: sender.id, recipient: recipient.id,
            stage: stage, suite: .layered,
            keys: [
                try key(sender, .signing, .originatorSigning),
                try key(sender, .postQuantumSigning, .originatorPostQuantum),
                try key(recipient, .wrapping, .recipientWrapping),
            ], ground: try GroundCode("ovningsmaterial"), carrier: .relay,
            releases: stage == .sender ? [] : [try PersonID("person-1")],
            vault: stage == .receiver ? .exercise : nil, now: region.now)
    }
}
