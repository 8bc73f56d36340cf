import Identity
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

struct NoteDraftTests {
    private let region = TestRegion.shared
    private let registry = TestRegion.shared.registry
    private var roots: [TestAuthority] { region.rootAuthorities }

    private func draft(_ statements: [RootStatement], in registry: Registry? = nil) -> NoteDraft {
        NoteDraft(.root((registry ?? self.registry).nextRootNote(at: region.now, statements)))
    }

    private func revocation() throws -> NoteDraft {
        draft([.revokeRelay(region.relays[0].id, Revocation(at: region.now))])
    }

    private func authorities(_ seed: String, _ count: Int) throws -> [TestAuthority] {
        try (1...count).map { try TestAuthority("\(seed)/\($0)", TestKeys("\(seed)\($0)")) }
    }

    @Test func `a draft is its text, and once signed the note itself`() throws {
        let draft = try revocation()
        #expect(draft.encoded == Array(draft.content.text.utf8))
        #expect(try NoteDraft(parsing: draft.encoded) == draft)
        let signed = try draft.signed(by: roots[0].signers)
        #expect(try NoteDraft(parsing: signed.encoded) == signed)
        let whole = try signed.signed(by: roots[1].signers)
        let note = try SignedNote(parsing: whole.encoded)
        #expect(try registry.appending(note).rootChain.count == registry.rootChain.count + 1)
        #expect(draft.digest == note.textDigest)
    }

    @Test func `a text of another form is no draft`() throws {
        let text = try revocation().content.text
        for wrong in [
            "", "\n", "budkavle-registry-root v1\n", text + text, text + " ", "\n" + text,
        ] {
            #expect(throws: RegistryError.self) { try NoteDraft(parsing: Array(wrong.utf8)) }
        }
    }

