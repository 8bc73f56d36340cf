import Identity
import Keystore
import Notes
import Primitives
import Regions
import Registry
import Testing

/// A new identity goes into the ring before the registry names it, wherever the machine stops.
struct IdentityRenewalTests {
    private let layout: RegionLayout
    private let actor: ActorID

    init() throws {
        layout = try SharedRegion.shared.get().copied()
        actor = try ActorID("sos-alarm")
    }

    private var folder: RingFolder { layout.ring(of: actor) }

    private func ring() throws -> KeyRing { try folder.open(.beside(ask: nil)) }

    private func registered(_ editor: RegionEditor) throws -> NoteAuthority {
        try #require(editor.registry.view(at: editor.now).actor(actor)).identity
    }

    private func renewal(_ editor: RegionEditor) throws -> IdentityRenewal {
        try IdentityRenewal(
            of: actor, in: ring(), registered: registered(editor), random: .system)
    }

    private func append(_ renewal: IdentityRenewal, to editor: inout RegionEditor) throws {
        let head = try #require(editor.registry.head(of: actor))
        try editor.appendRoot([
            .replaceIdentity(actor, after: head, identity: renewal.identity.authority)
        ])
    }

    /// Whether the actor can sign: what is in the ring is what is registered.
    private func signs(_ editor: inout RegionEditor, _ person: String) throws {
        try editor.appendActor(actor, [.revokePerson(PersonID(person), Revocation(at: editor.now))])
    }

    @Test
    func `stopped before the note the old one signs, and the next run takes the same new one`()
        throws
    {
        var editor = try RegionEditor(layout)
        let first = try renewal(editor)
        try folder.replace(with: first.ring)
        try signs(&editor, "person-1")
        let second = try renewal(editor)
        #expect(second.identity.authority == first.identity.authority)
        try append(second, to: &editor)
        #expect(try registered(editor) == first.identity.authority)
    }

    @Test func `stopped after the note the new one signs, and the next run makes another`()
        throws
    {
        var editor = try RegionEditor(layout)
        let old = try registered(editor)
        let first = try renewal(editor)
        try folder.replace(with: first.ring)
        try append(first, to: &editor)
        try signs(&editor, "person-1")
        let second = try renewal(editor)
        #expect(![old, first.identity.authority].contains(second.identity.authority))
    }

    @Test func `settled, the ring has the new identity alone and all else it had`() throws {
        var editor = try RegionEditor(layout)
        let before = try ring().entries
        let renewal = try renewal(editor)
        try folder.replace(with: renewal.ring)
        try append(renewal, to: &editor)
        try folder.replace(with: renewal.settledRing)
        let purposes: [PrivateKeyPurpose] = [.identitySigning, .identityPostQuantumSigning]
        let after = try ring().entries
        #expect(after.count == before.count)
        #expect(
            after.filter { !purposes.contains($0.purpose) }
                == before.filter { !purposes.contains($0.purpose) })
        #expect(Set(after.map(\.id)).isDisjoint(with: identities(before, purposes)))
        try signs(&editor, "person-1")
    }

    @Test func `a ring without the registered identity gets a new one`() throws {
        let editor = try RegionEditor(layout)
        var empty = try ring()
        for entry in empty.entries { try empty.destroy(entry.id) }
        let renewal = try IdentityRenewal(
            of: actor, in: empty, registered: registered(editor), random: .system)
        #expect(renewal.settledRing.entries.count == 2)
    }

    private func identities(
        _ entries: [RingEntry], _ purposes: [PrivateKeyPurpose]
    ) -> Set<KeyID> {
        Set(entries.filter { purposes.contains($0.purpose) }.map(\.id))
    }
}
