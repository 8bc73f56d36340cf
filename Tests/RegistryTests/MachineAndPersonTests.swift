import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

/// Nodes and persons an actor registers.
struct MachineAndPersonTests {
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

    private func revokeNode() -> ActorStatement {
        .revokeNode(solna.node.id, Revocation(at: region.now))
    }

    @Test func `an actor revokes only what is its own`() throws {
        let theirs = try alarm.signing(.open, .actual).publicKey.id
        let now = Revocation(at: region.now)
        #expect(throws: RegistryError.unknown(concept: "key", name: theirs.hex)) {
            try appending(.revokeKey(theirs, now))
        }
        #expect(throws: RegistryError.unknown(concept: "node", name: "sos-alarm-1")) {
            try appending(.revokeNode(alarm.node.id, now))
        }
        #expect(throws: RegistryError.unknown(concept: "person", name: "p3")) {
            try appending(.revokePerson(PersonID("p3"), now))
        }
        #expect(throws: RegistryError.alreadyRevoked(concept: "node", name: "kommun-solna-1")) {
            try appending(revokeNode(), revokeNode())
        }
    }

    @Test func `a node has a name and a certificate of its own in the whole region`() throws {
        let keys = try TestKeys("n2").signing().publicKey
        func node(_ name: String, _ certificate: [UInt8], keyName: String) throws -> ActorStatement
        {
            .addNode(
                try NodeID(name), ceiling: .secret, certificate: certificate,
                receipt: try NoteKey(name: keyName, ed25519: keys))
        }
        let der: [UInt8] = [0x30, 2, 5, 0]
        #expect(throws: RegistryError.nameTaken(concept: "node", name: "sos-alarm-1")) {
            try appending(
                node("sos-alarm-1", der, keyName: "stockholm/node/sos-alarm-1"))
        }
        let certificate = alarm.node.machine.certificate
        #expect(throws: RegistryError.certificateTaken(Hashing.sha256(certificate))) {
            try appending(node("n2", certificate, keyName: "stockholm/node/n2"))
        }
        #expect(
            throws: RegistryError.keyNameWrong(
                expected: "stockholm/node/n2", found: "stockholm/node/n3")
        ) { try appending(node("n2", der, keyName: "stockholm/node/n3")) }
        let added = try appending(node("n2", der, keyName: "stockholm/node/n2"))
        let view = added.view(at: region.now)
        #expect(view.node(fingerprint: Hashing.sha256(der))?.ceiling == .secret)
        let revoked = try added.appending(
            region.actorNote(of: solna, after: added, [revokeNode()])
        ).view(at: region.now)
        #expect(revoked.node(solna.node.id, of: solna.id) == nil)
        #expect(try revoked.node(NodeID("n2"), of: solna.id) != nil)
    }

    @Test func `a person revoked or out of date releases nothing`() throws {
        let person = try PersonID("person-1")
        let view = registry.view(at: region.now)
        let record = try #require(view.person(person, of: solna.id))
        #expect(record.isUsable(at: region.now))
        #expect(!record.isUsable(at: region.start.adding(seconds: -1)))
        #expect(!record.isUsable(at: region.end))
        let revoked = try appending(.revokePerson(person, Revocation(at: region.now)))
        #expect(
            revoked.view(at: region.now).person(person, of: solna.id)?.isUsable(at: region.now)
                == false)
        #expect(view.person(person, of: try ActorID("ingen")) == nil)
    }
}
