package import Carriers
package import Identity
package import Notes
package import Primitives
import Registry

/// Who this relay is, with everything it proves that by.
package struct RelayIdentity: Sendable {
    package let id: RelayID
    package let certificates: OwnCertificates
    /// Signs receipts and checkpoints; its name is the log's origin.
    package let receiptSigner: NoteSigner
    /// Makes cursors that only this relay can have given.
    let cursorKey: SecretBytes

    /// - Parameters:
    ///   - tls: certificates with their keys, in the order they were made.
    ///   - receiptKey: the private half of the key registered as the relay's receipt key.
    /// - Throws: ``RelayError/identityInvalid``.
    package init(
        id: RelayID, region: RegionID, tls: [TLSIdentity], receiptKey: SigningPrivateKey
    ) throws(RelayError) {
        self.id = id
        certificates = try OwnCertificates(tls)
        do {
            receiptSigner = try NoteSigner(
                name: RegistryKeyName.relay(id, in: region), ed25519: receiptKey)
        } catch {
            throw .identityInvalid
        }
        // A relay's receipt key is never in a token: cursors are made from it.
        guard let seed = receiptKey.seed else { throw .identityInvalid }
        cursorKey = HKDF256.expand(
            seed, info: Array("budkavle/mailbox-cursor/v1".utf8),
            count: Self.cursorKeyByteCount)
    }

    private static let cursorKeyByteCount = 32

    /// - Throws: ``RelayError/relayUnregistered(_:)`` unless the registry has this relay with a
    ///   certificate and the receipt key that are here: nodes would not believe anything it signs.
    func requireRegistered(in view: RegistryView) throws(RelayError) {
        guard let record = view.relay(id), certificates.identity(of: id, in: view) != nil,
            record.receiptKey == receiptSigner.key
        else { throw .relayUnregistered(id) }
    }
}

extension RelayIdentity {
    /// The way to another relay, as the registry knows both.
    ///
    /// - Throws: `CarrierError` for an address or certificate that cannot be used.
    func client(
        to relay: RelayRecord, as own: TLSIdentity, answerTimeoutSeconds: Int64 = 30
    ) throws(CarrierError) -> RelayClient {
        var options = RelayClient.Options()
        options.answerTimeoutSeconds = answerTimeoutSeconds
        return try RelayClient(
            address: relay.url, certificates: relay.certificates, identity: own, options: options)
    }
}
