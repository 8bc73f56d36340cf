import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

struct SubchainTests {
    let region = TestRegion.shared
    let registry = TestRegion.shared.registry
    let solna: TestActor
    let alarm: TestActor

    init() throws {
        solna = try region.actor("kommun-solna")
        alarm = try region.actor("sos-alarm")
    }

    private func addKey(
        _ seed: String, _ level: Level = .open, _ status: StatusKind = .actual
    ) throws -> ActorStatement {
        .addKey(
            .signing(try TestKeys(seed).signing().publicKey), level, status, from: region.now,
            until: region.end)
    }

    @Test func `only the actor's identity signs, with both keys`() throws {
        let note = try registry.nextActorNote(of: solna.id, at: region.now, [addKey("x")])
        let met = RegistryError.note(.thresholdUnmet(required: 1, found: 0))
        for signers in [
            [solna.identity.signers[0]], [solna.identity.signers[1]], alarm.identity.signers,
            region.rootAuthorities.flatMap(\.signers),
        ] {
            #expect(throws: met) {
                try registry.appending(SignedNote(text: note.text, signers: signers))
            }
        }
        #expect(throws: Never.self) {
            try registry.appending(SignedNote(text: note.text, signers: solna.identity.signers))
        }
    }

    @Test func `gaps and forks are refused, forks with both hashes`() throws {
        let first = try region.actorNote(of: solna, after: registry, [addKey("a")])
        let rival = try region.actorNote(of: solna, after: registry, [addKey("b")])
        let grown = try registry.appending(first)
        let second = try region.actorNote(of: solna, after: grown, [addKey("c")])
        let chain = RegistryChain.actor(solna.id)
        #expect(throws: RegistryError.sequenceGap(chain, expected: 1, found: 2)) {
            try registry.appending(second)
        }
        let fork = RegistryError.forked(
            chain, sequence: 1, known: first.textDigest, offered: rival.textDigest)
        #expect(throws: fork) { try grown.appending(rival) }
        // Known by its successor alone.
        let mirrored = RegistryError.forked(
            chain, sequence: 1, known: rival.textDigest, offered: first.textDigest)
        #expect(throws: mirrored) { try registry.appending(rival).appending(second) }
        #expect(try grown.appending(second).appending(first).chain(of: solna.id).count == 3)
    }

    @Test func `the first note names the root note that added the actor`() throws {
        let note = ActorNote(
            region: region.region, actor: solna.id, sequence: 0, previous: registry.head,
            time: region.now, statements: [try addKey("a")])
        let signed = try SignedNote(text: note.text, signers: solna.identity.signers)
        #expect(
            throws: RegistryError.originWrong(
                solna.id, expected: try #require(registry.genesis), found: registry.head)
        ) {
            try Registry(
                rootChain: registry.rootChain, actorChains: [solna.id: [signed]], trusting: nil)
        }
    }

    @Test func `a note of another actor, region or time is refused`() throws {
        let earlier = region.start.adding(seconds: -1)
        #expect(
            throws: RegistryError.timeReversed(
                .actor(solna.id), previous: region.start, found: earlier)
        ) {
            try registry.appending(
                region.actorNote(of: solna, after: registry, at: earlier, [addKey("a")]))
        }
        #expect(throws: RegistryError.actorWrong(expected: alarm.id, found: solna.id)) {
            try Registry(
                rootChain: registry.rootChain,
                actorChains: [alarm.id: registry.chain(of: solna.id)], trusting: nil)
        }
        let other = try TestRegion(
            "annanstans", actors: ["kommun-solna"], levels: [.open])
        #expect(
            throws: RegistryError.regionWrong(expected: region.region, found: other.region)
        ) { try registry.appending(other.registry.chain(of: solna.id)[0]) }
        #expect(throws: RegistryError.unknown(concept: "actor", name: "ingen")) {
            try registry.nextActorNote(of: ActorID("ingen"), at: region.now, [])
        }
    }

    @Test func `after its revocation an actor can add nothing`() throws {
        let revoked = try registry.appending(
            region.rootNote(
                after: registry, [.revokeActor(solna.id, Revocation(at: region.now))]))
        let late = try region.actorNote(of: solna, after: revoked, [addKey("sen")])
        #expect(throws: RegistryError.actorRevoked(solna.id)) { try revoked.appending(late) }
        // What it has stays readable, and a note already held is no news.
        #expect(throws: Never.self) { try revoked.appending(registry.chain(of: solna.id)[0]) }
        // Slipped into whole chains, it gains nothing.
        let slipped = try Registry(
            rootChain: revoked.rootChain,
            actorChains: [solna.id: registry.chain(of: solna.id) + [late]], trusting: nil)
        let key = try TestKeys("sen").signing().publicKey.id
        #expect(
            slipped.view(at: region.now).key(key)?.usability(at: region.now)
                == .revoked(Revocation(at: region.now)))
    }
}
