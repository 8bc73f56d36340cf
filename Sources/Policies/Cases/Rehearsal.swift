package import Identity
import Labels
import Registry

/// A made-up registry and freshness around a request, in which everything is in order until a case
/// says otherwise.
///
/// It lets a policy be tried without key material: the keys are names only, so nothing here could
/// ever be mistaken for a real view by code that seals or opens.
struct Rehearsal {
    var policy: Policy
    var request: AccessRequest
    var edition: PolicyEdition?
    var registry = RehearsalRegistry()
    var freshness: FreshnessState
    var exercises: [ExerciseID: Exercise] = [:]
    var activations: [ActivationID: Activation] = [:]

    static let policyDigest = digest(1)
    static let registryHead = digest(2)
    static let policyVersion: UInt64 = 7

    /// Fills in suite, keys, releases, systems and vault, and registers all of it.
    init(_ request: AccessRequest, under policy: Policy) {
        self.policy = policy
        self.request = request
        let now = request.now
        edition = PolicyEdition(
            version: Self.policyVersion, digest: Self.policyDigest,
            notBefore: now.adding(seconds: -day))
        freshness = FreshnessState(
            latest: Freshness(
                issued: now.adding(seconds: -60), validUntil: now.adding(seconds: day),
                policyVersion: Self.policyVersion, policyDigest: Self.policyDigest,
                registryHead: Self.registryHead))
        registry.actors = Set(policy.actors.keys)
        let rules = policy.rules(for: request.label.level)
        self.request.suite = rules?.suite ?? request.suite
        for role in KeyRole.allCases { register(role) }
        if request.stage == .person { self.request.person = usualPerson }
        if request.stage != .sender {
            let attestations = request.isOpaque ? CryptoApprovedGate.attestationsRequired : 0
            release(by: max(rules?.releasePersons ?? 0, attestations))
        }
        self.request.systems = usualSystems
        if request.stage == .receiver { self.request.vault = request.label.status.kind }
    }

    var view: PolicyView {
        PolicyView(
            policy: policy, edition: edition,
            registry: RegistryFacts(registry, head: Self.registryHead), freshness: freshness,
            exercises: exercises, activations: activations)
    }

    /// Lets so many persons of the originator release the message, each with a key of her own.
    mutating func release(by count: Int) {
        request.releases = []
        for index in 0..<count { add(personWithKey: UInt8(truncatingIfNeeded: 100 + index)) }
    }

    /// One more releasing person, whose key bears `number`.
    mutating func add(personWithKey number: UInt8, validUntil: Timestamp = .latest) {
        let persons = registry.persons[request.originator]?.count ?? 0
        guard let id = try? PersonID("person-\(persons + 1)"), let key = keyID(number) else {
            return
        }
        registry.persons[request.originator, default: [:]][id] = RegisteredPerson(
            key: key, validFrom: request.now.adding(seconds: -day), validUntil: validUntil)
        request.releases.append(id)
    }

    /// A person in whom nothing is wanting, for as long as a day either way.
    private var usualPerson: PersonAtNode? {
        guard let id = try? PersonID("person-1") else { return nil }
        let validity = Validity(
            from: request.now.adding(seconds: -day), until: request.now.adding(seconds: day))
        var standing = PersonStanding(id)
        (standing.reliable, standing.trained, standing.briefed) = (validity, validity, validity)
        standing.clearance = ClearanceGrant(.first, validity)
        standing.needs =
            [Need(.audience(.all), validity)]
            + request.label.compartments.map { Need(.compartment($0), validity) }
        return PersonAtNode(standing, signIn: .token)
    }

