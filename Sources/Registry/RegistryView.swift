package import Identity
package import Labels
package import Notes

/// The registry as it stands at a moment: what decisions, seals and connections rest on.
///
/// Cheap to make and to hold; lookups take constant time.
package struct RegistryView: Sendable {
    private let state: RegistryState
    package let time: Timestamp
    /// ``Registry/head``.
    package let head: Digest

    init(state: RegistryState, time: Timestamp, head: Digest) {
        self.state = state
        self.time = time
        self.head = head
    }

    package var region: RegionID { state.region }

    // MARK: Authorities

    package var policyQuorum: NoteQuorum { state.policyQuorum }
    package var policyAuthorities: [NoteAuthority] { state.policyQuorum.authorities }
    package var policyThreshold: Int { state.policyQuorum.threshold }
    package var freshnessQuorum: NoteQuorum { state.freshnessQuorum }
    package var freshnessAuthorities: [NoteAuthority] { state.freshnessQuorum.authorities }
    package var freshnessThreshold: Int { state.freshnessQuorum.threshold }

    // MARK: Actors

    /// Actors that are not revoked.
    package var actors: [ActorID: ActorRecord] {
        guard state.hasRevokedActors else { return state.actors }
        return state.actors.filter { $0.value.revocation.allows(at: time) }
    }

    /// The actor, unless it is revoked. Its nodes, keys and persons may be, each by itself.
    package func actor(_ id: ActorID) -> ActorRecord? {
        state.actors[id].flatMap { $0.revocation.allows(at: time) ? $0 : nil }
    }

    /// Whether ``actor(_:)`` is there; asked at every decision, where copying a record costs more
    /// than finding it.
    package func isRegistered(_ id: ActorID) -> Bool {
        state.hasRevokedActors ? actor(id) != nil : state.actors.index(forKey: id) != nil
    }

    /// The person as her actor certified her, whatever became of it; where the actor is revoked,
    /// so is she.
    package func person(_ id: PersonID, of actor: ActorID) -> PersonRecord? {
        guard let record = state.actors[actor], var person = record.persons[id] else { return nil }
        person.revocation = record.revocation?.joined(with: person.revocation) ?? person.revocation
        return person
    }

    // MARK: Keys

    /// Any message key ever registered, whatever became of it; where the actor is revoked, so is
    /// its key.
    package func key(_ id: KeyID) -> KeyRecord? {
        guard let place = state.keyPlaces[id], let actor = state.actors[place.actor] else {
            return nil
        }
        return key(place.index, of: actor)
    }

    /// The usable key that became valid last, where several overlap.
    package func usableKey(
        of actor: ActorID, _ purpose: KeyPurpose, level: Level, status: StatusKind
    ) -> KeyRecord? {
        let slot = KeySlot(actor: actor, purpose: purpose, level: level, status: status)
        return usableKeys(slot).max { $0.validFrom < $1.validFrom }
    }

    /// All usable keys of a slot, in the order they were registered.
    package func usableKeys(_ slot: KeySlot) -> [KeyRecord] {
        guard let indices = state.slots[slot], let actor = state.actors[slot.actor] else {
            return []
        }
        return indices.map { key($0, of: actor) }.filter { $0.usability(at: time) == .usable }
    }

    private func key(_ index: Int, of actor: ActorRecord) -> KeyRecord {
        var key = actor.keys[index]
        key.revocation = actor.revocation?.joined(with: key.revocation) ?? key.revocation
        return key
    }

    // MARK: Machines

    /// Relays that are not revoked.
    package var relays: [RelayID: RelayRecord] {
        state.relays.filter { $0.value.revocation.allows(at: time) }
    }

    /// Every relay that was ever registered, revoked ones too, by name.
    package var everyRelay: [RelayRecord] {
        state.relays.values.sorted { $0.id < $1.id }
    }

    /// Witnesses that are not revoked.
    package var witnesses: [WitnessID: WitnessRecord] {
        state.witnesses.filter { $0.value.revocation.allows(at: time) }
    }

    package func relay(_ id: RelayID) -> RelayRecord? {
        state.relays[id].flatMap { $0.revocation.allows(at: time) ? $0 : nil }
    }

    /// The relay whose certificate that is at this moment, unless it is revoked.
    package func relay(fingerprint: Digest) -> RelayRecord? {
        guard let relay = state.relaysByCertificate[fingerprint].flatMap(relay),
            relay.certificates.isValid(fingerprint, at: time)
        else { return nil }
        return relay
    }

    /// The node, unless it or its actor is revoked.
    package func node(_ id: NodeID, of actor: ActorID) -> NodeRecord? {
        self.actor(actor)?.nodes[id].flatMap { $0.revocation.allows(at: time) ? $0 : nil }
    }

    /// The node with that certificate, unless it or its actor is revoked.
    package func node(fingerprint: Digest) -> NodeRecord? {
        state.nodesByCertificate[fingerprint].flatMap { node($0.node, of: $0.actor) }
    }
}
