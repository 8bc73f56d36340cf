package import Identity
package import Labels

extension OutboxMachine {
    package enum Event: Hashable, Sendable {
        case submitted(MessageID, precedence: Precedence, expires: Timestamp)
        case attemptEnded(MessageID, over: RelayID, AttemptOutcome)
        /// What came of an attempt could not be kept: as if it had not been made, but not at once.
        case attemptLost(MessageID, over: RelayID)
        /// A receipt for the message came, from whomever: some relay must have it.
        case receiptSeen(MessageID)
        /// Something else got through to the relay.
        case relayReached(RelayID)
        /// A person does not want to wait.
        case retryRequested(MessageID)
        case cancelled(MessageID)
        /// The alarm rang, or the machine has just started.
        case tick
    }

    package enum Effect: Hashable, Sendable {
        /// Store the item durably, replacing what is stored under its id.
        case persist(OutboxItem)
        case send(MessageID, over: RelayID)
        case changed(MessageID, OutboxState)
        /// It expired without any relay having taken it: tell somebody.
        case giveUp(MessageID)
        case relayChanged(RelayID, isUp: Bool)
        /// Too many messages are waiting; this one was not taken.
        case refused(MessageID, limit: Int)
        /// Send ``Event/tick`` at that time; replaces earlier alarms.
        case sleep(until: Timestamp)
    }
}
