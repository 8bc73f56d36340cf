package import Envelopes
package import Identity
package import Labels
package import Policies
import Registry

/// What one hand-over adds to what the envelope says of itself.
package struct HandoverCircumstances: Sendable {
    package var stage: DecisionStage
    package var carrier: CarrierKind
    package var systems: [UsedSystem]
    /// Of an earlier message, what its own verified header had; `nil` where it is not held.
    package var source: @Sendable (MessageID) -> Reference.Source?
    /// Status of the vault, at the receiver.
    package var vault: StatusKind?
    /// See ``AccessRequest/witnessed``.
    package var witnessed: Timestamp?
    package var now: Timestamp

    package init(
        stage: DecisionStage, carrier: CarrierKind, systems: [UsedSystem],
        source: @escaping @Sendable (MessageID) -> Reference.Source? = { _ in nil },
        vault: StatusKind? = nil, witnessed: Timestamp? = nil, now: Timestamp
    ) {
        self.stage = stage
        self.carrier = carrier
        self.systems = systems
        self.source = source
        self.vault = vault
        self.witnessed = witnessed
        self.now = now
    }
}

extension AccessRequest {
    /// Asks about a verified envelope, for one recipient: all it names is taken from the signed
    /// header and the verified
    /// signatures, nothing from elsewhere.
    package init(
        _ envelope: VerifiedEnvelope, to recipient: ActorID, _ circumstances: HandoverCircumstances
    ) {
        let holder = envelope.slot(of: recipient).map { Addressee($0.slot) }
        self.init(envelope, to: holder ?? Addressee(recipient), circumstances)
    }

    /// As ``init(_:to:_:)``, for many: see ``Policies/decide(_:for:in:)``.
    package init(
        _ envelope: VerifiedEnvelope, toMany circumstances: HandoverCircumstances
    ) {
        self.init(envelope, to: Addressee(envelope.core.originator), circumstances)
    }

    private init(
        _ envelope: VerifiedEnvelope, to addressee: Addressee,
        _ circumstances: HandoverCircumstances
    ) {
        let core = envelope.core
        let roles: [KeyRole] = [.originatorSigning, .originatorPostQuantum]
        let signing = zip(envelope.head.signatures, roles).map { UsedKey($0.keyID, $1) }
        self.init(
            label: core.label, kind: core.kind, originator: core.originator,
            recipient: addressee.actor, stage: circumstances.stage, suite: core.suite,
            isOpaque: core.isOpaque, keys: signing + addressee.keys, ground: core.ground,
            approval: core.approval, activation: core.activation, carrier: circumstances.carrier,
            references: core.references.map { reference in
                Reference(
                    Reference.Relation(reference.relation), reference.message,
                    source: circumstances.source(reference.message))
            },
            releases: envelope.releasedBy, systems: circumstances.systems,
            vault: circumstances.vault, witnessed: circumstances.witnessed, now: circumstances.now)
    }
}

extension Addressee {
    /// Who holds a slot, and by which key.
    package init(_ slot: Slot) {
        self.init(slot.recipient, keys: [UsedKey(slot.keyID, .recipientWrapping)])
    }
}

extension Reference.Relation {
    package init(_ relation: MessageReference.Relation) {
        self =
            switch relation {
            case .supersedes: .supersedes
            case .cancels: .cancels
            case .answers: .answers
            case .reclassifies: .reclassifies
            }
    }
}
