import Identity
import Keystore
import Primitives
import Testing

struct KeyRingTests {
    @Test func `a key is found under exactly its purpose and owner`() throws {
        var fixture = try RingFixture()
        let entry = try fixture.addSigning(1, fixture.messages, from: 0, until: 60)
        let now = try testTime(30)
        let ring = try fixture.reopened()
        #expect(ring.entry(.signing, fixture.messages, at: now) == entry)
        #expect(try ring.signingKey(entry).seed?.isEqual(to: testSeed(1)) == true)
        let actor = fixture.actor
        for owner in [
            try .messages(of: actor, level: "konfidentiell", status: "exercise"),
            try .messages(of: actor, level: "hemlig", status: "actual"),
            try .messages(of: ActorID("sos"), level: "hemlig", status: "exercise"),
            .actor(actor),
        ] as [KeyOwner] { #expect(ring.entry(.signing, owner, at: now) == nil) }
        for purpose in PrivateKeyPurpose.allCases where purpose != .signing {
            #expect(ring.entry(purpose, fixture.messages, at: now) == nil)
        }
    }

    @Test func `of overlapping keys the one valid last is given, and none out of date`() throws {
        var fixture = try RingFixture()
        let old = try fixture.addSigning(1, fixture.messages, from: 0, until: 60)
        let new = try fixture.addSigning(2, fixture.messages, from: 30, until: 90)
        for (seconds, expected) in [
            (-1, nil), (0, old), (29, old), (30, new), (60, new), (89, new), (90, nil),
        ] as [(Int64, RingEntry?)] {
            #expect(
                fixture.ring.entry(.signing, fixture.messages, at: try testTime(seconds))
                    == expected, "\(seconds)")
        }
        #expect(fixture.ring.entries(.signing, fixture.messages) == [old, new])
        #expect(fixture.ring.entry(old.id) == old)
    }

