package import Identity

/// What is known of one message and one recipient.
///
/// A set of facts with the earliest time each was seen at. Merging is a union: the same receipts
/// give the same state in any order and any number of times, and nothing known is unlearned.
package struct TrackState: Hashable, Sendable {
    package private(set) var facts: [TrackFact: Timestamp]

    package init(facts: [TrackFact: Timestamp] = [:]) { self.facts = facts }

    package mutating func record(_ fact: TrackFact, at time: Timestamp) {
        facts[fact] = min(facts[fact] ?? time, time)
    }

    package mutating func merge(_ other: TrackState) {
        facts.merge(other.facts) { min($0, $1) }
    }

    package func merged(with other: TrackState) -> TrackState {
        var merged = self
        merged.merge(other)
        return merged
    }

    /// The furthest fact; `nil` while nothing is known. Merging never takes it back.
    package var furthest: TrackFact? { facts.keys.max() }

    /// Whether the message has come at least as far as `fact`, by what is known.
    ///
    /// An acknowledgement says that it was opened and delivered too, although those receipts may
    /// be lost or still on their way. Refusing is not opening, nor is expiring being delivered.
    package func has(_ fact: TrackFact) -> Bool {
        switch fact {
        case .expected, .refused, .expired, .acknowledged: facts[fact] != nil
        case .accepted: facts[.accepted] != nil || has(.delivered)
        case .delivered: facts[.delivered] != nil || facts[.refused] != nil || has(.opened)
        case .opened: facts[.opened] != nil || facts[.acknowledged] != nil
        }
    }
}

/// What may become known of a message on its way to a recipient, the furthest last.
package enum TrackFact: Int, CaseIterable, Sendable, Hashable, Comparable {
    /// It is meant for the recipient.
    case expected
    /// A relay keeps it.
    case accepted
    /// It expired before it was delivered, as far as anybody knew.
    case expired
    /// The recipient's node has it.
    case delivered
    /// The recipient's node has it and decided not to open it.
    case refused
    /// It was shown to a person.
    case opened
    /// A person confirmed it.
    case acknowledged

    package static func < (left: TrackFact, right: TrackFact) -> Bool {
        left.rawValue < right.rawValue
    }
}
