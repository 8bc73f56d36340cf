package import Carriers

/// One thing found, with the facts it rests on.
///
/// Which check it belongs to and how bad it is follow from the case alone, see
/// ``Diagnosis/check`` and ``Diagnosis/state``; the numbers that part one case from the next are
/// in the examinations (`Diagnosis+Clock.swift` and so on).
package enum Diagnosis: Hashable, Sendable, Encodable {
    /// Nobody said that there is one.
    case nodeAbsent(path: String)
    /// The command line or the environment names one here.
    case nodeMissing(path: String)
    case nodeRunning(actor: String, node: String)
    case nodeStopped(actor: String, node: String)
    case nodeInvalid(path: String)

    /// How far this machine's clock is ahead of the witness's, negative when behind.
    case clockAgrees(with: ClockWitness, secondsAhead: Int64)
    case clockDrifts(from: ClockWitness, secondsAhead: Int64)
    case clockWrong(by: ClockWitness, secondsAhead: Int64)
    /// One relay's clock differs, another's agrees with ours.
    case relayClockWrong(relay: String, secondsAhead: Int64)
    case clockUnproven

    case ringReadable(path: String, keys: Int)
    case ringMissing(path: String)
    case ringDamaged(path: String)
    case ringNotOpened(path: String)
    /// Another key file or passphrase than the one that opens it.
    case ringRefuses(path: String)
    case keyFileUnreadable(path: String)
    /// Others than the owner have rights to it; `mode` in octal.
    case fileExposed(path: String, mode: String)
    case keyExpiring(purpose: String, owner: String, until: String)
    case keyExpired(purpose: String, owner: String, until: String)

    case coreDumpsOff
    case coreDumpsOn

    case swapAbsent
    case swapEncrypted(areas: [String])
    case swapPlain(areas: [String])
    case swapUnknown

    case diskSound(path: String, freeBytes: UInt64)
    case diskLow(path: String, freeBytes: UInt64)
    case diskFull(path: String, freeBytes: UInt64)
    case diskReadOnly(path: String)
    /// Writing and flushing was tried there and failed.
    case flushFails(path: String)
    case diskUnknown(path: String)

    case vaultCurrent(version: Int)
    /// The next start takes a copy and brings it to `known`.
    case vaultOlder(found: Int, known: Int)
    case vaultTooOld(found: Int, oldest: Int)
    case vaultNewer(found: Int, known: Int)
    case vaultForeign(path: String)
    case vaultMissing(path: String)

    /// Entries of the ledger have waited longer for a review than policy lets them.
    case logReviewOverdue(due: String, waiting: UInt64)

    case registryHolds(actors: Int, head: String)
    case registryInvalid(path: String)
    case nodeUnregistered(actor: String, node: String)
    case nodeRevoked(actor: String, node: String)
    /// Notes that contradict each other: a fork, a roll-back, two policies of one number.
    case evidenceKept(count: Int, path: String)

    case policyInForce(version: UInt64)
    /// Parts of it say themselves that nobody has decided them.
    case policyExample(version: UInt64)
    case policyMissing
    /// Levels of actual use that are for persons with a token.
    case levelsClosed(levels: [String])
    /// Notes beside it that did not verify.
    case notesRefused(count: Int)

    case freshnessCurrent(issued: String, ends: [FreshnessEnd])
    /// For the first of them.
    case freshnessEndsSoon(ends: [FreshnessEnd])
    /// Nothing is sealed or stored at these levels now.
    case freshnessTooOld(levels: [String], issued: String)
    /// At no level.
    case freshnessExpired(issued: String)
    case freshnessMissing

    case relayAnswers(relay: String, milliseconds: Int64?)
    case relayFails(relay: String, problem: RelayProblem)
    /// Without the node's key nothing can be asked of it.
    case relayUntried(relay: String)
    case relayUnregistered(url: String)

    case rungRelay(relays: [String])
    /// No relay can be used; the node that runs says that WIS answers.
    case rungWIS
    case rungNone
    /// Not in the time policy asks for, by the node that runs.
    case rungsUndrilled(rungs: [String])
    case rungUntried

    /// The channel took the latest alert.
    case alertsTold(channel: String)
    /// It is set up, and nothing was told by it since the node was opened.
    case alertsUntried(channel: String)
    case alertsFail(channel: String, problem: GatewayProblem)
    /// Policy lets nothing go over thin links.
    case alertsForbidden
}

/// Until when something may be sealed at these levels.
package struct FreshnessEnd: Hashable, Sendable, Encodable {
    package let until: String
    package let levels: [String]

    package init(until: String, levels: [String]) {
        self.until = until
        self.levels = levels
    }
}

/// Who says what time it is.
package enum ClockWitness: Hashable, Sendable, Encodable {
    case relay(String)
    /// The newest freshness note: it is at least as late as that was signed.
    case freshness

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .relay(let name): try container.encode("relay:" + name)
        case .freshness: try container.encode("freshness")
        }
    }
}
