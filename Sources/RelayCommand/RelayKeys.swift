import Carriers
import Files
import Keystore
import Identity
import Primitives
import Registry
import Relay

/// A relay's keys, unlocked: certificate, its key and the key of receipts.
struct RelayKeys {
    private let configuration: RelayConfiguration
    private let ring: KeyRing

    /// - Throws: ``Relay/RelayError``, ``Keystore/KeystoreError``.
    init(_ configuration: RelayConfiguration) throws {
        self.configuration = configuration
        let key = try KeyFile(
            parsing: SecretBytes(copying: Self.bytes(of: configuration.keyFilePath)))
        ring = try LockedRing(parsing: Self.bytes(of: configuration.keyringPath))
            .unlocked(by: .keyFile(key))
    }

    /// What the relay is known by at both ends of a connection.
    func tls() throws -> TLSIdentity {
        guard let key = ring.entries(.tls, owner).last else { throw RelayError.identityInvalid }
        return try TLSIdentity(
            certificate: Self.bytes(of: configuration.certificatePath),
            privateKey: ring.secret(key))
    }

    func identity(in region: RegionID) throws -> RelayIdentity {
        guard let receipt = ring.entries(.receipt, owner).last else {
            throw RelayError.identityInvalid
        }
        return try RelayIdentity(
            id: configuration.relay, region: region, tls: tls(),
            receiptKey: ring.signingKey(receipt))
    }

    private var owner: KeyOwner { .relay(configuration.relay) }

    private static func bytes(of path: String) throws(RelayError) -> [UInt8] {
        do { return try File.read(path, limitBytes: fileMaxBytes) } catch {
            throw .fileUnreadable(path: path)
        }
    }

    private static let fileMaxBytes = 1 << 20
}
