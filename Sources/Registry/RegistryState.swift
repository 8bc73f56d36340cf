import Identity
import Notes
import Primitives

/// All that is known after some notes, indexed for the questions asked of it.
///
/// Each statement is checked against what came before and then applied; a note that fails half-way
/// leaves a state its caller throws away. Spec: Registry#folding.
struct RegistryState: Sendable {
    let region: RegionID
    var rootQuorum: NoteQuorum
    var policyQuorum: NoteQuorum
    var freshnessQuorum: NoteQuorum
    var actors: [ActorID: ActorRecord] = [:]
    var relays: [RelayID: RelayRecord] = [:]
    var witnesses: [WitnessID: WitnessRecord] = [:]
    var hasRevokedActors = false
    var keyPlaces: [KeyID: KeyPlace] = [:]
    var slots: [KeySlot: [Int]] = [:]
    var nodesByCertificate: [Digest: NodePlace] = [:]
    /// Certificates that gave way are here too.
    var relaysByCertificate: [Digest: RelayID] = [:]
    /// What every public key ever registered is for; never forgotten.
    var uses: [KeyID: KeyUse] = [:]
    var nodeOwners: [NodeID: ActorID] = [:]

    /// Where a message key's record lies.
    struct KeyPlace { let actor: ActorID, index: Int }
    struct NodePlace { let actor: ActorID, node: NodeID }

    /// The state a first note starts from; its statements are applied afterwards.
    ///
    /// - Throws: ``RegistryError/genesisIncomplete``.
    init(genesis: RootNote) throws(RegistryError) {
        guard genesis.statements.count >= 3,
            case .rootAuthorities(let root) = genesis.statements[0],
            case .policyAuthorities(let policy) = genesis.statements[1],
            case .freshnessAuthorities(let freshness) = genesis.statements[2]
        else { throw .genesisIncomplete }
        region = genesis.region
        (rootQuorum, policyQuorum, freshnessQuorum) = (root, policy, freshness)
    }

    /// Registers what a public key is for, or fails when it is for something else.
    mutating func claim(
        _ key: KeyID, for use: KeyUse, again: Bool = false
    ) throws(RegistryError) {
        guard let known = uses.updateValue(use, forKey: key) else { return }
        guard again && known == use else { throw .keyTaken(key, by: known, wanted: use) }
    }

    mutating func claim(
        _ key: NoteKey, for use: KeyUse, again: Bool = false
    ) throws(RegistryError) {
        switch key.publicKey {
        case .ed25519(let key): try claim(key.id, for: use, again: again)
        case .mlDSA65(let key): try claim(key.id, for: use, again: again)
        case .other:
            // The reader has let nothing else through.
            guard let key = key.cosignatureKey else { throw .note(.verifierKeyMalformed) }
            try claim(key.id, for: use, again: again)
        }
    }

    /// Fails when some machine has, or had, the certificate.
    func requireFree(_ certificate: MachineCertificate) throws(RegistryError) {
        let fingerprint = certificate.fingerprint
        guard nodesByCertificate[fingerprint] == nil, relaysByCertificate[fingerprint] == nil else {
            throw .certificateTaken(fingerprint)
        }
    }
}

extension Revocation {
    func checked<Concept>(
        _ name: Name<Concept>, replacing known: Revocation?, noteTime: Timestamp
    ) throws(RegistryError) -> Revocation {
        try checked(
            concept: Concept.word, name: name.text, replacing: known, noteTime: noteTime)
    }

    /// Nothing is revoked before the note that says so, compromised after it, or revoked again,
    /// unless that is stricter: a compromise may come to light later.
    func checked(
        concept: String, name: String, replacing known: Revocation?, noteTime: Timestamp
    ) throws(RegistryError) -> Revocation {
        guard at >= noteTime else { throw .revocationBackdated(at: at, noteTime: noteTime) }
        if let compromisedSince, compromisedSince > at {
            throw .compromiseAfterRevocation(at: at, compromisedSince: compromisedSince)
        }
        let revocation = joined(with: known)
        guard revocation != known else { throw .alreadyRevoked(concept: concept, name: name) }
        return revocation
    }
}
