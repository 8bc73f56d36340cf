import Foundation
import GRDB
import Storage
import StorageContract
import StorageSQLite
import Testing

struct CostTests {
    /// Rows of every table, by name.
    private func rows(_ place: TemporaryPlace) throws -> [String: Int] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        return try queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema
                    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
                    """)
            var counts: [String: Int] = [:]
            for table in tables {
                counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
            }
            return counts
        }
    }

    /// What one more message for so many recipients adds, when they have been addressed before.
    private func added(recipients: Int, withSlots: Bool) async throws -> [String: Int] {
        let place = try TemporaryPlace()
        let store = try place.relay()
        let circle = Array(0..<recipients)
        _ = try await store.accept(Samples.message(0, to: circle, withSlots: withSlots))
        let before = try rows(place)
        _ = try await store.accept(Samples.message(1, to: circle, withSlots: withSlots))
        let after = try rows(place)
        try await store.close()
        return after.reduce(into: [:]) { $0[$1.key] = $1.value - (before[$1.key] ?? 0) }
    }

    @Test func `accepting for a thousand writes the rows of accepting for one`() async throws {
        let one = try await added(recipients: 1, withSlots: false)
        let thousand = try await added(recipients: 1_000, withSlots: false)
        #expect(one == thousand)
        #expect(one.values.reduce(0, +) == 3, "entry, message and ledger record: \(one)")
    }

    @Test func `slots cost a row for every sixteen kilobytes`() async throws {
        let one = try await added(recipients: 1, withSlots: true)
        let thousand = try await added(recipients: 1_000, withSlots: true)
        #expect(one["slot_run"] == 1)
        let runs = try #require(thousand["slot_run"])
        #expect((2...4).contains(runs), "a thousand slots of about fifty bytes: \(runs)")
        #expect(
            one.filter { $0.key != "slot_run" } == thousand.filter { $0.key != "slot_run" })
    }
}
