package import Carriers
package import Handover
package import Identity
package import Policies

// Times are RFC 3339 here, since commands write these as they are; the vault keeps milliseconds.

/// A line of the inbox.
package struct InboxLine: Codable, Sendable {
    package var id: String
    package var from: String
    package var function: String?
    package var kind: String
    package var level: String
    package var status: String
    package var marking: String
    package var precedence: String
    package var subject: String
    package var created: Timestamp
    package var received: Timestamp
    package var opened: Timestamp?
    package var acknowledged: Timestamp?
    package var supersededBy: String?
    /// Set apart: a key it is signed with had been in other hands when it came.
    package var quarantined: Timestamp?
    package var gapNoticed: String?
    package var isOpaque: Bool
    package var attachments: Int
    /// Those of them that are not here yet.
    package var attachmentsPending: Int
    /// It is for persons who have signed in, so the subject is not told here.
    package var isSubjectWithheld: Bool
}

/// A message, shown.
package struct InboxMessage: Codable, Sendable {
    package var line: InboxLine
    package var label: String
    package var mediaType: String
    package var fileName: String
    @Base64Bytes package var body: [UInt8]
    /// As a person reads it; `nil` for what an approved product has sealed.
    package var text: Reading?
    package var attachments: [AttachmentLine]

    /// Headings and fixed words in each language, the sender's own words as they came.
    package struct Reading: Codable, Sendable {
        package var sv: String
        package var en: String
    }
}

package struct OutboxLine: Codable, Sendable {
    package var id: String
    package var kind: String
    package var level: String
    package var status: String
    package var precedence: String
    package var subject: String
    package var created: Timestamp
    package var state: SentDelivery.State
    package var recipients: Int
    package var denied: Int
    package var lastProblem: RelayProblem?
    package var isOpaque: Bool
    package var attachments: Int
    /// Those of them that no relay has yet.
    package var attachmentsPending: Int
    /// As that of ``InboxLine``.
    package var isSubjectWithheld: Bool
}

/// For one message: who should have it, who has it, who opened and acknowledged it.
package struct TrackReply: Codable, Sendable {
    package struct Recipient: Codable, Sendable {
        package var actor: String
        /// The furthest that is known.
        package var furthest: String
        /// Fact name → when.
        package var facts: [String: Timestamp]
    }

    /// The relays that have signed that they hold the message.
    package struct Custody: Codable, Sendable, Equatable {
        /// How many have to before this node may forget its own copy.
        package var needed: Int
        package var relays: [Custodian]

        package var isEnough: Bool { relays.count >= needed }
    }

    package struct Custodian: Codable, Sendable, Equatable {
        package var relay: String
        package var since: Timestamp
    }

    package var id: String
    package var state: SentDelivery.State
    package var subject: String
    /// As that of ``InboxLine``.
    package var isSubjectWithheld: Bool
    package var isOpaque: Bool
    package var attachments: [AttachmentLine]
    package var custody: Custody
    package var recipients: [Recipient]
    /// How far it has come on each rung of the ladder; empty for what goes by the relays alone.
    package var ways: [Way]
    package var denied: [DeniedRecipient]

    package struct Way: Codable, Sendable {
        package var rung: String
        package var state: LadderRecord.Leg.State
        /// It should have gone there before.
        package var isLate: Bool
        package var at: Timestamp?
    }
}

