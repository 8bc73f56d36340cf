import Carriers
import Files
import Identity
import Keystore
import Primitives
import Registry
import Relay

/// A new certificate for a relay, its key in the ring first: none is ever registered whose key nobody
/// has. Decision 0110.
///
/// One that was made and is not registered yet is taken up again, and no other made. What the
/// registry is done with goes, key and file.
struct CertificateRenewal {
    /// What is to be registered.
    let certificate: RelayKeys.Certificate
    /// It was there, made by a renewal that was not registered.
    let isWaiting: Bool
    /// Files of certificates that are the relay's no longer.
    let removed: [String]

    /// Writes the relay's directory.
    ///
    /// - Throws: ``Relay/RelayError``, `KeystoreError`, `CarrierError`, `FileError`.
    init(_ keys: RelayKeys, in registry: RegistryView) throws {
        let relay = keys.configuration.relay
        guard let record = registry.relay(relay) else { throw RelayError.relayUnregistered(relay) }
        let held = try keys.certificates()
        let past = held.filter { Self.isPast($0, record.certificates, at: registry.time) }
        var ring = keys.ring
        if let waiting = held.last(where: { !record.certificates.names($0.identity.fingerprint) }) {
            (certificate, isWaiting) = (waiting, true)
        } else {
            certificate = try Self.made(for: keys, &ring, at: registry.time)
            isWaiting = false
        }
        let kept = Set(held.map(\.key.id)).subtracting(past.map(\.key.id))
            .union([certificate.key.id])
        for entry in ring.entries(.tls, keys.owner) where !kept.contains(entry.id) {
            try ring.destroy(entry.id)
        }
        try File.writePrivate(ring.encoded, to: keys.configuration.keyringPath, replacing: true)
        if !isWaiting {
            try File.writePrivate(
                certificate.identity.certificate, to: certificate.path, replacing: false)
        }
        for certificate in past { try File.remove(certificate.path) }
        removed = past.map(\.path)
    }

    private static func isPast(
        _ certificate: RelayKeys.Certificate, _ known: RelayCertificates, at time: Timestamp
    ) -> Bool {
        let fingerprint = certificate.identity.fingerprint
        return known.names(fingerprint) && !known.isValid(fingerprint, at: time)
    }

    private static func made(
        for keys: RelayKeys, _ ring: inout KeyRing, at now: Timestamp
    ) throws -> RelayKeys.Certificate {
        let identity = try TLSIdentity.generate(
            commonName: keys.configuration.relay.text, validFrom: now)
        guard let secret = identity.privateKey else { throw RelayError.identityInvalid }
        let key = try ring.add(secret: secret, .tls, keys.owner, random: .system)
        let path = try CertificateFiles(keys.configuration.certificatePath).next
        return RelayKeys.Certificate(path: path, identity: identity, key: key)
    }
}
