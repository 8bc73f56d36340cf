package import Auditing
package import Identity
package import Registers

/// What `audit report` asks.
package struct ReportOrder: Codable, Sendable {
    package var from: Timestamp
    /// Not included.
    package var until: Timestamp
    /// What it is about; all of it where nothing is said.
    package var actor: ActorID?
    /// Or at least eight characters of it.
    package var message: String?
    /// A pseudonym of one's own roster, or a name there.
    package var person: String?
    package var claim: PersonClaim

    package init(
        from: Timestamp, until: Timestamp, actor: ActorID?, message: String?,
        person: String? = nil, by claim: PersonClaim
    ) {
        (self.from, self.until, self.actor) = (from, until, actor)
        (self.message, self.person, self.claim) = (message, person, claim)
    }
}

/// What a node's ledger, receipts and register say of a period; no content of any message.
package struct ReportReply: Codable, Sendable {
    /// An entry of the ledger.
    package struct Line: Codable, Sendable {
        package var entry: UInt64
        package var time: Timestamp
        package var event: String
        package var message: String?
        package var level: String?
        package var status: String?
        package var originator: ActorID?
        package var actor: ActorID?
        package var person: PersonID?
        package var recipients: [ActorID]
        package var failedGates: [String]
        package var detail: String?
    }

    /// Who knew what when.
    package struct Knowledge: Codable, Sendable {
        package enum How: String, Codable, Sendable, CaseIterable {
            /// It lay at a node of theirs.
            case delivered
            case opened, acknowledged
            /// An exemplar of it.
            case copied, extracted, printed, exported, handed, shown
        }

        package var message: String
        /// An actor, or a person of one's own.
        package var who: String
        package var how: How
        package var time: Timestamp
    }

    /// How long a message took from the relay to a recipient.
    package struct Delivery: Codable, Sendable {
        package var message: String
        package var level: String
        package var recipient: String
        package var accepted: Timestamp
        /// `nil`: no receipt has come.
        package var delivered: Timestamp?
    }

    /// How often a gate stood in the way.
    package struct Denial: Codable, Sendable {
        package var gate: String
        package var count: Int
    }

    /// What the register has of a person.
    package struct Person: Codable, Sendable {
        /// Something that happened to an exemplar, and in which parts she stands in it.
        package struct Act: Codable, Sendable {
            package enum Part: String, Codable, Sendable, CaseIterable {
                /// She wrote it.
                case recorded
                /// She had the exemplar from then on.
                case holder
                /// She was shown it, receipted for it or supervised.
                case named
                /// She decided on it.
                case decided
            }

            package var entry: RegisterNumber
            package var exemplar: Int
            package var event: RegisterEvent.Kind
            package var time: Timestamp
            package var parts: [Part]
        }

        /// An exemplar that is hers by the register, now.
        package struct Holding: Codable, Sendable {
            package var entry: RegisterNumber
            package var exemplar: Int
            package var level: String
            package var status: String
            package var state: Exemplar.State
            package var since: Timestamp
            package var isReceipted: Bool
        }

        /// One human, by all pseudonyms she has or has had; her name is in the roster alone.
        package var pseudonyms: [PersonID]
        package var acts: [Act]
        package var holdings: [Holding]
    }

    package var actor: ActorID
    package var node: NodeID
    package var by: PersonID
    package var made: Timestamp
    package var from: Timestamp
    package var until: Timestamp
    package var aboutActor: ActorID?
    package var aboutMessage: String?
    /// Of whom it is, where it is of a person.
    package var person: Person?
    /// The highest of what it speaks of, and every status; by name.
    package var level: String
    package var statuses: [String]
    /// The level's, as policy has it: `#rrggbb`.
    package var colour: String
    /// The ledger as it was read.
    package var ledgerSize: UInt64
    package var ledgerRoot: String
    /// Entries that retention has emptied: what they said is not told.
    package var erased: Int
    /// Under which policy, and when, such entries were emptied.
    package var disposals: [Disposal]
    package var timeline: [Line]
    package var knowledge: [Knowledge]
    package var deliveries: [Delivery]
    package var denials: [Denial]
}
