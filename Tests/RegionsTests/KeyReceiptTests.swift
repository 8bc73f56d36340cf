import Files
import Identity
import Keystore
import Notes
import Primitives
import Regions
import Registry
import Testing

/// The register of who was given keys of an actor's ring.
struct KeyReceiptTests {
    private let layout: RegionLayout
    private let registry: Registry
    private let ring: OpenedRing
    private let node: NodeRecord

    init() throws {
        layout = try SharedRegion.shared.get().copied()
        registry = try RegionSource(layout).readRegistry(trusting: nil)
        let actor = try ActorID("sos-alarm")
        ring = try OpenedRing(layout.ring(of: actor), .beside(ask: nil))
        node = try #require(
            registry.view(at: .present).node(NodeID("sos-alarm-1"), of: actor))
    }

    private var keys: [KeyID] { ring.keys.entries.filter(\.isOfMessages).map(\.id) }

    private func keep(_ keys: [KeyID]) throws {
        try ring.folder.keepReceipt(
            of: keys, from: ring.keys, node, in: registry.region, at: .present)
    }

    @Test func `what a node was given is told with its signature under it`() throws {
        try keep(keys)
        let (receipts, invalid) = ring.folder.keyReceipts(in: registry.view(at: .present))
        #expect(receipts.map(\.keys) == [keys.sorted()] && invalid == 0)
        #expect(receipts.map(\.node) == [node.id])
    }

    @Test func `nothing given is nothing kept`() throws {
        try keep([])
        #expect(ring.folder.keyReceipts(in: registry.view(at: .present)).receipts.isEmpty)
    }

    @Test func `a receipt that was changed, or is another's, does not count`() throws {
        try keep(keys)
        let folder = ring.folder.receipts
        let name = try #require(try Folder.names(in: folder).first)
        let bytes = try File.read("\(folder)/\(name)", limitBytes: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        let others = [
            text.replacing("node sos-alarm-1", with: "node kommun-solna-1"),
            text.replacing(keys[0].hex, with: String(keys[0].hex.reversed())),
            text.replacing("v1", with: "v2"), "text\n",
        ]
        for (number, other) in others.enumerated() {
            try File.writePrivate(
                Array(other.utf8), to: "\(folder)/\(number).note", replacing: false)
        }
        let (receipts, invalid) = ring.folder.keyReceipts(in: registry.view(at: .present))
        #expect(receipts.count == 1 && invalid == others.count)
    }

    @Test func `a node whose ring lacks its receipt key acknowledges nothing`() throws {
        let stranger = try KeyRing(unlockedBy: [.keyFile(KeyFile())], random: .system)
        #expect(throws: RegionError.keyAbsent(ring: ring.folder.path, purpose: "receipt")) {
            try ring.folder.keepReceipt(
                of: keys, from: stranger, node, in: registry.region, at: .present)
        }
    }
}
