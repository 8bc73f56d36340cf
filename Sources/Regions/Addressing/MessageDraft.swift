package import Handover
package import Identity
package import Labels
package import Policies
package import Registry

/// What a sender wants to send, before anybody has decided.
package struct MessageDraft: Sendable {
    package var kind: MessageKind
    package var label: Label
    package var originator: ActorID
    package var function: FunctionID?
    package var precedence: Precedence
    package var ground: GroundCode?
    package var approval: ApprovalID?
    package var activation: ActivationID?
    package var isOpaque: Bool
    package var carrier: CarrierKind
    package var references: [Reference]
    /// Systems the message will pass, as far as the sender sees them.
    package var systems: [UsedSystem]

    package init(
        kind: MessageKind, label: Label, originator: ActorID, function: FunctionID? = nil,
        precedence: Precedence = .routine, ground: GroundCode? = nil, approval: ApprovalID? = nil,
        activation: ActivationID? = nil, isOpaque: Bool = false, carrier: CarrierKind,
        references: [Reference] = [], systems: [UsedSystem] = []
    ) {
        self.kind = kind
        self.label = label
        self.originator = originator
        self.function = function
        self.precedence = precedence
        self.ground = ground
        self.approval = approval
        self.activation = activation
        self.isOpaque = isOpaque
        self.carrier = carrier
        self.references = references
        self.systems = systems
    }
}

/// What was decided for one recipient.
package struct AddresseeDecision: Sendable {
    package let recipient: ActorID
    package let decision: Decision
    /// What was asked; `nil` where the decision alone is known here.
    package let request: AccessRequest?
    /// The recipient's key for the message; `nil` where there is none, or none is needed.
    package let wrappingKey: KeyRecord?

    package init(
        recipient: ActorID, decision: Decision, of request: AccessRequest? = nil,
        wrappingKey: KeyRecord? = nil
    ) {
        self.recipient = recipient
        self.decision = decision
        self.request = request
        self.wrappingKey = wrappingKey
    }
}

/// The sender's own decision about every recipient of a draft.
package struct Addressing: Sendable {
    package let draft: MessageDraft
    /// Of the level; `nil` where the region does not use it, and then everything is denied.
    package let suite: Suite?
    /// In the order of their names.
    package let decisions: [AddresseeDecision]
    /// The originator's registered keys that would sign.
    package let signingKeys: [KeyRecord]

    /// Decides with the keys that would be used.
    package init(
        _ draft: MessageDraft, to recipients: [ActorID], in view: RegionView, at now: Timestamp,
        stage: DecisionStage = .sender
    ) {
        self.draft = draft
        let level = draft.label.level
        let status = draft.label.status.kind
        suite = view.policy.policy.rules(for: level)?.suite
        let suite = suite ?? .signed
        func key(of actor: ActorID, _ purpose: KeyPurpose) -> KeyRecord? {
            view.registry.usableKey(of: actor, purpose, level: level, status: status)
        }
        let signing: [(KeyPurpose, KeyRole)] =
            [(.signing, .originatorSigning)]
            + (suite.signsPostQuantum ? [(.postQuantumSigning, .originatorPostQuantum)] : [])
        let signingKeys = signing.compactMap { key(of: draft.originator, $0.0) }
        self.signingKeys = signingKeys
        let used = signing.compactMap { purpose, role in
            key(of: draft.originator, purpose).map { UsedKey($0.id, role) }
        }
        decisions = Set(recipients).sorted().map { recipient in
            let wrapping = suite.seals ? key(of: recipient, .wrapping) : nil
            let request = AccessRequest(
                label: draft.label, kind: draft.kind, originator: draft.originator,
                recipient: recipient, stage: stage, suite: suite, isOpaque: draft.isOpaque,
                keys: used
                    + [wrapping].compactMap { $0.map { UsedKey($0.id, .recipientWrapping) } },
                ground: draft.ground, approval: draft.approval, activation: draft.activation,
                carrier: draft.carrier, references: draft.references, systems: draft.systems,
                now: now)
            return AddresseeDecision(
                recipient: recipient, decision: decide(request, in: view.policy), of: request,
                wrappingKey: wrapping)
        }
    }

    package var permitted: [AddresseeDecision] { decisions.filter(\.decision.isPermitted) }
    package var denied: [AddresseeDecision] { decisions.filter { !$0.decision.isPermitted } }
}
