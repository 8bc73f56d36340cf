package import Carriers
import Delivery
import Identity
import Labels

/// How far a message has come on the ladder, in a form that can be stored.
package struct LadderRecord: Codable, Sendable, Equatable {
    package struct Leg: Codable, Sendable, Equatable {
        package enum State: String, Codable, Sendable { case asked, arrived, refused }

        package var state: State
        package var isLate: Bool
        package var atMs: Int64?
    }

    package var sequence: UInt64
    /// Of the framed envelope.
    package var bytes: Int
    /// Rungs that do not take messages of its sort.
    package var barred: [String]
    /// By rung.
    package var legs: [String: Leg]
    package var isConfirmed: Bool
    /// What came of the latest attempt that failed.
    package var lastProblem: GatewayProblem?
    /// Gates that failed when a carrier was to take it.
    package var denied: [DeniedGate]?

    init(_ state: ParcelState) {
        sequence = state.parcel.sequence
        bytes = state.parcel.bytes
        barred = state.parcel.barred.map(\.name).sorted()
        isConfirmed = state.isConfirmed
        legs = Dictionary(
            uniqueKeysWithValues: state.legs.map { ($0.key.name, Leg($0.value)) })
    }

    /// Takes over where the ladder has the message.
    mutating func take(_ state: ParcelState) {
        let (problem, gates) = (lastProblem, denied)
        self = LadderRecord(state)
        (lastProblem, denied) = (problem, gates)
    }
}

extension LadderRecord {
    /// As `track` tells it.
    var ways: [TrackReply.Way] {
        legs.sorted { $0.key < $1.key }.map { rung, leg in
            TrackReply.Way(
                rung: rung, state: leg.state, isLate: leg.isLate,
                at: leg.atMs.map { Timestamp(clampingMilliseconds: $0) })
        }
    }
}

extension LadderRecord.Leg {
    fileprivate init(_ leg: Delivery.Leg) {
        switch leg {
        case .asked(let isLate): self.init(state: .asked, isLate: isLate)
        case .arrived(let at, let isLate):
            self.init(state: .arrived, isLate: isLate, atMs: at.milliseconds)
        case .refused(let at): self.init(state: .refused, isLate: false, atMs: at.milliseconds)
        }
    }

    fileprivate var leg: Delivery.Leg {
        let at = Timestamp(clampingMilliseconds: atMs ?? 0)
        return switch state {
        case .asked: .asked(isLate: isLate)
        case .arrived: .arrived(at: at, isLate: isLate)
        case .refused: .refused(at: at)
        }
    }
}

extension SentRecord {
    /// What the ladder goes on with after a start; `nil` when it has nothing to do with it.
    var parcelState: ParcelState? {
        guard let ladder, let id = try? MessageID(hex: id), let level = try? Level(level),
            let precedence = Precedence(rawValue: precedence)
        else { return nil }
        switch delivery.state {
        case .awaitingRelease, .expired, .cancelled: return nil
        case .queued, .waiting, .published, .accepted, .delivered, .denied, .rejected: break
        }
        let parcel = Parcel(
            id: id, precedence: precedence, level: level, bytes: ladder.bytes,
            expires: Timestamp(clampingMilliseconds: expiresMs),
            barred: Set(ladder.barred.map { Rung($0) }), sequence: ladder.sequence)
        var legs = Dictionary(
            uniqueKeysWithValues: ladder.legs.map { (Rung($0.key), $0.value.leg) })
        if case .asked = legs[.relays], let end = endWithRelays { legs[.relays] = end }
        return ParcelState(
            parcel, legs: legs, isConfirmed: ladder.isConfirmed || isSignedForByAll)
    }

    /// How it ended with the relays, where the outbox learnt that just before a stop.
    private var endWithRelays: Leg? {
        let at = Timestamp(clampingMilliseconds: delivery.atMs ?? createdMs)
        return switch delivery.state {
        case .accepted, .delivered: .arrived(at: at, isLate: false)
        case .denied, .rejected: .refused(at: at)
        case .awaitingRelease, .queued, .waiting, .published, .expired, .cancelled: nil
        }
    }

    /// Whether the outbox of the relays has it, or had.
    var isWithRelays: Bool { ladder.map { $0.legs[Rung.relays.name] != nil } ?? true }

    /// Takes over where the ladder has the message. What no relay was asked for is published once a
    /// carrier has it.
    mutating func take(_ state: ParcelState) {
        if ladder == nil { ladder = LadderRecord(state) } else { ladder?.take(state) }
        if delivery.state == .published, state.isConfirmed { delivery.state = .delivered }
        guard !isWithRelays, delivery.state == .queued, let at = state.carriedAt else { return }
        delivery.state = .published
        delivery.atMs = at.milliseconds
    }
}
