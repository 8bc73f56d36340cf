import Foundation
package import Identity
package import Labels
package import Notes
package import Primitives
package import Registry

/// An actor with the private half of everything it registered.
package struct TestActor: Sendable {
    package let id: ActorID
    package let identity: TestAuthority
    package let node: TestNode
    package let keys: [KeySlot: TestMessageKey]
    /// Two of them: `person-1` and `person-2`.
    package let persons: [PersonID: SigningPrivateKey]

    /// The actor's private key; throws where the actor has none, as for wrapping at open.
    package func signing(_ level: Level, _ status: StatusKind) throws -> SigningPrivateKey {
        guard case .signing(let key) = try key(.signing, level, status) else {
            throw TestRegionError.keyMissing
        }
        return key
    }

    package func postQuantumSigning(
        _ level: Level, _ status: StatusKind
    ) throws -> PostQuantumSigningPrivateKey {
        guard case .postQuantumSigning(let key) = try key(.postQuantumSigning, level, status) else {
            throw TestRegionError.keyMissing
        }
        return key
    }

    package func wrapping(_ level: Level, _ status: StatusKind) throws -> WrappingPrivateKey {
        guard case .wrapping(let key) = try key(.wrapping, level, status) else {
            throw TestRegionError.keyMissing
        }
        return key
    }

    package func key(
        _ purpose: KeyPurpose, _ level: Level, _ status: StatusKind
    ) throws -> TestMessageKey {
        let slot = KeySlot(actor: id, purpose: purpose, level: level, status: status)
        guard let key = keys[slot] else { throw TestRegionError.keyMissing }
        return key
    }

    init(
        _ id: ActorID, in region: RegionID, _ root: TestKeys, levels: [Level],
        validity: Range<Date>
    ) throws {
        let keys = root.at("actor").at(id.text)
        self.id = id
        identity = try TestAuthority(
            RegistryKeyName.identity(of: id, in: region), keys.at("identity"))
        node = try TestNode(id, in: region, keys.at("node"), validity: validity)
        var messageKeys: [KeySlot: TestMessageKey] = [:]
        for slot in Self.slots(of: id, levels) {
            let part = keys.at(slot.purpose.rawValue).at(slot.level.name).at(slot.status.rawValue)
            messageKeys[slot] = try TestMessageKey(slot.purpose, part)
        }
        self.keys = messageKeys
        persons = try Dictionary(
            uniqueKeysWithValues: ["person-1", "person-2"].map {
                (try PersonID($0), try keys.at($0).signing())
            })
    }

    /// Signing everywhere, wrapping from sekretess, ML-DSA-65 from K; in every status.
    private static func slots(of actor: ActorID, _ levels: [Level]) -> [KeySlot] {
        StatusKind.allCases.flatMap { status in
            levels.flatMap { level in
                KeyPurpose.allCases.compactMap { purpose in
                    switch purpose {
                    case .wrapping where level < .secrecy: nil
                    case .postQuantumSigning where level < .confidential: nil
                    default:
                        KeySlot(actor: actor, purpose: purpose, level: level, status: status)
                    }
                }
            }
        }
    }

    /// What the actor says of itself in its first note.
    func statements(from: Timestamp, until: Timestamp) -> [ActorStatement] {
        let order = Self.slots(of: id, Level.allCases)
        let messageKeys = order.compactMap { slot in
            keys[slot].map {
                ActorStatement.addKey(
                    $0.publicKey, slot.level, slot.status, from: from, until: until)
            }
        }
        let people = persons.sorted { $0.key < $1.key }.map {
            ActorStatement.addPerson($0.key, $0.value.publicKey, from: from, until: until)
        }
        let node = ActorStatement.addNode(
            node.id, ceiling: .topSecret, certificate: node.machine.certificate,
            receipt: node.receiptSigner.key)
        return [node] + messageKeys + people
    }
}

/// An actor's machine.
package struct TestNode: Sendable {
    /// The actor's name with `-1`.
    package let id: NodeID
    package let machine: TestMachine
    package let receiptKey: SigningPrivateKey
    package let receiptSigner: NoteSigner

    init(_ actor: ActorID, in region: RegionID, _ keys: TestKeys, validity: Range<Date>) throws {
        id = try NodeID("\(actor)-1")
        machine = try keys.at("tls").machine(
            id.text, from: validity.lowerBound, until: validity.upperBound)
        receiptKey = try keys.at("receipt").signing()
        receiptSigner = try NoteSigner(
            name: RegistryKeyName.node(id, in: region), ed25519: receiptKey)
    }
}

package struct TestRelay: Sendable {
    package let id: RelayID
    package let url: String
    package let machine: TestMachine
    package let receiptKey: SigningPrivateKey
    package let receiptSigner: NoteSigner

    init(
        _ name: String, in region: RegionID, _ keys: TestKeys, validity: Range<Date>
    ) throws {
        id = try RelayID(name)
        url = "https://\(name).example"
        machine = try keys.at("tls").machine(
            name, from: validity.lowerBound, until: validity.upperBound)
        receiptKey = try keys.at("receipt").signing()
        receiptSigner = try NoteSigner(
            name: RegistryKeyName.relay(id, in: region), ed25519: receiptKey)
    }

    package var statement: RootStatement {
        .addRelay(
            id, url: url, certificate: machine.certificate, receipt: receiptSigner.key)
    }
}

package enum TestRegionError: Error {
    case keyMissing
    case actorMissing
}
