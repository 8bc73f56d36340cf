import Bundles
import Foundation
import Handover
import Identity
import Ledger
@testable import Node
import Notes
import Primitives
import RegionSupport
import Registry
import RelaySupport
import Testing

extension NodeTests {
    /// Trees of relays' logs in bundles, and what is proven by them where no network is.
    struct BundledTreeTests {
        @Test
        func `a node that never had a network proves that what came stands in the relay's log`()
            async throws
        {
            try await withWorld { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna", isReachable: false)
                let id = try #require(try await sos.send(.notice("ett")).id)
                let exported = try await sos.exportAll(to: stick.path("1.kavle"))
                #expect(exported.checkpoints == 1 && exported.entries == 1)
                let reply = try await solna.importBundles([stick.path("1.kavle")])
                #expect(reply.messages == .init(new: 1))
                #expect(reply.checkpoints == .init(new: 1) && reply.entries == .init(new: 1))

                let key = try world.relay.relay.receiptSigner.key
                let proofs = try await solna.proofs(of: id).proofs.filter { $0.log == key.name }
                let proof = try EntryProof(parsing: #require(proofs.first).bytes)
                let entry = try proof.verified(by: key) { _ in key }
                #expect(entry.facts.event == .accepted && entry.facts.message?.hex == id)
                #expect(entry.receipt != nil)

                let ledger = try await solna.ledger().count
                let again = try await solna.importBundles([stick.path("1.kavle")])
                #expect(again.checkpoints == .init(known: 1) && again.entries == .init(known: 1))
                #expect(try await solna.ledger().count == ledger)
            }
        }

        @Test
        func `the next stick continues the last by its proof, however often the log was looked at`()
            async throws
        {
            try await withWorld { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm")
                var solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice("ett"))
                try await sos.exportAll(to: stick.path("1.kavle"))
                _ = try await solna.importBundles([stick.path("1.kavle")])
                for text in ["två", "tre", "fyra"] {
                    _ = try await sos.send(.notice(text))
                    try await sos.lookAtTree(of: world.relayID())
                }
                #expect(try await sizes(sos) == [1, 4])
                try await sos.exportAll(to: stick.path("2.kavle"))
                try await world.close(solna)
                solna = try await world.node("kommun-solna", isReachable: false)
                let reply = try await solna.importBundles([stick.path("2.kavle")])
                #expect(reply.checkpoints == .init(new: 1, known: 1))
                #expect(reply.refusedNotes.isEmpty)
                #expect(try await sizes(solna) == [1, 4])
            }
        }

        @Test func `cosignatures travel along`() async throws {
            try await withWorld { world in
                let witness = try world.relay.registeredWitness("w-1")
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", witness: witness)
                let solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice("ett"))
                try await sos.witness(world.relayID())
                try await sos.exportAll(to: stick.path("1.kavle"))
                _ = try await solna.importBundles([stick.path("1.kavle")])
                let step = try #require(try await trail(solna).steps.last)
                #expect(step.request.checkpoint.signatures.contains { $0.isMade(by: witness.key) })
            }
        }

        @Test func `a relay with another log is found out by the stick between them, once`()
            async throws
        {
            try await withWorld { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice("ett"))
                try await sos.exportAll(to: stick.path("1.kavle"))
                _ = try await solna.importBundles([stick.path("1.kavle")])
                // The same relay, key and name, on another disk.
                try await withWorld { other in
                    let misled = try await world.node(
                        "polisen-region-stockholm", connector: other.connector())
                    _ = try await misled.send(.notice("två"))
                    try await misled.exportAll(to: stick.path("2.kavle"))
                    let reply = try await solna.importBundles([stick.path("2.kavle")])
                    #expect(reply.messages == .init(new: 1))
                    #expect(reply.checkpoints == .init(refused: 1))
                    #expect(reply.entries == .init(refused: 1))
                    #expect(reply.refusedNotes.map(\.code) == [.forked])
                    #expect(await evidence(solna).count == 2)
                    _ = try await solna.importBundles([stick.path("2.kavle")])
                    #expect(await evidence(solna).count == 2)
                    let told = try await solna.ledger().filter { $0.event == .witnessed }
                    #expect(told.map(\.detail) == ["stockholm/relay/relay-1 refused 422"])
                    #expect(try await sizes(solna) == [1])
                }
            }
        }

        @Test func `what no relay has signed is no tree, and nothing is kept of it`() async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let solna = try await world.node("kommun-solna", isReachable: false)
                let relay = try world.relay.relay.receiptSigner.key.name
                let forger = try NoteSigner(name: relay, ed25519: .generate())
                let note = try Checkpoint(
                    origin: relay, head: TreeHead(size: 1, root: world.region.registry.head)
                ).signed(by: [forger])
                let tree = try AddCheckpoint(oldSize: 0, proof: [], checkpoint: note)
                try stick.forge(
                    [
                        BundleEntry(.checkpoint, tree.encoded), BundleEntry(.checkpoint, [1, 2]),
                        BundleEntry(.entry, [3]),
                    ], as: "1.kavle",
                    signedBy: world.region.actor("sos-alarm").node.receiptSigner)
                let reply = try await solna.importBundles([stick.path("1.kavle")])
                #expect(
                    reply.checkpoints == .init(refused: 2) && reply.entries == .init(refused: 1))
                #expect(reply.refusedNotes.map(\.code) == [.invalid, .invalid])
                #expect(await evidence(solna).isEmpty)
                #expect(await solna.memory.trails.isEmpty)
            }
        }

        @Test func `an entry that names another too stays behind`() async throws {
            try await withWorld { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm")
                var order = SendOrder.notice("till två")
                order.to = ["kommun-solna", "polisen-region-stockholm"]
                _ = try await sos.send(order)
                let exported = try await sos.exportAll(to: stick.path("1.kavle"))
                #expect(exported.messages == 1 && exported.checkpoints == 1)
                #expect(exported.entries == 0)
            }
        }

        // MARK: Parts

        private func trail(_ node: NodeEngine) async throws -> TreeTrail {
            try #require(await node.memory.trails.values.first).value.trail()
        }

        private func sizes(_ node: NodeEngine) async throws -> [UInt64] {
            try await trail(node).steps.map(\.checkpoint.size)
        }

        private func evidence(_ node: NodeEngine) async -> [String] {
            let folder = await node.directory.evidence.path
            return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        }
    }
}

extension NodeEngine {
    /// As ``export(to:for:partMaxBytes:attachments:)``, by a node that has been in touch with the
    /// relay since its start.
    @discardableResult
    fileprivate func exportAll(to path: String) async throws -> ExportedBundle {
        let relay = try #require(relayIDs.first)
        try await lookAtTree(of: relay)
        return try await export(to: path)
    }
}