    @Test func `keys of every algorithm come back as themselves`() throws {
        var fixture = try RingFixture()
        let (random, owner) = (fixture.random, fixture.messages)
        let node = KeyOwner.node(fixture.actor, try NodeID("sos-alarm-1"))
        let second = try PostQuantumSigningPrivateKey(seed: testSeed(2))
        let wrapping = try WrappingPrivateKey(seed: testSeed(3))
        let secondEntry = try fixture.ring.add(
            second, .postQuantumSigning, owner, random: random)
        let wrappingEntry = try fixture.ring.add(wrapping, .wrapping, owner, random: random)
        let tls = SecretBytes(copying: Array("-----BEGIN PRIVATE KEY-----".utf8))
        let tlsEntry = try fixture.ring.add(secret: tls, .tls, node, random: random)
        let ring = try fixture.reopened()
        #expect(
            try ring.postQuantumSigningKey(secondEntry).publicKey == second.publicKey)
        #expect(try ring.wrappingKey(wrappingEntry).publicKey == wrapping.publicKey)
        #expect(try ring.secret(tlsEntry).isEqual(to: tls))
        for entry in [secondEntry, wrappingEntry, tlsEntry] {
            #expect(throws: KeystoreError.keyMismatch) { try ring.signingKey(entry) }
        }
    }

    @Test func `a key under another's name is not given out`() throws {
        var fixture = try RingFixture()
        let named = try SigningPrivateKey(seed: testSeed(1)).publicKey.id
        let entry = try RingEntry(.signing, fixture.messages, id: named)
        try fixture.ring.add(entry, secret: testSeed(2), random: fixture.random)
        #expect(throws: KeystoreError.keyMismatch) { try fixture.ring.signingKey(entry) }
    }

    @Test func `a destroyed key is gone from the file`() throws {
        var fixture = try RingFixture()
        let entry = try fixture.addSigning(1, fixture.messages, from: 0, until: 60)
        let kept = try fixture.addSigning(2, fixture.messages, from: 0, until: 60)
        try fixture.ring.destroy(entry.id)
        #expect(throws: KeystoreError.keyUnknown) { try fixture.ring.destroy(entry.id) }
        let ring = try fixture.reopened()
        #expect(ring.entries == [kept])
        #expect(throws: KeystoreError.keyUnknown) { try ring.secret(entry) }
        #expect(!String(decoding: ring.encoded, as: UTF8.self).contains(entry.id.hex))
    }

    @Test func `each key identifier stands once`() throws {
        var fixture = try RingFixture()
        try fixture.addSigning(1, fixture.messages, from: 0, until: 60)
        #expect(throws: KeystoreError.keyTwice) {
            try fixture.addSigning(1, fixture.messages, from: 60, until: 90)
        }
    }

    @Test func `secrets have the length of their purpose`() throws {
        var fixture = try RingFixture()
        let node = KeyOwner.node(fixture.actor, try NodeID("sos-alarm-1"))
        let random = fixture.random
        for count in [0, 31, 33] {
            #expect(throws: KeystoreError.secretLengthInvalid(foundBytes: count)) {
                try fixture.ring.add(
                    secret: .random(count: count), .vault, node, random: random)
            }
        }
        for count in [0, tlsKeyMaxBytes + 1] {
            #expect(throws: KeystoreError.secretLengthInvalid(foundBytes: count)) {
                try fixture.ring.add(secret: .random(count: count), .tls, node, random: random)
            }
        }
        #expect(throws: Never.self) {
            try fixture.ring.add(
                secret: .random(count: tlsKeyMaxBytes), .tls, node, random: random)
        }
    }

    @Test(arguments: PrivateKeyPurpose.allCases)
    func `a purpose takes owners of its kind only`(_ purpose: PrivateKeyPurpose) throws {
        let actor = try ActorID("sos-alarm")
        let owners: [(KeyOwner, [PrivateKeyPurpose])] = [
            (
                .authority(try AuthorityName("root-1")),
                [
                    .rootSigning, .rootPostQuantumSigning, .policySigning,
                    .policyPostQuantumSigning, .freshnessSigning, .freshnessPostQuantumSigning,
                ]
            ),
            (.actor(actor), [.identitySigning, .identityPostQuantumSigning]),
            (
                try .messages(of: actor, level: "hemlig", status: "test"),
                [.signing, .postQuantumSigning, .wrapping]
            ),
            (.node(actor, try NodeID("n")), [.receipt, .witness, .tls, .vault]),
            (.relay(try RelayID("r")), [.receipt, .witness, .tls]),
            (.person(actor, try PersonID("p")), [.release]),
        ]
        let id = try KeyID(bytes: [UInt8](repeating: 0, count: 16))
        for (owner, purposes) in owners {
            if purposes.contains(purpose) {
                #expect(throws: Never.self) { try RingEntry(purpose, owner, id: id) }
            } else {
                #expect(throws: KeystoreError.ownerUnfit) { try RingEntry(purpose, owner, id: id) }
            }
        }
    }

    @Test func `every kind of owner comes back from the file`() throws {
        var fixture = try RingFixture()
        let (actor, random) = (fixture.actor, fixture.random)
        let node = KeyOwner.node(actor, try NodeID("sos-alarm-1"))
        let owners: [(PrivateKeyPurpose, KeyOwner)] = [
            (.rootSigning, .authority(try AuthorityName("root-1"))),
            (.identitySigning, .actor(actor)), (.signing, fixture.messages), (.receipt, node),
            (.receipt, .relay(try RelayID("relay-1"))),
            (.release, .person(actor, try PersonID("person-1"))),
        ]
        for (seed, (purpose, owner)) in owners.enumerated() {
            try fixture.ring.add(
                SigningPrivateKey(seed: testSeed(UInt8(seed))), purpose, owner, random: random)
        }
        let ring = try fixture.reopened()
        #expect(ring.entries.map(\.owner) == owners.map(\.1))
        #expect(ring.encoded == fixture.ring.encoded)
    }

    @Test func `validity is not empty`() throws {
        let (actor, now) = (try ActorID("a"), try testTime(0))
        let owner = try KeyOwner.messages(of: actor, level: "h", status: "test")
        let id = try KeyID(bytes: [UInt8](repeating: 0, count: 16))
        #expect(throws: KeystoreError.validityEmpty) {
            try RingEntry(.signing, owner, id: id, validFrom: now, validUntil: now)
        }
        #expect(throws: Never.self) {
            try RingEntry(.signing, owner, id: id, validFrom: now, validUntil: testTime(1))
        }
    }

    @Test func `a new passphrase opens the ring, the old one no more`() throws {
        var fixture = try RingFixture()
        let entry = try fixture.addSigning(1, fixture.messages, from: 0, until: 60)
        let new = SecretBytes(copying: Array("ny".utf8))
        let methods = [UnlockMethod.passphrase(new, try cheapest())]
        let rekeyed = try fixture.ring.rekeyed(unlockedBy: methods, random: fixture.random)
        try fixture.ring.setUnlocks(methods, random: fixture.random)
        for ring in [rekeyed, fixture.ring] {
            let locked = try LockedRing(parsing: ring.encoded)
            #expect(throws: KeystoreError.unlockFailed) {
                try locked.unlocked(by: .passphrase(fixture.passphrase))
            }
            let opened = try locked.unlocked(by: .passphrase(new))
            #expect(try opened.signingKey(entry).seed?.isEqual(to: testSeed(1)) == true)
        }
    }
}

/// A ring that somebody changed on disk while it was open.
struct LaterRingTests {
    @Test func `a later state of an open ring is unlocked without its secret`() throws {
        var fixture = try RingFixture()
        let open = fixture.ring
        let added = try fixture.addSigning(1, fixture.messages, from: 0, until: 10)
        let later = try LockedRing(parsing: fixture.ring.encoded).unlocked(asLaterStateOf: open)
        #expect(later.entry(added.id) == added)
    }

    @Test func `another ring, or one that was rekeyed, is no later state`() throws {
        let fixture = try RingFixture()
        let other = try RingFixture()
        let rekeyed = try fixture.ring.rekeyed(
            unlockedBy: [.keyFile(fixture.keyFile)], random: fixture.random)
        for ring in [other.ring, rekeyed] {
            #expect(throws: KeystoreError.altered) {
                try LockedRing(parsing: ring.encoded).unlocked(asLaterStateOf: fixture.ring)
            }
        }
    }
}
