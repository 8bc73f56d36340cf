import Files
import Handover
import Identity
import Notes
import Primitives
import Regions
import Registry
import Testing

struct EvidenceFolderTests {
    private let layout: RegionLayout
    private let held: Registry
    private let other: Registry
    private var folder: EvidenceFolder { EvidenceFolder(layout.evidence) }

    init() throws {
        layout = try SharedRegion.shared.get().copied()
        let twin = try SharedRegion.shared.get().copied()
        var (one, two) = (try RegionEditor(layout), try RegionEditor(twin))
        try one.appendRoot([.revokeActor(ActorID("kommun-solna"), Revocation(at: one.now))])
        try two.appendRoot([.revokeActor(ActorID("sos-alarm"), Revocation(at: two.now))])
        (held, other) = (one.registry, two.registry)
    }

    @Test func `both notes are kept as they were signed, once`() throws {
        let evidence = try #require(held.evidence(against: other))
        #expect(try folder.keep(evidence, from: "relay:relay-1", at: .present))
        #expect(try !folder.keep(evidence, from: "relay:relay-2", at: .present))
        let kept = try #require(folder.all().first)
        #expect(folder.all().count == 1 && kept.from == "relay:relay-1")
        #expect(kept.name.hasPrefix("fork-root-000001-"))
        #expect(try File.read(kept.held, limitBytes: 1 << 20) == held.rootChain[1].encoded)
        #expect(try File.read(kept.offered, limitBytes: 1 << 20) == other.rootChain[1].encoded)
    }

    @Test func `what was broken off half-way is not taken for a finding, and is completed`() throws
    {
        let evidence = try #require(held.evidence(against: other))
        try folder.keep(evidence, from: "directory", at: .present)
        let kept = try #require(folder.all().first)
        try File.remove(folder.path + "/" + kept.name + "/found")
        #expect(folder.all().isEmpty)
        #expect(try folder.keep(evidence, from: "directory", at: .present))
        #expect(folder.all().count == 1)
    }

    @Test func `a registry's directory grows, and loses only what is void`() throws {
        let folder = RegistryFolder(layout.keys)
        let solna = try ActorID("kommun-solna")
        let head = try #require(held.head(of: solna))
        let fresh = try SharedRegion.shared.get().copied()
        var editor = try RegionEditor(fresh)
        try editor.appendActor(
            solna,
            [.revokeNode(NodeID("kommun-solna-1"), Revocation(at: editor.now))])
        let stranger = fresh.keys + "/actors/kommun-solna/000009.note"
        try File.write(Array("x".utf8), to: stranger, replacing: false)
        let identity = try AuthorityKeys.generate(
            name: RegistryKeyName.identity(of: solna, in: editor.registry.region))
        try editor.appendRoot([
            .replaceIdentity(solna, after: head, identity: identity.authority)
        ])
        #expect(!File.isThere(fresh.keys + "/actors/kommun-solna/000001.note"))
        #expect(File.isThere(stranger), "nobody knows what that is")
        try File.remove(stranger)
        let read = try RegistryFolder(fresh.keys).registry(trusting: nil)
        #expect(read.head == editor.registry.head && read.chain(of: solna).count == 1)
        #expect(try folder.registry(trusting: nil).head == held.head)
    }
}
