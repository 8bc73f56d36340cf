package import Identity
package import Labels
import Primitives

/// What a message says about itself before its content is known. Spec: Envelope#core.
package struct MessageCore: Hashable, Sendable {
    package var kind: MessageKind
    package var label: Label
    package var originator: ActorID
    /// The function that speaks (`tib`, `rsib`), when one is named.
    package var function: FunctionID?
    package var created: Timestamp
    package var precedence: Precedence
    package var references: [MessageReference]
    /// Policy and registry in force at the sender.
    package var viewDigest: ShortDigest
    package var ground: GroundCode?
    package var approval: ApprovalID?
    package var activation: ActivationID?
    package var suite: Suite
    /// The content was sealed by an approved product before; ``approval`` names the record.
    package var isOpaque: Bool
    /// The message whose slots carry this one's secret; `nil` when it brings its own.
    package var keyCarrier: ShortDigest?
    /// Suite `signed`: number in the stream (originator, audience); else number within the key
    /// epoch.
    package var counter: UInt64

    package static let version: UInt32 = 1

    package init(
        kind: MessageKind, label: Label, originator: ActorID, function: FunctionID? = nil,
        created: Timestamp, precedence: Precedence = .routine, references: [MessageReference] = [],
        viewDigest: ShortDigest, ground: GroundCode? = nil, approval: ApprovalID? = nil,
        activation: ActivationID? = nil, suite: Suite, isOpaque: Bool = false,
        keyCarrier: ShortDigest? = nil, counter: UInt64
    ) {
        self.kind = kind
        self.label = label
        self.originator = originator
        self.function = function
        self.created = created
        self.precedence = precedence
        self.references = references
        self.viewDigest = viewDigest
        self.ground = ground
        self.approval = approval
        self.activation = activation
        self.suite = suite
        self.isOpaque = isOpaque
        self.keyCarrier = keyCarrier
        self.counter = counter
    }

    /// The id of a core from the exact bytes that are signed.
    package static func id(ofEncoded core: [UInt8]) -> CoreID {
        CoreID(Hashing.sha256(domain: EnvelopeDomain.core, core))
    }
}

/// What a message is to an earlier one.
package struct MessageReference: Hashable, Sendable {
    package enum Relation: String, CaseIterable, Sendable, Hashable {
        case supersedes, cancels, answers, reclassifies
    }

    package let relation: Relation
    package let message: MessageID

    package init(_ relation: Relation, _ message: MessageID) {
        self.relation = relation
        self.message = message
    }
}
