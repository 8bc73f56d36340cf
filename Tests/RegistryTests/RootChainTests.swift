import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

struct RootChainTests {
    let region = TestRegion.shared
    let registry = TestRegion.shared.registry

    private func signed(_ note: RootNote, _ authorities: [TestAuthority]) throws -> SignedNote {
        try SignedNote(text: note.text, signers: authorities.flatMap(\.signers))
    }

    private func authorities(_ seed: String, _ count: Int) throws -> [TestAuthority] {
        try (1...count).map { try TestAuthority("\(seed)/\($0)", TestKeys("\(seed)\($0)")) }
    }

    @Test func `whole chains give the same registry as notes taken one by one`() throws {
        let again = try Registry(
            rootChain: registry.rootChain,
            actorChains: Dictionary(
                uniqueKeysWithValues: registry.actorIDs.map { ($0, registry.chain(of: $0)) }),
            trusting: registry.genesis)
        #expect(again.head == registry.head)
        #expect(again.view(at: region.now).actors == registry.view(at: region.now).actors)
        #expect(try again.appending(registry.rootChain[0]).head == registry.head)
    }

    @Test func `another first note than the trusted one is refused`() throws {
        let other = try TestRegion("annanstans", actors: []).registry
        let trusted = try #require(registry.genesis)
        let found = try #require(other.genesis)
        #expect(throws: RegistryError.genesisUntrusted(trusted: trusted, found: found)) {
            try Registry(rootChain: other.rootChain, actorChains: [:], trusting: trusted)
        }
        #expect(throws: RegistryError.chainEmpty(.root)) {
            try Registry(rootChain: [], actorChains: [:], trusting: trusted)
        }
    }

    @Test func `one root of three is not enough, nor one algorithm of two`() throws {
        let note = registry.nextRootNote(
            at: region.now, [.addActor(try ActorID("ny"), identity: try identity("ny"))])
        let roots = region.rootAuthorities
        for signers in [
            roots[0].signers, roots[0].signers + [roots[1].signers[0]],
            roots[0].signers + [roots[1].signers[1]],
        ] {
            #expect(throws: RegistryError.note(.thresholdUnmet(required: 2, found: 1))) {
                try registry.appending(SignedNote(text: note.text, signers: signers))
            }
        }
        let strangers = try authorities("främmande", 2)
        #expect(throws: RegistryError.note(.thresholdUnmet(required: 2, found: 0))) {
            try registry.appending(signed(note, strangers))
        }
        for pair in [[0, 1], [0, 2], [1, 2]] {
            #expect(
                try registry.appending(signed(note, pair.map { roots[$0] })).actorIDs.count == 6)
        }
    }

    private func identity(_ actor: String) throws -> NoteAuthority {
        try TestAuthority(
            RegistryKeyName.identity(of: ActorID(actor), in: region.region), TestKeys(actor)
        ).authority
    }

    @Test func `roots rotate when enough of the old and of the new sign`() throws {
        let new = try authorities("ny", 3)
        let quorum = try NoteQuorum(threshold: 2, authorities: new.map(\.authority))
        let note = registry.nextRootNote(at: region.now, [.rootAuthorities(quorum)])
        let old = region.rootAuthorities
        for tooFew in [
            [old[0], old[1]], [new[0], new[1]], [old[0], new[0], new[1]],
            [old[0], old[1], new[0]],
        ] {
            #expect(throws: RegistryError.self) { try registry.appending(signed(note, tooFew)) }
        }
        let rotated = try registry.appending(signed(note, [old[0], old[2], new[1], new[2]]))
        let next = rotated.nextRootNote(
            at: region.now, [.revokeRelay(region.relays[0].id, Revocation(at: region.now))])
        #expect(throws: RegistryError.note(.thresholdUnmet(required: 2, found: 0))) {
            try rotated.appending(signed(next, [old[0], old[1]]))
        }
        #expect(
            try rotated.appending(signed(next, [new[0], new[1]])).view(at: region.now).relays
                .count == 1)
    }

    @Test func `a root may stay through a rotation, in its old role only`() throws {
        let roots = region.rootAuthorities
        let new = try authorities("ny", 1)
        let kept = try NoteQuorum(
            threshold: 2, authorities: [roots[0], roots[1], new[0]].map(\.authority))
        #expect(throws: Never.self) {
            try registry.appending(region.rootNote(after: registry, [.rootAuthorities(kept)]))
        }
        let key = roots[0].ed25519.publicKey.id
        #expect(
            throws: RegistryError.keyTaken(
                key, by: .root(roots[0].name), wanted: .policy(roots[0].name))
        ) {
            try registry.appending(region.rootNote(after: registry, [.policyAuthorities(kept)]))
        }
    }

    @Test func `a gap is refused`() throws {
        let first = try region.rootNote(after: registry, [revokeRelay(0)])
        let grown = try registry.appending(first)
        let second = try region.rootNote(after: grown, [revokeRelay(1)])
        #expect(throws: RegistryError.sequenceGap(.root, expected: 1, found: 2)) {
            try registry.appending(second)
        }
        #expect(throws: RegistryError.sequenceGap(.root, expected: 0, found: 1)) {
            try Registry(rootChain: [first], actorChains: [:], trusting: nil)
        }
        #expect(try grown.appending(second).rootChain.count == 3)
    }

    private func revokeRelay(_ index: Int) -> RootStatement {
        .revokeRelay(region.relays[index].id, Revocation(at: region.now))
    }

    @Test func `two signed notes for one place are a fork, with both hashes`() throws {
        let first = try region.rootNote(after: registry, [revokeRelay(0)])
        let rival = try region.rootNote(after: registry, [revokeRelay(1)])
        let grown = try registry.appending(first)
        let fork = RegistryError.forked(
            .root, sequence: 1, known: first.textDigest, offered: rival.textDigest)
        #expect(throws: fork) { try grown.appending(rival) }
        // Known by its successor alone.
        let heir = try region.rootNote(after: registry.appending(rival), [revokeRelay(0)])
        #expect(throws: fork) { try grown.appending(heir) }
        // Nobody else can cry fork.
        let forged = try SignedNote(
            text: rival.text, signers: region.rootAuthorities[0].signers)
        #expect(throws: RegistryError.note(.thresholdUnmet(required: 2, found: 1))) {
            try grown.appending(forged)
        }
    }

    @Test func `the same note with another signer is known already`() throws {
        let first = try region.rootNote(after: registry, [revokeRelay(0)])
        let grown = try registry.appending(first)
        let more = try region.rootAuthorities[2].signers.reduce(first) { try $0.adding($1) }
        #expect(try grown.appending(more).head == grown.head)
    }

    @Test func `time does not run backwards along the chain`() throws {
        let earlier = region.start.adding(seconds: -1)
        #expect(
            throws: RegistryError.timeReversed(.root, previous: region.start, found: earlier)
        ) {
            try registry.appending(region.rootNote(after: registry, at: earlier, [revokeRelay(0)]))
        }
        #expect(throws: Never.self) {
            try registry.appending(
                region.rootNote(after: registry, at: region.start, [revokeRelay(0)]))
        }
    }

    @Test func `a note of another region is refused`() throws {
        let other = try TestRegion("annanstans", actors: [])
        let note = try other.rootNote(
            after: other.registry, [.revokeRelay(other.relays[0].id, Revocation(at: other.now))])
        #expect(
            throws: RegistryError.regionWrong(expected: region.region, found: other.region)
        ) { try registry.appending(note) }
    }

    @Test func `a first note opens with the three kinds of authorities`() throws {
        let note = try RootNote(text: registry.rootChain[0].text)
        for wrong in [
            Array(note.statements.dropFirst()), Array(note.statements.prefix(2)),
            [note.statements[1], note.statements[0], note.statements[2]],
        ] {
            let text = RootNote(
                region: note.region, sequence: 0, previous: nil, time: note.time, statements: wrong
            ).text
            let signed = try SignedNote(
                text: text, signers: region.rootAuthorities.flatMap(\.signers))
            #expect(throws: RegistryError.genesisIncomplete) {
                try Registry(rootChain: [signed], actorChains: [:], trusting: nil)
            }
        }
    }

    @Test func `no changed byte in a first note leaves a registry`() throws {
        let bytes = try TestRegion("liten", actors: []).registry.rootChain[0].encoded
        // Some 120 of 30 000: an ML-DSA check takes its time in a debug build.
        for offset in stride(from: 0, to: bytes.count, by: 251) {
            var changed = bytes
            changed[offset] ^= 1
            #expect(throws: (any Error).self, "offset \(offset)") {
                try Registry(
                    rootChain: [SignedNote(parsing: changed)], actorChains: [:], trusting: nil)
            }
        }
    }
}
