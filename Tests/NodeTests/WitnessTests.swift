import Carriers
import Foundation
import Handover
import Identity
import Ledger
@testable import Node
import Notes
import RegionSupport
import Primitives
import RelaySupport
import Testing

extension NodeTests {
    /// Nodes that cosign their relay's trees.
    struct WitnessTests {
        /// How many witnesses have cosigned the relay's best tree, and how large that is.
        private func cosigned(_ world: NodeWorld, by witness: Witness) async throws -> UInt64? {
            let client = try world.relay.client("sos-alarm")
            let bytes: [UInt8]?
            do { bytes = try await client.cosigned() } catch {
                await client.shutdown()
                throw error
            }
            await client.shutdown()
            guard let bytes else { return nil }
            let key = try world.relay.relay.receiptSigner.key
            let tree = try SignedNote(parsing: bytes)
                .verifiedCheckpoint(by: key, origin: key.name)
            let lines = try tree.cosignatures(by: [witness.key], notAfter: world.relay.clock.now)
            return lines.isEmpty ? nil : tree.checkpoint.size
        }

        private func evidence(in directory: NodeDirectory) throws -> [String] {
            let folder = directory.evidence.path
            guard FileManager.default.fileExists(atPath: folder) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        }

        @Test func `a witness cosigns each tree once, and remembers it before the line leaves`()
            async throws
        {
            try await withWorld { world in
                let witness = try world.relay.registeredWitness("w-1")
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna", witness: witness)
                _ = try await sos.send(.notice("ett"))
                for _ in 0..<2 {
                    try await solna.witness(world.relayID())
                    #expect(try await cosigned(world, by: witness) == 1)
                    #expect(try await solna.ledger().map(\.event) == [.witnessed])
                }
                _ = try await sos.send(.notice("två"))
                _ = try await sos.send(.notice("tre"))
                try await solna.witness(world.relayID())
                #expect(try await cosigned(world, by: witness) == 3)
                #expect(try await solna.ledger().map(\.event) == [.witnessed, .witnessed])
                try await world.close(solna)
                let again = try await world.node("kommun-solna", witness: witness)
                #expect(await again.memory.seenTrees.values.map(\.value.size) == [3])
                // A node that is no witness looks at nothing.
                try await sos.witness(world.relayID())
                #expect(await sos.memory.seenTrees.isEmpty)
            }
        }

        @Test func `a witness that was put back from a copy recovers what it had seen first`()
            async throws
        {
            try await withWorld { world in
                let witness = try world.relay.registeredWitness("w-1")
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna", witness: witness)
                _ = try await sos.send(.notice("ett"))
                try await solna.witness(world.relayID())
                try world.copyVault(of: "kommun-solna", to: "copy")
                _ = try await sos.send(.notice("två"))
                try await solna.witness(world.relayID())
                try await world.close(solna)
                let copy = try await world.node("kommun-solna", in: "copy", witness: witness)
                #expect(await copy.memory.seenTrees.values.map(\.value.size) == [1])
                try await copy.witness(world.relayID())
                #expect(await copy.memory.seenTrees.values.map(\.value.size) == [2])
                let details = try await copy.ledger().compactMap(\.detail)
                #expect(details.last == "stockholm/relay/relay-1 2 recovered")
            }
        }

        @Test func `a relay that shows another log is not cosigned, and both trees are kept`()
            async throws
        {
            try await withWorld { world in
                let witness = try world.relay.registeredWitness("w-1")
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna", witness: witness)
                _ = try await sos.send(.notice("ett"))
                _ = try await sos.send(.notice("två"))
                try await solna.witness(world.relayID())
                try await world.close(solna)
                // The same relay, key and name, on another disk.
                try await withWorld { other in
                    _ = try other.relay.registeredWitness("w-2")
                    for text in ["tre", "fyra", "fem"] {
                        _ = try await other.node("sos-alarm", in: text).send(.notice(text))
                    }
                    let misled = try await world.node(
                        "kommun-solna", connector: other.connector(), witness: witness)
                    for _ in 0..<2 {
                        try await misled.witness(world.relayID())
                        #expect(try evidence(in: world.directory("kommun-solna")).count == 2)
                    }
                    #expect(try await cosigned(other, by: witness) == nil)
                    #expect(await misled.memory.seenTrees.values.map(\.value.size) == [2])
                    let details = try await misled.ledger().compactMap(\.detail)
                    #expect(details.last == "stockholm/relay/relay-1 refused 422")
                    #expect(details.count == 2)
                }
            }
        }
    }
}
