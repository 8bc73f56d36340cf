import Identity
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

/// A registry that is offered others' notes: takes what continues it, keeps what contradicts it.
struct RegistryGrowthTests {
    private let region = TestRegion.shared
    private let registry = TestRegion.shared.registry
    private let solna: TestActor

    init() throws { solna = try region.actor("kommun-solna") }

    private func revoked(_ relay: Int, _ registry: Registry) throws -> SignedNote {
        try region.rootNote(
            after: registry,
            [.revokeRelay(region.relays[relay].id, Revocation(at: region.now))])
    }

    private func revokedNode(_ registry: Registry, at seconds: Int64 = 0) throws -> SignedNote {
        let time = region.now.adding(seconds: seconds)
        return try region.actorNote(
            of: solna, after: registry, at: time,
            [.revokeNode(solna.node.id, Revocation(at: time))])
    }

    @Test func `a longer registry is taken, the same and a shorter one change nothing`() throws {
        let one = try registry.appending(revoked(0, registry))
        let two = try one.appending(revokedNode(one))
        let growth = registry.grown(by: two.files)
        #expect(growth.added == ["root/000001.note", "actors/kommun-solna/000001.note"])
        #expect(growth.registry.head == two.head && growth.refusals.isEmpty)
        for offered in [two, one, registry] {
            let again = two.grown(by: offered.files)
            #expect(again.registry.head == two.head)
            #expect(again.added.isEmpty && again.refusals.isEmpty)
        }
    }

    @Test func `single notes are taken in whatever order they are named`() throws {
        let one = try registry.appending(revoked(0, registry))
        let two = try one.appending(revokedNode(one))
        let files = two.files.filter { registry.files[$0.key] == nil }
        #expect(registry.grown(by: files).registry.head == two.head)
    }

    @Test func `a signed rival is evidence with both notes, and what held goes on`() throws {
        let (mine, theirs) = (try revoked(0, registry), try revoked(1, registry))
        let (held, other) = (try registry.appending(mine), try registry.appending(theirs))
        let longer = try other.appending(revoked(0, other))
        let growth = held.grown(by: longer.files)
        #expect(growth.registry.head == held.head && growth.added.isEmpty)
        // What follows the rival in its chain is not looked at.
        #expect(growth.refusals.map(\.path) == ["root/000001.note"])
        #expect(
            growth.refusals.first?.evidence
                == RegistryEvidence(.fork, .root, sequence: 1, held: mine, offered: theirs))
    }

    @Test func `a rival that nobody signed is refused and proves nothing`() throws {
        let held = try registry.appending(revoked(0, registry))
        let text = try registry.nextRootNote(
            at: region.now,
            [.revokeRelay(region.relays[1].id, Revocation(at: region.now))]
        ).text
        let forged = try SignedNote(text: text, signers: region.rootAuthorities[0].signers)
        let growth = held.grown(by: ["root/000001.note": forged.encoded])
        #expect(growth.refusals.map(\.error) == [.note(.thresholdUnmet(required: 2, found: 1))])
        #expect(growth.refusals.first?.evidence == nil)
    }

    @Test func `a fork of one actor's chain holds up no other chain`() throws {
        let mine = try revokedNode(registry)
        let theirs = try revokedNode(registry, at: 1)
        let held = try registry.appending(mine)
        var other = try registry.appending(theirs)
        other = try other.appending(revoked(1, other))
        let growth = held.grown(by: other.files)
        #expect(growth.added == ["root/000001.note"])
        #expect(
            growth.refusals.map(\.evidence) == [
                RegistryEvidence(
                    .fork, .actor(solna.id), sequence: 1, held: mine, offered: theirs)
            ])
    }

    @Test func `private material and files of other names are refused by name`() throws {
        let growth = registry.grown(by: [
            "root/1.note": Array("x".utf8), "actors/kommun-solna/000001.note": [0x41],
            "README.md": Array("text".utf8),
        ])
        #expect(
            growth.refusals.map(\.path) == ["root/1.note", "actors/kommun-solna/000001.note"])
        #expect(growth.registry.head == registry.head)
    }

    @Test func `a chain that ends before a note it had is a roll-back`() throws {
        let one = try registry.appending(revoked(0, registry))
        #expect(registry.evidence(against: registry) == nil)
        #expect(registry.evidence(against: one) == nil)
        #expect(
            one.evidence(against: registry)
                == RegistryEvidence(
                    .rollback, .root, sequence: 1, held: one.rootChain[1],
                    offered: registry.rootChain[0]))
        let note = try revokedNode(registry)
        #expect(
            try registry.appending(note).evidence(against: registry)
                == RegistryEvidence(
                    .rollback, .actor(solna.id), sequence: 1, held: note,
                    offered: registry.chain(of: solna.id)[0]))
        let other = try registry.appending(revoked(1, registry))
        #expect(one.evidence(against: other)?.kind == .fork)
    }

    @Test func `what a replaced identity left void is no roll-back`() throws {
        let head = try #require(registry.head(of: solna.id))
        let stolen = try registry.appending(revokedNode(registry))
        let new = try TestAuthority(
            RegistryKeyName.identity(of: solna.id, in: region.region), TestKeys("ny identitet"))
        let cut = try stolen.appending(
            region.rootNote(
                after: stolen,
                [.replaceIdentity(solna.id, after: head, identity: new.authority)]))
        #expect(cut.chain(of: solna.id).count == 1)
        #expect(stolen.evidence(against: cut) == nil)
        // Nor is the void note evidence when somebody still shows it.
        let growth = cut.grown(by: stolen.files)
        #expect(growth.registry.head == cut.head)
        #expect(growth.refusals.map(\.evidence) == [nil])
    }
}
