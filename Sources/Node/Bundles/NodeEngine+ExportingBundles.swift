import Bundles
import Envelopes
import Handover
import Identity
import Labels
import Notes
import Policies
import Primitives
import Registry
import Storage

extension NodeEngine {
    /// Writes what waits for an actor to one or more files: messages no receipt has come for,
    /// receipts owed, the region's notes, and the trees of relays' logs with what stands in them.
    ///
    /// The outbox goes on as before: a file that was written has reached nobody.
    ///
    /// - Throws: ``NodeError``, `BundleError`, `FileError`. Messages that policy keeps from this
    ///   way are in the reply, not an error.
    package func exportBundle(_ order: BundleOrder) async throws -> ExportedBundle {
        try requireClock()
        let view = try regionView()
        let destination = try ActorID(order.to)
        guard destination != actor, view.registry.actor(destination) != nil else {
            throw NodeError.actorUnknown(destination)
        }
        let waiting = outgoing(to: destination, withDelivered: order.attachments == .all)
        let status = try order.status.map { try StatusKind($0) } ?? onlyStatus(of: waiting)
        var freight = try regionOffer().entries.map { BundleFreight($0) }
        freight += owedReceipts(to: destination, status, in: view.registry)
        // What a relay does not tell now, a later bundle has.
        for link in relays where link.isAnswering { try? await lookAtTree(of: link.id) }
        freight += try bundledTrees()
        var level = Level.open
        var leftOut: [ExportedBundle.LeftOut] = []
        var attachmentsAbsent = 0
        for message in waiting where message.status == status {
            switch try await passage(of: message.id, to: destination, in: view) {
            case .may(let envelope, let line):
                level = max(level, envelope.core.label.level)
                freight.append(
                    BundleFreight(message: message.id, line, lane: envelope.core.precedence))
                freight += try await bundledEntries(
                    of: message.id, to: destination, in: envelope.core.precedence)
                guard order.attachments != .none else { continue }
                let attachments = try await attachmentFreight(of: envelope)
                freight += attachments.pieces
                attachmentsAbsent += attachments.absentCount
            case .mayNot(let gates):
                leftOut.append(ExportedBundle.LeftOut(id: message.id.hex, gates: gates))
            }
        }
        let shipment = BundleShipment(
            destination: destination, status: status,
            key: try bundleKey(of: destination, level: level, status: status, in: view.registry),
            freight: BundleFreight.inOrder(freight))
        let written = try await write(
            shipment, to: order.path, partMaxBytes: order.partMaxBytes, leftOut: leftOut,
            attachmentsAbsent: attachmentsAbsent)
        try await noteTreesCarried()
        return written
    }

    // MARK: Messages

    private struct Outgoing {
        let id: MessageID
        let status: StatusKind
        let lane: Precedence
        let createdMs: Int64
        let isCanary: Bool
    }

    /// What the actor should have and, as far as we know, has not: the most urgent first, each lane
    /// in its order.
    ///
    /// - Parameter withDelivered: also what it has, if that has attachments.
    private func outgoing(to destination: ActorID, withDelivered: Bool) -> [Outgoing] {
        let now = clock().milliseconds
        return memory.sent.compactMap { id, kept in
            let record = kept.value
            let facts = record.track[destination.text] ?? [:]
            guard record.recipients.contains(destination.text), record.isUnderWay,
                record.expiresMs > now, facts["refused"] == nil,
                facts["delivered"] == nil
                    || (withDelivered && record.attachments?.isEmpty == false),
                let status = (try? Label(text: record.label))?.status.kind
            else { return nil }
            return Outgoing(
                id: id, status: status,
                lane: Precedence(rawValue: record.precedence) ?? .routine,
                createdMs: record.createdMs, isCanary: record.canary != nil)
        }.sorted { ($0.lane, $0.createdMs) < ($1.lane, $1.createdMs) }
    }

    /// A canary decides only where nothing else waits: it shall not stand in the way.
    private func onlyStatus(of waiting: [Outgoing]) throws -> StatusKind {
        let messages = waiting.filter { !$0.isCanary }
        let found = StatusKind.allCases.filter { status in
            (messages.isEmpty ? waiting : messages).contains { $0.status == status }
        }
        guard found.count <= 1 else { throw NodeError.bundleStatusUnclear(waiting: found) }
        return found.first ?? .actual
    }

    private enum Passage {
        case may(VerifiedEnvelope, BundleLine)
        case mayNot([DeniedGate])
    }

    /// The sender's own decision once more, for this way.
    private func passage(
        of id: MessageID, to destination: ActorID, in view: RegionView
    ) async throws -> Passage {
        let (envelope, content) = try await heldEnvelope(id, in: view.registry)
        let memory = memory
        let own = actor
        let decision = decide(
            AccessRequest(
                envelope, to: destination,
                HandoverCircumstances(
                    stage: .sender, carrier: .bundle,
                    systems: [UsedSystem(.sendingNode, ownSystem)],
                    source: { memory.source(of: $0, sentBy: own) }, now: clock())),
            in: view.policy)
        guard decision.isPermitted, let head = envelope.head(for: destination) else {
            return .mayNot(decision.failed.map(DeniedGate.init))
        }
        let entry = BundleEntry(.message, EnvelopeFraming.opening(of: head) + content)
        return .may(envelope, entry.line)
    }

    /// A message of ours as the vault keeps it.
    private func heldEnvelope(
        _ id: MessageID, in view: RegistryView
    ) async throws -> (VerifiedEnvelope, content: [UInt8]) {
        guard let record = memory.sent[id]?.value else {
            throw NodeError.messageUnknown(text: id.hex)
        }
        let rowID = try VaultRowID(bytes: Hex.decode(record.envelopeRow))
        guard let row = try await store.row(rowID, in: NodeTable.envelopes) else {
            throw NodeError.vaultCorrupt(table: NodeTable.envelopes.name)
        }
        let (received, content) = try EnvelopeFraming.split(vault.bytes(of: row))
        return (try received.verified(in: view, at: clock()), content)
    }

    /// The entry of a message, made anew.
    func bundleEntry(of id: MessageID, to destination: ActorID) async throws -> BundleEntry {
        let view = material.registry.view(at: clock())
        let (envelope, content) = try await heldEnvelope(id, in: view)
        guard let head = envelope.head(for: destination) else { throw BundleError.changed }
        return BundleEntry(.message, EnvelopeFraming.opening(of: head) + content)
    }

    // MARK: The region

    /// Everything this node has verified of the region and another may lack.
    private func regionOffer() throws -> RegionOffer {
        var refusals: [RegionRefusal] = []
        let notes = try directory.region.notes(&refusals)
        var offer = RegionOffer()
        offer.registry = material.registry.files.mapValues { String(decoding: $0, as: UTF8.self) }
        offer.policy = material.policies.latest?.note.encoded
        offer.freshness = notes.freshness.first?.note.encoded
        offer.exercises = notes.exercises.map { String(decoding: $0.note.encoded, as: UTF8.self) }
        offer.activations = notes.activations.map {
            String(decoding: $0.note.encoded, as: UTF8.self)
        }
        return offer
    }
}

extension SentRecord {
    /// It may still reach somebody this way.
    fileprivate var isUnderWay: Bool {
        if canary != nil { return isCanaryByHand }
        return switch delivery.state {
        case .queued, .waiting, .accepted, .published: true
        case .awaitingRelease, .delivered, .denied, .rejected, .expired, .cancelled: false
        }
    }
}
