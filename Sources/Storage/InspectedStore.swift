/// One moment of a relay's store, as a check reads it.
package protocol InspectedStore {
    func counts() throws(StorageError) -> StoreCounts

    /// What the database's own checks find: pages, indices, constraints, references.
    func databaseFindings(_ tell: (StoreFinding) -> Void) throws(StorageError)

    /// What does not fit together in the log's own tables.
    func logFindings(_ tell: (StoreFinding) -> Void) throws(StorageError)

    /// Every record of the ledger, in the order of their numbers.
    func forEachRecord(
        _ body: (InspectedRecord) throws(StorageError) -> Void
    ) throws(StorageError)

    /// A full tile as it is stored, or `nil` when it is not there.
    func tile(
        level: Int, number: UInt64
    ) throws(StorageError) -> (hashes: [UInt8], root: [UInt8])?

    /// Which tiles are stored.
    func forEachTile(_ body: (_ level: Int, _ number: UInt64) -> Void) throws(StorageError)

    /// All kept checkpoints, smallest tree first.
    func checkpoints() throws(StorageError) -> [StoredCheckpoint]

    /// Every entry of the log that has what it is to carry; those that have not are found by
    /// ``logFindings(_:)``.
    func forEachEntry(_ body: (InspectedEntry) -> Void) throws(StorageError)
}

/// What a store holds, by kind.
package struct StoreCounts: Hashable, Sendable {
    package let messages: UInt64
    package let supplements: UInt64
    package let receipts: UInt64
    package let records: UInt64
    package let checkpoints: UInt64

    package init(
        messages: UInt64, supplements: UInt64, receipts: UInt64, records: UInt64,
        checkpoints: UInt64
    ) {
        self.messages = messages
        self.supplements = supplements
        self.receipts = receipts
        self.records = records
        self.checkpoints = checkpoints
    }

    package var entries: UInt64 { messages + supplements + receipts }
}