    private mutating func register(_ role: KeyRole) {
        let suite = request.suite
        let isUsed =
            switch role {
            case .originatorSigning: true
            case .originatorPostQuantum: suite.signsPostQuantum
            case .recipientWrapping: suite.seals
            }
        guard isUsed, let id = Self.key(role) else { return }
        request.keys.append(UsedKey(id, role))
        registry.keys[id] = RegisteredKey(
            actor: role == .recipientWrapping ? request.recipient : request.originator,
            level: request.label.level, status: request.label.status.kind, purpose: role.purpose,
            validFrom: request.now.adding(seconds: -day),
            validUntil: request.now.adding(seconds: day))
    }

    /// The name of the made-up key of a role.
    static func key(_ role: KeyRole) -> KeyID? {
        switch role {
        case .originatorSigning: keyID(1)
        case .originatorPostQuantum: keyID(2)
        case .recipientWrapping: keyID(3)
        }
    }

    /// The nodes `nod-1` of both actors and the relay `rela-1`, as far as the stage sees them.
    private var usualSystems: [UsedSystem] {
        guard let node = try? NodeID("nod-1"), let relay = try? RelayID("rela-1") else {
            return []
        }
        let sending = UsedSystem(.sendingNode, .node(node, of: request.originator))
        let receiving = UsedSystem(.receivingNode, .node(node, of: request.recipient))
        let passing = request.carrier == .relay ? [UsedSystem(.relay, .relay(relay))] : []
        return switch request.stage {
        case .sender, .relayAccept: [sending] + passing
        case .relayDeliver, .receiver: passing + [receiving]
        case .person: []
        }
    }
}

/// Decides as if keys, registration, releases and freshness were in order: what a policy would say,
/// for whoever writes or explains one. It proves nothing about a message.
package func rehearse(
    _ request: AccessRequest, under policy: Policy, exercises: [ExerciseID: Exercise] = [:],
    activations: [ActivationID: Activation] = [:]
) -> Decision {
    var rehearsal = Rehearsal(request, under: policy)
    rehearsal.exercises = exercises
    rehearsal.activations = activations
    return decide(rehearsal.request, in: rehearsal.view)
}

extension Exercise {
    /// An exercise of everybody around `now` that nobody signed, for rehearsals.
    package static func rehearsed(
        _ id: ExerciseID, under policy: Policy, at now: Timestamp
    ) -> Exercise {
        Exercise(
            id: id,
            window: Validity(from: now.adding(seconds: -day), until: now.adding(seconds: day)),
            participants: Set(policy.actors.keys), closedAt: nil, issued: now)
    }
}

extension [ExerciseID: Exercise] {
    /// The exercise that something of the status belongs to, if any.
    static func rehearsed(
        _ status: Status, under policy: Policy, at now: Timestamp
    ) -> [ExerciseID: Exercise] {
        guard case .exercise(let id) = status else { return [:] }
        return [id: .rehearsed(id, under: policy, at: now)]
    }
}

extension [ActivationID: Activation] {
    /// A call of every forum of a mode around `now` that nobody signed, for rehearsals.
    static func rehearsed(
        of mode: ModeID, for status: Status, under policy: Policy, at now: Timestamp
    ) -> [ActivationID: Activation] {
        let forums = policy.forums.values.filter { $0.mode == mode }.map(\.id)
        guard !forums.isEmpty, let id = try? ActivationID("provning"),
            let convener = policy.conveners.min()
        else { return [:] }
        let window = Validity(from: now.adding(seconds: -day), until: now.adding(seconds: day))
        return [
            id: Activation(
                id: id, convener: convener, status: status, window: window,
                forums: Set(forums), closedAt: nil, issued: now)
        ]
    }
}

private let day: Int64 = 86_400

func keyID(_ number: UInt8) -> KeyID? {
    try? KeyID(bytes: [UInt8](repeating: number, count: KeyID.byteCount))
}

private func digest(_ number: UInt8) -> Digest {
    do { return try Digest(bytes: [UInt8](repeating: number, count: Digest.byteCount)) } catch {
        preconditionFailure("a digest has \(Digest.byteCount) bytes")
    }
}
