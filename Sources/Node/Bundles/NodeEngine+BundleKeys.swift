import Bundles
import Handover
import Identity
import Labels
import Notes
import Primitives
import Registry
import Sealing

extension NodeEngine {
    /// All that a bundle to this actor may be sealed to and this node can open.
    func bundleKeys() -> [WrappingPrivateKey] {
        let records = material.registry.view(at: clock()).actor(actor)?.keys ?? []
        return records.filter { $0.purpose == .wrapping }.compactMap { keys.wrappingKey($0.id) }
    }

    /// Whether the node that a part says it is from made it.
    ///
    /// - Throws: ``BundleError/signerUnknown(node:)``, ``BundleError/signerRevoked(node:)``,
    ///   ``BundleError/signatureInvalid(node:)``.
    static func verified(
        _ received: ReceivedManifest, in view: RegistryView
    ) throws(BundleError) -> VerifiedManifest {
        let sender = received.manifest.sender
        guard let record = view.actor(sender.actor)?.nodes[sender.node] else {
            throw .signerUnknown(node: sender.description)
        }
        guard record.revocation == nil else { throw .signerRevoked(node: sender.description) }
        return try received.verified(by: record.receiptKey)
    }

    /// The key of the level that the most protected of what is carried asks for: whoever may open
    /// that may see the rest.
    ///
    /// - Throws: ``NodeError/sealing(_:)``.
    func bundleKey(
        of destination: ActorID, level: Level, status: StatusKind, in view: RegistryView
    ) throws -> WrappingPublicKey {
        // Open messages and receipts have no wrapping key of their own; sekretess' serves.
        let record = view.usableKey(
            of: destination, .wrapping, level: max(level, .secrecy), status: status)
        guard case .wrapping(let key)? = record?.key else {
            throw NodeError.sealing(.keyMissing(destination))
        }
        return key
    }
}
