package import Envelopes
package import Identity
package import Keystore
import Labels
package import Primitives
package import Registry
package import Sealing

extension KeyRing {
    /// The one actor whose message keys the ring holds; `nil` for none or several.
    package var actor: ActorID? {
        let actors = Set(
            entries.compactMap { entry -> ActorID? in
                switch entry.owner {
                case .messages(let actor, _, _): actor
                case .actor(let actor): actor
                default: nil
                }
            })
        return actors.count == 1 ? actors.first : nil
    }

    /// The private halves of the registered keys that sign.
    ///
    /// - Parameter path: of the ring, for errors.
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)``, `KeystoreError`.
    package func signingKeys(_ records: [KeyRecord], at path: String) throws -> SigningKeys {
        func entry(_ purpose: KeyPurpose) throws -> RingEntry? {
            guard let record = records.first(where: { $0.purpose == purpose }) else { return nil }
            return try self.entry(of: record, at: path)
        }
        guard let classical = try entry(.signing) else {
            throw RegionError.keyAbsent(ring: path, purpose: KeyPurpose.signing.rawValue)
        }
        return SigningKeys(
            classical: try signingKey(classical),
            postQuantum: try entry(.postQuantumSigning).map { try postQuantumSigningKey($0) })
    }

    /// The entry with the private half of a registered key, for exactly the same use.
    package func entry(of record: KeyRecord, at path: String) throws -> RingEntry {
        let slot = KeySlot(
            actor: record.actor, purpose: record.purpose, level: record.level,
            status: record.status)
        guard let entry = entry(record.id), entry.purpose == record.purpose.inRing,
            entry.owner == (try KeyOwner.messages(slot))
        else { throw RegionError.keyAbsent(ring: path, purpose: record.purpose.rawValue) }
        return entry
    }

    /// The private half of the recipient's key for a verified message.
    ///
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)`` when it is not in the ring.
    package func wrappingKey(
        for envelope: VerifiedEnvelope, to recipient: ActorID, in view: RegistryView,
        at path: String
    ) throws -> WrappingPrivateKey {
        guard let slot = envelope.slot(of: recipient)?.slot else {
            throw RegionError.notAddressed(recipient)
        }
        guard let record = view.key(slot.keyID) else {
            throw EnvelopeError.keyUnknown(slot.keyID)
        }
        return try wrappingKey(entry(of: record, at: path))
    }

    /// A person's release of a message.
    ///
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)`` when the ring is no person's.
    package func release(of message: MessageID, at path: String) throws -> ReleaseSignature {
        let signed = try personSignature(
            over: ReleaseSignature.signedBytes(for: message), at: path)
        return ReleaseSignature(person: signed.person, bytes: signed.bytes)
    }

    /// A person's signature over bytes that name what they are for.
    ///
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)`` when the ring is no person's.
    package func personSignature(
        over bytes: [UInt8], at path: String
    ) throws -> (person: PersonID, bytes: [UInt8]) {
        for entry in entries where entry.purpose == .release {
            guard case .person(_, let person) = entry.owner else { continue }
            return (person, try signingKey(entry).signature(over: bytes))
        }
        throw RegionError.keyAbsent(
            ring: path, purpose: PrivateKeyPurpose.release.rawValue)
    }
}
