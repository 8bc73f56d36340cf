import Carriers
package import Identity
import Keystore
package import Labels
package import Policies
package import Notes
package import Primitives
package import Registry

/// What an actor begins with: identity, one node, message keys up to its ceiling, two persons.
package struct ActorKeys: Sendable {
    package let actor: ActorID
    package let identity: AuthorityKeys
    private let node: NodeKeys
    private let messageKeys: [MessageKey]
    private let persons: [PersonID: SigningPrivateKey]
    private let validity: KeyValidity

    /// - Parameter ceiling: the highest level the actor may originate or receive.
    package static func generate(
        for actor: ActorID, in region: RegionID, ceiling: Level, validity: KeyValidity
    ) throws -> ActorKeys {
        var persons: [PersonID: SigningPrivateKey] = [:]
        for number in 1...personsPerActor {
            persons[try PersonID("person-\(number)")] = .generate()
        }
        return ActorKeys(
            actor: actor,
            identity: try .generate(name: RegistryKeyName.identity(of: actor, in: region)),
            node: try NodeKeys.generate(
                NodeID("\(actor)-1"), of: actor, in: region, ceiling: ceiling,
                from: validity.from),
            // Levels the region does not use get no keys.
            messageKeys: MessageKey.slots(of: actor, upTo: ceiling).filter {
                validity.covers($0.level)
            }.map { MessageKey.generate($0) }, persons: persons, validity: validity)
    }

    private init(
        actor: ActorID, identity: AuthorityKeys, node: NodeKeys, messageKeys: [MessageKey],
        persons: [PersonID: SigningPrivateKey], validity: KeyValidity
    ) {
        self.actor = actor
        self.identity = identity
        self.node = node
        self.messageKeys = messageKeys
        self.persons = persons
        self.validity = validity
    }

    /// What the actor's first note says.
    package var statements: [ActorStatement] {
        let keys = messageKeys.map { key in
            ActorStatement.addKey(
                key.publicKey, key.slot.level, key.slot.status, from: validity.from,
                until: validity.until(key.slot.level))
        }
        let people = persons.sorted { $0.key < $1.key }.map { person, key in
            ActorStatement.addPerson(
                person, key.publicKey, from: validity.from, until: validity.personsUntil)
        }
        return [node.statement] + keys + people
    }

    /// The actor's first note, signed by its identity.
    ///
    /// - Parameter root: the digest of the root note that adds the actor.
    package func firstNote(
        in region: RegionID, after root: Digest, at now: Timestamp
    ) throws -> SignedNote {
        let note = ActorNote(
            region: region, actor: actor, sequence: 0, previous: root, time: now,
            statements: statements)
        return try SignedNote(text: note.text, signers: identity.signers)
    }

    /// Writes the actor's ring and its persons' own.
    package func write(_ layout: RegionLayout, _ lock: RingLock, random: RandomSource) throws {
        try layout.ring(of: actor).create(lock, random: random) { ring in
            try identity.add(to: &ring, .identity, .actor(actor), random: random)
            try node.add(to: &ring, random: random)
            for key in messageKeys {
                try key.add(
                    to: &ring, from: validity.from, until: validity.until(key.slot.level),
                    random: random)
            }
        }
        for (person, key) in persons {
            try layout.ring(of: person, at: actor).create(lock, random: random) { ring in
                try ring.add(
                    key, .release, .person(actor, person), validFrom: validity.from,
                    validUntil: validity.personsUntil, random: random)
            }
        }
    }
}

extension ActorKeys {
    /// What the policy asks for: ceiling and key lifetimes are its own.
    package static func generate(
        for actor: ActorID, under policy: Policy, at now: Timestamp
    ) throws -> ActorKeys {
        guard let entry = policy.actors[actor] else { throw RegionError.actorUnknown(actor) }
        let ceiling = max(entry.originateCeiling, entry.receiveCeiling)
        var lifetimes: [Level: Int64] = [:]
        for level in Level.allCases {
            lifetimes[level] = policy.rules(for: level)?.keyLifetimeSeconds
        }
        return try generate(
            for: actor, in: policy.region, ceiling: ceiling,
            validity: KeyValidity(from: now, lifetimesSeconds: lifetimes))
    }
}

/// From when and until when keys are valid, by level.
package struct KeyValidity: Sendable {
    package let from: Timestamp
    private let lifetimesSeconds: [Level: Int64]

    package init(from: Timestamp, lifetimesSeconds: [Level: Int64]) {
        self.from = from
        self.lifetimesSeconds = lifetimesSeconds
    }

    package func until(_ level: Level) -> Timestamp {
        from.adding(seconds: lifetimesSeconds[level] ?? 0)
    }

    package func covers(_ level: Level) -> Bool { lifetimesSeconds[level] != nil }

    package var personsUntil: Timestamp { from.adding(seconds: personLifetimeSeconds) }
}

/// How many persons of each actor get a key in a new region; two must attest opaque cargo.
private let personsPerActor = 2
/// Two years.
private let personLifetimeSeconds: Int64 = 2 * 365 * 86_400
