import Carriers
import Delivery
import Envelopes
import Identity

/// What is known of attachments under way in one direction; forgotten when the node stops, since
/// files and relays say how far each has come.
struct Transfers: Sendable {
    var queue = TransferQueue()
    /// How far each is known to have come.
    var offsets: [TransferQueue.Key: UInt64] = [:]
    /// What stood in the way last.
    private(set) var problems: [TransferQueue.Key: RelayProblem] = [:]
    var pieceSize = PieceSize()
    /// Whether a piece is being carried: one at a time.
    var isBusy = false

    mutating func noted(_ key: TransferQueue.Key, _ state: UploadState, of bytes: UInt64) {
        switch state {
        case .complete: came(key, upTo: bytes)
        case .partial(let offset): came(key, upTo: offset)
        }
    }

    mutating func came(_ key: TransferQueue.Key, upTo offset: UInt64) {
        offsets[key] = offset
        problems[key] = nil
        queue.progressed(key)
    }

    mutating func failed(
        _ key: TransferQueue.Key, _ problem: RelayProblem?, at now: Timestamp,
        retryAfterSeconds: Int64 = 0, pauseMaxSeconds: Int64 = Backoff.delayMaxSeconds,
        jitter: UInt64
    ) {
        problems[key] = problem
        queue.failed(
            key, at: now, retryAfterSeconds: retryAfterSeconds, pauseMaxSeconds: pauseMaxSeconds,
            jitter: jitter)
    }

    mutating func forget(_ key: TransferQueue.Key) {
        queue.remove(key)
        offsets[key] = nil
        problems[key] = nil
    }
}

/// An attachment there is to carry, in either direction, as the vault has it.
struct Transfer {
    let key: TransferQueue.Key
    let reference: AttachmentReference
    /// The relay it goes to or comes from, by name.
    let relay: String
}

extension NodeEngine {
    /// At the start: takes up everything that is not where it belongs, and clears what nothing
    /// names.
    func takeUpTransfers() {
        var named: Set<Digest> = []
        for (id, kept) in memory.sent {
            guard let attachments = kept.value.attachments else { continue }
            if !kept.value.isOver {
                named.formUnion(
                    attachments.filter(\.isPending).compactMap { $0.reference?.digest })
            }
            queueUploads(of: id)
        }
        for (id, kept) in memory.received {
            named.formUnion((kept.value.attachments ?? []).compactMap { $0.reference?.digest })
            queueFetches(of: id)
        }
        blobs.removeAll(but: named)
    }

    /// A relay answers again: what waited for one need not wait longer.
    func transfersMayGo() {
        uploads.queue.relayReached(at: clock())
        fetches.queue.relayReached(at: clock())
    }

    /// What has expired will not come, and is not to be sent.
    func giveUpExpired() {
        for key in uploads.queue.expire(at: clock()) {
            uploads.forget(key)
            dropBlobs(of: key.message)
        }
        for key in fetches.queue.expire(at: clock()) { fetches.forget(key) }
    }
}
