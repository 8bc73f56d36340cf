import Files
import Handover
import Identity
import Labels
import Notes
import Policies
import Primitives
import Regions
import Registry
import Testing

struct RegionEditorTests {
    private func layout() throws -> RegionLayout { try SharedRegion.shared.get().copied() }

    private func relay() throws -> RootStatement {
        let id = try RelayID("relay-1")
        let region = try SharedRegion.shared.get().founded.region
        let key = try NoteKey(
            name: RegistryKeyName.relay(id, in: region),
            ed25519: SigningPrivateKey.generate().publicKey)
        return .addRelay(
            id, url: "https://relay.example:8443", certificate: [0x30, 0x02, 0x05, 0x00],
            receipt: key)
    }

    @Test func `a root note that enough rings sign is appended`() throws {
        let layout = try layout()
        var editor = try RegionEditor(layout)
        let note = try editor.appendRoot([relay()])
        #expect(note == layout.keys + "/root/000001.note")
        let registry = try RegionSource(layout).readRegistry(trusting: nil)
        #expect(registry.view(at: editor.now).relays.count == 1)
        #expect(registry.head == editor.registry.head)
    }

    @Test func `one ring is not enough, nor the rings of another role`() throws {
        let layout = try layout()
        for (rings, found) in [
            ([layout.ring(of: .root, 1)], 1),
            ([layout.ring(of: .root, 1), layout.ring(of: .root, 1)], 1),
            ([layout.ring(of: .policy, 1), layout.ring(of: .policy, 2)], 0),
        ] {
            var editor = try RegionEditor(layout, signerRings: rings)
            #expect(
                throws: RegionError.signersTooFew(role: .root, found: found, required: 2)
            ) {
                try editor.appendRoot([relay()])
            }
        }
        #expect(try Folder.names(in: layout.keys + "/root") == ["000000.note"])
    }

    @Test func `what the registry refuses is not written`() throws {
        let layout = try layout()
        var editor = try RegionEditor(layout)
        #expect(throws: RegistryError.unknown(concept: "relay", name: "relay-9")) {
            try editor.appendRoot([
                .revokeRelay(RelayID("relay-9"), Revocation(at: editor.now))
            ])
        }
        #expect(try Folder.names(in: layout.keys + "/root") == ["000000.note"])
    }

    @Test func `of two editors that append at once the second is told`() throws {
        let layout = try layout()
        var (first, second) = (try RegionEditor(layout), try RegionEditor(layout))
        try first.appendRoot([relay()])
        #expect(throws: FileError.alreadyExists(path: layout.keys + "/root/000001.note")) {
            try second.appendRoot([relay()])
        }
    }

    @Test func `a revoked key is usable no more`() throws {
        let layout = try layout()
        var editor = try RegionEditor(layout)
        let actor = try ActorID("sos-alarm")
        let key = try #require(
            editor.registry.view(at: editor.now).usableKey(
                of: actor, .wrapping, level: .secrecy, status: .actual))
        try editor.appendActor(actor, [.revokeKey(key.id, Revocation(at: editor.now))])
        let view = try RegionSource(layout).readRegistry(trusting: nil).view(at: .present)
        #expect(
            view.usableKey(of: actor, .wrapping, level: .secrecy, status: .actual) == nil)
    }

    @Test func `policy versions rise, and a registry that grew needs a new freshness note`() throws
    {
        let layout = try layout()
        var editor = try RegionEditor(layout)
        #expect(try editor.signBundle(notBefore: nil).version == 2)
        try editor.appendRoot([relay()])
        let stale = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(stale.policy.freshness.latest?.registryHead != stale.registry.head)
        try editor.freshen(validSeconds: 60)
        let view = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(view.policy.freshness.latest?.registryHead == view.registry.head)
        #expect(view.policy.freshness.latest?.policyVersion == 2)
    }

    @Test func `a bundle whose sources changed after signing is refused`() throws {
        let layout = try layout()
        var bytes = try File.read(layout.bundle, limitBytes: 20 << 20)
        bytes[bytes.count / 2] ^= 1
        try File.write(bytes, to: layout.bundle, replacing: true)
        #expect(throws: RefusedNote.self) {
            try RegionSource(layout).readView(trusting: nil, at: .present)
        }
    }

    @Test func `an exercise opens, closes and stays closed`() throws {
        let layout = try layout()
        let editor = try RegionEditor(layout)
        let id = try ExerciseID("ovning-1")
        let open = try ExerciseNote(
            region: editor.registry.region, exercise: id, state: .open, issued: editor.now,
            window: Validity(from: editor.now, until: editor.now.adding(seconds: 60)),
            participants: [ActorID("sos-alarm")])
        try editor.sign(open)
        let view = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(view.policy.exercises[id]?.closedAt == nil)
        #expect(try editor.exerciseNote(id) == open)
        try editor.sign(
            ExerciseNote(
                region: open.region, exercise: id, state: .closed, issued: editor.now,
                window: open.window, participants: open.participants))
        let later = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(later.policy.exercises[id]?.closedAt == editor.now)
    }

    @Test func `only an actor who may convene opens an activation`() throws {
        let layout = try layout()
        let editor = try RegionEditor(layout)
        func note(_ convener: String) throws -> ActivationNote {
            try ActivationNote(
                region: editor.registry.region, activation: ActivationID("storm-1"),
                convener: ActorID(convener), function: FunctionID("tib"), state: .open,
                issued: editor.now,
                window: Validity(from: editor.now, until: editor.now.adding(seconds: 60)),
                forums: [ForumID("regionalt-samordnande-forum")])
        }
        let solna = try ActorID("kommun-solna")
        #expect(throws: PolicyError.convenerUnauthorised(solna)) {
            try editor.sign(note("kommun-solna"))
        }
        #expect(!File.isThere(layout.activation(try ActivationID("storm-1"))))
        try editor.sign(note("lansstyrelsen-stockholm"))
        let view = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(view.policy.activations.count == 1)
    }

    @Test func `an activation's name is not given to a call of another status`() throws {
        let layout = try layout()
        let editor = try RegionEditor(layout)
        let (id, convener) = (try ActivationID("storm-1"), try ActorID("lansstyrelsen-stockholm"))
        func note(_ status: Status, _ state: StatementState) throws -> ActivationNote {
            try ActivationNote(
                region: editor.registry.region, activation: id, convener: convener,
                function: FunctionID("tib"), status: status, state: state, issued: editor.now,
                window: Validity(from: editor.now, until: editor.now.adding(seconds: 60)),
                forums: [ForumID("regionalt-samordnande-forum")])
        }
        try editor.sign(note(.actual, .open))
        for state in StatementState.allCases {
            #expect(throws: RegionError.activationTaken(id, by: convener, .actual)) {
                try editor.sign(note(.test, state))
            }
        }
        try editor.sign(note(.actual, .closed))
        let view = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(view.policy.activations[id]?.closedAt == editor.now)
    }
}
