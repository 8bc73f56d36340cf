import Carriers
import Foundation
import GRDB
import Identity
import Labels
import Ledger
import Notes
import Primitives
import ProgramSupport
import RegionSupport
import Registry
import RelaySupport
@testable import Relay
import Storage
import StorageSQLite
import Testing

extension RelayTests {
    /// A store that a relay has filled with real messages, damaged in every way, and checked.
    struct FsckTests {
        private let region = TestRegion.shared

        private func check(_ file: URL) throws -> StoreCheck.Report {
            let view = region.view()
            let key = try #require(view.relay(RelayID(RelayFixture.relayName))?.receiptKey)
            return try StoreInspection(path: file.path(percentEncoded: false)).withSnapshot {
                snapshot in
                StoreCheck(registry: view, key: key, now: region.now).run(on: snapshot)
            }
        }

        private func change(_ file: URL, _ sql: String, _ arguments: StatementArguments = []) throws
        {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            let queue = try DatabaseQueue(
                path: file.path(percentEncoded: false), configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql, arguments: arguments) }
            try queue.close()
        }

        /// Flips a bit of the byte that lies `offset` after the first place where `bytes` lie.
        private func flip(_ bytes: [UInt8], at offset: Int, in file: URL) throws {
            var data = try Data(contentsOf: file)
            let range = try #require(data.firstRange(of: bytes))
            data[range.lowerBound + offset] ^= 1
            try data.write(to: file)
        }

        /// Hands a copy of the filled store to `body`.
        private func withCopy(_ body: (URL) throws -> Void) async throws {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let copy = scratch.url.appending(path: "copy.sqlite")
            try await FilledStore.shared.bytes().write(to: copy)
            try body(copy)
        }

        @Test func `a store beside its running relay has no findings`() async throws {
            try await withRelay { relay in
                try await FilledStore.fill(relay)
                let report = try check(relay.storeFile)
                #expect(report.findings == [])
                #expect(report.silentCount == 0)
                let counts = try #require(report.counts)
                #expect(counts.messages == 3 && counts.receipts == 2)
                #expect(counts.records == 4 && counts.checkpoints == 1)
            }
        }

        /// SQL that damages the store, and the codes that must be found, and no others.
        @Test(arguments: [
            ("DELETE FROM message WHERE position = 0", ["part-missing", "message-lost"]),
            (
                """
                DELETE FROM entry WHERE position = 0; DELETE FROM message WHERE position = 0;
                DELETE FROM slot_run WHERE key >> 24 = 0
                """, ["message-lost"]
            ),
            (
                "UPDATE message SET head = substr(head, 1, length(head) - 1) WHERE position = 1",
                ["envelope-unreadable"]
            ),
            (
                """
                UPDATE message SET (head, content) =
                (SELECT head, content FROM message WHERE position = 1) WHERE position = 0
                """, ["envelope-of-other-name"]
            ),
            (
                "UPDATE message SET level = level + 1 WHERE position = 0",
                ["column-contradicts", "message-contradicts-record"]
            ),
            (
                "UPDATE message SET originator = originator + 1 WHERE position = 0",
                ["column-contradicts", "message-contradicts-record"]
            ),
            (
                "UPDATE entry SET expires = expires + 1 WHERE position = 0",
                ["column-contradicts", "message-contradicts-record"]
            ),
            ("UPDATE entry SET bytes = bytes + 1 WHERE position = 0", ["column-contradicts"]),
            (
                "UPDATE receipt SET bytes = CAST(bytes || x'00' AS BLOB) WHERE position = 2",
                ["column-contradicts", "receipt-wrong", "receipt-lost"]
            ),
            ("DELETE FROM ledger_record WHERE number = 1", ["record-missing"]),
            (
                "DELETE FROM ledger_record WHERE number = 3",
                ["ledger-truncated", "message-unrecorded"]
            ),
            (
                """
                UPDATE ledger_record SET facts =
                CAST(replace(CAST(facts AS TEXT), 'sos-alarm', 'sos-alarn') AS BLOB)
                """,
                ["record-rewritten"]
            ),
            ("UPDATE ledger_record SET salt = NULL WHERE number = 0", ["record-half-erased"]),
            ("UPDATE checkpoint SET note = x'41'", ["checkpoint-unreadable"]),
            (
                "INSERT INTO checkpoint (size, note) SELECT 3, note FROM checkpoint",
                ["checkpoint-unreadable"]
            ),
            (
                "INSERT INTO ledger_tile (level, number, root, hashes) VALUES (0, 0, x'', x'')",
                ["tile-surplus"]
            ),
        ])
        func `a damage is found, and nothing else`(_ sql: String, _ codes: [String]) async throws {
            try await withCopy { copy in
                #expect(try check(copy).findings == [])
                try change(copy, sql)
                #expect(Set(try check(copy).findings.map(\.code)) == Set(codes))
            }
        }

        @Test func `a flipped bit in a message's content is found`() async throws {
            let content = try await FilledStore.shared.stored("content")
            try await withCopy { copy in
                try flip(Array(content.prefix(64)), at: 40, in: copy)
                #expect(try check(copy).findings.map(\.code) == ["content-wrong"])
            }
        }

        @Test func `a flipped bit in a signature is found`() async throws {
            let head = try await FilledStore.shared.stored("head")
            try await withCopy { copy in
                // The Ed25519 signature ends the head of a message without releases.
                try flip(Array(head.suffix(64)), at: 63, in: copy)
                #expect(try check(copy).findings.map(\.code) == ["signature-wrong"])
            }
        }