package struct StatusReply: Codable, Sendable {
    package struct Relay: Codable, Sendable {
        package var id: String
        package var url: String
        package var isUp: Bool
        package var lastReached: Timestamp?
        package var problem: RelayProblem?
        /// How far this machine's clock was ahead of the relay's at its latest answer.
        package var clockAheadSeconds: Int64?
    }

    /// What waits in one lane.
    package struct Lane: Codable, Sendable {
        package var precedence: String
        package var queued: Int
        package var unread: Int
    }

    /// One way messages can go, and how it fares. The first in order of preference comes first.
    package struct RungLine: Codable, Sendable {
        package enum State: String, Codable, Sendable {
            case up, down, untried
            /// A person does it.
            case byHand = "by-hand"
        }

        package var rung: String
        /// As policy knows it.
        package var carrier: String
        package var state: State
        /// Of ``state``; `nil` by hand.
        package var since: Timestamp?
        /// The highest level that policy lets go there; `nil` when none.
        package var ceiling: String?
        /// Of one message; `nil` where only the format limits it.
        package var bytesMax: Int?
        package var isOneWay: Bool
        package var problem: GatewayProblem?
        /// Messages others carried in its stead, still to be entered there.
        package var owed: Int
    }

    /// The way messages of one level go now.
    package struct InForce: Codable, Sendable, Equatable {
        package var level: String
        /// `nil` when there is none.
        package var rung: String?
        package var since: Timestamp
        /// Rungs before it that may carry the level, and are down.
        package var passedOver: [String]
        /// What people do meanwhile, step by step, as policy has it; `nil` where it has nothing.
        package var routine: [String]?
        /// What they do where a rung that they serve themselves does not work either.
        package var lastRoutine: [String]?
    }

    /// A rung that policy asks to be drilled, and has not been in time.
    package struct DrillDue: Codable, Sendable, Equatable {
        package var carrier: String
        /// The relay's name; that of the carrier for another.
        package var rung: String
        /// When it last carried what it should; `nil` for never.
        package var passed: Timestamp?
        package var everySeconds: Int64
    }

    /// A key that should have a successor by now.
    package struct KeyDue: Codable, Sendable {
        package var id: String
        package var purpose: String
        package var owner: String
        package var due: Timestamp
        package var until: Timestamp
    }

    /// When somebody who does not administer the system is to have looked through the ledger.
    package struct LogReview: Codable, Sendable, Equatable {
        package var due: Timestamp
        package var isOverdue: Bool
        /// Entries nobody has reviewed.
        package var waiting: UInt64
    }

    /// The way messages go now.
    package enum Rung: String, Codable, Sendable {
        case relay
        /// None has been tried since the node was opened.
        case untried
        /// No relay answers, WIS does: what goes there goes.
        case wis
        /// Nothing that goes by itself answers: everything waits.
        case none
    }

    /// A mode in force, and what is stricter for it.
    package struct ModeInForce: Codable, Sendable {
        package var mode: String
        package var name: String
        /// For what is of this status: `actual`, `exercise(ovning-2026)`.
        package var status: String
        /// When the last of its calls ends; `nil` for one that needs none.
        package var until: Timestamp?
        package var tightens: [ModeLimitReport]
    }

    package var actor: String
    package var node: String
    package var rung: Rung
    /// The relay of ``Rung/relay``.
    package var relay: String?
    package var relays: [Relay]
    package var rungs: [RungLine]
    /// When the node was opened: of the time before, it does not know how its rungs fared.
    package var opened: Timestamp
    /// By level, the lowest first.
    package var inForce: [InForce]
    /// What others published in WIS, signed by nobody we know.
    package var publications: Int
    package var policyVersion: UInt64?
    /// The usual one first.
    package var modes: [ModeInForce]
    package var registryHead: String
    package var freshnessIssued: Timestamp?
    package var queued: Int
    package var awaitingRelease: Int
    package var unread: Int
    /// The most urgent first.
    package var lanes: [Lane]
    package var refused: [RefusedLine]
    package var gaps: [GapLine]
    /// Whose heartbeats come, and since when they do not.
    package var heard: [HeardLine]
    /// Notes that contradict each other, kept here.
    package var evidence: [KeptEvidence]
    package var keysDue: [KeyDue]
    package var drillsDue: [DrillDue]
    /// By when the ledger is to be reviewed; `nil` where policy sets no interval.
    package var logReview: LogReview?
    package var ledgerSize: UInt64
    package var ledgerRoot: String
    /// How telling the SIEM of the ledger fares; `nil` where there is none.
    package var syslog: SyslogState?
}

/// Something that arrived and was not taken in.
package struct RefusedLine: Codable, Sendable {
    package var id: String
    package var originator: String
    package var reason: ArrivalDefect
    package var gates: [DeniedGate]
    package var received: Timestamp
}

/// Counters of a stream that never came.
package struct GapLine: Codable, Sendable, Equatable {
    package var originator: String
    package var level: String
    package var status: String
    package var first: UInt64
    package var last: UInt64
}
