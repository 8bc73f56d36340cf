import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

/// The texts of notes have one form.
struct RegistryTextTests {
    let region = TestRegion.shared
    let root: String
    let actor: String

    init() throws {
        let (now, digest) = (region.now, region.registry.head)
        let revocation = Revocation(at: now, compromisedSince: region.start)
        let solna = try region.actor("kommun-solna")
        root =
            RootNote(
                region: region.region, sequence: 12, previous: digest, time: now,
                statements: [
                    .freshnessAuthorities(
                        try NoteQuorum(
                            threshold: 1,
                            authorities: region.freshnessAuthorities.map(\.authority))),
                    .addActor(solna.id, identity: solna.identity.authority),
                    .replaceIdentity(
                        solna.id, after: digest, identity: solna.identity.authority),
                    .revokeActor(solna.id, revocation),
                    .revokeRelay(region.relays[0].id, revocation),
                    .addRelay(
                        region.relays[1].id, url: "https://r", certificate: [0x30, 2, 5, 0],
                        receipt: region.relays[1].receiptSigner.key),
                    .renewRelay(
                        region.relays[1].id, certificate: [0x30, 2, 5, 0], previousUntil: now),
                    .addWitness(
                        try WitnessID("w"),
                        try NoteKey(name: "w", cosigner: TestKeys("w").signing().publicKey)),
                    .revokeWitness(try WitnessID("w"), Revocation(at: now)),
                ]
            ).text
        actor =
            ActorNote(
                region: region.region, actor: solna.id, sequence: 3, previous: digest, time: now,
                statements: [
                    .addNode(
                        solna.node.id, ceiling: .secret, certificate: [0x30, 2, 5, 0],
                        receipt: solna.node.receiptSigner.key),
                    .revokeNode(solna.node.id, revocation),
                    .addKey(
                        .signing(try solna.signing(.open, .test).publicKey), .open, .test,
                        from: now,
                        until: region.end),
                    .revokeKey(try solna.signing(.open, .test).publicKey.id, revocation),
                    .addPerson(
                        try PersonID("p"), try TestKeys("p").signing().publicKey, from: now,
                        until: region.end),
                    .revokePerson(try PersonID("p"), Revocation(at: now)),
                ]
            ).text
    }

    @Test func `what is written is read back`() throws {
        #expect(try RootNote(text: root).text == root)
        #expect(try ActorNote(text: actor).text == actor)
        #expect(try RootNote(text: root).statements.count == 9)
        #expect(try ActorNote(text: actor).statements.count == 6)
        for note in region.registry.rootChain {
            #expect(try RootNote(text: note.text).text == note.text)
        }
    }

