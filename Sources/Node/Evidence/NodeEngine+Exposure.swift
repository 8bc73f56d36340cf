import Delivery
import Envelopes
import Foundation
import Handover
import Identity
import Labels
import Registry
import Storage

extension NodeEngine {
    /// What something that came into other hands opens or shows, of all this node has sent and
    /// received.
    ///
    /// Whoever has a key opens whatever was sealed to it and he can get at, however old; so a time
    /// leaves nothing out but what a relay had forgotten by then.
    ///
    /// - Throws: ``NodeError``, `StorageError`; what was never registered
    ///   is a reply without messages.
    package func exposure(_ order: ExposureOrder) async throws -> ExposureReply {
        if order.kind == .person {
            var messages: [ExposedMessage]?
            if let person = try? PersonID(order.name) {
                messages = try await exposed(by: person, at: order.since ?? clock())
            }
            return ExposureReply(kind: order.kind, name: order.name, messages: messages)
        }
        // As of the beginning everything is there, whatever was revoked since.
        let everything = material.registry.view(at: Timestamp(clampingMilliseconds: 0))
        guard let lost = LostThing(order, in: everything) else {
            return ExposureReply(kind: order.kind, name: order.name, messages: nil)
        }
        var messages: [ExposedMessage] = []
        for (_, kept) in memory.sent.sorted(by: { $0.key < $1.key }) {
            messages += try await exposed(kept.value, by: lost)
        }
        for (_, kept) in memory.received.sorted(by: { $0.key < $1.key }) {
            if let message = exposed(kept.value, by: lost) { messages.append(message) }
        }
        return ExposureReply(kind: order.kind, name: order.name, messages: messages)
    }

    // MARK: Sent

    /// One line for each recipient who is concerned.
    private func exposed(
        _ record: SentRecord, by lost: LostThing
    ) async throws -> [ExposedMessage] {
        let level = try Level(record.level)
        switch lost {
        case .relay(let relay, let since):
            guard record.delivery.relay == relay.text,
                record.expiresMs > (since?.milliseconds ?? 0)
            else { return [] }
            return record.recipients.map { line(record, to: $0, opens: level == .open) }
        case .node(_, let actor, let ceiling):
            guard level <= ceiling else { return [] }
            return record.recipients.filter { $0 == actor.text }
                .map { line(record, to: $0, opens: true) }
        case .key(let key):
            guard let bytes = try await envelope(of: record),
                let (received, _) = try? EnvelopeFraming.split(bytes)
            else { return [] }
            let holders = received.head.slots.filter { $0.slot.keyID == key }
            return holders.map { line(record, to: $0.slot.recipient.text, opens: true) }
        }
    }

    private func line(_ record: SentRecord, to recipient: String, opens: Bool) -> ExposedMessage {
        let facts = record.track[recipient] ?? [:]
        func time(_ fact: TrackFact) -> Timestamp? {
            facts[fact.name].map { Timestamp(clampingMilliseconds: $0) }
        }
        let delivered = time(.delivered)
        let isAlive = record.expiresMs > clock().milliseconds
        return ExposedMessage(
            id: record.id, originator: actor.text, recipient: recipient, level: record.level,
            contentReadable: opens, delivered: delivered, opened: time(.opened),
            mustReseal: opens && record.level != Level.open.name && delivered == nil && isAlive)
    }

    // MARK: Received

    private func exposed(_ record: ReceivedRecord, by lost: LostThing) -> ExposedMessage? {
        guard let level = try? Level(record.level) else { return nil }
        switch lost {
        case .relay: return nil
        case .node(let node, let actor, let ceiling):
            // Another node of ours has the same keys, and maybe the same messages.
            guard actor == self.actor, level <= ceiling || node == self.node else { return nil }
        case .key(let key):
            guard record.slotKey == key.hex else { return nil }
        }
        return ExposedMessage(
            id: record.id, originator: record.originator, recipient: actor.text,
            level: record.level, contentReadable: true,
            delivered: Timestamp(clampingMilliseconds: record.receivedMs),
            opened: record.openedMs.map { Timestamp(clampingMilliseconds: $0) },
            mustReseal: false)
    }
}

/// What was lost, as the registry knows it.
private enum LostThing {
    case key(KeyID)
    /// With the keys of its actor up to its ceiling.
    case node(NodeID, of: ActorID, ceiling: Level)
    case relay(RelayID, since: Timestamp?)

    /// `nil` for what was never registered.
    init?(_ order: ExposureOrder, in view: RegistryView) {
        switch order.kind {
        case .key:
            guard let key = try? KeyID(hex: order.name), view.key(key) != nil else { return nil }
            self = .key(key)
        case .node:
            let nodes = view.actors.values.flatMap(\.nodes.values)
            guard let found = nodes.first(where: { $0.id.text == order.name }) else { return nil }
            self = .node(found.id, of: found.actor, ceiling: found.ceiling)
        // Persons are the roster's, which is no part of the registry.
        case .person: return nil
        case .relay:
            guard let found = view.everyRelay.first(where: { $0.id.text == order.name }) else {
                return nil
            }
            self = .relay(found.id, since: order.since)
        }
    }
}
