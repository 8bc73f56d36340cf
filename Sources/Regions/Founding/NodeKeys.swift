import Carriers
package import Identity
package import Keystore
package import Labels
import Notes
package import Primitives
package import Registry

/// A new machine of an actor: certificate with its private key, and the key that signs receipts.
package struct NodeKeys: Sendable {
    package let node: NodeID
    package let actor: ActorID
    private let region: RegionID
    private let ceiling: Level
    private let tls: TLSIdentity
    private let receipt: SigningPrivateKey
    private let receiptKey: NoteKey

    package static func generate(
        _ node: NodeID, of actor: ActorID, in region: RegionID, ceiling: Level, from: Timestamp
    ) throws -> NodeKeys {
        let receipt = SigningPrivateKey.generate()
        return NodeKeys(
            node: node, actor: actor, region: region, ceiling: ceiling,
            tls: try TLSIdentity.generate(commonName: node.text, validFrom: from),
            receipt: receipt,
            receiptKey: try NoteKey(
                name: RegistryKeyName.node(node, in: region), ed25519: receipt.publicKey))
    }

    package var statement: ActorStatement {
        .addNode(node, ceiling: ceiling, certificate: tls.certificate, receipt: receiptKey)
    }

    package func add(to ring: inout KeyRing, random: RandomSource) throws {
        let owner = KeyOwner.node(actor, node)
        try ring.add(receipt, .receipt, owner, random: random)
        try ring.add(secret: tls.privateKey, .tls, owner, random: random)
    }
}
