import Identity
import Notes

/// What root statements do.
extension RegistryState {
    mutating func apply(_ note: RootNote) throws(RegistryError) {
        for statement in note.statements { try apply(statement, noteTime: note.time) }
    }

    private mutating func apply(
        _ statement: RootStatement, noteTime: Timestamp
    ) throws(RegistryError) {
        switch statement {
        case .rootAuthorities(let quorum):
            try claim(quorum) { .root($0) }
            rootQuorum = quorum
        case .policyAuthorities(let quorum):
            try claim(quorum) { .policy($0) }
            policyQuorum = quorum
        case .freshnessAuthorities(let quorum):
            try claim(quorum) { .freshness($0) }
            freshnessQuorum = quorum
        case .addActor(let id, let identity): try addActor(id, identity)
        case .replaceIdentity(let id, _, let identity):
            guard let record = actors[id] else {
                throw .unknown(concept: ActorConcept.word, name: id.text)
            }
            guard record.revocation == nil else { throw .actorRevoked(id) }
            try claimIdentity(identity, of: id)
            actors[id]?.identity = identity
        case .revokeActor(let id, let revocation):
            guard let record = actors[id] else {
                throw .unknown(concept: ActorConcept.word, name: id.text)
            }
            actors[id]?.revocation = try revocation.checked(
                id, replacing: record.revocation, noteTime: noteTime)
            hasRevokedActors = true
        case .addRelay(let id, let url, let certificate, let receipt):
            try addRelay(id, url, certificate, receipt)
        case .renewRelay(let id, let certificate, let previousUntil):
            try renewRelay(id, certificate, previousUntil: previousUntil, noteTime: noteTime)
        case .revokeRelay(let id, let revocation):
            guard let record = relays[id] else {
                throw .unknown(concept: RelayConcept.word, name: id.text)
            }
            relays[id]?.revocation = try revocation.checked(
                id, replacing: record.revocation, noteTime: noteTime)
        case .addWitness(let id, let key): try addWitness(id, key)
        case .revokeWitness(let id, let revocation):
            guard let record = witnesses[id] else {
                throw .unknown(concept: WitnessConcept.word, name: id.text)
            }
            witnesses[id]?.revocation = try revocation.checked(
                id, replacing: record.revocation, noteTime: noteTime)
        }
    }

    private mutating func addActor(
        _ id: ActorID, _ identity: NoteAuthority
    ) throws(RegistryError) {
        guard actors[id] == nil else { throw .nameTaken(concept: ActorConcept.word, name: id.text) }
        guard actors.count < actorsMax else {
            throw .tooMany(concept: ActorConcept.word, limit: actorsMax)
        }
        try claimIdentity(identity, of: id)
        actors[id] = ActorRecord(id: id, identity: identity)
    }

    private mutating func addRelay(
        _ id: RelayID, _ url: String, _ certificate: [UInt8], _ receipt: NoteKey
    ) throws(RegistryError) {
        guard relays[id] == nil else { throw .nameTaken(concept: RelayConcept.word, name: id.text) }
        guard relays.count < relaysMax else {
            throw .tooMany(concept: RelayConcept.word, limit: relaysMax)
        }
        try receipt.requireName(RegistryKeyName.relay(id, in: region))
        try claim(receipt, for: .relay(id))
        relays[id] = RelayRecord(
            id: id, url: url,
            certificates: RelayCertificates(try claimCertificate(certificate, of: id)),
            receiptKey: receipt)
    }

    private mutating func renewRelay(
        _ id: RelayID, _ certificate: [UInt8], previousUntil: Timestamp, noteTime: Timestamp
    ) throws(RegistryError) {
        guard let record = relays[id] else {
            throw .unknown(concept: RelayConcept.word, name: id.text)
        }
        guard record.revocation == nil else {
            throw .alreadyRevoked(concept: RelayConcept.word, name: id.text)
        }
        guard previousUntil >= noteTime else {
            throw .revocationBackdated(at: previousUntil, noteTime: noteTime)
        }
        let next = try claimCertificate(certificate, of: id)
        relays[id]?.certificates.renew(next, at: noteTime, previousUntil: previousUntil)
    }

    private mutating func claimCertificate(
        _ der: [UInt8], of id: RelayID
    ) throws(RegistryError) -> MachineCertificate {
        let certificate = MachineCertificate(der)
        try requireFree(certificate)
        relaysByCertificate[certificate.fingerprint] = id
        return certificate
    }

    private mutating func addWitness(_ id: WitnessID, _ key: NoteKey) throws(RegistryError) {
        guard witnesses[id] == nil else {
            throw .nameTaken(concept: WitnessConcept.word, name: id.text)
        }
        guard witnesses.count < witnessesMax else {
            throw .tooMany(concept: WitnessConcept.word, limit: witnessesMax)
        }
        try claim(key, for: .witness(id))
        witnesses[id] = WitnessRecord(id: id, key: key)
    }

    private mutating func claim(
        _ quorum: NoteQuorum, use: (String) -> KeyUse
    ) throws(RegistryError) {
        for authority in quorum.authorities {
            // An authority may stay through a rotation.
            try claim(authority.ed25519, for: use(authority.name), again: true)
            try claim(authority.mlDSA65, for: use(authority.name), again: true)
        }
    }

    private mutating func claimIdentity(
        _ identity: NoteAuthority, of id: ActorID
    ) throws(RegistryError) {
        try identity.ed25519.requireName(RegistryKeyName.identity(of: id, in: region))
        try claim(identity.ed25519, for: .identity(id))
        try claim(identity.mlDSA65, for: .identity(id))
    }
}

package let actorsMax = 10_000
package let relaysMax = 1_000
package let witnessesMax = 1_000
