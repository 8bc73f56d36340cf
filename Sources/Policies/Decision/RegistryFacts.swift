import Identity
import Labels
import Registry

/// What gates ask of the registry: a verified view of it, or the made-up one of a recorded case,
/// which needs no key material.
struct RegistryFacts: Sendable {
    private let source: Source
    /// The present head, and those known to lead to it.
    let heads: Set<Digest>
    let head: Digest

    private enum Source: Sendable {
        case view(RegistryView)
        case rehearsal(RehearsalRegistry)
    }

    init(_ view: RegistryView, earlierHeads: Set<Digest>) {
        source = .view(view)
        head = view.head
        heads = earlierHeads.union([view.head])
    }

    init(_ rehearsal: RehearsalRegistry, head: Digest) {
        source = .rehearsal(rehearsal)
        self.head = head
        heads = [head]
    }

    /// Whether the actor is there and not revoked.
    func isRegistered(_ actor: ActorID) -> Bool {
        switch source {
        case .view(let view): view.isRegistered(actor)
        case .rehearsal(let registry): registry.actors.contains(actor)
        }
    }

    func key(_ id: KeyID) -> RegisteredKey? {
        switch source {
        case .view(let view): view.key(id).map(RegisteredKey.init)
        case .rehearsal(let registry): registry.keys[id]
        }
    }

    func person(_ id: PersonID, of actor: ActorID) -> RegisteredPerson? {
        switch source {
        case .view(let view): view.person(id, of: actor).map(RegisteredPerson.init)
        case .rehearsal(let registry): registry.persons[actor]?[id]
        }
    }
}

/// A message key without its key material.
struct RegisteredKey: Sendable {
    var actor: ActorID
    var level: Level
    var status: StatusKind
    var purpose: KeyPurpose
    var validFrom: Timestamp
    var validUntil: Timestamp
    var revocation: Revocation?
}

/// A person key without its key material.
struct RegisteredPerson: Sendable {
    /// Two pseudonyms with one key are one person.
    var key: KeyID
    var validFrom: Timestamp
    var validUntil: Timestamp
    var revocation: Revocation?

    func isUsable(at moment: Timestamp) -> Bool {
        validFrom <= moment && moment < validUntil && !(revocation?.binds(at: moment) ?? false)
    }
}

/// A registry made up for a recorded case.
struct RehearsalRegistry: Sendable {
    var actors: Set<ActorID> = []
    var keys: [KeyID: RegisteredKey] = [:]
    var persons: [ActorID: [PersonID: RegisteredPerson]] = [:]
}

extension RegisteredKey {
    fileprivate init(_ record: KeyRecord) {
        self.init(
            actor: record.actor, level: record.level, status: record.status,
            purpose: record.purpose, validFrom: record.validFrom, validUntil: record.validUntil,
            revocation: record.revocation)
    }
}

extension RegisteredPerson {
    fileprivate init(_ record: PersonRecord) {
        self.init(
            key: record.keyID, validFrom: record.validFrom, validUntil: record.validUntil,
            revocation: record.revocation)
    }
}