    @Test func `the actor's note reads as its specification shows`() {
        let lines = actor.split(separator: "\n").map(String.init)
        #expect(lines[0] == "budkavle-registry-actor v1")
        #expect(lines[1] == "region stockholm")
        #expect(lines[2] == "actor kommun-solna")
        #expect(lines[3] == "sequence 3")
        #expect(lines[5] == "time 2026-11-23T06:00:00Z")
        #expect(
            lines[6].hasPrefix(
                "add-node kommun-solna-1 ceiling=hemlig certificate=MAIFAA== receipt=stockholm/node/"
            ))
        #expect(
            lines[7]
                == "revoke-node kommun-solna-1 at=2026-11-23T06:00:00Z compromised-since=2026-11-01T00:00:00Z"
        )
        #expect(lines[8].hasPrefix("add-key signing oppen test "))
        #expect(
            lines[8].hasSuffix(" from=2026-11-23T06:00:00Z until=2027-11-01T00:00:00Z"))
    }

    @Test(arguments: [
        ("v1\n", "v2\n", 1), ("v1\n", "v1 \n", 1), ("budkavle-", "Budkavle-", 1),
        ("region stockholm", "region Stockholm", 2), ("region stockholm", "region  stockholm", 2),
        ("actor kommun-solna\n", "actor\n", 3), ("sequence 3", "sequence 03", 4),
        ("sequence 3", "sequence +3", 4), ("sequence 3", "sequence -3", 4),
        ("sequence 3", "sequence 1000000", 4), ("sequence 3", "sequence", 4),
        ("sequence 3", "sequence 99999999999999999999", 4), ("previous ", "previous -", 5),
        ("time 2026-11-23T06:00:00Z", "time 2026-11-23T07:00:00+01:00", 6),
        ("time 2026", "time  2026", 6), ("ceiling=hemlig", "ceiling=h", 7),
        ("ceiling=hemlig", "ceiling=", 7), ("ceiling=hemlig ", "", 7),
        ("MAIFAA==", "MAIFAB==", 7), ("MAIFAA==", "MAIFAA=", 7), ("MAIFAA==", "MAIFAAA=", 7),
        ("MAIFAA==", "MAMFAA==", 7), ("add-node", "add-nod", 7), ("add-node", "add-actor", 7),
        (" compromised-since=2026-11-01T00:00:00Z\nadd-key", " x\nadd-key", 8),
        ("add-key signing oppen", "add-key signing öppen", 9),
        ("add-key signing", "add-key wrapping", 9), ("add-key signing", "add-key", 9),
        ("add-key signing", "add-key post-quantum-signing", 9), ("oppen test", "test oppen", 9),
        ("until=2027-11-01T00:00:00Z\n", "until=2027-11-01T00:00:00Z \n", 9),
        ("until=2027-11-01T00:00:00Z\n", "until=2027-11-01T00:00:00.000Z\n", 9),
        ("until=2027-11-01T00:00:00Z\n", "until=2027-11-01T00:00:00Z\n\n", 10),
        ("revoke-key ", "revoke-key A", 10), ("add-person p ", "add-person P ", 11),
        ("revoke-person p at=", "revoke-person p since=", 12),
    ])
    func `a second spelling is refused with its line`(
        _ part: String, _ other: String, _ line: Int
    ) {
        let text = actor.replacing(part, with: other, maxReplacements: 1)
        #expect(text != actor)
        do {
            _ = try ActorNote(text: text)
            Issue.record("read: \(other)")
        } catch {
            guard case .malformed(line, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test(arguments: [
        ("freshness-authorities 1", "freshness-authorities 01"),
        ("freshness-authorities 1", "freshness-authorities 3"),
        ("freshness-authorities 1", "freshness-authorities 0"),
        ("freshness-authorities 1", "freshness-authorities x"),
        ("freshness-authorities 1\n", "freshness-authorities 1 \n"),
        ("freshness-authorities 1\n", ""), ("authority stock", "authority  stock"),
        ("url=https://r", "url=http://r"), ("url=https://r", "url="),
        ("after=", "before="), ("add-witness w key=w+", "add-witness w key=v+"),
        ("sequence 12", "sequence 0"), ("previous ", "previous -\nprevious "),
        ("revoke-actor", "revoke-node"),
    ])
    func `a root note has one spelling too`(_ part: String, _ other: String) {
        let text = root.replacing(part, with: other, maxReplacements: 1)
        #expect(text != root)
        #expect(throws: RegistryError.self, "\(other)") { try RootNote(text: text) }
    }

    @Test func `keys of another type than asked for are refused`() throws {
        let (node, relay) = ("stockholm/node/kommun-solna-1", "stockholm/relay/relay-2")
        let pq = try TestKeys("pq").postQuantumSigning().publicKey
        let nodeText = actor.replacing(
            region.actors[4].node.receiptSigner.key.vkey,
            with: try NoteKey(name: node, mlDSA65: pq).vkey)
        #expect(
            throws: RegistryError.malformed(line: 7, expected: "receipt= with Ed25519 key")
        ) { try ActorNote(text: nodeText) }
        let relayText = root.replacing(
            region.relays[1].receiptSigner.key.vkey,
            with: try NoteKey(name: relay, mlDSA65: pq).vkey)
        #expect(throws: RegistryError.self) { try RootNote(text: relayText) }
        let witness = try TestKeys("w").signing().publicKey
        let witnessText = root.replacing(
            try NoteKey(name: "w", cosigner: witness).vkey,
            with: try NoteKey(name: "w", ed25519: witness).vkey)
        #expect(throws: RegistryError.self) { try RootNote(text: witnessText) }
    }

    @Test func `cut anywhere, a text is another or none`() {
        let bytes = Array(actor.utf8)
        let ends = Set(bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 })
        for count in 0..<bytes.count {
            let text = String(decoding: bytes.prefix(count), as: UTF8.self)
            let isWhole = ends.contains(count) && text.contains("add-node")
            #expect(((try? ActorNote(text: text)) != nil) == isWhole, "\(count) bytes")
        }
    }

    @Test func `control characters and letters outside ASCII are refused with their line`() {
        for bad in ["\t", "\u{7f}", "å", "\u{0}", "\r"] {
            let text = actor.replacing("add-key signing", with: "add-key\(bad) signing")
            #expect(throws: RegistryError.malformed(line: 9, expected: "printable ASCII")) {
                try ActorNote(text: text)
            }
        }
    }
}
