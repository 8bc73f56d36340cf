import Foundation
import Testing

/// Keys that are made, put into rings and registered: all of it or nothing.
struct KeyStories {
    private static let actor = "kommun-vaxholm"
    private static let slot = [
        "--actor", actor, "--level", "sekretess", "--status", "actual", "--json",
    ]

    @Test func `a ring is opened by the key file that is named, for its keys and its identity`()
        throws
    {
        let story = try Story()
        let rotated = try story.rotate(["--key-file", story.keyFile])
        #expect(rotated.status == 0, "\(rotated.errors)")
        let made = try Self.made(rotated)
        let held = try story.ringIDs()
        #expect(made.count == 2 && held.isSuperset(of: made))
        let person = try story.region.run([
            "registry", "add", "person", "--actor", Self.actor, "--id", "person-3", "--ring",
            story.ring, "--key-file", story.keyFile,
        ])
        #expect(person.status == 0, "\(person.errors)")
        let revoked = try story.region.run([
            "registry", "revoke", "\(Self.actor)/person-3", "--ring", story.ring, "--key-file",
            story.keyFile,
        ])
        #expect(revoked.status == 0, "\(revoked.errors)")
        #expect(try Program.run(["registry", "verify", story.region.path]).status == 0)
    }

    @Test func `without the key file, or with another's, neither ring nor registry changes`()
        throws
    {
        let story = try Story()
        let before = try story.state()
        #expect(try story.rotate([]).status == 65)
        #expect(try story.state() == before)
        let other = story.region.ring("kommun-solna") + "/key"
        #expect(try story.rotate(["--key-file", other]).status == 65)
        #expect(try story.state() == before)
        #expect(try story.rotate(["--key-file", story.keyFile]).status == 0)
        #expect(try story.state() != before)
    }

    @Test func `what stopped between ring and registry is completed by the next run`() throws {
        let story = try Story()
        let before = try story.ringIDs()
        let first = try story.rotate(["--key-file", story.keyFile])
        let note = try #require(first.json()["note"] as? String)
        // As if the machine had stopped before the note was written.
        try FileManager.default.removeItem(atPath: note)
        let waiting = try story.ringIDs().subtracting(before)
        #expect(waiting.count == 2)

        let second = try story.rotate(["--key-file", story.keyFile])
        #expect(second.status == 0, "\(second.errors)")
        #expect(try Self.made(second) == waiting)
        #expect(try story.ringIDs() == before.union(waiting))
        // And a third makes new ones, since nothing waits any more.
        let third = try story.rotate(["--key-file", story.keyFile])
        let fresh = try Self.made(third)
        #expect(fresh.count == 2 && fresh.intersection(waiting).isEmpty)
    }

    @Test func `a node gets no identity, and takes the actor's new keys up to its ceiling`() throws
    {
        let story = try Story()
        let machine = try story.region.run([
            "registry", "add", "node", "--actor", Self.actor, "--id", "vaxholm-2", "--ceiling",
            "sekretess", "--ring", story.ring, "--key-file", story.keyFile,
        ])
        #expect(machine.status == 0, "\(machine.errors)")
        let node = story.scratch.path + "/nod"
        let made = try Program.run([
            "node", "init", node, "--actor", Self.actor, "--name", "vaxholm-2", "--registry",
            story.region.path, "--relay", "", "--key-file", story.keyFile,
        ])
        #expect(made.status == 0, "\(made.errors)")
        let held = try story.keys(of: node)
        #expect(!held.contains { ($0["purpose"] as? String)?.hasPrefix("identity") == true })
        let owners = held.compactMap { $0["owner"] as? String }
        #expect(owners.contains("messages:\(Self.actor):sekretess:actual"))
        #expect(!owners.contains { $0.contains(":begransat-hemlig:") })
        #expect(!owners.contains("node:\(Self.actor):\(Self.actor)-1"))

        let fresh = try Self.made(story.rotate(["--key-file", story.keyFile]))
        let taken = try Program.run([
            "node", "keys", "--node", node, "--key-file", story.keyFile, "--ring", story.ring,
            "--ring-key-file", story.keyFile, "--json",
        ])
        #expect(taken.status == 0, "\(taken.errors)")
        let added = try taken.json()["added"] as? [String]
        #expect(Set(added ?? []) == fresh)

        // The node has acknowledged both lots, and nobody else has.
        let holders = try story.region.run([
            "registry", "holders", "--level", "sekretess", "--ring", story.ring, "--json",
        ]).jsonList()
        for holder in holders {
            let key = try #require(holder["key"] as? [String: Any])
            let nodes = try #require(holder["nodes"] as? [[String: Any]])
            let takers = nodes.filter { $0["takenAt"] != nil }.compactMap { $0["node"] as? String }
            let isOurs = key["actor"] as? String == Self.actor
            #expect(takers == (isOurs ? ["vaxholm-2"] : []))
        }
        #expect(
            holders.contains {
                fresh.contains(($0["key"] as? [String: Any])?["id"] as? String ?? "")
            })

