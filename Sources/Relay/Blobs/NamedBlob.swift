import Carriers
import Envelopes
import Identity
import Labels
import Registry
import Storage

/// A blob that a stored message names, which a caller may write or read.
struct NamedBlob: Hashable, Sendable {
    let address: BlobAddress
    /// As the header says.
    let bytes: UInt64
    let originator: ActorID
    let expires: Timestamp

    /// `nil` when the header does not name it.
    init?(_ address: BlobAddress, in header: MessageHeader) {
        guard
            let reference = header.attachments.first(where: { $0.digest == address.digest })
        else { return nil }
        self.address = address
        bytes = reference.bytes
        originator = header.core.originator
        expires = header.core.label.expires
    }

    var reference: AttachmentReference {
        AttachmentReference(digest: address.digest, bytes: bytes)
    }
}

/// Who may write and who may read a blob: asked anew on every request.
struct BlobAccess {
    let services: RelayServices
    let admission: Admission

    /// For handing in: the blob of a message that the caller's actor sent and that is kept here.
    ///
    /// - Throws: ``Problem``; for what is not the caller's the same as for what is not there.
    func own(_ address: BlobAddress) async throws -> NamedBlob {
        let node = try admission.node()
        guard let stored = try await message(address.message), stored.originator == node.actor
        else { throw Problem(.notFound) }
        guard stored.expires > admission.now else { throw Problem(.expired) }
        guard node.ceiling >= stored.level else { throw Problem(.nodeCeiling) }
        let envelope: ReceivedEnvelope
        do {
            envelope = try SlotBytes.envelope(head: stored.head, slot: nil)
            // The key may have been revoked since.
            try envelope.checkSignatures(in: admission.view.registry)
        } catch {
            throw Problem(.envelopeInvalid, defect: error.caseName)
        }
        guard let blob = NamedBlob(address, in: envelope.header) else { throw Problem(.notFound) }
        return blob
    }

    /// For reading: decided as at the delivery of the message, by the same gates.
    ///
    /// - Throws: ``Problem`` of one kind, whatever stands in the way: who may not read something
    ///   does not learn whether it is there.
    func readable(_ address: BlobAddress) async throws -> NamedBlob {
        let node = try admission.node()
        let deliverer = Deliverer(
            relay: services.identity.id, reader: node, view: admission.view, now: admission.now,
            random: services.random)
        guard let message = try await delivered(address.message, to: node.actor),
            let envelope = deliverer.permitted(message),
            envelope.core.label.expires > admission.now,
            let blob = NamedBlob(address, in: envelope.header),
            services.blobs.folder.isWhole(address)
        else { throw Problem(.notFound) }
        return blob
    }

    private func message(_ id: MessageID) async throws -> StoredMessage? {
        do throws(StorageError) { return try await services.store.message(id) } catch {
            throw Problem(storage: error)
        }
    }

    private func delivered(
        _ id: MessageID, to actor: ActorID
    ) async throws -> DeliveredMessage? {
        do throws(StorageError) {
            return try await services.store.message(id, for: actor)
        } catch {
            throw Problem(storage: error)
        }
    }
}
