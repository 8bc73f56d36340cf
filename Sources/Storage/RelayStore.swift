package import Identity
package import Ledger

/// What a relay asks of its store.
///
/// An append-only log of messages, supplements and receipts; a mailbox is a cursor over it. What an
/// accepting call returns survives a power cut: calls that come together share one durable commit.
/// Every implementation passes `StorageContract`.
package protocol RelayStore: LedgerStore {
    /// Keeps a message, or adds to a known one what is new.
    ///
    /// Deduplication is per message and recipient's slot: the same message again changes nothing.
    func accept(_ message: AcceptedMessage) async throws(StorageError) -> Acceptance

    /// The same for many, all or none, in one commit; answers in the same order.
    func acceptAll(_ messages: [AcceptedMessage]) async throws(StorageError) -> [Acceptance]

    /// Keeps receipts, all or none, in one commit; answers in the same order.
    func acceptReceipts(
        _ receipts: [AcceptedReceipt]
    ) async throws(StorageError) -> [Acceptance]

    /// What is known of a message, or `nil` if it never came or has expired.
    func message(_ id: MessageID) async throws(StorageError) -> StoredMessage?

    /// A message with the slots that `actor` got last, without its content; `nil` if it never came,
    /// has expired, or is not for that actor.
    func message(
        _ id: MessageID, for actor: ActorID
    ) async throws(StorageError) -> DeliveredMessage?

    /// The entries for `actor` after `cursor`, most urgent lane first, oldest first within a lane.
    ///
    /// A page with anything urgent has nothing else: it shall not wait for the rest to be read,
    /// sent and taken in.
    ///
    /// - Throws: ``StorageError/cursorBeyondEnd``, so that a reader who was ahead of a restored log
    ///   notices.
    func mailbox(
        of actor: ActorID, after cursor: MailboxCursor, limit: PageLimit
    ) async throws(StorageError) -> MailboxPage

    /// Returns `true` as soon as an entry for `actor` lies after `cursor`, `false` when the task is
    /// cancelled or the store closed. Waiting costs nothing.
    func entryArrives(for actor: ActorID, after cursor: MailboxCursor) async -> Bool

    /// What lies in a mailbox now.
    func load(of actor: ActorID) async -> MailboxLoad

    /// The newest entry, or `nil` in a log that never had one.
    func latest() async -> LogIndex?

    /// The log after `cursor` as another relay gets it, in the lanes given, each entry once for all
    /// its recipients; most urgent lane first, and what is urgent alone, as in a mailbox.
    ///
    /// - Throws: ``StorageError/cursorBeyondEnd``.
    func replica(_ reading: ReplicaReading) async throws(StorageError) -> ReplicaPage

    /// How far this store has come with the log of another relay; `nil` before the first page.
    func progress(with peer: RelayID) async throws(StorageError) -> PeerProgress?

    /// Keeps how far it has come, with what came of it, all or nothing, in one commit.
    func keep(
        _ progress: PeerProgress, accepting receipts: [AcceptedReceipt],
        recording records: [LedgerRecord]
    ) async throws(StorageError)

    /// Forgets everything that expired at or before `moment`, ids included; returns how many
    /// entries that were.
    @discardableResult
    func expire(at moment: Timestamp) async throws(StorageError) -> Int

    /// How often and how much was committed, for figures.
    var commits: CommitStatistics { get }

    /// Keeps a signed checkpoint durably, before anybody is given it. The newest
    /// ``StoredCheckpoint/keptMax`` are kept.
    func keep(_ checkpoint: StoredCheckpoint) async throws(StorageError)

    /// The kept checkpoint of the largest tree, or `nil` when none was signed yet.
    func latestCheckpoint() async throws(StorageError) -> StoredCheckpoint?

    /// Finishes what was begun and lets go of the store; later calls throw
    /// ``StorageError/closed``.
    func close() async throws(StorageError)
}
