import Delivery
import Envelopes
import Files
import Handover
import Identity
import Labels
import Policies
import Primitives
import Sealing

/// Attachments sealed for a message that is about to be.
struct SealedAttachments: Sendable {
    let keying: MessageKeying
    let files: [(description: AttachmentDescription, reference: AttachmentReference)]

    /// Whether a message of that core may name them: an open one's are in clear, and its core gets
    /// its counter last.
    func fit(_ core: MessageCore) -> Bool {
        guard core.suite.seals else { return !keying.core.suite.seals }
        return keying.core == core
    }
}

extension NodeEngine {
    /// Decides, and seals the files where anybody may have them. Outside of any exclusive section:
    /// other messages go on meanwhile.
    ///
    /// - Returns: `nil` when there are none, or nothing will be sent.
    func sealedAttachments(of draft: MessageDraft) async throws -> SealedAttachments? {
        guard !draft.order.attachments.isEmpty, !draft.order.dryRun else { return nil }
        let resolved = try draft.resolved(in: regionView(), node: self)
        guard draft.mayGo(resolved) else { return nil }
        let keying = MessageKeying(resolved.core)
        let (files, blobs, random) = (draft.attachments, blobs, random)
        var sealed: [(description: AttachmentDescription, reference: AttachmentReference)] = []
        do {
            for (index, file) in files.enumerated() {
                let keys = keying.attachmentKeys(index: index)
                let reference = try await BlockingWork.run {
                    try blobs.seal(file, under: keys, random: random)
                }
                sealed.append((file.description, reference))
                blobsBeingSent[reference.digest, default: 0] += 1
            }
        } catch {
            release(SealedAttachments(keying: keying, files: sealed))
            throw error
        }
        return SealedAttachments(keying: keying, files: sealed)
    }

    /// The message that names them is in the vault, or never will be.
    func release(_ attachments: SealedAttachments) {
        for (_, reference) in attachments.files {
            let left = blobsBeingSent[reference.digest, default: 1] - 1
            blobsBeingSent[reference.digest] = left > 0 ? left : nil
            drop(reference.digest)
        }
    }

    /// What became of a message decides what becomes of its attachments.
    func settleAttachments(of id: MessageID) {
        guard let record = memory.sent[id]?.value, record.attachments != nil else { return }
        if record.delivery.state == .accepted { queueUploads(of: id) }
        if record.isOver { dropBlobs(of: id) }
    }

    /// Removes the files of a message that nothing needs any more.
    func dropBlobs(of id: MessageID) {
        for attachment in memory.sent[id]?.value.attachments ?? [] {
            if let digest = attachment.reference?.digest { drop(digest) }
        }
    }

    private func drop(_ digest: Digest) {
        if !isNamed(digest) { blobs.remove(digest) }
    }

    /// Whether some message still needs the file.
    private func isNamed(_ digest: Digest) -> Bool {
        let hex = digest.hex
        let now = clock().milliseconds
        return blobsBeingSent[digest] != nil
            || memory.sent.values.contains { kept in
                (kept.value.attachments ?? []).contains { $0.digest == hex && $0.isPending }
                    && !kept.value.isOver && kept.value.expiresMs > now
            }
            || memory.received.values.contains { kept in
                (kept.value.attachments ?? []).contains { $0.digest == hex }
            }
    }
}

extension SentRecord {
    /// Whether it will never be at a relay.
    var isOver: Bool {
        switch delivery.state {
        case .awaitingRelease, .queued, .waiting, .accepted, .published: false
        case .delivered, .denied, .rejected, .expired, .cancelled: true
        }
    }
}

extension MessageDraft {
    /// Whether policy lets it go to those it must reach.
    func mayGo(_ resolved: ResolvedDraft) -> Bool {
        let mustPassAll = namesActors || order.requireAll
        return !(resolved.permitted.isEmpty || (mustPassAll && !resolved.denied.isEmpty))
    }

    /// What the files are, before any is read.
    ///
    /// - Throws: ``NodeError``, `SealingError`.
    static func attachments(of order: SendOrder) throws -> [AttachmentFile] {
        try AttachmentFile.all(
            at: order.attachments.map(\.path), isBesideOpaque: order.opaqueApproval != nil)
    }
}
