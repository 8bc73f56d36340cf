import Foundation
import GRDB
import Identity
import Labels
import Storage
import StorageContract
import StorageSQLite
import Testing

/// Each damage to a real file is found, and nothing else is.
struct InspectionTests {
    private func findings(at place: TemporaryPlace) throws -> [StoreFinding] {
        var found: [StoreFinding] = []
        try StoreInspection(path: place.path).withSnapshot { snapshot in
            try snapshot.databaseFindings { found.append($0) }
            try snapshot.logFindings { found.append($0) }
        }
        return found
    }

    /// Two messages, a supplement and a receipt, at positions 0–3.
    private func store(at place: TemporaryPlace) async throws -> SQLiteRelayStore {
        let store = try place.relay()
        _ = try await store.accept(Samples.message(1, to: [1, 2]))
        _ = try await store.accept(Samples.message(2, to: [2], precedence: .flash))
        _ = try await store.accept(Samples.message(1, to: [1, 2, 3]))
        _ = try await store.acceptReceipts([Samples.receipt(1, to: [1])])
        return store
    }

    private func change(_ place: TemporaryPlace, _ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func `a sound store has no findings, open or closed, and after things expired`()
        async throws
    {
        let place = try TemporaryPlace()
        let store = try await store(at: place)
        #expect(try findings(at: place) == [])
        _ = try await store.accept(
            Samples.message(9, to: [1], expires: Samples.tomorrow.adding(seconds: 9)))
        try await store.expire(at: Samples.tomorrow)
        #expect(try findings(at: place) == [])
        try await store.close()
        #expect(try findings(at: place) == [])
    }

    @Test(
        arguments: [
            ("DELETE FROM message WHERE position = 1", [.partMissing(position: 1)]),
            ("DELETE FROM receipt", [.partMissing(position: 3)]),
            (
                "DELETE FROM supplement",
                [.partMissing(position: 2)]
            ),
            (
                "INSERT INTO receipt (position, bytes) VALUES (9, x'01')",
                [.entryMissing(table: "receipt", position: 9)]
            ),
            (
                "INSERT INTO slot_run (key, slots) VALUES ((9 << 24) | 1, x'')",
                [.entryMissing(table: "slot_run", position: 9)]
            ),
            (
                "UPDATE entry SET lane = 7 WHERE position = 3",
                [
                    .entryInvalid(position: 3), .entryMissing(table: "receipt", position: 3),
                    .tallyWrong(circle: 4),
                ]
            ),
            (
                "UPDATE slot_run SET slots = x'0000' WHERE key >> 24 = 1",
                [.slotsUnreadable(position: 1)]
            ),
            (
                "UPDATE slot_run SET key = key + 1 WHERE key >> 24 = 1",
                [.slotsUnreadable(position: 1)]
            ),
            (
                "UPDATE entry SET circle = 77 WHERE position = 3",
                [.circleInvalid(circle: 77), .tallyWrong(circle: 4), .tallyWrong(circle: 77)]
            ),
            (
                "UPDATE circle SET members = x'0000000200000001' WHERE id = 1",
                [.circleInvalid(circle: 1)]
            ),
            (
                "UPDATE circle SET members = x'0000000100000004' WHERE id = 1",
                [.slotOfStranger(position: 0)]
            ),
            (
                "UPDATE marker SET value = 99 WHERE name = 'counted'",
                [.markerBeyondEnd(marker: "counted", value: 99, end: 4)]
            ),
            ("INSERT INTO marker (name, value) VALUES ('named', 1)", [.nameMissing(position: 0)]),
            (
                "INSERT INTO name (prefix, position, lane) VALUES (5, 0, 3)",
                [.nameStale(position: 0)]
            ),
            (
                "INSERT INTO name (prefix, position, lane) VALUES (5, 8, 3)",
                [.nameStale(position: 8)]
            ),
            ("UPDATE tally SET bytes = bytes + 1 WHERE circle = 1", [.tallyWrong(circle: 1)]),
            ("UPDATE tally SET routine = 0 WHERE circle = 1", [.tallyWrong(circle: 1)]),
            ("UPDATE tally SET routine = 5 WHERE circle = 1", [.tallyWrong(circle: 1)]),
        ] as [(String, [StoreFinding])])
    func `a damage is found where it is`(_ sql: String, _ expected: [StoreFinding]) async throws {
        let place = try TemporaryPlace()
        try await store(at: place).close()
        try change(place, sql)
        #expect(try findings(at: place) == expected)
    }

    @Test func `a supplement without its message is found by the database`() async throws {
        let place = try TemporaryPlace()
        try await store(at: place).close()
        try change(place, "UPDATE supplement SET message = 55")
        #expect(try findings(at: place) == [.referenceDangling(table: "supplement", row: 2)])
    }

    @Test func `a message kept twice is found`() async throws {
        let place = try TemporaryPlace()
        try await store(at: place).close()
        try change(
            place,
            """
            INSERT INTO entry SELECT lane, 4, kind, circle, bytes, expires, name FROM entry
            WHERE position = 3;
            INSERT INTO receipt (position, bytes) SELECT 4, bytes FROM receipt WHERE position = 3;
            """)
        let name = try Samples.receipt(1, to: [1]).digest
        #expect(try findings(at: place) == [.nameRepeated(name: name)])
    }

    @Test func `a store that is cut off is found damaged, whatever is left of it`() async throws {
        let place = try TemporaryPlace()
        let store = try await store(at: place)
        for number in 10..<200 {
            _ = try await store.accept(Samples.message(number, to: [1], contentBytes: 4_000))
        }
        try await store.close()
        let whole = try Data(contentsOf: URL(filePath: place.path))
        for part in [2, 3, 5] {
            try whole.prefix(whole.count / part).write(to: URL(filePath: place.path))
            var count = 0
            do {
                count = try findings(at: place).count
            } catch let error as StorageError {
                #expect(error == .corrupt, "\(part)")
                count = 1
            }
            #expect(count > 0, "\(part)")
        }
    }

    @Test func `what is not there, and what is no relay's store, is said so`() async throws {
        let place = try TemporaryPlace()
        #expect(throws: StorageError.cannotOpen(path: place.path)) {
            try StoreInspection(path: place.path)
        }
        try await place.vault().close()
        #expect(throws: StorageError.notAStore(path: place.path)) {
            try StoreInspection(path: place.path)
        }
    }
}
