package import Identity
package import Labels

/// A message on its way out: a plain value, stored by the caller whenever ``OutboxMachine`` says
/// so.
package struct OutboxItem: Hashable, Sendable {
    package let id: MessageID
    package let precedence: Precedence
    package let expires: Timestamp
    /// Order of submission; within a lane the lowest goes first.
    package let sequence: UInt64
    /// How many times every relay in reach was tried in vain.
    package var failedRounds: Int
    package var state: OutboxState

    package init(
        id: MessageID, precedence: Precedence, expires: Timestamp, sequence: UInt64,
        failedRounds: Int = 0, state: OutboxState = .queued
    ) {
        self.id = id
        self.precedence = precedence
        self.expires = expires
        self.sequence = sequence
        self.failedRounds = failedRounds
        self.state = state
    }
}

/// How far a message has come; named by what it waits for, or by how it ended.
///
/// That an attempt is under way is not part of it: after a crash nobody knows, and sending twice
/// does no harm.
package enum OutboxState: Hashable, Sendable {
    /// For a relay and a place in its lane.
    case queued
    /// For the end of a pause after failures.
    case waiting(until: Timestamp)
    /// A relay has it, durably. `by` is `nil` when a receipt from further on proves it.
    case accepted(by: RelayID?, at: Timestamp)
    /// Refused by policy; other relays hold the same policy and are not asked.
    case denied(by: RelayID, at: Timestamp)
    /// Refused as malformed.
    case rejected(by: RelayID, at: Timestamp)
    case expired(at: Timestamp)
    case cancelled(at: Timestamp)

    /// Whether nothing more will be tried.
    package var isFinal: Bool {
        switch self {
        case .queued, .waiting: false
        case .accepted, .denied, .rejected, .expired, .cancelled: true
        }
    }
}

/// What became of one attempt at one relay.
package enum AttemptOutcome: Hashable, Sendable {
    /// 201: it survives a power cut there.
    case accepted
    /// No connection, no answer in time, or a failure of the relay.
    case temporarilyFailed
    /// The relay is there but has too much; `retryAfterSeconds` as it asked, and for what.
    case busy(retryAfterSeconds: Int64, of: BusyScope = .relay)
    /// 403, a decision of policy.
    case denied
    /// The relay found the message malformed or unverifiable.
    case rejected
    /// The relay's clock says it is too late.
    case expired
}

/// What a busy relay asks to wait with.
package enum BusyScope: Hashable, Sendable {
    /// With everything: it stops, or its disk takes nothing.
    case relay
    /// With messages of this precedence, and with less urgent ones all the more.
    case lane
    /// With this message alone: a recipient's mailbox is full.
    case message
}
