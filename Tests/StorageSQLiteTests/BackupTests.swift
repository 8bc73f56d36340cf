import Foundation
import GRDB
import Identity
import Ledger
import Storage
import StorageContract
import StorageSQLite
import Testing

/// A store backed up while it is written to, and taken in use again.
struct BackupTests {
    private static let relay = try? RelayID("relay-1")

    private func backUp(_ store: String, to path: String) throws -> BackupNote {
        try StoreInspection(path: store).backUp(
            to: path, of: try #require(Self.relay), configuration: "relay: relay-1\n",
            at: Samples.noon, keepingBeside: { _ in })
    }

    private func findings(at path: String) throws -> [StoreFinding] {
        var found: [StoreFinding] = []
        try StoreInspection(path: path).withSnapshot { snapshot in
            try snapshot.databaseFindings { found.append($0) }
            try snapshot.logFindings { found.append($0) }
        }
        return found
    }

    @Test func `a backup made while the store is written to is a whole store of one moment`()
        async throws
    {
        let place = try TemporaryPlace()
        let store = try place.relay()
        _ = try await store.accept(Samples.message(0, to: [1]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...300 {
                    _ = try await store.accept(Samples.message(number, to: [1, 2]))
                }
            }
            for number in 0..<5 {
                let path = place.directory + "/backup-\(number)"
                let note = try backUp(place.path, to: path)
                #expect(note.head.size > 0 && note.configuration == "relay: relay-1\n")
                #expect(try findings(at: path).isEmpty)
                let inspection = try StoreInspection(path: path)
                let counts = try inspection.withSnapshot { try $0.counts() }
                #expect(counts.records == note.head.size && counts.messages == note.head.size)
                #expect(try inspection.backupNote() == note)
            }
            try await group.waitForAll()
        }
        #expect(try await store.treeHead().size == 301)
        try await store.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(names.allSatisfy { !$0.hasSuffix(".new") })
        #expect(try StoreInspection(path: place.path).backupNote() == nil)
    }

    @Test func `a backup is its owner's alone, one file, and never written over`() async throws {
        let place = try TemporaryPlace()
        try await place.relay().close()
        let path = place.directory + "/backup"
        let note = try backUp(place.path, to: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(throws: StorageError.cannotOpen(path: path)) { try backUp(place.path, to: path) }
        #expect(try StoreInspection(path: path).backupNote() == note)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(names.filter { $0.hasPrefix("backup") } == ["backup"])
        #expect(throws: StorageError.self) {
            try backUp(place.path, to: place.directory + "/nosuch/backup")
        }
    }

    @Test func `a copy gets its name only when all that belongs beside it is kept`() async throws {
        struct Beside: Error {}
        let place = try TemporaryPlace()
        let store = try place.relay()
        let message = try Samples.message(1, to: [1])
        _ = try await store.accept(message)
        try await store.close()
        let path = place.directory + "/backup"
        let stranger = try MessageID(bytes: [UInt8](repeating: 9, count: 32))
        func backUp(_ beside: (StoreInspection) throws -> Void) throws -> BackupNote {
            try StoreInspection(path: place.path).backUp(
                to: path, of: try #require(Self.relay), configuration: "", at: Samples.noon,
                keepingBeside: beside)
        }
        #expect(throws: Beside.self) { try backUp { _ in throw Beside() } }
        let names = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(!names.contains { $0.hasPrefix("backup") })
        let note = try backUp { copy in
            #expect(!FileManager.default.fileExists(atPath: path))
            let found = try copy.withSnapshot {
                try $0.messages(among: [message.id, stranger])
            }
            #expect(found == [message.id])
        }
        #expect(note.hasBlobs)
    }

    @Test func `a backup of an older program says that it has no attachments`() async throws {
        let place = try TemporaryPlace()
        try await place.relay().close()
        let path = place.directory + "/backup"
        let note = try backUp(place.path, to: path)
        let queue = try DatabaseQueue(path: path)
        try await queue.write { try $0.execute(sql: "ALTER TABLE backup DROP COLUMN blobs") }
        try queue.close()
        let older = try #require(try StoreInspection(path: path).backupNote())
        #expect(!older.hasBlobs && older.head == note.head && older.relay == note.relay)
    }

    @Test func `nobody serves from a backup`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        _ = try await store.accept(Samples.message(1, to: [1]))
        try await store.close()
        let path = place.directory + "/backup"
        _ = try backUp(place.path, to: path)
        #expect(
            throws: StorageError.isBackup(path: path, madeAt: Samples.noon, size: 1)
        ) { try SQLiteRelayStore(path: path) }
    }

    @Test func `a restored store says so in its ledger, and goes on beyond every cursor given out`()
        async throws
    {
        let place = try TemporaryPlace()
        let reader = try Samples.actor(1)
        let store = try place.relay()
        for number in 1...3 { _ = try await store.accept(Samples.message(number, to: [1])) }
        let path = place.directory + "/backup"
        let note = try backUp(place.path, to: path)
        // After the backup: two more, and a reader who has them all.
        for number in 4...5 { _ = try await store.accept(Samples.message(number, to: [1])) }
        let cursor = try await store.mailbox(of: reader, after: .start, limit: Samples.wide).next
        try await store.close()

        let again = try TemporaryPlace()
        let record = try Samples.record("restored")
        try await StoreRestoration(of: again.path).run(
            from: StoreInspection(path: path), recording: record)
        let restored = try again.relay()
        #expect(try await restored.treeHead().size == note.head.size + 1)
        #expect(try await restored.root(ofFirst: note.head.size) == note.head.root)
        #expect(try await restored.records(3..<4).first?.disclosure?.facts == record.facts)
        // What comes now lies behind the old cursor, though fewer came than were lost.
        #expect(
            try await restored.mailbox(of: reader, after: cursor, limit: Samples.wide)
                .entries.isEmpty)
        _ = try await restored.accept(Samples.message(6, to: [1]))
        let page = try await restored.mailbox(of: reader, after: cursor, limit: Samples.wide)
        #expect(page.entries.count == 1)
        let all = try await restored.mailbox(of: reader, after: .start, limit: Samples.wide)
        #expect(all.entries.count == 4)
        try await restored.close()
        #expect(try findings(at: again.path).isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: again.directory)
        #expect(!names.contains { $0.contains("restoring") }, "\(names)")
    }

    @Test func `nothing is restored over a store, or under a relay that runs`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        let path = place.directory + "/backup"
        _ = try backUp(place.path, to: path)
        let restoration = StoreRestoration(of: place.path)
        await #expect(throws: StorageError.inUse(path: place.path, process: getpid())) {
            try await restoration.run(
                from: StoreInspection(path: path), recording: Samples.record("a"))
        }
        try await store.close()
        await #expect(throws: StorageError.cannotOpen(path: place.path)) {
            try await restoration.run(
                from: StoreInspection(path: path), recording: Samples.record("a"))
        }
        #expect(try StoreInspection(path: place.path).withSnapshot { try $0.counts() }.records == 0)
    }
}