        // Its messages are counted by the node alone.
        let sealed = try story.region.run([
            "seal", "-", "-o", story.scratch.path + "/kuvert", "--ring", node, "--key-file",
            story.keyFile, "--from", Self.actor, "--to", "sos-alarm", "--level", "sekretess",
            "--status", "actual", "--ground", "osl-10-2",
        ])
        #expect(sealed.status == 64)
        #expect(sealed.errors.contains("en nods ring"))

        // A node's ring may be renewed itself; the identity that signs lies with the actor's own.
        try FileManager.default.moveItem(atPath: story.keyFile, toPath: story.ring + "/key")
        let own = try story.region.run(
            ["keys", "rotate", "--ring", node, "--key-file", story.ring + "/key"] + Self.slot)
        #expect(own.status == 0, "\(own.errors)")
        #expect(try Self.made(own).count == 2)
    }

    @Test func `a daily run renews what is due and nothing else`() throws {
        let story = try Story()
        let before = try story.state()
        let run = try story.rotate(["--key-file", story.keyFile, "--due"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Self.made(run).isEmpty && run.json()["note"] == nil)
        #expect(try story.state() == before)
        // Keys that are gone from the registry's usable ones are due at once.
        let key = try #require(
            story.keys(of: story.ring).first {
                $0["owner"] as? String == "messages:\(Self.actor):sekretess:actual"
                    && $0["purpose"] as? String == "wrapping"
            }?["id"] as? String)
        let revoked = try story.region.run([
            "registry", "revoke", key, "--ring", story.ring, "--key-file", story.keyFile,
        ])
        #expect(revoked.status == 0, "\(revoked.errors)")
        let again = try story.rotate(["--key-file", story.keyFile, "--due"])
        #expect(try Self.made(again).count == 1)
    }

    @Test func `a key that somebody may still need is not destroyed with the expired`() throws {
        let story = try Story()
        let before = try story.ringIDs()
        let run = try story.region.run([
            "keys", "destroy", "--expired", "--ring", story.ring, "--key-file", story.keyFile,
            "--json",
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try story.ringIDs() == before)
        let shown = try story.region.run([
            "keys", "show", "--ring", story.ring, "--key-file", story.keyFile, "--json",
        ]).jsonList()
        let wrapping = try #require(shown.first { $0["purpose"] as? String == "wrapping" })
        let until = try #require(wrapping["validUntil"] as? String)
        #expect(try #require(wrapping["renewedFrom"] as? String) < until)
        #expect(try #require(wrapping["destroyedAt"] as? String) > until)
    }

    /// The ids of the keys that were registered.
    private static func made(_ run: CommandRun) throws -> Set<String> {
        let keys = try run.json()["keys"] as? [[String: Any]] ?? []
        return Set(keys.compactMap { $0["id"] as? String })
    }

    /// A region whose actor keeps its key file apart from its ring.
    private struct Story {
        let region: StoryRegion
        let scratch: Scratch
        let ring: String
        let keyFile: String

        init() throws {
            region = try StoryRegion.shared.get().copied()
            scratch = try Scratch()
            ring = region.ring(KeyStories.actor)
            keyFile = scratch.path + "/nyckel"
            try FileManager.default.moveItem(atPath: ring + "/key", toPath: keyFile)
        }

        func rotate(_ options: [String]) throws -> CommandRun {
            try region.run(["keys", "rotate", "--ring", ring] + KeyStories.slot + options)
        }

        func keys(of ring: String) throws -> [[String: Any]] {
            try Program.run([
                "keys", "show", "--ring", ring, "--key-file", keyFile, "--json",
            ]).jsonList()
        }

        func ringIDs() throws -> Set<String> {
            Set(try keys(of: ring).compactMap { $0["id"] as? String })
        }

        /// The ring's bytes and the names of all notes.
        func state() throws -> [String] {
            let bytes = try Data(contentsOf: URL(filePath: ring + "/keyring"))
            return try FileManager.default.subpathsOfDirectory(atPath: region.path + "/Keys")
                .sorted() + [bytes.base64EncodedString()]
        }
    }
}
