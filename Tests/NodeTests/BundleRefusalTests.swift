import Bundles
import Foundation
import Identity
import Labels
@testable import Node
import RegionSupport
import Registry
import RelaySupport
import Testing

extension NodeTests {
    /// Sticks that were damaged, forged, misdirected, or that policy keeps from going.
    struct BundleRefusalTests {
        @Test func `altered anywhere, nothing of a bundle is taken in and it is laid aside`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                let id = try #require(try await sos.send(.notice()).id)
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                _ = try await solna.importBundles([out])
                try await solna.answerBundle(out, into: stick.path("hem.kavle"))
                let whole = try stick.bytes("hem.kavle")
                let altered = stick.path("ändrad.kavle")
                for offset in stride(from: 0, to: whole.count, by: 5) {
                    var bytes = whole
                    bytes[offset] ^= 0x80
                    try stick.put(bytes, as: "ändrad.kavle")
                    let reply = try await sos.importBundles([altered])
                    #expect(reply.refusals != [nil], "\(offset)")
                    #expect(reply.receipts == .init(), "\(offset)")
                }
                #expect(try await sos.facts(of: id, at: "kommun-solna") == ["expected"])
                let kept = await sos.quarantined.count
                #expect(kept > 100)
                // The same file again is the same copy.
                _ = try await sos.importBundles([altered])
                #expect(await sos.quarantined.count == kept)
                #expect(try await sos.importBundles([stick.path("hem.kavle")]).receipts.new == 1)
            }
        }

        @Test func `a part that is cut is refused whole, the others are not`() async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice())
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                let whole = try stick.bytes("ut.kavle")
                try stick.put(Array(whole.dropLast(1_000)), as: "kapad.kavle")
                try stick.put(Array(whole.prefix(30)), as: "kort.kavle")
                try stick.put(Array("inget".utf8), as: "inget.kavle")
                let bad = ["kapad", "kort", "inget", "saknas"].map { stick.path("\($0).kavle") }
                let reply = try await solna.importBundles(bad)
                #expect(
                    reply.refusals == [
                        .bundle(.openFailed), .bundle(.truncated(offset: 30)),
                        .bundle(.magicMissing), .unreadable,
                    ])
                #expect(reply.messages == .init() && !reply.regionChanged)
                // What may be a bundle of ours is kept, what never was one is not.
                #expect(reply.parts.map { $0.quarantined != nil } == [true, false, false, false])
                #expect(await solna.inbox().isEmpty)
                #expect(try await solna.importBundles([bad[0], out]).messages.new == 1)
            }
        }

        @Test func `a bundle for another actor is left to that actor`() async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let other = try await world.node("region-stockholm", isReachable: false)
                _ = try await sos.send(.notice())
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                let reply = try await other.importBundles([out])
                #expect(
                    reply.refusals == [.bundle(.elsewhere(destination: "kommun-solna"))])
                #expect(await other.quarantined.isEmpty)
            }
        }

        @Test func `signed by another node than it names, nothing of it is taken in`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice())
                try await sos.export(to: stick.path("ut.kavle"))
                let entries = try stick.entries(of: "ut.kavle")
                let police = try world.region.actor("polisen-region-stockholm").node.receiptSigner
                let own = try world.region.actor("sos-alarm").node.receiptSigner
                try stick.forge(entries, as: "falsk.kavle", signedBy: police)
                let forged = try await solna.importBundles([stick.path("falsk.kavle")])
                let node = "sos-alarm/sos-alarm-1"
                #expect(forged.refusals == [.bundle(.signatureInvalid(node: node))])
                #expect(forged.parts.first?.quarantined != nil)
                #expect(await solna.inbox().isEmpty)
                // A message of another status than it says.
                try stick.forge(entries, as: "blandad.kavle", signedBy: own, status: .exercise)
                let mixed = try await solna.importBundles([stick.path("blandad.kavle")])
                #expect(mixed.refusals == [.bundle(.statusMixed)])
                // The neighbour that is as it says.
                try stick.forge(entries, as: "rätt.kavle", signedBy: own)
                #expect(
                    try await solna.importBundles([stick.path("rätt.kavle")]).messages.new == 1)
            }
        }

        @Test
        func `from a node that is revoked, also by what it brings itself, nothing is taken in`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                _ = try await sos.send(.notice())
                try await sos.export(to: stick.path("ut.kavle"))
                let sender = try world.region.actor("sos-alarm")
                let note = try world.region.actorNote(
                    of: sender, after: world.region.registry,
                    [.revokeNode(sender.node.id, Revocation(at: world.region.now))])
                let revoked = try world.region.registry.appending(note)
                let node = "sos-alarm/sos-alarm-1"

                let knowing = try await world.node(
                    "kommun-solna", in: "vetande",
                    material: stick.material(registry: revoked, version: 1), isReachable: false)
                let reply = try await knowing.importBundles([stick.path("ut.kavle")])
                #expect(reply.refusals == [.bundle(.signerRevoked(node: node))])
                #expect(await knowing.inbox().isEmpty)

                let solna = try await world.node("kommun-solna", isReachable: false)
                let known = world.region.registry.files
                let path = try #require(revoked.files.keys.first { known[$0] == nil })
                let entry = BundleEntry(
                    .registry, Array("\(path)\n".utf8) + (revoked.files[path] ?? []))
                try stick.forge(
                    try [entry] + stick.entries(of: "ut.kavle"), as: "egen.kavle",
                    signedBy: sender.node.receiptSigner)
                let own = try await solna.importBundles([stick.path("egen.kavle")])
                #expect(own.refusals == [.bundle(.signerRevoked(node: node))])
                #expect(!own.regionChanged)
                #expect(
                    try await solna.status().registryHead == world.region.registry.head.hex)
            }
        }

        @Test func `above the ceiling for bundles nothing goes, and nothing is let in`()
            async throws
        {
            func ceiling(_ name: String, _ text: String) -> String {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
                    line in
                    let line = String(line)
                    // A level's carriers must be able to carry it.
                    if name == "levels.yaml", line.contains("carriers:"), !line.contains("wis") {
                        return line.replacing(", bundle", with: "")
                    }
                    guard name == "carriers.yaml", line.contains("kind: bundle") else {
                        return line
                    }
                    return line.replacing("kvalificerat-hemlig", with: "oppen")
                }
                return lines.joined(separator: "\n")
            }
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let strict = try stick.material(version: 2, ceiling)
                let careful = try await world.node(
                    "sos-alarm", in: "försiktig", material: strict, isReachable: false)
                let id = try #require(try await careful.send(.notice()).id)
                let exported = try await careful.export(to: stick.path("tom.kavle"))
                #expect(exported.messages == 0)
                #expect(exported.leftOut.map(\.id) == [id])
                #expect(exported.leftOut.first?.gates.map(\.id) == ["carrier.ceiling"])

                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node(
                    "kommun-solna", material: strict, isReachable: false)
                let sent = try #require(try await sos.send(.notice()).id)
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                for _ in 0..<2 {
                    let reply = try await solna.importBundles([out])
                    #expect(reply.messages == .init(refused: 1))
                    let refused = try #require(reply.refusedMessages.first)
                    #expect(refused.id == sent && refused.reason.code == .denied)
                    #expect(refused.gates.map(\.id) == ["carrier.ceiling"])
                }
                // Told once, and to the sender too.
                #expect(try await solna.status().refused.count == 1)
                let home = stick.path("hem.kavle")
                try await solna.answerBundle(out, into: home)
                #expect(try await sos.importBundles([home]).receipts == .init(new: 1))
                #expect(
                    try await sos.facts(of: sent, at: "kommun-solna") == ["expected", "refused"])
            }
        }

        @Test func `registry and policy come along and only ever grow`() async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let longer = try stick.longerRegistry()
                let newer = try await world.node(
                    "sos-alarm", material: stick.material(registry: longer, version: 2),
                    isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                let old = stick.path("gammal.kavle")
                try await world.node("region-stockholm", isReachable: false).export(to: old)
                try await newer.export(to: stick.path("ny.kavle"))
                let reply = try await solna.importBundles([stick.path("ny.kavle")])
                #expect(reply.refusals == [nil] && reply.regionChanged)
                #expect(try await solna.status().registryHead == longer.head.hex)
                #expect(try await solna.status().policyVersion == 2)

                // From a node that is behind: nothing rolls back.
                let behind = try await solna.importBundles([old])
                #expect(behind.refusals == [nil] && !behind.regionChanged)
                #expect(behind.refusedNotes.isEmpty)
                #expect(try await solna.status().policyVersion == 2)
                #expect(try await solna.status().registryHead == longer.head.hex)

                // What a node never had itself, and is older than what it has.
                try await world.node("region-stockholm", in: "efter", isReachable: false)
                    .export(to: stick.path("äldre.kavle"), for: "sos-alarm")
                let older = try await newer.importBundles([stick.path("äldre.kavle")])
                #expect(older.refusedNotes == [UntakenNote(path: "policy", code: .older)])
                #expect(try await newer.status().policyVersion == 2)

                // Another note in the same place proves that somebody signed two.
                let fork = try stick.longerRegistry("person-1")
                let other = try await world.node(
                    "polisen-region-stockholm",
                    material: stick.material(registry: fork, version: 2), isReachable: false)
                try await other.export(to: stick.path("gren.kavle"))
                let forked = try await solna.importBundles([stick.path("gren.kavle")])
                #expect(forked.refusedNotes.map(\.code) == [.forked])
                #expect(try await solna.status().registryHead == longer.head.hex)
            }
        }
    }
}
