package import Identity
package import Ledger
package import Storage
import Synchronization

/// The reference: a relay's store that keeps everything in memory, and nothing beyond the process.
///
/// Written for reading, not for speed; the contract is what it and every real store have in common.
package final class MemoryRelayStore: RelayStore {
    private let disk: MemoryDisk
    private let isClosed = Mutex(false)

    /// Stores on the same disk hold the same.
    package init(disk: MemoryDisk) { self.disk = disk }

    package func accept(_ message: AcceptedMessage) async throws(StorageError) -> Acceptance {
        let acceptances = try await acceptAll([message])
        guard let acceptance = acceptances.first else { throw .corrupt }
        return acceptance
    }

    package func acceptAll(
        _ messages: [AcceptedMessage]
    ) async throws(StorageError) -> [Acceptance] {
        if let defect = messages.lazy.compactMap({ $0.defect }).first { throw defect }
        return try write { log in messages.map { log.accept($0) } }
    }

    package func acceptReceipts(
        _ receipts: [AcceptedReceipt]
    ) async throws(StorageError) -> [Acceptance] {
        if let defect = receipts.lazy.compactMap({ $0.defect }).first { throw defect }
        return try write { log in receipts.map { log.accept($0) } }
    }

    package func message(_ id: MessageID) async throws(StorageError) -> StoredMessage? {
        try read { $0.message(id) }
    }

    package func message(
        _ id: MessageID, for actor: ActorID
    ) async throws(StorageError) -> DeliveredMessage? {
        try read { $0.message(id, for: actor) }
    }

    package func mailbox(
        of actor: ActorID, after cursor: MailboxCursor, limit: PageLimit
    ) async throws(StorageError) -> MailboxPage {
        let page = try read { $0.page(of: actor, after: cursor, limit: limit) }
        guard let page else { throw .cursorBeyondEnd }
        return page
    }

    package func replica(_ reading: ReplicaReading) async throws(StorageError) -> ReplicaPage {
        guard let page = try read({ $0.replica(reading) }) else { throw .cursorBeyondEnd }
        return page
    }

    package func progress(with peer: RelayID) async throws(StorageError) -> PeerProgress? {
        try read { $0.peers[peer] }
    }

    package func keep(
        _ progress: PeerProgress, accepting receipts: [AcceptedReceipt],
        recording records: [LedgerRecord]
    ) async throws(StorageError) {
        if let defect = receipts.lazy.compactMap({ $0.defect }).first { throw defect }
        try write { log in
            for receipt in receipts { _ = log.accept(receipt) }
            _ = log.ledger.append(records)
            log.peers[progress.peer] = progress
        }
    }

    package func entryArrives(for actor: ActorID, after cursor: MailboxCursor) async -> Bool {
        let ticket = disk.log.withLock { $0.ticket() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                disk.log.withLock { log in
                    if isClosed.withLock({ $0 }) || Task.isCancelled {
                        continuation.resume(returning: false)
                    } else {
                        log.wait(ticket, for: actor, after: cursor, continuation)
                    }
                }
            }
        } onCancel: {
            disk.log.withLock { $0.stopWaiting(ticket) }
        }
    }

    package func load(of actor: ActorID) async -> MailboxLoad {
        disk.log.withLock { $0.load(of: actor) }
    }

    package func latest() async -> LogIndex? {
        disk.log.withLock { $0.next == 0 ? nil : LogIndex($0.next - 1) }
    }

    package func expire(at moment: Timestamp) async throws(StorageError) -> Int {
        try write { $0.expire(at: moment) }
    }

    /// Nothing is ever flushed.
    package var commits: CommitStatistics { CommitStatistics() }

    package func keep(_ checkpoint: StoredCheckpoint) async throws(StorageError) {
        try write { log in
            log.checkpoints.removeAll { $0.size == checkpoint.size }
            log.checkpoints.append(checkpoint)
            log.checkpoints.sort { $0.size < $1.size }
            log.checkpoints = log.checkpoints.suffix(StoredCheckpoint.keptMax)
        }
    }

    package func latestCheckpoint() async throws(StorageError) -> StoredCheckpoint? {
        try read { $0.checkpoints.last }
    }

    package func close() async throws(StorageError) {
        isClosed.withLock { $0 = true }
        disk.log.withLock { $0.stopAllWaiting() }
    }

    package func append(
        _ records: [LedgerRecord]
    ) async throws(StorageError) -> Range<UInt64> {
        try write { $0.ledger.append(records) }
    }

    package func treeHead() async throws(StorageError) -> TreeHead {
        try read { $0.ledger.head }
    }

    package func tile(_ path: TilePath) async throws(StorageError) -> [UInt8]? {
        try read { $0.ledger.tile(path) }
    }

    package func records(
        _ numbers: Range<UInt64>
    ) async throws(StorageError) -> [StoredRecord] {
        try read { $0.ledger.records(numbers) }
    }

    package func eraseFacts(of numbers: [UInt64]) async throws(StorageError) {
        try write { $0.ledger.eraseFacts(of: numbers) }
    }

    private func write<Value: Sendable>(
        _ body: (inout MemoryLog) -> Value
    ) throws(StorageError) -> Value {
        guard !isClosed.withLock({ $0 }) else { throw .closed }
        return disk.log.withLock { log in
            let value = body(&log)
            log.wakeReaders()
            return value
        }
    }

    private func read<Value: Sendable>(
        _ body: (MemoryLog) -> Value
    ) throws(StorageError) -> Value {
        guard !isClosed.withLock({ $0 }) else { throw .closed }
        return disk.log.withLock { body($0) }
    }
}

/// What outlives a ``MemoryRelayStore`` that is closed.
package final class MemoryDisk: Sendable {
    let log = Mutex(MemoryLog())

    package init() {}
}
