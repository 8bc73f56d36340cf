import Auditing
import Foundation
import Handover
import Identity
import Ledger
@testable import Node
import Notes
import RegionSupport
import Registry
import Relay
import RelaySupport
import StorageSQLite
import Testing

extension NodeTests {
    /// What a node can prove afterwards.
    struct EvidenceTests {
        private func statements(
            on file: ProofFile, _ world: NodeWorld
        ) throws -> [AuditStatement] {
            ProofVerification.of(
                try EntryProof(parsing: file.bytes),
                in: world.relay.keeper.material.region.registry, at: world.relay.clock.now
            ) { _ in 0 }.statements
        }

        private func sentAndAcknowledged(
            _ world: NodeWorld
        ) async throws -> (id: String, sos: NodeEngine, solna: NodeEngine) {
            let sos = try await world.node("sos-alarm")
            let solna = try await world.node("kommun-solna")
            let id = try #require(try await sos.send(.notice()).id)
            try await solna.receiveAll(world)
            _ = try await solna.show(id)
            _ = try await solna.acknowledge(id)
            try await solna.postReceipts()
            try await sos.receiveAll(world)
            return (id, sos, solna)
        }

        @Test func `sender and receiver prove each step of a message, from files alone`()
            async throws
        {
            try await withWorld { world in
                let (id, sos, solna) = try await sentAndAcknowledged(world)
                let sent = try await sos.proofs(of: id)
                #expect(sent.receipts.map(\.code) == [.logged])
                #expect(
                    sent.proofs.map(\.event)
                        == ["accepted", "sent", "receipt", "receipt", "receipt"])
                let kinds = try sent.proofs.compactMap {
                    try EntryProof(parsing: $0.bytes).disclosure.receipt.map {
                        try Receipt(parsing: $0.text).kind
                    }
                }
                // Sealed receipts come in any order.
                #expect(kinds.first == .accepted && kinds.count == 4)
                #expect(Set(kinds) == [.accepted, .delivered, .opened, .acknowledged])
                let received = try await solna.proofs(of: id)
                #expect(received.proofs.map(\.event) == ["delivered", "opened", "acknowledged"])
                #expect(received.receipts.isEmpty)
                for file in sent.proofs + received.proofs {
                    let found = try statements(on: file, world)
                    #expect(found.filter { $0.verdict == .fails } == [])
                    #expect(found.contains { $0.name == .entryProven && $0.verdict == .holds })
                }
            }
        }

        @Test func `what a relay signed for and does not show is an omission of that relay`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let first = try #require(try await sos.send(.notice("ett")).id)
                let second = try #require(try await sos.send(.notice("två")).id)
                try await world.relay.store.eraseFacts(of: [1])
                let standings = try await sos.standings(at: nil)
                let omitted = standings.filter(\.isOmission)
                #expect(omitted.map(\.message) == [second])
                #expect(omitted.map(\.relay) == ["relay-1"] && omitted.map(\.index) == [1])
                #expect(standings.filter { $0.code == .logged }.map(\.message) == [first])
            }
        }

        @Test func `a relay that shows another log than it signed for is contradicted`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                _ = try await sos.send(.notice("ett"))
                try await world.close(sos)
                try await withWorld { other in
                    _ = try await other.node("sos-alarm").send(.notice("två"))
                    let misled = try await world.node("sos-alarm", connector: other.connector())
                    #expect(try await misled.standings(at: nil).map(\.code) == [.contradicted])
                    try await world.close(misled)
                }
                let apart = try await world.node("sos-alarm", isReachable: false)
                #expect(try await apart.standings(at: nil).map(\.code) == [.unasked])
            }
        }

        @Test func `a pack holds, has no message's content, and opens what is named only`()
            async throws
        {
            try await withWorld { world in
                let witness = try world.relay.registeredWitness("w-1")
                let (id, sos, _) = try await sentAndAcknowledged(world)
                let other = try #require(try await sos.send(.notice("Hemligheten.")).id)
                let solna = try await world.node("kommun-solna", in: "witness", witness: witness)
                try await solna.witness(world.relayID())
                let folder = world.place.appending(path: "pack").path(percentEncoded: false)
                let reply = try await sos.pack(PackOrder(folder: folder, disclosed: [id]))
                #expect(reply.receipts == 5 && reply.entries == 5 && reply.absent == [])
                let files = try Self.files(below: folder)
                let genesis = try #require(world.region.registry.genesis)
                let found = PackVerification.of(
                    PackFiles(files), trusting: genesis, at: world.relay.clock.now)
                #expect(found.filter { $0.verdict == .fails } == [])
                let witnessed = found.filter { $0.name == .logWitnessed && $0.verdict == .holds }
                #expect(witnessed.map(\.subject) == ["stockholm/relay/relay-1"])
                let unopened = found.filter { $0.reason == .entryUnopened }
                #expect(unopened.map(\.place) == [other])
                let all = files.values.map { String(decoding: $0, as: UTF8.self) }
                #expect(!all.contains { $0.contains("Hemligheten") || $0.contains("läckan") })
                await #expect(throws: (any Error).self) {
                    try await sos.pack(PackOrder(folder: folder))
                }
            }
        }

        private static func files(below folder: String) throws -> [String: [UInt8]] {
            var files: [String: [UInt8]] = [:]
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                let file = URL(filePath: folder).appending(path: path)
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
                else { continue }
                files[path] = Array(try Data(contentsOf: file))
            }
            return files
        }
    }
}
