/// How a store is opened.
package struct StoreOptions: Sendable {
    package let durability: Durability
    /// How large the database may grow; `nil` for as large as the disk.
    package let sizeMaxBytes: Int64?
    /// Readings that may go on at the same time.
    package let readersMax: Int

    package init(
        durability: Durability = .flushed, sizeMaxBytes: Int64? = nil, readersMax: Int = 4
    ) {
        self.durability = durability
        self.sizeMaxBytes = sizeMaxBytes
        self.readersMax = max(1, readersMax)
    }
}

/// Whether an answer waits for the disk.
package enum Durability: Sendable {
    /// Every commit is flushed before anybody hears of it. There is no product setting for less.
    case flushed
    /// Commits are not flushed: for the test that must notice a missing flush.
    ///
    /// Named in no source but this room's; a test of this room reads them all.
    case unflushedForTestsOnly

    /// SQLite's `synchronous` in WAL mode.
    var pragma: String {
        switch self {
        case .flushed: "FULL"
        case .unflushedForTestsOnly: "OFF"
        }
    }
}
