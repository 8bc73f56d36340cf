import Identity
import Labels
import Notes
import Primitives

/// What actor statements do.
extension RegistryState {
    mutating func apply(_ note: ActorNote) throws(RegistryError) {
        guard var record = actors[note.actor] else {
            throw .unknown(concept: ActorConcept.word, name: note.actor.text)
        }
        for statement in note.statements {
            try apply(statement, to: &record, noteTime: note.time)
        }
        actors[note.actor] = record
    }

    private mutating func apply(
        _ statement: ActorStatement, to record: inout ActorRecord, noteTime: Timestamp
    ) throws(RegistryError) {
        switch statement {
        case .addNode(let id, let ceiling, let certificate, let receipt):
            try addNode(id, ceiling, certificate, receipt, to: &record)
        case .revokeNode(let id, let revocation):
            guard let node = record.nodes[id] else {
                throw .unknown(concept: NodeConcept.word, name: id.text)
            }
            record.nodes[id]?.revocation = try revocation.checked(
                id, replacing: node.revocation, noteTime: noteTime)
        case .addKey(let key, let level, let status, let from, let until):
            let slot = KeySlot(
                actor: record.id, purpose: key.purpose, level: level, status: status)
            try addKey(key, slot, from, until, to: &record)
        case .revokeKey(let id, let revocation):
            guard let place = keyPlaces[id], place.actor == record.id else {
                throw .unknown(concept: "key", name: id.hex)
            }
            let known = record.keys[place.index].revocation
            record.keys[place.index].revocation = try revocation.checked(
                concept: "key", name: id.hex, replacing: known, noteTime: noteTime)
        case .addPerson(let id, let key, let from, let until):
            try addPerson(id, key, from, until, to: &record)
        case .revokePerson(let id, let revocation):
            guard let person = record.persons[id] else {
                throw .unknown(concept: PersonConcept.word, name: id.text)
            }
            record.persons[id]?.revocation = try revocation.checked(
                id, replacing: person.revocation, noteTime: noteTime)
        }
    }

    private mutating func addNode(
        _ id: NodeID, _ ceiling: Level, _ certificate: [UInt8], _ receipt: NoteKey,
        to record: inout ActorRecord
    ) throws(RegistryError) {
        // Names are of the whole region, since approvals of systems name a node alone.
        guard nodeOwners[id] == nil else {
            throw .nameTaken(concept: NodeConcept.word, name: id.text)
        }
        guard record.nodes.count < nodesPerActorMax else {
            throw .tooMany(concept: NodeConcept.word, limit: nodesPerActorMax)
        }
        try receipt.requireName(RegistryKeyName.node(id, in: region))
        try claim(receipt, for: .node(id, record.id))
        let machine = MachineCertificate(certificate)
        try requireFree(machine)
        nodesByCertificate[machine.fingerprint] = NodePlace(actor: record.id, node: id)
        nodeOwners[id] = record.id
        record.nodes[id] = NodeRecord(
            id: id, actor: record.id, ceiling: ceiling, certificate: certificate,
            fingerprint: machine.fingerprint, receiptKey: receipt)
    }

    private mutating func addKey(
        _ key: PublicKey, _ slot: KeySlot, _ from: Timestamp, _ until: Timestamp,
        to record: inout ActorRecord
    ) throws(RegistryError) {
        guard from < until else { throw .validityEmpty(from: from, until: until) }
        guard record.keys.count < keysPerActorMax else {
            throw .tooMany(concept: "key", limit: keysPerActorMax)
        }
        let id = key.id
        try claim(id, for: .message(slot))
        keyPlaces[id] = KeyPlace(actor: record.id, index: record.keys.count)
        slots[slot, default: []].append(record.keys.count)
        record.keys.append(
            KeyRecord(
                id: id, actor: record.id, level: slot.level, status: slot.status, key: key,
                validFrom: from, validUntil: until))
    }

    private mutating func addPerson(
        _ id: PersonID, _ key: SigningPublicKey, _ from: Timestamp, _ until: Timestamp,
        to record: inout ActorRecord
    ) throws(RegistryError) {
        guard from < until else { throw .validityEmpty(from: from, until: until) }
        guard record.persons[id] == nil else {
            throw .nameTaken(concept: PersonConcept.word, name: id.text)
        }
        guard record.persons.count < personsPerActorMax else {
            throw .tooMany(concept: PersonConcept.word, limit: personsPerActorMax)
        }
        try claim(key.id, for: .person(id, record.id))
        record.persons[id] = PersonRecord(
            id: id, actor: record.id, key: key, validFrom: from, validUntil: until)
    }
}

package let nodesPerActorMax = 1_000
package let keysPerActorMax = 20_000
package let personsPerActorMax = 20_000
