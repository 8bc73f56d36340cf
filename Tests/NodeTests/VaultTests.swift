import Carriers
import Foundation
import Identity
import Ledger
@testable import Node
import Primitives
import RegionSupport
import RelaySupport
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// What lies on disk says nothing, and cannot be changed row by row.
    struct VaultTests {
        @Test func `the file names no actor, message or gate, though its ledger tells of them`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let id = try #require(try await sos.send(.notice()).id)
                let client = try world.relay.client("kommun-solna")
                let page = try await client.mailbox(after: nil)
                await client.shutdown()
                try await solna.take(page, from: world.relayID())
                // And one that no longer verifies, so that something was refused.
                var facts = LedgerFacts(.refused, at: world.region.now)
                facts.originator = try ActorID("sos-alarm")
                try facts.setGates([try GateOutcome(gate: "secrecy.ground", holds: false)])
                let record = try await solna.ledgerRecord(facts)
                try await solna.commit([], recording: [record])
                _ = try await solna.show(id)

                let told = try await solna.ledger()
                #expect(told.map(\.event) == [.delivered, .refused, .opened])
                #expect(told.first?.message?.hex == id)
                #expect(told.first?.actor?.text == "kommun-solna")
                #expect(told[1].gates.map(\.gate) == ["secrecy.ground"])

                let file = VaultFile(
                    path: try world.directory("kommun-solna").vault.path(percentEncoded: false))
                let whole = Array("kommun-solna".utf8)
                #expect(Self.finds(whole, in: Data(whole)), "the search finds what is there")
                try await world.close(solna)
                let bytes = try file.bytes()
                let words = [
                    "sos-alarm", "kommun-solna", "secrecy.ground", "sekretess", id, "Vattenläckan",
                    "budkavle-ledger",
                ]
                for word in words { #expect(!Self.finds(Array(word.utf8), in: bytes), "\(word)") }
                #expect(!Self.finds(try MessageID(hex: id).bytes, in: bytes))
            }
        }

        @Test func `a fact that was exchanged for another is refused`() async throws {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                _ = try await sos.send(.notice("ett"))
                _ = try await sos.send(.notice("två"))
                let records = try await sos.store.records(0..<2)
                try #require(records.count == 2)
                for record in records { #expect(try await sos.vault.disclosure(of: record) != nil) }
                let exchanged = StoredRecord(
                    number: 0, commitment: records[0].commitment,
                    disclosure: records[1].disclosure)
                await #expect(throws: NodeError.self) {
                    try await sos.vault.disclosure(of: exchanged)
                }
            }
        }

        @Test func `an untouched vault opens again and goes on counting`() async throws {
            try await Self.withVault { world, _, _ in
                let sos = try await world.node("sos-alarm", isReachable: false)
                #expect(await sos.outbox().count == 2)
                _ = try await sos.send(.notice("tre"))
                #expect(await sos.lastCounters.values.map { $0 } == [3])
            }
        }

        @Test(arguments: Tampering.allCases)
        func `a vault whose rows were tampered with is refused`(_ tampering: Tampering)
            async throws
        {
            try await Self.withVault { world, file, before in
                try tampering.change(file, before)
                await #expect {
                    try await world.node("sos-alarm", isReachable: false)
                } throws: { error in
                    guard case NodeError.vaultCorrupt = error else { return false }
                    return true
                }
            }
        }

        @Test(arguments: [
            "DELETE FROM ledger_record WHERE number = (SELECT max(number) FROM ledger_record)",
            """
            INSERT INTO ledger_record (number, commitment, salt, facts)
                SELECT max(number) + 1, commitment, salt, facts FROM ledger_record
            """,
        ])
        func `a vault whose ledger was cut or lengthened is refused`(_ sql: String) async throws {
            try await Self.withVault { world, file, _ in
                try file.execute(sql)
                await #expect(throws: NodeError.vaultCorrupt(table: "ledger")) {
                    try await world.node("sos-alarm", isReachable: false)
                }
            }
        }

        @Test func `another vault key opens nothing`() async throws {
            try await Self.withVault { world, file, _ in
                let actor = try world.region.actor("sos-alarm")
                let keys = try TestNodeKeys(
                    actor, vaultKey: [UInt8](repeating: 7, count: 31) + [8])
                let store = try SQLiteVaultStore(path: file.path)
                let vault = Vault(key: keys.vaultKey, random: .system)
                await #expect(throws: NodeError.self) { try await NodeMemory(store, vault) }
                try await store.close()
            }
        }

        @Test func `a vault from before the first release is refused`() async throws {
            try await Self.withVault { world, file, _ in
                try file.execute("PRAGMA user_version = 1")
                await #expect(throws: StorageError.older(foundVersion: 1, oldestVersion: 2)) {
                    try await world.node("sos-alarm", isReachable: false)
                }
            }
        }

        /// Two messages in the outbox, closed; and the counters' row as it was after the first.
        private static func withVault(
            _ body: (NodeWorld, VaultFile, SavedRow) async throws -> Void
        ) async throws {
            try await withoutRelay { world in
                let file = VaultFile(
                    path: try world.directory("sos-alarm").vault.path(percentEncoded: false))
                let first = try await world.node("sos-alarm", isReachable: false)
                _ = try await first.send(.notice("ett"))
                try await world.close(first)
                let before = try file.row(of: "counters")
                let second = try await world.node("sos-alarm", isReachable: false)
                _ = try await second.send(.notice("två"))
                try await world.close(second)
                try await body(world, file, before)
            }
        }

        private static func finds(_ bytes: [UInt8], in data: Data) -> Bool {
            data.range(of: Data(bytes)) != nil
        }
    }

    enum Tampering: CaseIterable {
        case blobsSwapped, rowRolledBack, blobCut, rowRemoved, envelopeRemoved, tallyRemoved
        case rowMoved, versionRaised, rowAdded, bitFlipped

        func change(_ file: VaultFile, _ before: SavedRow) throws {
            switch self {
            case .blobsSwapped:
                try file.execute(
                    """
                    CREATE TEMP TABLE pair AS
                        SELECT id, version, blob FROM vault_row WHERE kind = 'sent';
                    UPDATE vault_row SET blob = (SELECT blob FROM pair WHERE pair.id != vault_row.id)
                        WHERE kind = 'sent';
                    """)
            case .rowRolledBack: try file.put(before)
            case .blobCut:
                try file.execute(
                    """
                    UPDATE vault_row SET blob = substr(blob, 1, length(blob) - 1)
                    WHERE kind = 'counters'
                    """)
            case .rowRemoved: try file.execute("DELETE FROM vault_row WHERE kind = 'counters'")
            case .envelopeRemoved:
                try file.execute(
                    """
                    DELETE FROM vault_row WHERE kind = 'envelopes'
                    AND id = (SELECT max(id) FROM vault_row WHERE kind = 'envelopes')
                    """)
            case .tallyRemoved: try file.execute("DELETE FROM vault_row WHERE kind = 'tally'")
            case .rowMoved:
                try file.execute("UPDATE vault_row SET kind = 'cursors' WHERE kind = 'counters'")
            case .versionRaised:
                try file.execute(
                    "UPDATE vault_row SET version = version + 1 WHERE kind = 'counters'")
            case .rowAdded:
                try file.execute(
                    """
                    INSERT INTO vault_row (kind, id, version, blob)
                    SELECT 'bodies-actual', zeroblob(16), 1, blob FROM vault_row
                    WHERE kind = 'counters'
                    """)
            case .bitFlipped:
                let row = try file.row(of: "counters")
                var blob = row.blob
                blob[blob.endIndex - 1] ^= 1
                try file.put(
                    SavedRow(kind: row.kind, id: row.id, version: row.version, blob: blob))
            }
        }
    }
}
