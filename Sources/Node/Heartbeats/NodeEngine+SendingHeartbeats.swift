import Carriers
import Delivery
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Policies
import Primitives
import Registry
import Sealing

extension NodeEngine {
    /// Tells everybody who was sent something lately which was the latest, and that this node is
    /// there. What finds no relay is not kept: the next heartbeat says more.
    ///
    /// - Parameter everySeconds: until the next.
    /// - Returns: how many went out.
    /// - Throws: ``NodeError``, `StorageError`.
    package func sendHeartbeats(everySeconds: Int64) async throws -> Int {
        guard let heartbeat = Heartbeat(nextSeconds: everySeconds) else { return 0 }
        try requireClock()
        let since = clock().adding(seconds: -heartbeatStreamSeconds)
        var sentCount = 0
        for round in HeartbeatRound.all(of: memory.sent.values.lazy.map(\.value), since: since) {
            let framed = try await exclusively { engine in
                try await engine.sealed(heartbeat, to: round)
            }
            guard let framed else { continue }
            if await isTaken(framed) { sentCount += 1 }
        }
        return sentCount
    }

    /// Decided anew, sealed and in the ledger; `nil` where nobody may have it now.
    private func sealed(
        _ heartbeat: Heartbeat, to round: HeartbeatRound
    ) async throws -> [UInt8]? {
        guard let record = memory.sent[round.latest]?.value,
            let envelope = try await envelope(of: record)
        else { return nil }
        let view = try regionView()
        let core = try core(
            of: heartbeat, like: EnvelopeFraming.split(envelope).envelope.core, in: view)
        let signing = try keys.signingKeys(
            level: core.label.level, status: core.label.status.kind, in: view.registry)
        let recipients = permitted(round.recipients, core, signing, in: view)
        guard !recipients.isEmpty else { return nil }
        let sealer = try MessageSealer(
            MessageKeying(core), recipients: recipients, now: core.created, random: random)
        let (head, content) = try sealer.seal(
            heartbeat.encoded, ContentDescription(mediaType: Heartbeat.mediaType), keys: signing,
            attachments: [])
        var facts = LedgerFacts(.sent, at: core.created)
        facts.message = try ReceivedEnvelope(head: head).id
        facts.originator = actor
        facts.node = node
        try facts.setHandling(
            level: core.label.level.name, status: core.label.status.kind.rawValue)
        try facts.setRecipients(recipients.map(\.key.actor))
        try facts.setDetail("heartbeat")
        try await commit([], recording: [ledgerRecord(facts)])
        return EnvelopeFraming.opening(of: head) + content
    }

    private func core(
        of heartbeat: Heartbeat, like latest: MessageCore, in view: RegionView
    ) throws -> MessageCore {
        let (now, label) = (clock(), latest.label)
        guard let rules = view.policy.rules(for: label.level, label.status, at: now) else {
            throw NodeError.levelUnknown(label.level)
        }
        let seconds = min(2 * heartbeat.nextSeconds, rules.expiresMaxSeconds)
        return MessageCore(
            kind: .heartbeat,
            label: try Label(
                status: label.status, secrecy: label.secrecy, securityClass: label.securityClass,
                audience: label.audience, compartments: label.compartments,
                caveats: label.caveats, origin: label.origin, owners: label.owners,
                expires: now.adding(seconds: seconds)),
            originator: actor, created: now, viewDigest: view.digest, ground: latest.ground,
            activation: latest.activation, suite: rules.suite, counter: 0)
    }

    /// Those who may have it, with the number of the latest message to each.
    private func permitted(
        _ recipients: [ActorID], _ core: MessageCore, _ signing: SigningKeys, in view: RegionView
    ) -> [SlotRecipient] {
        guard let first = recipients.first else { return [] }
        let wrapping = recipients.map {
            view.registry.usableKey(
                of: $0, .wrapping, level: core.label.level, status: core.label.status.kind)
        }
        let request = AccessRequest(
            label: core.label, kind: core.kind, originator: actor, recipient: first,
            stage: .sender, suite: core.suite, keys: signing.used, ground: core.ground,
            activation: core.activation, carrier: .relay, systems: systemsOfPosting,
            now: core.created)
        let addressees = zip(recipients, wrapping).map { recipient, key in
            Addressee(recipient, keys: key.map { [UsedKey($0.id, .recipientWrapping)] } ?? [])
        }
        let decisions = decide(request, for: addressees, in: view.policy)
        return zip(zip(recipients, wrapping), decisions).compactMap { addressee, decision in
            let (recipient, key) = addressee
            let stream = StreamName.wrapped(to: recipient, core.label)
            guard decision.isPermitted, let key, let counter = memory.counters[stream] else {
                return nil
            }
            return SlotRecipient(key: key, counter: counter.value.last)
        }
    }

    /// Whether some relay took it, the preferred one first.
    private func isTaken(_ framed: [UInt8]) async -> Bool {
        for link in relays {
            if case .accepted? = try? await link.client.submit(framed, precedence: .routine) {
                return true
            }
        }
        return false
    }
}

/// Who was sent nothing for a week is sent no heartbeats either.
private let heartbeatStreamSeconds: Int64 = 7 * 86_400
