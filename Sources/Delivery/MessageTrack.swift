package import Identity

/// Who should have a message, who has it, who opened and acknowledged it, who is late.
package struct MessageTrack: Hashable, Sendable {
    package private(set) var recipients: [ActorID: TrackState]

    package init(recipients: [ActorID: TrackState] = [:]) { self.recipients = recipients }

    package init(expecting recipients: [ActorID], at time: Timestamp) {
        self.init()
        for recipient in recipients { record(.expected, by: recipient, at: time) }
    }

    package mutating func record(_ fact: TrackFact, by recipient: ActorID, at time: Timestamp) {
        recipients[recipient, default: TrackState()].record(fact, at: time)
    }

    package mutating func merge(_ other: MessageTrack) {
        recipients.merge(other.recipients) { $0.merged(with: $1) }
    }

    /// The recipients for whom `fact` holds, sorted.
    package func who(_ fact: TrackFact) -> [ActorID] {
        recipients.filter { $0.value.has(fact) }.keys.sorted()
    }

    /// The expected recipients who had not come as far as `fact` by `due`, sorted; nobody before
    /// `due` has passed. One who came later, by its receipt, is late too.
    package func late(for fact: TrackFact, due: Timestamp, at now: Timestamp) -> [ActorID] {
        guard now > due else { return [] }
        let late = recipients.filter { _, state in
            guard state.has(.expected) else { return false }
            guard state.has(fact) else { return true }
            return state.facts[fact].map { $0 > due } ?? false
        }
        return late.keys.sorted()
    }
}
