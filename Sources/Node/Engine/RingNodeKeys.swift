package import Carriers
package import Identity
package import Keystore
package import Labels
package import Ledger
package import Notes
package import Primitives
package import Registry
package import Sealing

/// A node's keys out of its ring, each under exactly what it is registered for.
package struct RingNodeKeys: NodeKeys {
    private var ring: KeyRing
    private let actor: ActorID
    package let receiptSigner: NoteSigner
    package let tls: TLSIdentity
    package let vaultKey: SecretBytes
    private let witnessKeys: [SigningPrivateKey]

    /// - Throws: ``NodeError``, `KeystoreError`, `CarrierError`: the ring lacks a key of this
    ///   machine, or the registry does not
    ///   know the machine.
    package init(
        ring: KeyRing, actor: ActorID, node: NodeID, in view: RegistryView
    ) throws {
        guard let record = view.actor(actor)?.nodes[node] else {
            throw NodeError.nodeUnregistered(node, actor)
        }
        self.ring = ring
        self.actor = actor
        let owner = KeyOwner.node(actor, node)
        func entry(_ purpose: PrivateKeyPurpose) throws -> RingEntry {
            guard let entry = ring.entries(purpose, owner).last else {
                throw NodeError.ringLacks(purpose: purpose.rawValue)
            }
            return entry
        }
        receiptSigner = try NoteSigner(
            name: record.receiptKey.name, ed25519: ring.signingKey(entry(.receipt)))
        let transport = try entry(.tls)
        tls =
            if let key = try ring.transportKey(transport) {
                try TLSIdentity(certificate: record.certificate, key: key)
            } else {
                try TLSIdentity(
                    certificate: record.certificate, privateKey: ring.secret(transport))
            }
        vaultKey = try ring.secret(entry(.vault))
        witnessKeys = try ring.entries(.witness, owner).map { try ring.signingKey($0) }
    }

    /// The witness that is registered with a key of this machine's.
    package func witness(in view: RegistryView) -> Witness? {
        for key in witnessKeys {
            let record = view.witnesses.values.first { $0.key.cosignatureKey == key.publicKey }
            if let record { return try? Witness(name: record.key.name, key: key) }
        }
        return nil
    }

    package func signingKeys(
        level: Level, status: StatusKind, in view: RegistryView
    ) throws -> SigningKeys {
        guard let classical = try entry(.signing, .signing, level, status, view) else {
            throw NodeError.keyMissing(
                purpose: PrivateKeyPurpose.signing.rawValue, level: level, status: status)
        }
        let postQuantum = try entry(
            .postQuantumSigning, .postQuantumSigning, level, status, view)
        return SigningKeys(
            classical: try ring.signingKey(classical),
            postQuantum: try postQuantum.map { try ring.postQuantumSigningKey($0) })
    }

    package func wrappingKey(_ id: KeyID) -> WrappingPrivateKey? {
        guard let entry = ring.entry(id), entry.purpose == .wrapping else { return nil }
        return try? ring.wrappingKey(entry)
    }

    package var entries: [RingEntry] { ring.entries }

    package func reaches(_ entry: RingEntry) -> Bool { ring.reaches(entry) }

    package func destroying(
        _ ids: [KeyID], in directory: NodeDirectory
    ) throws -> any NodeKeys {
        var left = self
        left.ring = try ring(in: directory)
        for id in ids { try left.ring.destroy(id) }
        try NodeDirectory.writePrivate(left.ring.encoded, to: directory.keyRing)
        return left
    }

    package func reread(in directory: NodeDirectory) throws -> any NodeKeys {
        var keys = self
        keys.ring = try ring(in: directory)
        return keys
    }

    private func ring(in directory: NodeDirectory) throws -> KeyRing {
        try NodeOpening.ring(of: directory).unlocked(asLaterStateOf: ring)
    }

    /// The private half of the newest usable registered key, if the ring has it for the same use.
    private func entry(
        _ purpose: PrivateKeyPurpose, _ registered: KeyPurpose, _ level: Level,
        _ status: StatusKind, _ view: RegistryView
    ) throws -> RingEntry? {
        let record = view.usableKey(of: actor, registered, level: level, status: status)
        let owner = try KeyOwner.messages(of: actor, level: level.name, status: status.rawValue)
        guard let record, let entry = ring.entry(record.id), entry.purpose == purpose,
            entry.owner == owner
        else { return nil }
        return entry
    }
}