    @Test(arguments: [[0, 1], [0, 2], [1, 2], [2, 0]])
    func `any two of three roots who sign apart are enough`(_ pair: [Int]) throws {
        let draft = try revocation()
        let apart = try pair.map { try draft.signed(by: roots[$0].signers) }
        for one in apart {
            let standing = try registry.standing(of: one)
            #expect(!standing.isComplete && standing.sets[0].signed.count == 1)
            #expect(throws: RegistryError.note(.thresholdUnmet(required: 2, found: 1))) {
                try standing.requireComplete()
            }
        }
        let whole = try apart[0].joined(with: apart[1])
        #expect(try registry.standing(of: whole).isComplete)
    }

    @Test func `one holder counts once, however often he signs`() throws {
        let draft = try revocation()
        let signed = try draft.signed(by: roots[0].signers)
        let again = try draft.signed(by: roots[0].signers)
        let name = roots[0].authority.name
        #expect(throws: RegistryError.signedTwice(name: name)) { try signed.joined(with: again) }
        #expect(throws: RegistryError.signedTwice(name: name)) {
            try signed.signed(by: roots[0].signers)
        }
    }

    @Test func `one algorithm of two is no signature`() throws {
        for signer in roots[0].signers {
            let half = try revocation().signed(by: [signer])
            #expect(try registry.standing(of: half).sets[0].signed.isEmpty)
        }
    }

    @Test func `different texts are not combined`() throws {
        let other = draft([.revokeRelay(region.relays[1].id, Revocation(at: region.now))])
        let (one, two) = (
            try revocation().signed(by: roots[0].signers), try other.signed(by: roots[1].signers)
        )
        #expect(throws: RegistryError.draftsDiffer(one.digest, two.digest)) {
            try one.joined(with: two)
        }
    }

    @Test func `a signature that is not of this text, or of none who is to sign, is refused`()
        throws
    {
        let draft = try revocation()
        let other = try SignedNote(text: "annat\n", signers: roots[0].signers)
        var borrowed = try SignedNote(text: draft.content.text, signers: roots[1].signers)
        for signature in other.signatures { borrowed = try borrowed.adding(signature) }
        #expect(
            throws: RegistryError.note(.signatureInvalid(name: roots[0].authority.name))
        ) {
            try registry.standing(of: NoteDraft(parsing: borrowed.encoded))
        }
        let stranger = try authorities("främmande", 1)[0]
        let strange = try draft.signed(by: stranger.signers)
        #expect(throws: RegistryError.signerForeign(name: stranger.authority.name)) {
            try registry.standing(of: strange)
        }
    }

    @Test
    func `a draft that another note has overtaken is refused, and so is one appended already`()
        throws
    {
        let draft = try revocation()
        let first = try region.rootNote(
            after: registry, [.revokeRelay(region.relays[1].id, Revocation(at: region.now))])
        let grown = try registry.appending(first)
        #expect(
            throws: RegistryError.draftOvertaken(
                .root, sequence: draft.sequence, by: first.textDigest)
        ) { try grown.standing(of: draft) }
        let own = try #require(
            try draft.signed(by: roots[0].signers).signed(by: roots[1].signers).note)
        #expect(
            throws: RegistryError.draftOvertaken(
                .root, sequence: draft.sequence, by: draft.digest)
        ) { try registry.appending(own).standing(of: draft) }
    }

    @Test func `a draft that does not continue the chain at hand is refused`() throws {
        let first = try region.rootNote(
            after: registry, [.revokeRelay(region.relays[1].id, Revocation(at: region.now))])
        let other = try region.rootNote(
            after: registry, [.revokeActor(region.actors[4].id, Revocation(at: region.now))])
        let draft = draft(
            [.revokeRelay(region.relays[0].id, Revocation(at: region.now))],
            in: try registry.appending(first))
        #expect(
            throws: RegistryError.draftStray(.root, sequence: draft.sequence)
        ) { try registry.appending(other).standing(of: draft) }
        #expect(
            throws: RegistryError.sequenceGap(
                .root, expected: draft.sequence - 1, found: draft.sequence)
        ) { try registry.standing(of: draft) }
        #expect(try !registry.appending(first).standing(of: draft).isComplete)
        let elsewhere = try TestRegion("annanstans", actors: []).registry
        #expect(throws: RegistryError.regionWrong(expected: elsewhere.region, found: region.region))
        { try elsewhere.standing(of: draft) }
    }

    @Test func `what the registry would refuse is refused before anybody signs`() throws {
        let unknown = draft([.revokeRelay(try RelayID("relay-9"), Revocation(at: region.now))])
        #expect(throws: RegistryError.unknown(concept: "relay", name: "relay-9")) {
            try registry.standing(of: unknown)
        }
        let early = NoteDraft(
            .root(
                registry.nextRootNote(
                    at: region.start.adding(seconds: -1),
                    [.revokeRelay(region.relays[0].id, Revocation(at: region.now))])))
        #expect(
            throws: RegistryError.timeReversed(
                .root, previous: region.start, found: region.start.adding(seconds: -1))
        ) { try registry.standing(of: early) }
    }

    @Test func `a new root needs enough of both sets, and who is in both signs once`() throws {
        let new = try authorities("ny", 2)
        let quorum = try NoteQuorum(
            threshold: 2, authorities: [roots[2].authority] + new.map(\.authority))
        var draft = draft([.rootAuthorities(quorum)])
        #expect(try registry.standing(of: draft).sets.map(\.quorum.authorities.count) == [3, 3])
        draft = try draft.signed(by: roots[2].signers)
        #expect(try registry.standing(of: draft).sets.map(\.signed.count) == [1, 1])
        let oldOnly = try draft.signed(by: roots[0].signers)
        #expect(try registry.standing(of: oldOnly).sets.map(\.isEnough) == [true, false])
        let newOnly = try draft.signed(by: new[0].signers)
        #expect(try registry.standing(of: newOnly).sets.map(\.isEnough) == [false, true])
        let whole = try oldOnly.joined(
            with: NoteDraft(draft.content).signed(by: new[1].signers))
        #expect(try registry.standing(of: whole).isComplete)
        #expect(try registry.appending(#require(whole.note)).rootQuorum == quorum)
    }

    @Test func `an actor's identity signs alone, and a new one after it is replaced`() throws {
        let solna = try region.actor("kommun-solna")
        let statement = ActorStatement.revokeNode(solna.node.id, Revocation(at: region.now))
        func draft(in registry: Registry) throws -> NoteDraft {
            NoteDraft(
                .actor(try registry.nextActorNote(of: solna.id, at: region.now, [statement])))
        }
        let own = try draft(in: registry).signed(by: solna.identity.signers)
        #expect(try registry.standing(of: own).isComplete)
        #expect(own.path == "actors/kommun-solna/000001.note")
        let new = try TestAuthority(
            RegistryKeyName.identity(of: solna.id, in: region.region), TestKeys("ny identitet"))
        let head = try #require(registry.head(of: solna.id))
        let replaced = try registry.appending(
            region.rootNote(
                after: registry,
                [.replaceIdentity(solna.id, after: head, identity: new.authority)]))
        #expect(throws: RegistryError.signerForeign(name: solna.identity.authority.name)) {
            try replaced.standing(of: own)
        }
        let newly = try draft(in: replaced).signed(by: new.signers)
        #expect(try replaced.standing(of: newly).isComplete)
    }

    @Test func `a draft says how many notes of an actor it makes void`() throws {
        let solna = try region.actor("kommun-solna")
        let new = try TestAuthority(
            RegistryKeyName.identity(of: solna.id, in: region.region), TestKeys("ny identitet"))
        let head = try #require(registry.head(of: solna.id))
        let later = try registry.appending(
            region.actorNote(
                of: solna, after: registry,
                [.revokeNode(solna.node.id, Revocation(at: region.now))]))
        let after = draft(
            [.replaceIdentity(solna.id, after: head, identity: new.authority)], in: later)
        #expect(try later.standing(of: after).voided == [solna.id: 1])
        let nowhere = Hashing.sha256([1])
        let wrong = draft(
            [.replaceIdentity(solna.id, after: nowhere, identity: new.authority)], in: later)
        #expect(throws: RegistryError.headUnknown(solna.id, nowhere)) {
            try later.standing(of: wrong)
        }
    }
}
