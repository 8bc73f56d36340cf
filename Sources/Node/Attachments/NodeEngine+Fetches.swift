import Carriers
import Delivery
import Envelopes
import Files
import Identity
import Labels
import Storage

extension NodeEngine {
    /// Carries one piece of one attachment from a relay.
    ///
    /// - Returns: whether there was anything to do; with `false` nothing is due.
    package func carryFetch() async throws -> Bool {
        giveUpExpired()
        guard !fetches.isBusy, let key = fetches.queue.next(at: clock()) else { return false }
        fetches.isBusy = true
        defer { fetches.isBusy = false }
        guard let fetch = fetch(key) else {
            fetches.forget(key)
            return true
        }
        guard let link = link(for: fetch, failures: fetches.queue.failures(of: key)) else {
            fetches.failed(key, RelayProblem(.revoked), at: clock(), jitter: jitter())
            return true
        }
        do {
            let isWhole = try await carry(fetch, over: link)
            if isWhole { try await fetched(key, fetch.reference) }
        } catch let error as CarrierError {
            fetchFailed(key, error)
        } catch is EnvelopeError {
            // What came was something else, and is gone: it begins again.
            fetches.offsets[key] = nil
            fetches.failed(
                key, RelayProblem(CarrierError.answerInvalid(.bodyMalformed)), at: clock(),
                jitter: jitter())
        } catch {
            fetches.failed(key, nil, at: clock(), jitter: jitter())
            throw error
        }
        return true
    }

    /// Carries all that can be carried now.
    package func carryFetches() async throws {
        while try await carryFetch() {}
    }

    /// Takes up those of a message that has come.
    func queueFetches(of id: MessageID) {
        guard let record = memory.received[id]?.value,
            let precedence = Precedence(rawValue: record.precedence)
        else { return }
        for (index, attachment) in (record.attachments ?? []).enumerated()
        where attachment.isPending {
            fetches.queue.add(
                TransferQueue.Key(message: id, index: index), precedence: precedence,
                bytes: attachment.sealedBytes,
                expires: Timestamp(clampingMilliseconds: record.expiresMs), at: clock())
        }
    }

    // MARK: One piece

    private func fetch(_ key: TransferQueue.Key) -> Transfer? {
        guard let attachments = memory.received[key.message]?.value.attachments,
            attachments.indices.contains(key.index), attachments[key.index].isPending,
            let reference = attachments[key.index].reference
        else { return nil }
        return Transfer(key: key, reference: reference, relay: attachments[key.index].relay)
    }

    /// The relay the message came from; when it does not answer, the others in turn.
    private func link(for fetch: Transfer, failures: Int) -> RelayLink? {
        guard !relays.isEmpty else { return nil }
        let first = relays.firstIndex { $0.id.text == fetch.relay } ?? 0
        return relays[(first + failures) % relays.count]
    }

    /// - Returns: whether all of it has come.
    private func carry(_ fetch: Transfer, over link: RelayLink) async throws -> Bool {
        let (key, reference, blobs) = (fetch.key, fetch.reference, blobs)
        let offset: UInt64
        if let known = fetches.offsets[key] {
            offset = known
        } else {
            offset = try await BlockingWork.run { try blobs.byteCount(of: reference) }
        }
        guard offset < reference.bytes else { return true }
        let start = ContinuousClock.now
        let piece = try await link.client.piece(
            of: BlobAddress(message: key.message, digest: reference.digest), at: offset,
            count: fetches.pieceSize.bytes, bytes: reference.bytes)
        fetches.pieceSize.carried(inMilliseconds: start.millisecondsPassed)
        try await BlockingWork.run { try blobs.append(piece, to: reference, at: offset) }
        fetches.came(key, upTo: offset + UInt64(piece.count))
        return offset + UInt64(piece.count) == reference.bytes
    }

    private func fetchFailed(_ key: TransferQueue.Key, _ error: CarrierError) {
        if case .unreachable = error { fetches.pieceSize.failed() }
        var isAwaited = false
        // The sender may still be handing it in.
        if case .refused(let problem) = error { isAwaited = problem.kind == .notFound }
        fetches.failed(
            key, isAwaited ? nil : RelayProblem(error), at: clock(),
            retryAfterSeconds: Int64(error.retryAfterSeconds ?? 0),
            pauseMaxSeconds: isAwaited ? awaitedPauseMaxSeconds : Backoff.delayMaxSeconds,
            jitter: jitter())
    }

    /// All of it has come: it is compared and, if it is what the header names, noted.
    ///
    /// - Throws: `EnvelopeError` for something else, which is gone then; `FileError`, `StorageError`.
    func fetched(
        _ key: TransferQueue.Key, _ reference: AttachmentReference
    ) async throws {
        let blobs = blobs
        try await BlockingWork.run { try blobs.complete(reference) }
        try await exclusively { engine in try await engine.noteArrival(of: key) }
        fetches.forget(key)
        arrived()
    }

    /// Within an exclusive section.
    private func noteArrival(of key: TransferQueue.Key) async throws {
        guard let kept = memory.received[key.message], var attachments = kept.value.attachments,
            attachments.indices.contains(key.index)
        else { return }
        attachments[key.index].arrivedMs = clock().milliseconds
        var record = kept.value
        record.attachments = attachments
        let (updated, row) = try vault.updated(kept, record)
        try await commit([row])
        memory.received[key.message] = updated
    }
}

private let awaitedPauseMaxSeconds: Int64 = 15
