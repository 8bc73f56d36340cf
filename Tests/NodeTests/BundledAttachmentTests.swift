import Bundles
import Envelopes
import Foundation
import Identity
@testable import Node
import RegionSupport
import RelaySupport
import Testing

extension NodeTests {
    /// Attachments on sticks, in pieces.
    struct BundledAttachmentTests {
        /// Three pieces, the last of them short.
        private static let bytes = (0..<9_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

        private func nodes(_ world: NodeWorld) async throws -> (NodeEngine, NodeEngine) {
            (
                try await world.node("sos-alarm", isReachable: false),
                try await world.node("kommun-solna", isReachable: false)
            )
        }

        /// A message with one attachment, sent from a node that reaches nobody.
        private func send(
            _ bytes: [UInt8], from node: NodeEngine, _ world: NodeWorld
        ) async throws -> String {
            try #require(
                try await node.send(
                    .notice("sekretess", attaching: [try world.file("a", bytes)])
                ).id)
        }

        private func saved(
            _ id: String, at node: NodeEngine, _ world: NodeWorld
        ) async throws -> [[UInt8]] {
            let reply = try await node.saveAttachments(
                of: id, in: world.folder("saved-\(UUID().uuidString)"))
            return try reply.saved.map { Array(try Data(contentsOf: URL(filePath: $0.path))) }
        }

        @Test(arguments: ["oppen", "sekretess"])
        func `a stick brings a file byte for byte, and once`(_ level: String) async throws {
            try await withoutRelay { world in
                let (sos, solna) = try await nodes(world)
                let stick = BundleStick(world: world)
                let files = [try world.file("a", Self.bytes), try world.file("b", [1, 2, 3])]
                let id = try #require(
                    try await sos.send(.notice(level, attaching: files)).id)
                let out = stick.path("ut.kavle")
                let exported = try await sos.export(to: out)
                #expect(exported.attachments == 2 && exported.attachmentsAbsent == 0)
                let imported = try await solna.importBundles([out])
                #expect(imported.messages == .init(new: 1))
                #expect(imported.attachments.complete == 2)
                #expect(imported.attachments.pieces == .init(new: 4))
                #expect(try await saved(id, at: solna, world) == [Self.bytes, [1, 2, 3]])
                let again = try await solna.importBundles([out])
                #expect(again.attachments.complete == 0)
                #expect(again.attachments.pieces == .init(known: 4))
            }
        }

        @Test func `several sticks bring it in any order, given again where that is said`()
            async throws
        {
            try await withoutRelay { world in
                let (sos, solna) = try await nodes(world)
                let stick = BundleStick(world: world)
                let id = try await send(Self.bytes, from: sos, world)
                let exported = try await sos.export(
                    to: stick.path("ut.kavle"), partMaxBytes: 5_000_000)
                let paths = exported.parts.map(\.path)
                #expect(paths.count == 2)
                // The last first: neither the message nor what comes before is here.
                for path in paths.reversed() {
                    let reply = try await solna.importBundles([path])
                    #expect(reply.refusals == [nil])
                    #expect(reply.attachments.complete == 0)
                    #expect(reply.attachments.ahead > 0 || path == paths[0])
                }
                #expect(await solna.inbox().map(\.id) == [id])
                let rest = try await solna.importBundles(paths)
                #expect(rest.attachments.complete == 1 && rest.attachments.ahead == 0)
                #expect(try await saved(id, at: solna, world) == [Self.bytes])
            }
        }

        @Test func `what a receiver has already gets its attachments when all are asked for`()
            async throws
        {
            try await withoutRelay { world in
                let (sos, solna) = try await nodes(world)
                let stick = BundleStick(world: world)
                let id = try await send([7, 8, 9], from: sos, world)
                let (out, home) = (stick.path("ut.kavle"), stick.path("hem.kavle"))
                #expect(try await sos.export(to: out, attachments: .none).attachments == 0)
                _ = try await solna.importBundles([out])
                try await solna.answerBundle(out, into: home)
                _ = try await sos.importBundles([home])
                let new = try await sos.export(to: stick.path("ny.kavle"))
                #expect(new.messages == 0 && new.attachments == 0)
                let all = stick.path("alla.kavle")
                #expect(try await sos.export(to: all, attachments: .all).attachments == 1)
                let imported = try await solna.importBundles([all])
                #expect(imported.messages == .init(known: 1))
                #expect(imported.attachments.complete == 1)
                #expect(try await saved(id, at: solna, world) == [[7, 8, 9]])
            }
        }

        @Test func `what only a relay still has is said, and a relay goes on where a stick ended`()
            async throws
        {
            try await withWorld { world in
                let stick = BundleStick(world: world)
                let cut = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna")
                let id = try await send(Self.bytes, from: cut, world)
                let exported = try await cut.export(
                    to: stick.path("ut.kavle"), partMaxBytes: 5_000_000)
                let first = try await solna.importBundles([exported.parts[0].path])
                #expect(first.attachments.pieces.new == 1)
                try await world.close(cut)
                let sos = try await world.node("sos-alarm")
                _ = try await sos.retry(id)
                try await sos.carryUploads()
                let late = try await sos.export(to: stick.path("sen.kavle"))
                #expect(late.attachments == 0 && late.attachmentsAbsent == 1)
                world.relay.clock.advance(seconds: 16)
                try await solna.carryFetches()
                #expect(try await saved(id, at: solna, world) == [Self.bytes])
            }
        }

        @Test func `pieces of strangers, without place or of something else are refused`()
            async throws
        {
            try await withoutRelay { world in
                let (sos, solna) = try await nodes(world)
                let stick = BundleStick(world: world)
                let id = try await send([1, 2, 3], from: sos, world)
                try await sos.export(to: stick.path("ut.kavle"))
                let carried = try stick.entries(of: "ut.kavle")
                let entry = try #require(carried.last)
                let right = try #require(BundledPiece(entry))
                #expect(right.message.hex == id && right.offset == 0)
                let message = try #require(carried.first { $0.kind == .message })
                func refused(
                    _ entry: BundleEntry, from actor: String = "sos-alarm"
                ) async throws -> Bool {
                    try stick.forge(
                        [message, entry], as: "falsk.kavle", from: actor,
                        signedBy: world.region.actor(actor).node.receiptSigner)
                    let reply = try await solna.importBundles([stick.path("falsk.kavle")])
                    return reply.attachments == .init(pieces: .init(refused: 1))
                }
                var altered = right.bytes
                altered[altered.count - 1] ^= 1
                func piece(_ bytes: [UInt8], at offset: UInt64 = 0) -> BundleEntry {
                    BundledPiece(
                        message: right.message, digest: right.digest, offset: offset, bytes: bytes
                    ).entry
                }
                #expect(try await refused(piece(right.bytes), from: "region-stockholm"))
                #expect(try await refused(piece(altered)))
                #expect(try await refused(piece(right.bytes + [0])))
                #expect(try await refused(piece([0], at: UInt64.max)))
                #expect(try await refused(piece([0], at: UInt64(right.bytes.count))))
                #expect(try await refused(BundleEntry(.attachment, [1, 2, 3])))
                let unnamed = BundledPiece(
                    message: right.message,
                    digest: try Digest(hex: String(repeating: "a", count: 64)), offset: 0,
                    bytes: right.bytes)
                #expect(try await refused(unnamed.entry))
                // Nothing of that is in the way of the right one.
                let imported = try await solna.importBundles([stick.path("ut.kavle")])
                #expect(imported.attachments.complete == 1)
                #expect(try await saved(id, at: solna, world) == [[1, 2, 3]])
            }
        }
    }
}
