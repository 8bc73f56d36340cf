import Carriers
import Delivery
import Identity
import Logging
import Registry
import Storage

/// Fetches from another relay the attachments of messages that were taken over, piece by piece: what
/// is urgent passes what is large, and what came before a connection broke stays.
struct PeerAttachments {
    let services: RelayServices
    let peer: RelayRecord
    let client: RelayClient
    private var queue = TransferQueue()
    private var pieceSize = PieceSize()

    init(services: RelayServices, peer: RelayRecord, client: RelayClient) {
        self.services = services
        self.peer = peer
        self.client = client
    }

    /// Carries one piece of one attachment.
    ///
    /// - Returns: whether there was anything to do; with `false` nothing is due.
    mutating func carry() async -> Bool {
        let (awaited, now) = (services.blobs.awaited, services.clock.now())
        let blobs = awaited.all
        for (key, blob) in blobs {
            queue.add(
                key, precedence: blob.precedence, bytes: blob.bytes, expires: blob.expires,
                at: now)
        }
        _ = queue.expire(at: now)
        guard let key = queue.next(at: now) else { return false }
        guard let blob = blobs[key] else {
            queue.remove(key)
            return true
        }
        guard awaited.claim(blob, from: peer.id) else {
            pause(key, retryAfterSeconds: 0)
            return true
        }
        let start = ContinuousClock.now
        do {
            try await carry(blob)
            pieceSize.carried(inMilliseconds: start.millisecondsPassed)
            queue.progressed(key)
        } catch {
            awaited.release(blob, from: peer.id)
            failed(key, blob, error)
        }
        return true
    }

    private func carry(_ blob: NamedBlob) async throws {
        try await services.blobs.book.writing(blob.address) {
            // Somebody may have handed in the rest just now, or the message may have gone.
            guard !services.blobs.folder.isWhole(blob.address),
                try await services.store.message(blob.address.message) != nil
            else { return services.blobs.awaited.remove(blob) }
            try await services.blobs.begin(blob, services.limits)
            var upload = try await BlobUpload(blob, services)
            if upload.byteCount < blob.bytes {
                let piece = try await client.piece(
                    of: blob.address, at: upload.byteCount, count: pieceSize.bytes,
                    bytes: blob.bytes)
                services.metrics.count(.bytesReceived, piece.count)
                try await upload.append(piece)
            }
            guard upload.byteCount == blob.bytes else { return }
            try await upload.finish(from: .relay(peer, handedIn: nil))
            services.metrics.count(
                .replicated, [("relay", peer.id.text), ("fate", "attachment")])
        }
    }

    // MARK: What did not come

    private mutating func failed(_ key: TransferQueue.Key, _ blob: NamedBlob, _ error: any Error) {
        var (code, retryAfterSeconds) = ("store-unavailable", 0)
        var isAwaited = false
        switch error {
        case let error as CarrierError:
            if case .unreachable = error { pieceSize.failed() }
            // There, too, the sender may still be handing it in.
            if case .refused(let problem) = error { isAwaited = problem.kind == .notFound }
            code = PeerFailure.carrier(error).code
            retryAfterSeconds = error.retryAfterSeconds ?? 0
        case let problem as Problem:
            (code, retryAfterSeconds) = (problem.type, problem.retryAfterSeconds ?? 0)
        default: break
        }
        if !isAwaited, queue.failures(of: key) == 0 {
            services.logger.warning(
                "Attachment not replicated",
                metadata: [
                    "relay": "\(peer.id)", "message": "\(blob.address.message)",
                    "attachment": "\(blob.index + 1)", "reason": "\(code)",
                ])
        }
        pause(
            key, retryAfterSeconds: Int64(retryAfterSeconds),
            maxSeconds: isAwaited ? Self.awaitedPauseMaxSeconds : Backoff.delayMaxSeconds)
    }

    private mutating func pause(
        _ key: TransferQueue.Key, retryAfterSeconds: Int64,
        maxSeconds: Int64 = awaitedPauseMaxSeconds
    ) {
        queue.failed(
            key, at: services.clock.now(), retryAfterSeconds: retryAfterSeconds,
            pauseMaxSeconds: maxSeconds, jitter: UInt64.random(in: 0...UInt64.max))
    }

    private static let awaitedPauseMaxSeconds: Int64 = 15
}
