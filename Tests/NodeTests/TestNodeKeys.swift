import Carriers
import Identity
import Keystore
import Labels
import Ledger
import Node
import Notes
import Primitives
import RegionSupport
import RelaySupport
import Registry
import Sealing

/// A test actor's keys, as its node would have them.
struct TestNodeKeys: NodeKeys {
    private let actor: TestActor
    private let wrapping: [KeyID: WrappingPrivateKey]
    let tls: TLSIdentity
    let vaultKey: SecretBytes
    private let witness: Witness?

    /// - Parameter vaultKey: by default the same for every start.
    init(
        _ actor: TestActor, vaultKey: [UInt8] = [UInt8](repeating: 7, count: 32),
        witness: Witness? = nil
    ) throws {
        self.actor = actor
        self.witness = witness
        tls = try actor.node.machine.identity()
        self.vaultKey = SecretBytes(copying: vaultKey)
        var wrapping: [KeyID: WrappingPrivateKey] = [:]
        for case .wrapping(let key) in actor.keys.values { wrapping[key.publicKey.id] = key }
        self.wrapping = wrapping
    }

    var receiptSigner: NoteSigner { actor.node.receiptSigner }

    func signingKeys(
        level: Level, status: StatusKind, in view: RegistryView
    ) throws -> SigningKeys {
        SigningKeys(
            classical: try actor.signing(level, status),
            postQuantum: level < .confidential
                ? nil : try actor.postQuantumSigning(level, status))
    }

    func witness(in view: RegistryView) -> Witness? { witness }

    func wrappingKey(_ id: KeyID) -> WrappingPrivateKey? { wrapping[id] }

    /// They have no ring on disk, and no end.
    var entries: [RingEntry] { [] }
    func reread(in directory: NodeDirectory) throws -> any NodeKeys { self }
    func destroying(_ ids: [KeyID], in directory: NodeDirectory) throws -> any NodeKeys { self }
}

extension TestActor {
    /// A ring with everything the actor has: identity, machine, messages, a person.
    func ring(unlockedBy method: UnlockMethod) throws -> KeyRing {
        var ring = try KeyRing(unlockedBy: [method], random: .system)
        try ring.add(identity.ed25519, .identitySigning, .actor(id), random: .system)
        try ring.add(identity.mlDSA65, .identityPostQuantumSigning, .actor(id), random: .system)
        let owner = KeyOwner.node(id, node.id)
        try ring.add(node.receiptKey, .receipt, owner, random: .system)
        if let secret = try node.machine.identity().privateKey {
            try ring.add(secret: secret, .tls, owner, random: .system)
        }
        for (slot, key) in keys {
            let owner = try KeyOwner.messages(
                of: id, level: slot.level.name, status: slot.status.rawValue)
            switch key {
            case .signing(let key): try ring.add(key, .signing, owner, random: .system)
            case .postQuantumSigning(let key):
                try ring.add(key, .postQuantumSigning, owner, random: .system)
            case .wrapping(let key): try ring.add(key, .wrapping, owner, random: .system)
            }
        }
        for (person, key) in persons {
            try ring.add(key, .release, .person(id, person), random: .system)
        }
        return ring
    }
}
