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
    /// Its private half where that is in a token.
    private let tlsInToken: TokenTransportKey?
    private let receipt: SigningPrivateKey
    private let receiptKey: NoteKey

    /// - Parameter token: where the certificate's key is made; `nil` for the ring.
    /// - Throws: `CarrierError`, `TokenError`.
    package static func generate(
        _ node: NodeID, of actor: ActorID, in region: RegionID, ceiling: Level, from: Timestamp,
        token: Token? = nil
    ) throws -> NodeKeys {
        let key = try token?.makeTransportKey(label: "tls \(node)", random: .system)
        let receipt = SigningPrivateKey.generate()
        return NodeKeys(
            node: node, actor: actor, region: region, ceiling: ceiling,
            tls: try key.map {
                try TLSIdentity.generate(commonName: node.text, validFrom: from, key: $0)
            } ?? TLSIdentity.generate(commonName: node.text, validFrom: from),
            tlsInToken: key,
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
        if let tlsInToken { try ring.add(tlsInToken, owner, random: random) }
        if let secret = tls.privateKey { try ring.add(secret: secret, .tls, owner, random: random) }
    }
}
