import Identity
import Ledger
import Primitives
import Storage

/// What every ``Storage/LedgerStore`` must do, whatever else it keeps.
package enum LedgerStoreContract {
    package static func claims<Store>() -> [Claim<Store>] {
        [
            Claim("the root is that of RFC 6962 over the commitments, at every size") { place in
                let store = try await Self.ledger(place)
                try requireEqual(try await store.treeHead(), .empty)
                var hashes: [Digest] = []
                for count in [1, 1, 3, 250, 1, 1, 300] {
                    let records = try Self.records(hashes.count, count)
                    let numbers = try await store.append(records)
                    try requireEqual(
                        numbers, UInt64(hashes.count)..<UInt64(hashes.count + count))
                    hashes += records.map(\.leafHash)
                    let head = try await store.treeHead()
                    try requireEqual(head.size, UInt64(hashes.count))
                    try requireEqual(head.root, MerkleTree.root(of: hashes))
                }
            },
            Claim("every tile and bundle a size calls for is there, and none beyond") { place in
                let store = try await Self.ledger(place)
                let records = try Self.records(0, 700)
                try await store.append(records)
                try await Self.checkTiles(of: store, records)
            },
            Claim("proofs made from the tiles verify") { place in
                let store = try await Self.ledger(place)
                let records = try Self.records(0, 600)
                try await store.append(records)
                let hashes = records.map(\.leafHash)
                let root = MerkleTree.root(of: hashes)
                for index in [0, 1, 255, 256, 257, 511, 512, 598, 599] {
                    let proof = try await store.inclusionProof(of: UInt64(index), size: 600)
                    try MerkleTree.verifyInclusion(
                        leaf: hashes[index], index: UInt64(index), size: 600, proof: proof,
                        root: root)
                }
                for old in [1, 2, 255, 256, 257, 512, 599, 600] {
                    let proof = try await store.consistencyProof(from: UInt64(old), to: 600)
                    try MerkleTree.verifyConsistency(
                        oldSize: UInt64(old), oldRoot: MerkleTree.root(of: Array(hashes[..<old])),
                        newSize: 600, newRoot: root, proof: proof)
                }
            },
            Claim("erased facts are gone and the tree stays") { place in
                let store = try await Self.ledger(place)
                let records = try Self.records(0, 4)
                try await store.append(records)
                let head = try await store.treeHead()
                try await store.eraseFacts(of: [1, 3])
                let kept = try await store.records(0..<10)
                try requireEqual(kept.map(\.number), [0, 1, 2, 3])
                try requireEqual(kept.map(\.commitment), records.map(\.commitment))
                try requireEqual(kept.map { $0.disclosure != nil }, [true, false, true, false])
                try requireEqual(kept[2].disclosure?.facts, records[2].facts)
                try requireEqual(kept[2].disclosure?.salt, records[2].salt)
                try requireEqual(try await store.treeHead(), head)
                let bundle = try TilePath(.entries, number: 0, width: 4)
                try requireEqual(
                    try await store.tile(bundle),
                    EntryBundle.content(of: records.map(\.commitment)))
            },
            Claim("the log goes on where it was after reopening, across full tiles") { place in
                var hashes: [Digest] = []
                for count in [255, 1, 1, 300] {
                    let store = try await Self.ledger(place)
                    let records = try Self.records(hashes.count, count)
                    try await store.append(records)
                    hashes += records.map(\.leafHash)
                    try requireEqual(
                        try await store.treeHead().root, MerkleTree.root(of: hashes))
                    try await Self.close(store)
                }
                let store = try await Self.ledger(place)
                try requireEqual(try await store.treeHead().root, MerkleTree.root(of: hashes))
                try requireEqual(try await store.treeHead().size, 557)
            },
        ]
    }

    private static func checkTiles(
        of store: any LedgerStore, _ records: [LedgerRecord]
    ) async throws {
        let hashes = records.map(\.leafHash)
        for number in 0..<3 {
            let slice = Array(hashes[(number * 256)..<min(700, number * 256 + 256)])
            for width in [1, slice.count] {
                let path = try TilePath(
                    .hashes(level: 0), number: UInt64(number), width: width)
                let expected = Array(slice.prefix(width)).flatMap(\.bytes)
                try requireEqual(try await store.tile(path), expected)
            }
            let bundle = try TilePath(.entries, number: UInt64(number), width: slice.count)
            let start = number * 256
            try requireEqual(
                try await store.tile(bundle),
                EntryBundle.content(
                    of: records[start..<start + slice.count].map(\.commitment)))
        }
        let roots = [0, 256].map { MerkleTree.root(of: Array(hashes[$0..<$0 + 256])) }
        let level1 = try TilePath(.hashes(level: 1), number: 0, width: 2)
        try requireEqual(try await store.tile(level1), roots.flatMap(\.bytes))
        for beyond in [
            try TilePath(.hashes(level: 0), number: 2, width: 189),
            try TilePath(.hashes(level: 0), number: 2), try TilePath(.entries, number: 3, width: 1),
            try TilePath(.hashes(level: 1), number: 0, width: 3),
            try TilePath(.hashes(level: 2), number: 0, width: 1),
            try TilePath(.hashes(level: 0), number: .max),
        ] {
            try requireEqual(try await store.tile(beyond), nil, beyond.text)
        }
    }

    private static func records(_ start: Int, _ count: Int) throws -> [LedgerRecord] {
        try (start..<start + count).map { try Samples.record("record \($0)") }
    }

    private static func ledger<Store>(
        _ place: StorePlace<Store>
    ) async throws -> any LedgerStore {
        guard let store = try await place.open() as? any LedgerStore else {
            throw Breach(description: "the store keeps no ledger")
        }
        return store
    }

    private static func close(_ store: any LedgerStore) async throws {
        if let store = store as? any RelayStore { try await store.close() }
        if let store = store as? any VaultStore { try await store.close() }
    }
}
