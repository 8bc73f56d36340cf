import Bundles
import Delivery
import Envelopes
import Files
import Identity
import Labels
import Storage

// Attachments in bundles: pieces of the files as they travel, so that they fit on sticks of any size.

extension NodeEngine {
    /// The pieces of a message's attachments, as far as the files are here.
    struct AttachmentFreight {
        var pieces: [BundleFreight] = []
        /// Of those a relay has had, and this machine has not kept.
        var absentCount = 0
    }

    /// - Throws: `FileError`.
    func attachmentFreight(of envelope: VerifiedEnvelope) async throws -> AttachmentFreight {
        var freight = AttachmentFreight()
        for reference in envelope.header.attachments {
            guard blobs.isWhole(reference) else {
                freight.absentCount += 1
                continue
            }
            let step = UInt64(BundledPiece.byteCountMax)
            for offset in stride(from: 0, to: reference.bytes, by: Int(step)) {
                let place = BundleFreight.AttachmentPlace(
                    message: envelope.id, digest: reference.digest, offset: offset,
                    count: Int(min(step, reference.bytes - offset)))
                let line = try await bundleEntry(at: place).line
                freight.pieces.append(
                    BundleFreight(place, line, lane: envelope.core.precedence))
            }
        }
        return freight
    }

    /// The entry of a piece, made anew.
    func bundleEntry(at place: BundleFreight.AttachmentPlace) async throws -> BundleEntry {
        let blobs = blobs
        let bytes = try await BlockingWork.run {
            try blobs.piece(of: place.digest, at: place.offset, count: place.count)
        }
        guard bytes.count == place.count else { throw BundleError.changed }
        return BundledPiece(
            message: place.message, digest: place.digest, offset: place.offset, bytes: bytes
        ).entry
    }

    // MARK: Taking in

    /// Adds a piece to an attachment of a message that is here and came from the same actor.
    ///
    /// - Throws: `FileError`, `StorageError`. What is refused is in the reply, not an error.
    func take(
        piece entry: BundleEntry, from sender: ActorID, _ reply: inout ImportedBundles
    ) async throws {
        guard let piece = BundledPiece(entry) else { return reply.attachments.pieces.refused += 1 }
        guard let record = memory.received[piece.message]?.value else {
            return reply.attachments.ahead += 1
        }
        let attachments = record.attachments ?? []
        guard record.originator == sender.text,
            let index = attachments.firstIndex(where: { $0.digest == piece.digest.hex }),
            let reference = attachments[index].reference
        else { return reply.attachments.pieces.refused += 1 }
        guard attachments[index].isPending else { return reply.attachments.pieces.known += 1 }
        let key = TransferQueue.Key(message: piece.message, index: index)
        try await withFetchesHeld {
            try await take(piece, of: reference, key, &reply)
            fetches.offsets[key] = nil
        }
    }

    private func take(
        _ piece: BundledPiece, of reference: AttachmentReference, _ key: TransferQueue.Key,
        _ reply: inout ImportedBundles
    ) async throws {
        let blobs = blobs
        switch try await BlockingWork.run({
            try blobs.add(piece.bytes, to: reference, at: piece.offset)
        })
        {
        case .known: reply.attachments.pieces.known += 1
        case .ahead: reply.attachments.ahead += 1
        case .beyond: reply.attachments.pieces.refused += 1
        case .added(let byteCount):
            guard byteCount == reference.bytes else { return reply.attachments.pieces.new += 1 }
            do { try await fetched(key, reference) } catch is EnvelopeError {
                // What came is something else, and is gone.
                return reply.attachments.pieces.refused += 1
            }
            reply.attachments.pieces.new += 1
            reply.attachments.complete += 1
        }
    }

    /// Runs `body` while no relay is asked for attachments: two who write one file would each
    /// believe the other's bytes to be missing.
    private func withFetchesHeld(_ body: () async throws -> Void) async throws {
        // A piece from a relay takes about a second.
        while fetches.isBusy { try await Task.sleep(for: .milliseconds(10)) }
        fetches.isBusy = true
        defer { fetches.isBusy = false }
        try await body()
    }
}
