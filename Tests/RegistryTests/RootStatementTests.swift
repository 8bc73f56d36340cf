import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

struct RootStatementTests {
    let region = TestRegion.shared
    let registry = TestRegion.shared.registry
    let solna: TestActor

    init() throws { solna = try region.actor("kommun-solna") }

    private func appending(_ statements: RootStatement...) throws -> Registry {
        try registry.appending(region.rootNote(after: registry, statements))
    }

    private func newIdentity(
        of actor: String, _ seed: String, name: String? = nil
    ) throws -> TestAuthority {
        let expected = RegistryKeyName.identity(of: try ActorID(actor), in: region.region)
        return try TestAuthority(name ?? expected, TestKeys(seed))
    }

    @Test func `an actor is added once, and never again after its revocation`() throws {
        let (id, identity) = (try ActorID("ny"), try newIdentity(of: "ny", "ny").authority)
        let added = try appending(.addActor(id, identity: identity))
        #expect(added.view(at: region.now).actor(id)?.identity == identity)
        let other = try newIdentity(of: "ny", "ny2").authority
        let taken = RegistryError.nameTaken(concept: "actor", name: "ny")
        #expect(throws: taken) {
            try added.appending(region.rootNote(after: added, [.addActor(id, identity: other)]))
        }
        let revoked = try added.appending(
            region.rootNote(after: added, [.revokeActor(id, Revocation(at: region.now))]))
        #expect(throws: taken) {
            try revoked.appending(region.rootNote(after: revoked, [.addActor(id, identity: other)]))
        }
        #expect(throws: RegistryError.actorRevoked(id)) {
            try revoked.appending(
                region.rootNote(
                    after: revoked,
                    [.replaceIdentity(id, after: registry.head, identity: other)]))
        }
    }

    @Test func `an identity bears its actor's name and keys nobody has used`() throws {
        let id = try ActorID("ny")
        let wrong = try newIdentity(of: "ny", "ny", name: "stockholm/actor/gammal").authority
        #expect(
            throws: RegistryError.keyNameWrong(
                expected: "stockholm/actor/ny", found: "stockholm/actor/gammal")
        ) { try appending(.addActor(id, identity: wrong)) }
        let used = try NoteAuthority(
            name: "stockholm/actor/ny", ed25519: solna.signing(.open, .actual).publicKey,
            mlDSA65: PostQuantumSigningPrivateKey.generate().publicKey)
        let slot = KeySlot(actor: solna.id, purpose: .signing, level: .open, status: .actual)
        #expect(
            throws: RegistryError.keyTaken(
                try solna.signing(.open, .actual).publicKey.id, by: .message(slot),
                wanted: .identity(id))
        ) { try appending(.addActor(id, identity: used)) }
    }

    @Test func `revoking an actor takes its keys, nodes and persons with it`() throws {
        let revocation = Revocation(at: region.now, compromisedSince: region.start)
        let revoked = try appending(.revokeActor(solna.id, revocation)).view(at: region.now)
        let key = try solna.signing(.secret, .actual).publicKey.id
        #expect(revoked.actor(solna.id) == nil && revoked.actors[solna.id] == nil)
        #expect(revoked.actors.count == 4)
        #expect(revoked.key(key)?.usability(at: region.now) == .revoked(revocation))
        #expect(
            revoked.usableKey(of: solna.id, .signing, level: .secret, status: .actual) == nil)
        #expect(revoked.node(solna.node.id, of: solna.id) == nil)
        #expect(
            revoked.node(fingerprint: Hashing.sha256(solna.node.machine.certificate)) == nil)
        #expect(
            try revoked.person(PersonID("person-1"), of: solna.id)?.isUsable(at: region.now)
                == false)
    }

    @Test func `a revocation announced for later binds from then on`() throws {
        let later = region.now.adding(seconds: 60)
        let registry = try appending(.revokeActor(solna.id, Revocation(at: later)))
        #expect(registry.view(at: later.adding(seconds: -1)).actor(solna.id) != nil)
        #expect(registry.view(at: later).actor(solna.id) == nil)
    }

    @Test func `a revocation does not reach back, and compromise does not follow it`() throws {
        let now = region.now
        let before = try Timestamp(milliseconds: now.milliseconds - 1)
        #expect(throws: RegistryError.revocationBackdated(at: before, noteTime: now)) {
            try appending(.revokeActor(solna.id, Revocation(at: before)))
        }
        let after = try Timestamp(milliseconds: now.milliseconds + 1)
        #expect(
            throws: RegistryError.compromiseAfterRevocation(at: now, compromisedSince: after)
        ) {
            try appending(
                .revokeActor(solna.id, Revocation(at: now, compromisedSince: after)))
        }
        #expect(throws: Never.self) {
            try appending(.revokeActor(solna.id, Revocation(at: now, compromisedSince: now)))
        }
    }

    @Test func `what is unknown or revoked already cannot be revoked`() throws {
        let (nobody, now) = (try ActorID("ingen"), Revocation(at: region.now))
        #expect(throws: RegistryError.unknown(concept: "actor", name: "ingen")) {
            try appending(.revokeActor(nobody, now))
        }
        #expect(throws: RegistryError.alreadyRevoked(concept: "actor", name: "kommun-solna")) {
            try appending(.revokeActor(solna.id, now), .revokeActor(solna.id, now))
        }
        #expect(throws: RegistryError.unknown(concept: "relay", name: "relay-3")) {
            try appending(.revokeRelay(RelayID("relay-3"), now))
        }
        #expect(throws: RegistryError.unknown(concept: "witness", name: "w")) {
            try appending(.revokeWitness(WitnessID("w"), now))
        }
    }

    @Test func `a revoked relay is found no more, and its name stays taken`() throws {
        let relay = region.relays[0]
        let revoked = try appending(.revokeRelay(relay.id, Revocation(at: region.now)))
        let view = revoked.view(at: region.now)
        let fingerprint = Hashing.sha256(relay.machine.certificate)
        #expect(view.relay(relay.id) == nil && view.relay(fingerprint: fingerprint) == nil)
        #expect(
            revoked.view(at: region.now.adding(seconds: -1)).relay(fingerprint: fingerprint)?.id
                == relay.id)
        #expect(throws: RegistryError.nameTaken(concept: "relay", name: "relay-1")) {
            try appending(
                .addRelay(
                    relay.id, url: relay.url, certificate: relay.machine.certificate,
                    receipt: relay.receiptSigner.key))
        }
    }

    @Test func `one certificate is one machine`() throws {
        let name = "stockholm/relay/relay-3"
        let receipt = try NoteKey(name: name, ed25519: TestKeys("r3").signing().publicKey)
        let id = try RelayID("relay-3")
        for certificate in [solna.node.machine.certificate, region.relays[0].machine.certificate] {
            #expect(throws: RegistryError.certificateTaken(Hashing.sha256(certificate))) {
                try appending(
                    .addRelay(
                        id, url: "https://r3", certificate: certificate, receipt: receipt))
            }
        }
        #expect(throws: Never.self) {
            try appending(
                .addRelay(
                    id, url: "https://r3", certificate: [0x30, 2, 5, 0], receipt: receipt))
        }
    }

    @Test func `a witness is added with a cosigner's key and revoked`() throws {
        let id = try WitnessID("w")
        let key = try NoteKey(name: "w.example", cosigner: TestKeys("w").signing().publicKey)
        let added = try appending(.addWitness(id, key))
        #expect(added.view(at: region.now).witnesses[id]?.key == key)
        let revoked = try added.appending(
            region.rootNote(after: added, [.revokeWitness(id, Revocation(at: region.now))]))
        #expect(revoked.view(at: region.now).witnesses.isEmpty)
        let used = try NoteKey(name: "w.example", cosigner: solna.identity.ed25519.publicKey)
        #expect(
            throws: RegistryError.keyTaken(
                solna.identity.ed25519.publicKey.id, by: .identity(solna.id), wanted: .witness(id))
        ) { try appending(.addWitness(id, used)) }
    }
}
