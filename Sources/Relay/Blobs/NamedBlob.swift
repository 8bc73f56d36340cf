import Carriers
import Envelopes
import Identity
import Labels
import Registry
import Storage

/// A blob that a stored message names, which a caller may write or read.
struct NamedBlob: Hashable, Sendable {
    let address: BlobAddress
    /// Its place among the header's, from 0.
    let index: Int
    /// As the header says.
    let bytes: UInt64
    let originator: ActorID
    let precedence: Precedence
    let expires: Timestamp

    /// `nil` when the header does not name it.
    init?(_ address: BlobAddress, in header: MessageHeader) {
        guard
            let index = header.attachments.firstIndex(where: { $0.digest == address.digest })
        else { return nil }
        self.init(address.message, index, in: header)
    }

    /// All that a header names.
    static func all(of message: MessageID, in header: MessageHeader) -> [NamedBlob] {
        header.attachments.indices.map { NamedBlob(message, $0, in: header) }
    }

    private init(_ message: MessageID, _ index: Int, in header: MessageHeader) {
        let reference = header.attachments[index]
        address = BlobAddress(message: message, digest: reference.digest)
        self.index = index
        bytes = reference.bytes
        originator = header.core.originator
        precedence = header.core.precedence
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
        let header: MessageHeader? =
            switch admission.peer {
            case .node(let node): try await header(of: address.message, for: node)
            case .relay(let relay): try await header(of: address.message, for: relay)
            }
        guard let header, header.core.label.expires > admission.now,
            let blob = NamedBlob(address, in: header), services.blobs.folder.isWhole(address)
        else { throw Problem(.notFound) }
        return blob
    }

    /// `nil` for what that node may not have now.
    private func header(
        of message: MessageID, for node: NodeRecord
    ) async throws -> MessageHeader? {
        let deliverer = Deliverer(
            relay: services.identity.id, reader: node, view: admission.view, now: admission.now,
            random: services.random)
        return try await delivered(message, to: node.actor)
            .flatMap { deliverer.permitted($0)?.header }
    }

    /// `nil` for what may not go by way of that relay now: what goes with a message is decided as
    /// the message itself in the log.
    private func header(
        of id: MessageID, for relay: RelayRecord
    ) async throws -> MessageHeader? {
        guard !services.peers.isCutOff(relay.id), let stored = try await message(id) else {
            return nil
        }
        let handout = ReplicaHandout(
            services: services, peer: relay, view: admission.view, now: admission.now)
        let place = LogPlace(stored.precedence, stored.index)
        let (page, _) = try await handout.page(ReplicationQuery(.only(place)))
        guard let entry = page.entries.first, entry.place == place, entry.kind == .message,
            let envelope = try? EnvelopeFraming.split(entry.body).envelope, envelope.id == id
        else { return nil }
        return envelope.header
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
