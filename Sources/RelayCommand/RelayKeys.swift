import Carriers
import Files
import Identity
import Keystore
import Primitives
import Registry
import Relay

/// A relay's keys, unlocked: certificates, their keys and the key of receipts.
struct RelayKeys {
    let configuration: RelayConfiguration
    let ring: KeyRing

    /// A certificate of the relay's directory, and the entry of the ring that holds its key.
    struct Certificate {
        let path: String
        let identity: TLSIdentity
        let key: RingEntry
    }

    /// - Throws: ``Relay/RelayError``, ``Keystore/KeystoreError``.
    init(_ configuration: RelayConfiguration) throws {
        self.configuration = configuration
        let key = try KeyFile(
            parsing: SecretBytes(copying: Self.bytes(of: configuration.keyFilePath)))
        ring = try LockedRing(parsing: Self.bytes(of: configuration.keyringPath))
            .unlocked(by: .keyFile(key))
    }

    /// Those whose keys are here, in the order they were made.
    ///
    /// - Throws: ``Relay/RelayError/fileUnreadable(path:)`` where there is no certificate,
    ///   ``Relay/RelayError/identityInvalid`` where there is none with its key.
    func certificates() throws -> [Certificate] {
        let paths = try CertificateFiles(configuration.certificatePath).paths
        guard !paths.isEmpty else {
            throw RelayError.fileUnreadable(path: configuration.certificatePath)
        }
        let certificates = try paths.compactMap(certificate)
        guard !certificates.isEmpty else { throw RelayError.identityInvalid }
        return certificates
    }

    /// The first of the ring's keys that is the certificate's.
    private func certificate(at path: String) throws -> Certificate? {
        let bytes = try Self.bytes(of: path)
        for key in ring.entries(.tls, owner) {
            let secret = try ring.secret(key)
            guard let identity = try? TLSIdentity(certificate: bytes, privateKey: secret) else {
                continue
            }
            return Certificate(path: path, identity: identity, key: key)
        }
        return nil
    }

    /// What other relays know this one by now.
    func tls(in registry: RegistryView) throws -> TLSIdentity {
        let own = try OwnCertificates(certificates().map(\.identity))
        guard let identity = own.identity(of: configuration.relay, in: registry) else {
            throw RelayError.relayUnregistered(configuration.relay)
        }
        return identity
    }

    func identity(in region: RegionID) throws -> RelayIdentity {
        guard let receipt = ring.entries(.receipt, owner).last else {
            throw RelayError.identityInvalid
        }
        return try RelayIdentity(
            id: configuration.relay, region: region, tls: certificates().map(\.identity),
            receiptKey: ring.signingKey(receipt))
    }

    var owner: KeyOwner { .relay(configuration.relay) }

    private static func bytes(of path: String) throws(RelayError) -> [UInt8] {
        do { return try File.read(path, limitBytes: fileMaxBytes) } catch {
            throw .fileUnreadable(path: path)
        }
    }

    private static let fileMaxBytes = 1 << 20
}
