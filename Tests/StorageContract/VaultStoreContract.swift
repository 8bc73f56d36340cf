import Identity
import Ledger
package import Storage

/// What every ``Storage/VaultStore`` must do.
package enum VaultStoreContract {
    package static let claims: [Claim<any VaultStore>] =
        rows
        + LedgerStoreContract.claims().map { claim in
            Claim(claim.text) { place in try await claim.check(place) }
        }

    private static let inbox = VaultTable("inbox")
    private static let outbox = VaultTable("outbox")

    private static func id(_ number: Int) throws -> VaultRowID {
        try VaultRowID(bytes: Array(Samples.digest("row \(number)").bytes.prefix(16)))
    }

    private static func row(
        _ number: Int, _ version: UInt64 = 1, in table: VaultTable = inbox
    ) throws -> VaultRow {
        VaultRow(
            table: table, id: try id(number), version: version,
            blob: Array("blob \(number) \(version)".utf8))
    }

    private static let rows: [Claim<any VaultStore>] = [
        Claim("rows are read back as they were put, table by table") {
            let store = try await $0.open()
            try await store.apply(
                [.put(row(1)), .put(row(2)), .put(row(1, in: outbox))], recording: [])
            try requireEqual(Set(try await store.rows(in: inbox)), [try row(1), try row(2)])
            try requireEqual(try await store.rows(in: outbox), [try row(1, in: outbox)])
            try requireEqual(try await store.row(id(2), in: inbox), try row(2))
            try requireEqual(try await store.row(id(2), in: outbox), nil)
        },
        Claim("heads name every row of every table in its version, and none that was removed") {
            let store = try await $0.open()
            try requireEqual(try await store.heads(), [])
            try await store.apply(
                [.put(row(1)), .put(row(2)), .put(row(1, in: outbox))], recording: [])
            try await store.apply(
                [.put(row(1, 2)), .remove(table: inbox, id: id(2), version: 1)], recording: [])
            try requireEqual(
                Set(try await store.heads()),
                [
                    VaultRowHead(table: inbox, id: try id(1), version: 2),
                    VaultRowHead(table: outbox, id: try id(1), version: 1),
                ])
        },
        Claim("a put must carry the next version, neither the same nor one more") {
            let store = try await $0.open()
            try await store.apply([.put(row(1))], recording: [])
            for version: UInt64 in [0, 1, 3] {
                let conflict = StorageError.conflict(
                    table: inbox, id: try id(1), foundVersion: 1)
                try await requireFailure(conflict) {
                    try await store.apply([.put(row(1, version))], recording: [])
                }
            }
            try await store.apply([.put(row(1, 2)), .put(row(1, 3))], recording: [])
            try requireEqual(try await store.row(id(1), in: inbox)?.version, 3)
        },
        Claim("a removal must carry the version the vault has") {
            let store = try await $0.open()
            try await requireFailure(
                .conflict(table: inbox, id: try id(1), foundVersion: 0)
            ) {
                try await store.apply(
                    [.remove(table: inbox, id: id(1), version: 0)], recording: [])
            }
            try await store.apply([.put(row(1)), .put(row(2))], recording: [])
            try await requireFailure(
                .conflict(table: inbox, id: try id(1), foundVersion: 1)
            ) {
                try await store.apply(
                    [.remove(table: inbox, id: id(1), version: 2)], recording: [])
            }
            try await store.apply(
                [.remove(table: inbox, id: id(1), version: 1)], recording: [])
            try requireEqual(try await store.rows(in: inbox), [try row(2)])
        },
        Claim("of changes with one conflict none is made, and nothing is recorded") {
            let store = try await $0.open()
            try await store.apply([.put(row(1))], recording: [])
            try await requireFailure(
                .conflict(table: inbox, id: try id(1), foundVersion: 1)
            ) {
                try await store.apply(
                    [.put(row(2)), .put(row(1)), .put(row(3))],
                    recording: [Samples.record("never")])
            }
            try requireEqual(try await store.rows(in: inbox), [try row(1)])
            try requireEqual(try await store.treeHead().size, 0)
        },
        Claim("of two who change a row at once one is told of the conflict") {
            let store = try await $0.open()
            try await store.apply([.put(row(1))], recording: [])
            let failures = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        do {
                            try await store.apply([.put(row(1, 2))], recording: [])
                            return false
                        } catch { return true }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try requireEqual(failures, 9)
        },
        Claim("changes and their records are there together when opened again") {
            let place = $0
            var store = try await place.open()
            try await store.apply(
                [.put(row(1)), .put(row(2))], recording: [Samples.record("two rows")])
            try await store.apply(
                [.remove(table: inbox, id: id(2), version: 1)],
                recording: [Samples.record("one removed")])
            try await store.close()
            store = try await place.open()
            try requireEqual(try await store.rows(in: inbox), [try row(1)])
            try requireEqual(try await store.treeHead().size, 2)
        },
        Claim("a large blob is kept whole") {
            let store = try await $0.open()
            let blob = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let large = VaultRow(table: inbox, id: try id(1), version: 1, blob: blob)
            try await store.apply([.put(large)], recording: [])
            try require(
                try await store.row(id(1), in: inbox) == large, "the blob came back changed")
        },
    ]
}
