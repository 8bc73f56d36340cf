package import Identity
package import Labels

/// May this message of this sender go to this recipient, here and now?
///
/// One question for one recipient. What a stage does not hold is left out; a gate that needs it at
/// that stage then fails, see ``DecisionStage``.
package struct AccessRequest: Sendable, Hashable {
    package var label: Label
    package var kind: MessageKind
    package var originator: ActorID
    package var recipient: ActorID
    package var stage: DecisionStage
    /// The suite the header states; the policy says whether it is the right one.
    package var suite: Suite
    /// Whether the content is a blob that an approved product has sealed already.
    package var isOpaque: Bool
    /// Every key this message uses towards this recipient.
    package var keys: [UsedKey]
    package var ground: GroundCode?
    package var approval: ApprovalID?
    package var activation: ActivationID?
    package var carrier: CarrierKind
    package var references: [Reference]
    /// Persons of the originator whose release signature over the message has been verified.
    package var releases: [PersonID]
    package var systems: [UsedSystem]
    /// The status of the vault it will be kept in; the receiver must say.
    package var vault: StatusKind?
    /// A moment at which the message provably existed already: the relay's own record of accepting
    /// it, or witnessed log evidence.
    ///
    /// Windows and keys that have ended since then do not hurt it. `created` in the header proves
    /// nothing and must not be given here.
    package var witnessed: Timestamp?
    /// Who is there, at ``DecisionStage/person``; `nil` when nobody has said so.
    package var person: PersonAtNode?
    package var now: Timestamp

    package init(
        label: Label, kind: MessageKind, originator: ActorID, recipient: ActorID,
        stage: DecisionStage, suite: Suite, isOpaque: Bool = false, keys: [UsedKey] = [],
        ground: GroundCode? = nil, approval: ApprovalID? = nil, activation: ActivationID? = nil,
        carrier: CarrierKind, references: [Reference] = [], releases: [PersonID] = [],
        systems: [UsedSystem] = [], vault: StatusKind? = nil, witnessed: Timestamp? = nil,
        now: Timestamp
    ) {
        self.label = label
        self.kind = kind
        self.originator = originator
        self.recipient = recipient
        self.stage = stage
        self.suite = suite
        self.isOpaque = isOpaque
        self.keys = keys
        self.ground = ground
        self.approval = approval
        self.activation = activation
        self.carrier = carrier
        self.references = references
        self.releases = releases
        self.systems = systems
        self.vault = vault
        self.witnessed = witnessed
        self.now = now
    }

    /// The moment windows that may have closed since are judged at.
    var provenTime: Timestamp { min(witnessed ?? now, now) }
}

/// Where in a message's way the question is asked, and so what is held when it is.
///
/// | stage | holds beside label and policy |
/// |---|---|
/// | sender | keys it will use, its node, the relay it will post to; **not** releases, which are
/// signatures over the sealed message |
/// | relayAccept | keys, releases, sending node, itself |
/// | relayDeliver | keys, releases, itself, receiving node |
/// | receiver | keys, releases, its node, its vault, the relay it came by |
/// | person | who is there, by the actor's own roster |
///
/// All gates of a hand-over run at the first four but for ``GateID/releasePersons``, which begins at
/// `relayAccept`. A sender that holds the sealed message asks `relayAccept` of itself before it lets
/// it go. At `person` the two gates about persons run, and they alone.
package enum DecisionStage: String, CaseIterable, Sendable, Hashable {
    /// Before sealing.
    case sender
    /// Before the relay stores.
    case relayAccept = "relay-accept"
    /// Before the relay hands out.
    case relayDeliver = "relay-deliver"
    /// Before opening.
    case receiver
    /// Before a person of the actor sees it, sends it or releases it, at the actor's own node.
    case person
}

/// A key and what the message uses it for.
package struct UsedKey: Sendable, Hashable {
    package let id: KeyID
    package let role: KeyRole

    package init(_ id: KeyID, _ role: KeyRole) {
        (self.id, self.role) = (id, role)
    }
}

package enum KeyRole: String, CaseIterable, Sendable, Hashable {
    case originatorSigning = "originator-signing"
    case originatorPostQuantum = "originator-post-quantum"
    case recipientWrapping = "recipient-wrapping"
}

/// What the message says of an earlier one, and what is known of that one here.
package struct Reference: Sendable, Hashable {
    package enum Relation: String, CaseIterable, Sendable, Hashable {
        case supersedes, cancels, reclassifies, answers
    }

    /// Of the message referred to, as its own verified header has it.
    package struct Source: Sendable, Hashable {
        package let originator: ActorID
        package let owners: [ActorID]

        package init(originator: ActorID, owners: [ActorID]) {
            (self.originator, self.owners) = (originator, owners)
        }
    }

    package let relation: Relation
    package let message: MessageID
    /// `nil` where the message is not held.
    package let source: Source?

    package init(_ relation: Relation, _ message: MessageID, source: Source?) {
        (self.relation, self.message, self.source) = (relation, message, source)
    }
}

/// A system the message passes, as certificates and the registry name it.
package struct UsedSystem: Sendable, Hashable {
    package let role: SystemRole
    package let name: SystemName

    package init(_ role: SystemRole, _ name: SystemName) {
        (self.role, self.name) = (role, name)
    }
}

package enum SystemRole: String, CaseIterable, Sendable, Hashable {
    case sendingNode = "sending-node"
    case relay
    case receivingNode = "receiving-node"
}
