package import Identity
package import Labels

/// What the ladder knows of a message: enough to choose a way, and nothing of what it says.
package struct Parcel: Hashable, Sendable {
    package let id: MessageID
    package let precedence: Precedence
    package let level: Level
    package let bytes: Int
    package let expires: Timestamp
    /// Rungs that do not take messages of its sort, whatever its level and size.
    package let barred: Set<Rung>
    /// Order of submission.
    package let sequence: UInt64

    package init(
        id: MessageID, precedence: Precedence, level: Level, bytes: Int, expires: Timestamp,
        barred: Set<Rung> = [], sequence: UInt64 = 0
    ) {
        self.id = id
        self.precedence = precedence
        self.level = level
        self.bytes = bytes
        self.expires = expires
        self.barred = barred
        self.sequence = sequence
    }

    func numbered(_ sequence: UInt64) -> Parcel {
        Parcel(
            id: id, precedence: precedence, level: level, bytes: bytes, expires: expires,
            barred: barred, sequence: sequence)
    }
}

/// How far a parcel has come on one rung.
///
/// That an attempt is under way is not part of it: after a crash nobody knows, and every carrier
/// takes the same message twice as once.
package enum Leg: Hashable, Sendable {
    /// It is to go there; late when it should have gone before.
    case asked(isLate: Bool)
    case arrived(at: Timestamp, isLate: Bool)
    /// Not to be asked again: policy or the carrier will not have it.
    case refused(at: Timestamp)
}

/// A parcel on the ladder: a plain value, stored by the caller whenever ``FailoverMachine`` says
/// so.
package struct ParcelState: Hashable, Sendable {
    package let parcel: Parcel
    package var legs: [Rung: Leg]
    /// Everybody it is for has signed for it.
    package var isConfirmed: Bool

    package init(_ parcel: Parcel, legs: [Rung: Leg] = [:], isConfirmed: Bool = false) {
        self.parcel = parcel
        self.legs = legs
        self.isConfirmed = isConfirmed
    }

    /// When the first rung had it.
    package var carriedAt: Timestamp? {
        legs.values.compactMap { if case .arrived(let at, _) = $0 { at } else { nil } }.min()
    }

    package var isCarried: Bool { isConfirmed || carriedAt != nil }
}
