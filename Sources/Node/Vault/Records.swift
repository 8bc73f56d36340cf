package import Identity
import Labels

/// A message this node sends. Times are milliseconds since 1970 in UTC, identifiers in their text
/// form.
package struct SentRecord: Codable, Sendable {
    package var id: String
    package var kind: String
    package var label: String
    package var level: String
    package var subject: String
    package var precedence: String
    package var createdMs: Int64
    package var expiresMs: Int64
    /// Actors it was sealed to, or whom the audience reaches when it is open.
    package var recipients: [String]
    /// Actors the audience names whom policy refused, with the gates that failed.
    package var denied: [DeniedRecipient]
    package var supersedes: [String]
    /// Row of the framed envelope.
    package var envelopeRow: String
    package var delivery: SentDelivery
    /// Persons who have released it, and how many policy asks for.
    package var releasedBy: [String]
    package var releasesNeeded: Int
    /// Fact name → time, by recipient.
    package var track: [String: [String: Int64]]
    package var lastProblem: RelayProblem?
    /// Sealed by an approved product: it has no subject here.
    package var isOpaque: Bool
    /// `nil` where there are none, and in rows kept before there could be any.
    package var attachments: [SentAttachment]?
    /// Rows of the signed receipts that came for it; `nil` in rows kept before these were.
    package var receiptRows: [String]?
    /// `nil` for what goes by the relays alone, and in rows kept before there was a ladder.
    package var ladder: LadderRecord?
    /// Relays that have signed that they hold it, and when they did; `nil` where none has, and in
    /// rows kept before these were counted.
    package var custodians: [String: Int64]?
    /// The carrier that it tries, where it is a canary.
    package var canary: String?
}

/// The outbox item's state, as `Delivery` has it, in a form that can be stored.
package struct SentDelivery: Codable, Sendable, Equatable {
    package enum State: String, Codable, Sendable {
        case awaitingRelease = "awaiting-release"
        case queued, waiting, accepted, denied, rejected, expired, cancelled
        /// A carrier that everybody reads has it, and no relay was asked.
        case published
        /// No relay took it, and every recipient's receipt has come.
        case delivered
    }

    package var state: State
    package var sequence: UInt64
    package var failedRounds: Int
    /// When it was accepted, denied, …, or until when it waits.
    package var atMs: Int64?
    package var relay: String?
}

/// An actor that does not get the message, and why.
package struct DeniedRecipient: Codable, Sendable, Equatable {
    package var actor: String
    package var gates: [DeniedGate]
}

/// A failed gate in every wording a reader may want.
package struct DeniedGate: Codable, Sendable, Equatable {
    package var id: String
    package var basis: String
    package var sv: String
    package var en: String
    package var facts: [[String: String]]

    package init(
        id: String, basis: String, sv: String, en: String, facts: [[String: String]]
    ) {
        self.id = id
        self.basis = basis
        self.sv = sv
        self.en = en
        self.facts = facts
    }
}

/// A message this node received; its body lies in a row of its own.
package struct ReceivedRecord: Codable, Sendable {
    package var id: String
    package var originator: String
    package var function: String?
    package var kind: String
    package var label: String
    /// The label's marking line; `nil` in rows kept before it was. Reading a label again for every
    /// line of a long inbox is what made listing slow.
    package var marking: String?
    package var level: String
    package var status: String
    package var precedence: String
    package var subject: String
    package var mediaType: String
    package var fileName: String
    package var bodyBytes: Int
    package var createdMs: Int64
    package var receivedMs: Int64
    package var expiresMs: Int64
    /// Number in our stream from this originator at this level and status; `nil` for open messages.
    package var counter: UInt64?
    package var supersedes: [String]
    package var supersededBy: String?
    package var openedMs: Int64?
    package var acknowledgedMs: Int64?
    package var isOpaque: Bool
    package var bodyRow: String
    /// How the receipt names the slot it came by.
    package var slotDigest: String?
    package var slotKey: String?
    /// Counters that were missing when this one came.
    package var gapNoticed: String?
    /// Its number among all that came, from 1; `nil` in rows kept before these were counted.
    package var arrival: UInt64?
    /// `nil` where there are none, and in rows kept before there could be any.
    package var attachments: [ReceivedAttachment]?
    /// The keys it is signed with; `nil` in rows kept before these were noted.
    package var signedBy: [String]?
    /// When it was set apart, since a key of its had been in other hands when it came.
    package var quarantinedMs: Int64?
    /// It came where receipts do not reach its sender; `nil` once it came another way too, and in
    /// rows kept before there were such ways.
    package var isReceiptOwed: Bool?
    /// Persons who signed in to see it; `nil` where nobody has, and in rows kept before they could.
    package var seenBy: [PersonID]?
    /// Row of a relay's entry of it that a bundle brought, by the log's origin; `nil` where none has,
    /// and in rows kept before they were.
    package var entryRows: [String: String]?
}

/// Something that arrived and was not taken in.
package struct RefusedRecord: Codable, Sendable {
    package var id: String
    package var originator: String
    package var reason: ArrivalDefect
    package var gates: [DeniedGate]
    package var receivedMs: Int64
}

/// A receipt waiting to be handed to a relay: frame kind and bytes.
package struct PendingReceipt: Codable, Sendable {
    package var kind: UInt8
    @Base64Bytes package var bytes: [UInt8]
    /// Of what it is for; `nil` in rows kept before it was.
    package var precedence: String?
}

extension PendingReceipt {
    var lane: Precedence { precedence.flatMap(Precedence.init(rawValue:)) ?? .routine }
}

/// The next number in a stream of ours.
package struct CounterRecord: Codable, Sendable {
    /// `wrap/<recipient>/<level>/<status>` or `open/<audience>`.
    package var stream: String
    package var last: UInt64
}

/// The largest tree of a log that this node has cosigned.
package struct SeenTree: Codable, Sendable {
    /// The log's origin.
    package var log: String
    package var size: UInt64
    /// The checkpoint as it was signed.
    @Base64Bytes package var note: [UInt8]
}

package struct CursorRecord: Codable, Sendable {
    package var relay: String
    package var cursor: String
}
