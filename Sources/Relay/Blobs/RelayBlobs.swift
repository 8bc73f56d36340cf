import Carriers
import Envelopes
import Files
import Identity
import Storage

/// The blobs a relay keeps, and what is known of them while it runs.
struct RelayBlobs: Sendable {
    let folder: BlobFolder
    let book = BlobBook()
    let awaited = AwaitedBlobs()

    /// Makes the folder of a blob and takes room for it.
    ///
    /// - Throws: ``Problem``.
    func begin(_ blob: NamedBlob, _ limits: RelayLimits) async throws {
        guard blob.bytes <= limits.blobMaxBytes else {
            throw Problem(.tooLarge, limit: .init("blobMaxBytes", limits.blobMaxBytes))
        }
        guard book.take(blob, limitBytes: UInt64(limits.actorBlobsMaxBytes)) else {
            throw Problem(
                .storeFull, recipient: blob.originator.text,
                limit: .init("actorBlobsMaxBytes", limits.actorBlobsMaxBytes),
                retryAfterSeconds: Self.fullRetrySeconds)
        }
        let path = folder.folder(of: blob.address.message)
        do {
            try await BlockingWork.run { try Folder.create(path, mode: 0o700) }
        } catch { throw Problem(blob: error) }
        try await requireRoom(limits)
    }

    /// Notes that attachments of a message shall come from another relay, before the message is
    /// kept: a power cut in between leaves no message whose attachments nobody fetches. Room is
    /// taken when they come.
    ///
    /// - Throws: ``Problem``.
    func expect(_ blobs: [NamedBlob]) async throws {
        let folder = folder
        let missing = blobs.filter { !folder.isWhole($0.address) }
        guard !missing.isEmpty else { return }
        do {
            try await BlockingWork.run { for blob in missing { try folder.begin(blob.address) } }
        } catch { throw Problem(blob: error) }
        for blob in missing { awaited.add(blob) }
    }

    /// Messages must find room when attachments have taken what there was.
    ///
    /// - Throws: ``Problem`` of kind `store-full`.
    func requireRoom(_ limits: RelayLimits) async throws {
        let path = folder.path
        let free: UInt64
        do { free = try await BlockingWork.run { try Disk.space(at: path).freeBytes } } catch {
            throw Problem(blob: error)
        }
        guard free >= UInt64(limits.blobsDiskFreeMinBytes) else {
            throw Problem(
                .storeFull, limit: .init("blobsDiskFreeMinBytes", limits.blobsDiskFreeMinBytes),
                retryAfterSeconds: Self.fullRetrySeconds)
        }
    }

    /// At the start: takes over what lies there, and removes what no stored message names any more.
    func takeOver(from store: any RelayStore) async throws {
        let folder = folder
        let listing = try await BlockingWork.run { try folder.listing() }
        let byMessage = Dictionary(grouping: listing.blobs, by: \.blob.message)
        for (message, entries) in byMessage {
            guard let stored = try await store.message(message),
                let envelope = try? SlotBytes.envelope(head: stored.head, slot: nil)
            else {
                try await BlockingWork.run { folder.remove(message) }
                continue
            }
            for entry in entries {
                guard let blob = NamedBlob(entry.blob, in: envelope.header) else { continue }
                if !entry.isWhole { awaited.add(blob) }
                // Above the limit too: it is there.
                _ = book.take(blob, limitBytes: .max)
            }
        }
    }

    /// Removes the blobs of messages that have expired; returns how many messages that were.
    func sweep(at now: Timestamp) async throws -> Int {
        let folder = folder
        let expired = book.expired(at: now).union(awaited.expired(at: now))
        for message in expired {
            try await BlockingWork.run { folder.remove(message) }
            book.forget(message)
            awaited.forget(message)
        }
        return expired.count
    }

    private static let fullRetrySeconds = 60
}

extension Problem {
    /// What the file system's refusal is to a caller.
    init(blob error: any Error) {
        switch error as? FileError {
        case .spaceExhausted: self.init(.storeFull, retryAfterSeconds: 60)
        case .notFound: self.init(.notFound)
        default: self.init(.storeUnavailable, retryAfterSeconds: 60)
        }
    }
}
