import Carriers
import Identity
import Ledger
import Logging
import Notes
import Registry
import Storage

/// One turn with another relay: asks for a piece of its log, verifies the tree it is shown in, takes
/// over what policy permits here, and only then moves on.
///
/// Whatever ends it before that, the next turn asks for the same piece again; what was kept already
/// is known then.
struct PeerTurn {
    let services: RelayServices
    let peer: RelayRecord
    let client: RelayClient

    struct Outcome: Equatable {
        let progress: PeerProgress
        /// The position of the peer's next entry.
        let end: UInt64
        let hasMore: Bool
    }

    /// - Throws: ``PeerFailure``.
    func run() async throws(PeerFailure) -> Outcome {
        let before = try await progress()
        let answer: ReplicationAnswer
        do throws(CarrierError) { answer = try await ask(before) } catch {
            guard case .refused(let problem) = error, problem.kind == .cursorInvalid,
                before.cursor != .start
            else { throw .carrier(error) }
            return try await startedAgain(before)
        }
        let (taken, tree) = try await take(answer, after: before)
        guard let cursor = MailboxCursor(text: answer.cursor) else {
            throw .carrier(.answerInvalid(.bodyMalformed))
        }
        var progress = before
        progress.cursor = cursor
        progress.checkpoint = tree.note.encoded
        progress.hasCaughtUp = before.hasCaughtUp || !answer.hasMore
        progress.passOver(taken.passedOver, logger: services.logger)
        try await keep(progress, taken, unless: before)
        return Outcome(progress: progress, end: answer.end, hasMore: answer.hasMore)
    }

    /// Asks for what was passed over once more: policy, registry or the room in a mailbox may be
    /// another by now. What is gone there has expired.
    ///
    /// - Throws: ``PeerFailure``.
    func askAgain() async throws(PeerFailure) {
        for place in try await progress().passedOver {
            let before = try await progress()
            let answer: ReplicationAnswer
            do throws(CarrierError) {
                answer = try await client.replication(only: place.text)
            } catch {
                throw .carrier(error)
            }
            let (found, tree) = try await take(answer, after: before)
            var taken = found
            var progress = before
            progress.checkpoint = tree.note.encoded
            if taken.passedOver.contains(place) {
                // The ledger has said so once.
                taken.records = []
            } else {
                progress.passedOver.removeAll { $0 == place }
            }
            try await keep(progress, taken, unless: before)
        }
    }

    private func ask(_ progress: PeerProgress) async throws(CarrierError) -> ReplicationAnswer {
        try await client.replication(
            after: progress.cursor.text, withReturns: !progress.hasCaughtUp)
    }

    /// The peer's log is shorter than our place in it. If its tree is no other than before,
    /// everything is read once more, which is harmless.
    private func startedAgain(_ before: PeerProgress) async throws(PeerFailure) -> Outcome {
        let note: [UInt8]
        do throws(CarrierError) { note = try await client.checkpoint() } catch {
            throw .carrier(error)
        }
        var progress = before
        progress.checkpoint = try await PeerTree(peer: peer, client: client)
            .verified(note, after: before.checkpoint).note.encoded
        progress.cursor = .start
        progress.hasCaughtUp = false
        try await keep(progress, PeerIntake.Taken(), unless: before)
        return Outcome(progress: progress, end: 0, hasMore: true)
    }

    private func take(
        _ answer: ReplicationAnswer, after progress: PeerProgress
    ) async throws(PeerFailure) -> (PeerIntake.Taken, VerifiedCheckpoint) {
        let tree = try await PeerTree(peer: peer, client: client)
            .verified(answer.page.checkpoint, after: progress.checkpoint)
        guard let view = services.keeper.view() else { throw .viewMissing }
        let intake = PeerIntake(
            services: services, peer: peer, tree: tree.checkpoint.head, view: view,
            now: services.clock.now())
        return (try await intake.take(answer.page.entries), tree)
    }

    private func progress() async throws(PeerFailure) -> PeerProgress {
        do throws(StorageError) {
            return try await services.store.progress(with: peer.id) ?? PeerProgress(peer.id)
        } catch {
            throw .store(error)
        }
    }

    /// Nothing is written when nothing came: most turns find nothing.
    private func keep(
        _ progress: PeerProgress, _ taken: PeerIntake.Taken, unless before: PeerProgress
    ) async throws(PeerFailure) {
        guard progress != before || !taken.receipts.isEmpty || !taken.records.isEmpty else {
            return
        }
        do throws(StorageError) {
            try await services.store.keep(
                progress, accepting: taken.receipts, recording: taken.records)
        } catch {
            throw .store(error)
        }
    }
}

extension PeerProgress {
    /// Remembers what is to be asked for again; of too much the oldest is given up, and said.
    fileprivate mutating func passOver(_ places: [LogPlace], logger: Logger) {
        passedOver += places.filter { !passedOver.contains($0) }
        let surplus = passedOver.count - Self.passedOverMax
        guard surplus > 0 else { return }
        for place in passedOver.prefix(surplus) {
            logger.warning(
                "Entry given up", metadata: ["relay": "\(peer)", "entry": "\(place.text)"])
        }
        passedOver.removeFirst(surplus)
    }
}
