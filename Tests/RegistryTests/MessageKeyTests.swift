import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

/// Keys an actor registers.
struct MessageKeyTests {
    let region = TestRegion.shared
    let registry = TestRegion.shared.registry
    let solna: TestActor
    let alarm: TestActor

    init() throws {
        solna = try region.actor("kommun-solna")
        alarm = try region.actor("sos-alarm")
    }

    private func appending(_ statements: ActorStatement...) throws -> Registry {
        try registry.appending(region.actorNote(of: solna, after: registry, statements))
    }

    private func addKey(
        _ seed: String, _ level: Level = .open, _ status: StatusKind = .actual
    ) throws -> ActorStatement {
        .addKey(
            .signing(try TestKeys(seed).signing().publicKey), level, status, from: region.now,
            until: region.end)
    }

    @Test func `a public key has one level, one status, one purpose and one actor`() throws {
        let key = try solna.signing(.secrecy, .exercise).publicKey
        let slot = KeySlot(
            actor: solna.id, purpose: .signing, level: .secrecy, status: .exercise)
        for (level, status) in [
            (Level.restricted, StatusKind.exercise), (.secrecy, .actual), (.secrecy, .exercise),
        ] {
            let wanted = KeySlot(actor: solna.id, purpose: .signing, level: level, status: status)
            #expect(
                throws: RegistryError.keyTaken(
                    key.id, by: .message(slot), wanted: .message(wanted))
            ) {
                try appending(
                    .addKey(.signing(key), level, status, from: region.now, until: region.end))
            }
        }
        let person = try PersonID("p3")
        #expect(
            throws: RegistryError.keyTaken(
                key.id, by: .message(slot), wanted: .person(person, solna.id))
        ) { try appending(.addPerson(person, key, from: region.now, until: region.end)) }
        let theirs = KeySlot(
            actor: alarm.id, purpose: .signing, level: .secrecy, status: .exercise)
        #expect(
            throws: RegistryError.keyTaken(
                key.id, by: .message(slot), wanted: .message(theirs))
        ) {
            try registry.appending(
                region.actorNote(
                    of: alarm, after: registry,
                    [
                        .addKey(
                            .signing(key), .secrecy, .exercise, from: region.now,
                            until: region.end)
                    ]))
        }
    }

    @Test func `no message key doubles as a root, identity or receipt key`() throws {
        for key in [
            region.rootAuthorities[0].ed25519.publicKey, solna.identity.ed25519.publicKey,
            solna.node.receiptKey.publicKey, region.relays[0].receiptKey.publicKey,
            region.policyAuthorities[2].ed25519.publicKey,
            region.freshnessAuthorities[1].ed25519.publicKey,
        ] {
            #expect(throws: RegistryError.self) {
                try appending(
                    .addKey(.signing(key), .open, .actual, from: region.now, until: region.end))
            }
        }
        let second = solna.identity.mlDSA65.publicKey
        #expect(throws: RegistryError.self) {
            try appending(
                .addKey(
                    .postQuantumSigning(second), .secret, .actual, from: region.now,
                    until: region.end))
        }
    }

    @Test func `keys and persons are valid for some time`() throws {
        let (now, key) = (region.now, try TestKeys("x").signing().publicKey)
        let later = try Timestamp(milliseconds: now.milliseconds + 1)
        for until in [now, region.start] {
            let empty = RegistryError.validityEmpty(from: now, until: until)
            #expect(throws: empty) {
                try appending(.addKey(.signing(key), .open, .actual, from: now, until: until))
            }
            #expect(throws: empty) {
                try appending(.addPerson(PersonID("p3"), key, from: now, until: until))
            }
        }
        let added = try appending(.addKey(.signing(key), .open, .test, from: now, until: later))
        let record = try #require(added.view(at: now).key(key.id))
        #expect(record.usability(at: now) == .usable)
        #expect(record.usability(at: later) == .expired)
        let before = try Timestamp(milliseconds: now.milliseconds - 1)
        #expect(record.usability(at: before) == .notYetValid)
    }

    @Test func `the newest usable key serves, until it is revoked`() throws {
        let old = try solna.signing(.secret, .actual).publicKey.id
        let added = try appending(addKey("nyare", .secret))
        let new = try TestKeys("nyare").signing().publicKey.id
        func served(_ registry: Registry, at time: Timestamp) -> KeyID? {
            registry.view(at: time)
                .usableKey(of: solna.id, .signing, level: .secret, status: .actual)?.id
        }
        #expect(served(added, at: region.now) == new)
        #expect(served(added, at: region.now.adding(seconds: -1)) == old)
        let revocation = Revocation(at: region.now)
        let revoked = try added.appending(
            region.actorNote(of: solna, after: added, [.revokeKey(new, revocation)]))
        #expect(served(revoked, at: region.now) == old)
        #expect(
            revoked.view(at: region.now).key(new)?.usability(at: region.now)
                == .revoked(revocation))
        #expect(served(added, at: region.end) == nil)
    }

    @Test func `a compromised key counts for nothing since the compromise`() throws {
        let id = try solna.signing(.secret, .actual).publicKey.id
        let since = region.start.adding(seconds: 3_600)
        let revocation = Revocation(at: region.now, compromisedSince: since)
        let view = try appending(.revokeKey(id, revocation)).view(at: region.now)
        let record = try #require(view.key(id))
        #expect(record.usability(at: since) == .revoked(revocation))
        #expect(record.usability(at: since.adding(seconds: -1)) == .usable)
    }

    @Test func `a revocation can become stricter, never milder`() throws {
        let id = try solna.signing(.secret, .actual).publicKey.id
        let plain = Revocation(at: region.now)
        let worse = Revocation(at: region.now, compromisedSince: region.start)
        func revoked(_ first: Revocation, _ second: Revocation) throws -> KeyRecord? {
            try appending(.revokeKey(id, first), .revokeKey(id, second)).view(at: region.now)
                .key(id)
        }
        #expect(try revoked(plain, worse)?.revocation == worse)
        let later = Revocation(at: region.now.adding(seconds: 60))
        #expect(try revoked(later, plain)?.revocation == plain)
        for (first, second) in [(plain, plain), (worse, plain), (plain, later), (worse, worse)] {
            #expect(throws: RegistryError.alreadyRevoked(concept: "key", name: id.hex)) {
                try revoked(first, second)
            }
        }
    }
}
