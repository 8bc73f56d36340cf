package import Identity

extension FailoverMachine {
    package enum Event: Hashable, Sendable {
        case submitted(Parcel)
        /// For a rung that keeps: how it ended there.
        case attemptEnded(MessageID, over: Rung, AttemptOutcome)
        /// What came of an attempt could not be kept: as if it had not been made, but not at once.
        case attemptLost(MessageID, over: Rung)
        /// Whether the rung says that it is there and well.
        case probeEnded(Rung, isWell: Bool)
        /// Nobody knows what came of the question.
        case probeLost(Rung)
        /// How a rung fares that tries by itself.
        case observed(Rung, isUp: Bool)
        /// Everybody the message is for has signed for it.
        case confirmed(MessageID)
        case cancelled(MessageID)
        /// Policy or configuration changed.
        case ladderChanged([RungTraits])
        /// The alarm rang, or the machine has just started.
        case tick
    }

    package enum Effect: Hashable, Sendable {
        /// Store it durably, replacing what is stored under its id.
        case persist(ParcelState)
        case send(MessageID, over: Rung, isLate: Bool)
        /// Ask the rung how it is, without any message.
        case probe(Rung)
        case rungChanged(Rung, isUp: Bool)
        /// It expired, and no rung of this ladder had it or keeps it.
        case giveUp(MessageID)
        /// Too many messages are waiting; this one was not taken.
        case refused(MessageID, limit: Int)
        /// Send ``Event/tick`` at that time; replaces earlier alarms.
        case sleep(until: Timestamp)
    }

    /// The rung that messages of a level go by now.
    package struct InForce: Hashable, Sendable {
        /// `nil` when the ladder has none for the level.
        package let rung: Rung?
        package let since: Timestamp
    }
}
