package import Identity

/// What was asked when an entry's decision was taken, and what was answered for each recipient:
/// enough to ask again, years later.
///
/// Words of other rooms (stages, kinds, suites, gates) are carried by their names, since this room
/// judges nothing. Spec: Ledger#questions.
package struct RecordedQuestion: Hashable, Sendable {
    /// Where it was asked: `sender`, `relay-accept`, …
    package var stage: String
    /// Digest of the text that names policy, registry and notes as they were then.
    package var view: Digest
    package var asked: Timestamp
    /// The moment registry and policy were looked at for.
    package var viewed: Timestamp
    /// In its text form.
    package var label: String
    package var kind: String
    package var suite: String
    package var isOpaque = false
    package var ground: GroundCode?
    package var approval: ApprovalID?
    package var activation: ActivationID?
    package var carrier: String
    /// Of the originator.
    package var keys: [Key] = []
    package var references: [Reference] = []
    package var releases: [PersonID] = []
    package var systems: [System] = []
    package var vault: String?
    package var witnessed: Timestamp?
    /// The gates about persons, asked beside; `nil` where they were not.
    package var admission: Admission?
    package var answers: [Answer] = []

    package init(
        stage: String, view: Digest, asked: Timestamp, viewed: Timestamp, label: String,
        kind: String, suite: String, carrier: String
    ) {
        self.stage = stage
        self.view = view
        self.asked = asked
        self.viewed = viewed
        self.label = label
        self.kind = kind
        self.suite = suite
        self.carrier = carrier
    }

    package struct Key: Hashable, Sendable {
        package let role: String
        package let id: KeyID

        package init(role: String, id: KeyID) { (self.role, self.id) = (role, id) }
    }

    /// What the message says of an earlier one, and whose that was, where it was held.
    package struct Reference: Hashable, Sendable {
        package let relation: String
        package let message: MessageID
        package let originator: ActorID?
        /// Empty where it was not held.
        package let owners: [ActorID]

        package init(
            relation: String, message: MessageID, originator: ActorID?, owners: [ActorID]
        ) {
            self.relation = relation
            self.message = message
            self.originator = originator
            self.owners = owners
        }
    }

    /// A system the message passed, as the policy names it.
    package struct System: Hashable, Sendable {
        package let role: String
        package let name: String

        package init(role: String, name: String) { (self.role, self.name) = (role, name) }
    }

    /// The gates about persons, and that they let her.
    package struct Admission: Hashable, Sendable {
        package let asked: Timestamp
        /// Digest of what the roster had of her, which lies elsewhere; `nil` when nobody had said who
        /// is there.
        package let standing: Digest?

        package init(asked: Timestamp, standing: Digest?) {
            (self.asked, self.standing) = (asked, standing)
        }
    }

    /// What was answered for one recipient.
    package struct Answer: Hashable, Sendable {
        package let recipient: ActorID
        /// Of the recipient.
        package let key: KeyID?
        /// The gates that failed, in their order; none where it was permitted.
        package let failed: [String]

        package init(recipient: ActorID, key: KeyID?, failed: [String]) {
            self.recipient = recipient
            self.key = key
            self.failed = failed
        }
    }

    package static let labelMaxBytes = 64 * 1024
    /// Of each kind but answers.
    package static let partsMax = 256
    package static let answersMax = LedgerFacts.recipientsMax
    static let linesMax = answersMax + 4 * partsMax + 16
}

extension RecordedQuestion {
    /// Whether reading gives back what writing gave.
    var isWritable: Bool {
        hasFewParts && hasTokens && isPlainLine(label, maxBytes: Self.labelMaxBytes)
            && references.allSatisfy { $0.originator != nil || $0.owners.isEmpty }
    }

    private var hasFewParts: Bool {
        answers.count <= Self.answersMax
            && max(keys.count, references.count, releases.count, systems.count) <= Self.partsMax
    }

    private var hasTokens: Bool {
        isToken(stage) && isToken(kind) && isToken(suite) && isToken(carrier)
            && vault.map(isToken) ?? true && keys.allSatisfy { isToken($0.role) }
            && references.allSatisfy { isToken($0.relation) }
            && systems.allSatisfy { isToken($0.role) && isSystemName($0.name) }
            && answers.allSatisfy { $0.failed.allSatisfy(isToken) }
    }
}

/// `relay:relay-1`, `node:sos-alarm/sos-alarm-1`.
func isSystemName(_ text: String) -> Bool {
    text.split(omittingEmptySubsequences: false) { ":/".contains($0) }
        .allSatisfy { isToken(String($0)) }
}
