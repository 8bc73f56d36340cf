import Ledger
package import Storage

/// What every ``Storage/RelayStore`` must do.
package enum RelayStoreContract {
    package static let claims: [Claim<any RelayStore>] =
        accepting + mailboxes + waiting + forgetting + replicating + ledger

    static let ledger: [Claim<any RelayStore>] =
        LedgerStoreContract.claims().map { claim in
            Claim(claim.text) { place in
                try await claim.check(StorePlace { try await place.open() })
            }
        } + [
            Claim("a message's record is in the ledger when its acceptance is answered") {
                let store = try await $0.open()
                _ = try await store.append([Samples.record("before")])
                let acceptance = try await store.accept(Samples.message(1, to: [1]))
                try requireEqual(acceptance.record, 1)
                let records = try await store.records(0..<9)
                try requireEqual(records.count, 2)
                try requireEqual(
                    records.last?.commitment, try Samples.record("message 1").commitment)
                try requireEqual(try await store.treeHead().size, 2)
            },
            Claim("the checkpoint of the largest tree is there after a restart, and no older one") {
                var store = try await $0.open()
                try requireEqual(try await store.latestCheckpoint(), nil)
                let (small, large) = (
                    StoredCheckpoint(size: 2, note: [2]), StoredCheckpoint(size: 10, note: [10])
                )
                try await store.keep(large)
                try await store.keep(small)
                try requireEqual(try await store.latestCheckpoint(), large)
                try await store.close()
                store = try await $0.open()
                try requireEqual(try await store.latestCheckpoint(), large)
            },
        ]
}
