import Files
import Foundation
import Handover
import Identity
import Keystore
import Labels
import Policies
@testable import Regions
import Registry
import Testing

struct RegionFounderTests {
    @Test func `a new region verifies, and its policy is in force and fresh`() throws {
        let region = try SharedRegion.shared.get()
        let view = try region.view()
        #expect(view.registry.actors.count == SharedRegion.actors.count)
        #expect(view.policy.edition?.version == 1)
        let latest = try #require(view.policy.freshness.latest)
        #expect(latest.registryHead == view.registry.head)
        #expect(region.founded.isExample)
    }

    @Test func `another genesis than the pinned one is refused`() throws {
        let region = try SharedRegion.shared.get()
        let other = region.founded.head
        #expect(
            throws: RegistryError.inFile(
                path: "root/000000.note",
                .genesisUntrusted(trusted: other, found: region.founded.genesis))
        ) {
            try RegionSource(region.layout).readRegistry(trusting: other)
        }
    }

    @Test func `every actor has keys at each level up to its ceiling and none above`() throws {
        let region = try SharedRegion.shared.get()
        let view = try region.view()
        let ring = try region.ring("kommun-solna")
        let entry = try #require(view.policy.policy.actors[ActorID("kommun-solna")])
        let ceiling = max(entry.originateCeiling, entry.receiveCeiling)
        for level in Level.allCases {
            for status in StatusKind.allCases {
                let key = view.registry.usableKey(
                    of: entry.id, .signing, level: level, status: status)
                #expect((key != nil) == (level <= ceiling))
                let wrapping = view.registry.usableKey(
                    of: entry.id, .wrapping, level: level, status: status)
                #expect((wrapping != nil) == (level <= ceiling && level > .open))
                if let key { _ = try ring.entry(of: key, at: "ring") }
            }
        }
    }

    @Test func `private files are their owner's alone, public ones hold nothing private`() throws {
        let region = try SharedRegion.shared.get()
        let root = region.layout.privateRoot
        for name in try Folder.files(below: root) {
            let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        for folder in [region.layout.keys, region.layout.policies] {
            for name in try Folder.files(below: folder) {
                let bytes = try File.read(folder + "/" + name, limitBytes: 20 << 20)
                #expect(!PrivateMaterial.isPresent(in: bytes), "\(name)")
            }
        }
    }

    @Test func `two new regions share no key`() throws {
        let first = try SharedRegion.shared.get()
        let path = first.path + "-second"
        let second = try SharedRegion.founder(["sos-alarm"]).found(at: path) { _, _ in }
        #expect(second.genesis != first.founded.genesis)
        let rings = [first.layout, RegionLayout(path)].map { layout in
            Set(
                (try? layout.ring(of: ActorID("sos-alarm")).open(.beside(ask: nil)).entries
                    .map(\.id)) ?? [])
        }
        #expect(!rings[0].isEmpty && rings[0].isDisjoint(with: rings[1]))
    }

    @Test func `what is there is not touched`() throws {
        let region = try SharedRegion.shared.get()
        let before = try Folder.files(below: region.path)
        #expect(throws: FileError.alreadyExists(path: region.path)) {
            try SharedRegion.founder().found(at: region.path) { _, _ in }
        }
        #expect(try Folder.files(below: region.path) == before)
    }

    @Test func `a site that is not finished leaves nothing`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "budkavle-site-\(UUID().uuidString)").path
        try Folder.create(folder)
        do {
            let site = try BuildingSite(for: folder + "/region")
            try File.write([1], to: site.path + "/a", replacing: false)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        let site = try BuildingSite(for: folder + "/region")
        try File.write([1], to: site.path + "/a", replacing: false)
        try site.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["region"])
    }

    @Test func `an actor the policy does not know is refused`() throws {
        #expect(throws: RegionError.actorUnknown(try ActorID("kommun-okand"))) {
            try SharedRegion.founder(["kommun-okand"])
        }
    }
}
