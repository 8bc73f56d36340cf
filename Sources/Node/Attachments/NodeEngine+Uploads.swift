import Carriers
import Delivery
import Envelopes
import Files
package import Identity
import Labels
import Storage

extension NodeEngine {
    /// Carries one piece of one attachment to a relay.
    ///
    /// - Parameter message: of this one alone.
    /// - Returns: whether there was anything to do; with `false` nothing is due.
    package func carryUpload(of message: MessageID? = nil) async throws -> Bool {
        giveUpExpired()
        guard !uploads.isBusy, let key = uploads.queue.next(at: clock(), of: message) else {
            return false
        }
        uploads.isBusy = true
        defer { uploads.isBusy = false }
        guard let upload = upload(key) else {
            uploads.forget(key)
            return true
        }
        guard let link = relays.first(where: { $0.id.text == upload.relay }) else {
            uploads.failed(key, RelayProblem(.revoked), at: clock(), jitter: jitter())
            return true
        }
        do throws(CarrierError) {
            let state = try await carry(upload, over: link.client)
            noteReached(link.id, problem: nil)
            if case .complete = state { await uploaded(key) }
        } catch {
            try await uploadFailed(key, error)
        }
        return true
    }

    /// Carries all that can be carried now.
    package func carryUploads(of message: MessageID? = nil) async throws {
        while try await carryUpload(of: message) {}
    }

    /// For a command that works without a running node: what it has sent goes with its attachments.
    package func carryUploads(of reply: SendReply) async throws {
        guard let id = try reply.id.map({ try MessageID(hex: $0) }) else { return }
        try await carryUploads(of: id)
    }

    /// Takes up those of a message that a relay has taken.
    func queueUploads(of id: MessageID) {
        guard let record = memory.sent[id]?.value, record.delivery.state == .accepted,
            let precedence = Precedence(rawValue: record.precedence)
        else { return }
        for (index, attachment) in (record.attachments ?? []).enumerated()
        where attachment.isPending {
            uploads.queue.add(
                TransferQueue.Key(message: id, index: index), precedence: precedence,
                bytes: attachment.sealedBytes,
                expires: Timestamp(clampingMilliseconds: record.expiresMs), at: clock())
        }
    }

    // MARK: One piece

    private func upload(_ key: TransferQueue.Key) -> Transfer? {
        guard let record = memory.sent[key.message]?.value, record.delivery.state == .accepted,
            let attachments = record.attachments, attachments.indices.contains(key.index),
            attachments[key.index].isPending, let reference = attachments[key.index].reference
        else { return nil }
        // Where a receipt from further on proved it, no relay is named: any may have it.
        let relay = record.delivery.relay ?? relays.first?.id.text ?? ""
        return Transfer(key: key, reference: reference, relay: relay)
    }

    private func carry(
        _ upload: Transfer, over client: RelayClient
    ) async throws(CarrierError) -> UploadState {
        let (key, reference) = (upload.key, upload.reference)
        let address = BlobAddress(message: key.message, digest: reference.digest)
        guard let offset = uploads.offsets[key] else {
            let state = try await client.uploadState(of: address, bytes: reference.bytes)
            uploads.noted(key, state, of: reference.bytes)
            return state
        }
        let count = Int(min(UInt64(uploads.pieceSize.bytes), reference.bytes - offset))
        guard let piece = await piece(of: reference, at: offset, count: count) else {
            throw .unreachable(.cancelled)
        }
        let start = ContinuousClock.now
        let state = try await client.upload(
            piece, of: address, at: offset, bytes: reference.bytes)
        uploads.pieceSize.carried(inMilliseconds: start.millisecondsPassed)
        uploads.noted(key, state, of: reference.bytes)
        return state
    }

    private func piece(
        of reference: AttachmentReference, at offset: UInt64, count: Int
    ) async -> [UInt8]? {
        let blobs = blobs
        return try? await BlockingWork.run {
            let piece = try blobs.piece(of: reference.digest, at: offset, count: count)
            return piece.count == count ? piece : nil
        }
    }

    // MARK: What came of it

    private func uploaded(_ key: TransferQueue.Key) async {
        do {
            try await exclusively { engine in
                try await engine.changeUpload(key) { $0.uploadedMs = engine.clock().milliseconds }
            }
        } catch {
            // The relay has it; asked again, it says so again.
            uploads.failed(key, nil, at: clock(), jitter: jitter())
            return
        }
        uploads.forget(key)
        arrived()
    }

    private func uploadFailed(_ key: TransferQueue.Key, _ error: CarrierError) async throws {
        let problem = RelayProblem(error)
        switch error {
        case .refused(let refusal) where refusal.endsUpload:
            try await exclusively { engine in
                try await engine.changeUpload(key) { $0.refused = problem }
            }
            uploads.forget(key)
        case .refused(let refusal) where refusal.kind == .offsetWrong:
            // What it has is asked first next time.
            uploads.offsets[key] = nil
            uploads.failed(key, nil, at: clock(), jitter: jitter())
        default:
            uploads.offsets[key] = nil
            if case .unreachable = error { uploads.pieceSize.failed() }
            uploads.failed(
                key, problem, at: clock(),
                retryAfterSeconds: Int64(error.retryAfterSeconds ?? 0), jitter: jitter())
        }
    }

    /// Within an exclusive section.
    private func changeUpload(
        _ key: TransferQueue.Key, _ change: (inout SentAttachment) -> Void
    ) async throws {
        guard let kept = memory.sent[key.message], var attachments = kept.value.attachments,
            attachments.indices.contains(key.index)
        else { return }
        change(&attachments[key.index])
        var record = kept.value
        record.attachments = attachments
        let (updated, row) = try vault.updated(kept, record)
        try await commit([row])
        memory.sent[key.message] = updated
        dropBlobs(of: key.message)
    }
}

extension Problem {
    /// Whether the same blob will never be taken.
    fileprivate var endsUpload: Bool {
        switch kind {
        case .tooLarge, .expired, .requestInvalid, .mediaTypeUnsupported: true
        default: false
        }
    }
}
