import Files
import Foundation
import Handover
import Identity
import Labels
import Notes
import Policies
import Regions
import Registry
import TestSupport
import Testing

/// `Keys/` and `Policies/` of the repository: the public example region, whose private halves were
/// destroyed. `.ci/example-region` founds it anew.
struct ExampleRegionTests {
    private let layout = RegionLayout(SharedData.packageRoot.path)
    /// An hour after it was founded: its keys expire, what they prove does not.
    private let now: Timestamp
    private let genesis: Digest

    init() throws {
        now = try Timestamp(rfc3339: "2026-11-26T18:58:00Z")
        genesis = try Digest(
            hex: "fdfec72a7417a2cac367f3553f53a27e647b31647b44c50efa34843818d2dbb9")
    }

    @Test func `its registry verifies from the first note on, and no other first note will do`()
        throws
    {
        let registry = try RegionSource(layout).readRegistry(trusting: genesis)
        #expect(registry.rootChain.count == 1)
        #expect(registry.region.text == "samverkan-stockholmsregionen")
        #expect(throws: RegistryError.self) {
            try RegionSource(layout).readRegistry(trusting: registry.head)
        }
    }

    @Test func `every actor of the policy is in it, with a node and with keys up to its ceiling`()
        throws
    {
        let view = try RegionSource(layout).readView(trusting: genesis, at: now).view
        let policy = view.policy.policy
        #expect(policy.actors.count == 37)
        #expect(Set(view.registry.actors.keys) == Set(policy.actors.keys))
        for (id, entry) in policy.actors {
            let record = try #require(view.registry.actor(id))
            #expect(record.revocation == nil, "\(id)")
            #expect(view.registry.node(try NodeID("\(id)-1"), of: id) != nil, "\(id)")
            let ceiling = max(entry.originateCeiling, entry.receiveCeiling)
            for level in Level.allCases where level <= ceiling {
                for status in StatusKind.allCases {
                    let key = view.registry.usableKey(
                        of: id, .signing, level: level, status: status)
                    #expect(key != nil, "\(id) \(level) \(status)")
                }
            }
        }
    }

    @Test func `its signed bundle is the policy that lies beside it`() throws {
        let bytes = try File.read(layout.bundle, limitBytes: 1 << 20)
        let registry = try RegionSource(layout).readView(trusting: genesis, at: now).view.registry
        let bundle = try PolicyBundle(verifying: SignedNote(parsing: bytes), in: registry)
        let signed = try BundleNote(text: bundle.note.text).files
        #expect(
            signed == (try PolicySources(directory: layout.policies).policyFiles),
            "changed since it was signed: .ci/example-region founds the region anew")
    }

    @Test func `nothing private is there`() throws {
        #expect(!Folder.isThere(layout.privateRoot))
        for folder in [layout.keys, layout.policies] {
            for name in try Folder.files(below: folder) {
                let kind = name.split(separator: ".").last
                #expect(["note", "yaml", "md"].contains(kind), "\(name)")
                let bytes = try File.read(folder + "/" + name, limitBytes: 1 << 20)
                #expect(!PrivateMaterial.isPresent(in: bytes), "\(name)")
            }
        }
    }
}
