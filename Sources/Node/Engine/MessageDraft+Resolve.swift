import Auditing
import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Policies
import Primitives
import Registry
import Sealing

extension MessageDraft {
    /// Chooses suite, keys and recipients by policy, and decides for each of them.
    func resolved(in view: RegionView, node: isolated NodeEngine) throws -> ResolvedDraft {
        guard let rules = view.policy.rules(for: level, status, at: now) else {
            throw NodeError.levelUnknown(level)
        }
        let core = try core(rules, in: view, known: node.memory)
        let signing = try node.keys.signingKeys(
            level: level, status: status.kind, in: view.registry)
        let request = AccessRequest(
            label: core.label, kind: core.kind, originator: originator, recipient: originator,
            stage: .sender, suite: core.suite, isOpaque: core.isOpaque, keys: signing.used,
            ground: core.ground, approval: core.approval, activation: core.activation,
            carrier: .relay, references: references(core, node.memory), releases: [],
            systems: node.systemsOfPosting, now: now)
        var question = RecordedQuestion(
            request, under: node.recordedView, viewed: view.registry.time)
        let wrappingKeys = try wrappingKeys(in: view)
        let addressees = wrappingKeys.map { recipient, key in
            let used = rules.suite.seals ? key.map { UsedKey($0.id, .recipientWrapping) } : nil
            return Addressee(recipient, keys: [used].compactMap { $0 })
        }
        var permitted: [ActorID] = []
        var denied: [DeniedRecipient] = []
        for (addressee, decision) in zip(
            addressees, decide(request, for: addressees, in: view.policy))
        {
            question.add(decision, for: addressee)
            if decision.isPermitted {
                permitted.append(addressee.actor)
            } else {
                denied.append(DeniedRecipient(addressee.actor, decision))
            }
        }
        return ResolvedDraft(
            core: core, permitted: permitted, denied: denied,
            wrappingKeys: Dictionary(uniqueKeysWithValues: wrappingKeys).compactMapValues { $0 },
            signingKeys: signing, releasesNeeded: rules.releasePersons(isOpaque: core.isOpaque),
            question: question)
    }

    /// Whom the message is addressed to, each with the key it would be wrapped for.
    private func wrappingKeys(in view: RegionView) throws -> [(ActorID, KeyRecord?)] {
        try view.policy.policy.recipients(of: audience, from: originator).map { recipient in
            let key = view.registry.usableKey(
                of: recipient, .wrapping, level: level, status: status.kind)
            return (recipient, key)
        }
    }

    private func core(
        _ rules: LevelRules, in view: RegionView, known: NodeMemory
    ) throws -> MessageCore {
        let latest = now.adding(seconds: rules.expiresMaxSeconds)
        let expires =
            try order.expires.map { try Timestamp(rfc3339: $0) }
            ?? min(latest, now.adding(seconds: Self.expiresDefaultSeconds))
        guard expires <= latest else { throw NodeError.expiryTooLate(latest: latest) }
        return MessageCore(
            kind: kind, label: try label(expires: expires), originator: originator,
            function: try order.function.map { try FunctionID($0) }, created: now,
            precedence: try precedence(),
            references: try order.supersedes.map {
                MessageReference(.supersedes, try MessageID(hex: $0))
            } + (answers.map { [MessageReference(.answers, $0)] } ?? []),
            viewDigest: view.digest, ground: try order.ground.map { try GroundCode($0) },
            approval: try order.opaqueApproval.map { try ApprovalID($0) },
            activation: try order.activation.map { try ActivationID($0) }, suite: rules.suite,
            isOpaque: order.opaqueApproval != nil, counter: 0)
    }

    private func precedence() throws -> Precedence {
        guard let precedence = Precedence(rawValue: order.precedence) else {
            throw NodeError.messageUnknown(text: order.precedence)
        }
        return precedence
    }

    private func references(_ core: MessageCore, _ memory: NodeMemory) -> [Policies.Reference] {
        core.references.map {
            Policies.Reference(
                Policies.Reference.Relation($0.relation), $0.message,
                source: memory.source(of: $0.message, sentBy: originator))
        }
    }
}

extension NodeMemory {
    func source(of id: MessageID, sentBy actor: ActorID) -> Policies.Reference.Source? {
        Policies.Reference.Source(
            sent: sent[id]?.value, by: actor, received: received[id]?.value)
    }
}

extension Policies.Reference.Source {
    /// Originator and owners of a message we hold, sent or received; `nil` when we hold neither.
    ///
    /// - Parameter actor: whose node this is, and so who sent what was sent.
    init?(sent: SentRecord?, by actor: ActorID, received: ReceivedRecord?) {
        guard let text = sent?.label ?? received?.label, let label = try? Label(text: text),
            let originator = sent != nil
                ? actor : received.flatMap({ try? ActorID($0.originator) })
        else { return nil }
        self.init(originator: originator, owners: label.owners)
    }
}

extension NodeEngine {
    /// The systems a message passes from here: this node and the relay it will be posted to first.
    var systemsOfPosting: [UsedSystem] {
        [UsedSystem(.sendingNode, ownSystem)]
            + relays.prefix(1).map { UsedSystem(.relay, .relay($0.id)) }
    }
}

extension LevelRules {
    /// Opaque cargo is attested by two persons: product and approval are their word (SäkF 3:5).
    func releasePersons(isOpaque: Bool) -> Int {
        isOpaque ? max(2, releasePersons) : releasePersons
    }
}

extension DeniedRecipient {
    init(_ actor: ActorID, _ decision: Decision) {
        self.actor = actor.text
        gates = decision.failed.map(DeniedGate.init)
    }
}

extension DeniedGate {
    init(_ outcome: Policies.GateOutcome) {
        id = outcome.id.rawValue
        basis = outcome.basis.text
        sv = outcome.result.failures.map(\.wording.swedish).joined(separator: " ")
        en = outcome.result.failures.map(\.wording.english).joined(separator: " ")
        facts = outcome.result.failures.map { failure in
            var facts = ["code": failure.code]
            for fact in failure.facts { facts[fact.name] = fact.value }
            return facts
        }
    }
}
