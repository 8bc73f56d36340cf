import Identity
import Ledger
import Storage

/// A store that notes how its writes go, for `/readyz` and the figures.
struct ObservedStore: RelayStore {
    private let store: any RelayStore
    private let health: StoreHealth
    private let metrics: RelayMetrics
    private let clock: @Sendable () -> Timestamp

    init(
        _ store: any RelayStore, health: StoreHealth, metrics: RelayMetrics,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.store = store
        self.health = health
        self.metrics = metrics
        self.clock = clock
    }

    /// - Parameter wrote: whether the answer shows that something was written.
    private func writing<Value: Sendable>(
        wrote: (Value) -> Bool = { _ in true },
        _ body: () async throws(StorageError) -> Value
    ) async throws(StorageError) -> Value {
        let start = ContinuousClock.now
        do {
            let value = try await body()
            metrics.took(.commitSeconds, since: start)
            if wrote(value) { health.succeeded() }
            return value
        } catch {
            metrics.count(.storeErrors, [("reason", error.reason)])
            health.failed(error, at: clock())
            throw error
        }
    }

    // MARK: Writing

    func accept(_ message: AcceptedMessage) async throws(StorageError) -> Acceptance {
        try await writing(wrote: Self.isNew) { () async throws(StorageError) in
            try await store.accept(message)
        }
    }

    func acceptAll(_ messages: [AcceptedMessage]) async throws(StorageError) -> [Acceptance] {
        try await writing(wrote: { $0.contains(where: Self.isNew) }) {
            () async throws(StorageError) in try await store.acceptAll(messages)
        }
    }

    func acceptReceipts(
        _ receipts: [AcceptedReceipt]
    ) async throws(StorageError) -> [Acceptance] {
        try await writing(wrote: { $0.contains(where: Self.isNew) }) {
            () async throws(StorageError) in try await store.acceptReceipts(receipts)
        }
    }

    private static func isNew(_ acceptance: Acceptance) -> Bool { acceptance.outcome != .known }

    func expire(at moment: Timestamp) async throws(StorageError) -> Int {
        let count = try await store.expire(at: moment)
        // Without anything to remove nothing was written.
        if count > 0 { health.succeeded() }
        return count
    }

    func append(_ records: [LedgerRecord]) async throws(StorageError) -> Range<UInt64> {
        try await writing { () async throws(StorageError) in try await store.append(records) }
    }

    func eraseFacts(of numbers: [UInt64]) async throws(StorageError) {
        try await writing { () async throws(StorageError) in
            try await store.eraseFacts(of: numbers)
        }
    }

    func keep(_ checkpoint: StoredCheckpoint) async throws(StorageError) {
        try await writing { () async throws(StorageError) in try await store.keep(checkpoint) }
    }

    func keep(
        _ progress: PeerProgress, accepting receipts: [AcceptedReceipt],
        recording records: [LedgerRecord]
    ) async throws(StorageError) {
        try await writing { () async throws(StorageError) in
            try await store.keep(progress, accepting: receipts, recording: records)
        }
    }

    // MARK: Reading

    func replica(_ reading: ReplicaReading) async throws(StorageError) -> ReplicaPage {
        try await store.replica(reading)
    }

    func progress(with peer: RelayID) async throws(StorageError) -> PeerProgress? {
        try await store.progress(with: peer)
    }

    var commits: CommitStatistics { store.commits }

    func message(_ id: MessageID) async throws(StorageError) -> StoredMessage? {
        try await store.message(id)
    }

    func message(
        _ id: MessageID, for actor: ActorID
    ) async throws(StorageError) -> DeliveredMessage? {
        try await store.message(id, for: actor)
    }

    func mailbox(
        of actor: ActorID, after cursor: MailboxCursor, limit: PageLimit
    ) async throws(StorageError) -> MailboxPage {
        try await store.mailbox(of: actor, after: cursor, limit: limit)
    }

    func entryArrives(for actor: ActorID, after cursor: MailboxCursor) async -> Bool {
        await store.entryArrives(for: actor, after: cursor)
    }

    func load(of actor: ActorID) async -> MailboxLoad { await store.load(of: actor) }

    func latest() async -> LogIndex? { await store.latest() }

    func treeHead() async throws(StorageError) -> TreeHead { try await store.treeHead() }

    func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]? {
        try await store.tile(path)
    }

    func records(_ numbers: Range<UInt64>) async throws(StorageError) -> [StoredRecord] {
        try await store.records(numbers)
    }

    func latestCheckpoint() async throws(StorageError) -> StoredCheckpoint? {
        try await store.latestCheckpoint()
    }

    func close() async throws(StorageError) { try await store.close() }
}
