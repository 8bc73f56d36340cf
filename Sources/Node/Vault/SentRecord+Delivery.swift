import Delivery
import Identity
import Labels
import Storage

extension SentDelivery {
    /// The machine's item, to be stored.
    init(_ item: OutboxItem) {
        sequence = item.sequence
        failedRounds = item.failedRounds
        atMs = nil
        relay = nil
        switch item.state {
        case .queued: state = .queued
        case .waiting(let until): (state, atMs) = (.waiting, until.milliseconds)
        case .accepted(nil, let at): (state, atMs) = (.delivered, at.milliseconds)
        case .accepted(let by?, let at):
            (state, atMs, relay) = (.accepted, at.milliseconds, by.text)
        case .denied(let by, let at): (state, atMs, relay) = (.denied, at.milliseconds, by.text)
        case .rejected(let by, let at):
            (state, atMs, relay) = (.rejected, at.milliseconds, by.text)
        case .expired(let at): (state, atMs) = (.expired, at.milliseconds)
        case .cancelled(let at): (state, atMs) = (.cancelled, at.milliseconds)
        }
    }

    var isFinal: Bool {
        switch state {
        case .awaitingRelease, .queued, .waiting: false
        case .accepted, .published, .delivered, .denied, .rejected, .expired, .cancelled: true
        }
    }
}

extension SentRecord {
    /// Whether it is still to be handed to a relay.
    var isQueued: Bool { delivery.state == .queued || delivery.state == .waiting }

    /// Takes over where the outbox has the message.
    mutating func take(_ item: OutboxItem) {
        delivery = SentDelivery(item)
        if case .expired(let at) = item.state { note(.expired, by: recipients, at: at) }
    }

    /// Nobody took it while it was of use.
    mutating func expire(at now: Timestamp) {
        (delivery.state, delivery.atMs) = (.expired, now.milliseconds)
        note(.expired, by: recipients, at: now)
    }

    /// Whether people are to carry it, to try that way.
    var isCanaryByHand: Bool { canary == CarrierKind.bundle.rawValue }

    /// Whether everybody's receipt is here.
    var isSignedForByAll: Bool { unsigned.isEmpty }

    /// Those whose receipt is not here.
    var unsigned: [String] {
        recipients.filter { track[$0]?[TrackFact.delivered.name] == nil }
    }

    /// Takes note of a fact; the earliest time it was seen at stays.
    mutating func note(_ fact: TrackFact, by actors: [String], at time: Timestamp) {
        for actor in actors where recipients.contains(actor) {
            let known = track[actor]?[fact.name] ?? .max
            track[actor, default: [:]][fact.name] = min(known, time.milliseconds)
        }
    }

    /// Takes note of a relay that holds it, and so that one does.
    mutating func note(custodian relay: RelayID, at time: Timestamp) {
        let known = custodians?[relay.text] ?? .max
        custodians = (custodians ?? [:]).merging([relay.text: min(known, time.milliseconds)]) {
            $1
        }
        note(.accepted, by: recipients, at: time)
    }

    /// Remembers where a signed receipt lies: the evidence for what the track says.
    mutating func keepReceipt(in row: VaultRow) {
        receiptRows = (receiptRows ?? []) + [Hex.encode(row.id.bytes)]
    }

    /// The track as `Delivery` knows it.
    var messageTrack: MessageTrack {
        var result = MessageTrack()
        for (actor, facts) in track {
            guard let id = try? ActorID(actor) else { continue }
            for (name, ms) in facts {
                guard let fact = TrackFact(name: name) else { continue }
                result.record(fact, by: id, at: Timestamp(clampingMilliseconds: ms))
            }
        }
        return result
    }

    /// The item to go on with after a start; `nil` when it is done with or waits for a person.
    var outboxItem: OutboxItem? {
        guard !delivery.isFinal, delivery.state != .awaitingRelease, isWithRelays,
            let id = try? MessageID(hex: id), let precedence = Precedence(rawValue: precedence)
        else { return nil }
        let state: Delivery.OutboxState
        if delivery.state == .waiting, let atMs = delivery.atMs {
            state = .waiting(until: Timestamp(clampingMilliseconds: atMs))
        } else {
            state = .queued
        }
        return OutboxItem(
            id: id, precedence: precedence, expires: Timestamp(clampingMilliseconds: expiresMs),
            sequence: delivery.sequence, failedRounds: delivery.failedRounds, state: state)
    }
}

extension NodeMemory {
    var outboxItems: [OutboxItem] { sent.values.compactMap(\.value.outboxItem) }
    var parcelStates: [ParcelState] { sent.values.compactMap(\.value.parcelState) }
}

extension TrackFact {
    /// The fact's stable name in output and in the vault.
    var name: String {
        switch self {
        case .expected: "expected"
        case .accepted: "accepted"
        case .expired: "expired"
        case .delivered: "delivered"
        case .refused: "refused"
        case .opened: "opened"
        case .acknowledged: "acknowledged"
        }
    }

    init?(name: String) {
        guard let fact = TrackFact.allCases.first(where: { $0.name == name }) else { return nil }
        self = fact
    }
}