        @Test func `a flipped bit in a recipient's slot is found`() async throws {
            try await withCopy { copy in
                let run: Data? = try DatabaseQueue(path: copy.path(percentEncoded: false)).read {
                    try Data.fetchOne($0, sql: "SELECT slots FROM slot_run ORDER BY key LIMIT 1")
                }
                let bytes = try #require(run)
                try flip(Array(bytes.suffix(32)), at: 31, in: copy)
                #expect(try check(copy).findings.map(\.code) == ["slot-invalid"])
            }
        }

        @Test func `a record rewritten together with its leaf is found by what was signed`()
            async throws
        {
            try await withCopy { copy in
                var row: (salt: [UInt8], facts: String) = ([], "")
                try DatabaseQueue(path: copy.path(percentEncoded: false)).read { db in
                    let found = try Row.fetchOne(
                        db, sql: "SELECT salt, facts FROM ledger_record WHERE number = 0")
                    row = (
                        Array(found?[0] as Data? ?? Data()),
                        String(decoding: found?[1] as Data? ?? Data(), as: UTF8.self)
                    )
                }
                let facts = Array(row.facts.replacing("gate audience holds\n", with: "").utf8)
                #expect(facts.count < row.facts.utf8.count)
                let leaf = try LeafCommitment.commit(facts: facts, salt: row.salt)
                try change(
                    copy, "UPDATE ledger_record SET facts = ?, commitment = ? WHERE number = 0",
                    [Data(facts), Data(leaf.bytes)])
                #expect(
                    try check(copy).findings == [.checkpointContradicts(size: 4)])
            }
        }

        @Test func `a checkpoint of somebody else is found`() async throws {
            try await withCopy { copy in
                let note: Data? = try DatabaseQueue(path: copy.path(percentEncoded: false)).read {
                    try Data.fetchOne($0, sql: "SELECT note FROM checkpoint")
                }
                let signed = try SignedNote(parsing: Array(#require(note)))
                let stranger = try #require(region.relays.last { $0.id.text != "relay-1" })
                let other = try SignedNote(text: signed.text, signers: [stranger.receiptSigner])
                try change(copy, "UPDATE checkpoint SET note = ?", [Data(other.encoded)])
                #expect(try check(copy).findings == [.checkpointUnsigned(size: 4)])
            }
        }

        @Test func `erased records are told and hide nothing else`() async throws {
            try await withCopy { copy in
                try change(
                    copy, "UPDATE ledger_record SET salt = NULL, facts = NULL WHERE number = 0")
                let report = try check(copy)
                #expect(report.findings == [])
                #expect(report.silentCount == 1)
            }
        }

        @Test func `a full tile is held to the records under it`() async throws {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let file = scratch.url.appending(path: "relay.sqlite")
            let store = try SQLiteRelayStore(path: file.path(percentEncoded: false))
            let records = (0..<300).map { number in
                LedgerRecord(
                    LedgerFacts(.started, at: region.now.adding(seconds: number)), random: .system)
            }
            _ = try await store.append(records)
            try await store.close()
            #expect(try check(file).findings == [])
            for (sql, expected) in [
                (
                    "UPDATE ledger_tile SET root = zeroblob(32)",
                    StoreFinding.tileWrong(level: 0, number: 0)
                ),
                ("UPDATE ledger_tile SET hashes = zeroblob(8192)", .tileWrong(level: 0, number: 0)),
                ("DELETE FROM ledger_tile", .tileMissing(level: 0, number: 0)),
            ] {
                try change(file, sql)
                #expect(try check(file).findings == [expected], "\(sql)")
            }
        }
    }
}

/// The file of a store that a relay filled: made once, copied for each test.
private actor FilledStore {
    static let shared = FilledStore()

    private var made: Data?

    func bytes() async throws -> Data {
        if let made { return made }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let copy = scratch.path("copy.sqlite")
        try await withRelay { relay in
            try await Self.fill(relay)
            let queue = try DatabaseQueue(path: relay.storeFile.path(percentEncoded: false))
            try await queue.vacuum(into: copy)
            try queue.close()
        }
        let bytes = try Data(contentsOf: URL(filePath: copy))
        made = bytes
        return bytes
    }

    /// A column of the first message.
    func stored(_ column: String) async throws -> [UInt8] {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try await bytes().write(to: scratch.url.appending(path: "read.sqlite"))
        let data: Data? = try await DatabaseQueue(path: scratch.path("read.sqlite")).read {
            try Data.fetchOne($0, sql: "SELECT \(column) FROM message WHERE position = 0")
        }
        return Array(try #require(data))
    }

    /// Positions: 0 a sealed message, 1 an open one, 2 and 3 receipts, 4 a sealed message.
    static func fill(_ relay: RelayFixture) async throws {
        let region = TestRegion.shared
        let message = try TestMessage().framed([UInt8](repeating: 7, count: 9_000))
        let id = try message.messageID()
        try await relay.accept(message, from: "sos-alarm")
        let open = TestMessage(level: .open, ground: nil)
        try await relay.accept(open.framed(), from: "sos-alarm")
        let solna = try region.actor("kommun-solna")
        let receipt = try Receipt(
            .delivered, of: [ReceiptItem(id)], issuer: .node(solna.node.id, of: solna.id),
            at: region.now)
        try await withClient(relay.client("kommun-solna")) { client async throws in
            try await client.submit(receipts: [
                .delivered(note: receipt.signed(by: solna.node.receiptSigner).encoded),
                .sealed(message: id, blob: [1, 2, 3]),
            ])
        }
        try await relay.accept(
            TestMessage(precedence: .flash).framed([1]), from: "sos-alarm")
        try await withClient(relay.client("kommun-solna")) { client async throws in
            _ = try await client.checkpoint()
        }
    }
}
