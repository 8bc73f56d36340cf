import Delivery
import Envelopes
import Files
import Identity
import Labels
import Sealing
import Storage

extension NodeEngine {
    /// Writes a message's attachments to files in a folder of the caller's, each under a name made
    /// for it: what the sender calls it never chooses where it lies.
    ///
    /// - Parameters:
    ///   - folder: absolute, and there.
    ///   - exemplar: they go with, where a register is kept.
    /// - Throws: ``NodeError/messageUnknown(text:)``, `FileError/alreadyExists(path:)`,
    ///   `EnvelopeError`, `SealingError`, ``NodeError/personDenied(_:)``, `RosterError.signInRefused`,
    ///   `RegisterError.exemplarNotHers`.
    package func saveAttachments(
        of prefix: String, in folder: String, with exemplar: Int? = nil,
        by claim: PersonClaim? = nil
    ) async throws -> SavedAttachments {
        let id = try received(prefix)
        let person = try await proven(claim)
        // They are the content as much as the body is.
        _ = try await exclusively { engine in
            try await engine.opened(id, by: person, claim?.justification)
        }
        try requireExemplar(exemplar, of: id, by: person)
        guard let record = memory.received[id]?.value else {
            throw NodeError.messageUnknown(text: prefix)
        }
        let line = InboxLine(record)
        var reply = SavedAttachments(
            marking: line.marking, level: record.level, saved: [], absent: [])
        for (index, attachment) in (record.attachments ?? []).enumerated() {
            guard !attachment.isPending, let reference = attachment.reference else {
                reply.absent.append(attachmentLine(attachment, of: record, id, at: index))
                continue
            }
            let description = try attachment.description()
            let path = folder + "/" + description.safeFileName(number: index + 1)
            let keys = try await attachmentKeys(attachment, of: record)
            let blobs = blobs
            try await BlockingWork.run {
                try blobs.open(reference, description, keys: keys, to: path)
            }
            reply.saved.append(
                SavedAttachments.Saved(
                    number: index + 1, name: attachment.name, path: path,
                    bytes: attachment.bytes))
        }
        return reply
    }

    private func attachmentKeys(
        _ attachment: ReceivedAttachment, of record: ReceivedRecord
    ) async throws -> AttachmentKeys {
        guard let status = StatusKind(rawValue: record.status),
            let row = try await store.row(
                VaultRowID(bytes: Hex.decode(attachment.keysRow)),
                in: NodeTable.attachmentKeys(status))
        else { throw NodeError.vaultCorrupt(table: "attachment-keys") }
        return try AttachmentKeys(encoded: vault.bytes(of: row))
    }

    // MARK: Lines

    /// How the attachments of a received message stand.
    func attachmentLines(of record: ReceivedRecord) -> [AttachmentLine] {
        guard let id = try? MessageID(hex: record.id) else { return [] }
        return (record.attachments ?? []).enumerated().map {
            attachmentLine($0.element, of: record, id, at: $0.offset)
        }
    }

    private func attachmentLine(
        _ attachment: ReceivedAttachment, of record: ReceivedRecord, _ id: MessageID,
        at index: Int
    ) -> AttachmentLine {
        let key = TransferQueue.Key(message: id, index: index)
        let isExpired = record.expiresMs <= clock().milliseconds
        return AttachmentLine(
            number: index + 1, name: attachment.name, mediaType: attachment.mediaType,
            bytes: attachment.bytes,
            state: !attachment.isPending ? .arrived : isExpired ? .missing : .onItsWay,
            carriedBytes: attachment.isPending
                ? fetches.offsets[key] ?? 0 : attachment.sealedBytes,
            sealedBytes: attachment.sealedBytes,
            problem: attachment.isPending ? fetches.problems[key] : nil)
    }

    /// How the attachments of a sent message stand.
    func attachmentLines(of record: SentRecord) -> [AttachmentLine] {
        guard let id = try? MessageID(hex: record.id) else { return [] }
        return (record.attachments ?? []).enumerated().map { index, attachment in
            let key = TransferQueue.Key(message: id, index: index)
            return AttachmentLine(
                number: index + 1, name: attachment.name, mediaType: attachment.mediaType,
                bytes: attachment.bytes, state: state(of: attachment, of: record),
                carriedBytes: attachment.uploadedMs == nil
                    ? uploads.offsets[key] ?? 0 : attachment.sealedBytes,
                sealedBytes: attachment.sealedBytes,
                problem: attachment.refused ?? uploads.problems[key])
        }
    }

    private func state(
        of attachment: SentAttachment, of record: SentRecord
    ) -> AttachmentLine.State {
        if attachment.uploadedMs != nil { return .arrived }
        if attachment.refused != nil || record.isOver { return .refused }
        if record.expiresMs <= clock().milliseconds { return .missing }
        return record.delivery.state == .accepted ? .onItsWay : .waiting
    }
}
