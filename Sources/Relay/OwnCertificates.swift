package import Carriers
package import Identity
package import Registry
import Synchronization

/// The certificates this relay has the keys of, and which of them it shows.
///
/// Another may come while it runs. Which is shown is asked of the registry at every handshake
/// (``Registry/RelayCertificates``); a connection that is there stays.
package final class OwnCertificates: Sendable {
    /// In the order they were made; never empty.
    private let held: Mutex<[ShownCertificate]>

    /// - Throws: ``RelayError/identityInvalid`` where there is none, or one that is none.
    package init(_ identities: [TLSIdentity]) throws(RelayError) {
        held = Mutex(try Self.prepared(identities))
    }

    /// Takes others in use, for all connections from now on.
    ///
    /// - Throws: as ``init(_:)``, and goes on as it was.
    package func replace(with identities: [TLSIdentity]) throws(RelayError) {
        let prepared = try Self.prepared(identities)
        held.withLock { $0 = prepared }
    }

    /// The one to be known by: of those that are the relay's now the first that is here. `nil` where
    /// none is.
    package func identity(of relay: RelayID, in registry: RegistryView) -> TLSIdentity? {
        shown(of: relay, in: registry)?.identity
    }

    /// Whether the certificate is here that the registry named last of this relay.
    package func isComplete(of relay: RelayID, in registry: RegistryView) -> Bool {
        guard let wanted = registry.relay(relay)?.fingerprint else { return true }
        return held.withLock { $0.contains { $0.identity.fingerprint == wanted } }
    }

    /// What a handshake shows. Where nothing is registered it is the latest, which nobody will
    /// believe: that is for the others to say.
    func certificate(of relay: RelayID, in registry: RegistryView?) -> ShownCertificate {
        if let shown = registry.flatMap({ shown(of: relay, in: $0) }) { return shown }
        return held.withLock { $0[$0.count - 1] }
    }

    private func shown(of relay: RelayID, in registry: RegistryView) -> ShownCertificate? {
        guard let record = registry.relay(relay) else { return nil }
        let held = held.withLock { $0 }
        for wanted in record.certificates.valid(at: registry.time) {
            let found = held.first { $0.identity.fingerprint == wanted.fingerprint }
            if let found { return found }
        }
        return nil
    }

    private static func prepared(
        _ identities: [TLSIdentity]
    ) throws(RelayError) -> [ShownCertificate] {
        guard !identities.isEmpty else { throw .identityInvalid }
        do { return try identities.map { try ShownCertificate($0) } } catch {
            throw .identityInvalid
        }
    }
}
