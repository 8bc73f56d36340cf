import Identity
import NIOSSL
import Registry
import Synchronization

/// What a client believes a relay by: its registered certificates, one for each connection.
///
/// Never several at once: X.509 looks for what it trusts by name, and the certificates of one relay
/// may well bear the same. Whoever connects tries them in turn; where the relay shows another, the
/// handshake fails before anything was asked.
final class RelayPins: Sendable {
    private let identity: TLSIdentity
    private let state: Mutex<State>

    fileprivate struct State {
        var certificates: RelayCertificates
        /// The one the relay showed last.
        var shown: Digest?
        /// Made once each: connections are kept for those who ask with the same.
        var made: [Digest: TLSConfiguration] = [:]
    }

    /// A certificate, and the client's end of a connection that trusts it alone.
    struct Pin: Sendable {
        let fingerprint: Digest
        let configuration: TLSConfiguration
    }

    /// - Throws: ``CarrierError/identityInvalid`` where the certificate that was named last, or our
    ///   own, is none.
    init(_ certificates: RelayCertificates, _ identity: TLSIdentity) throws(CarrierError) {
        self.identity = identity
        let current = certificates.current
        let made = try PinnedTLS.client(identity, trusting: current.der)
        state = Mutex(State(certificates: certificates, made: [current.fingerprint: made]))
    }

    /// Believes what the registry says now.
    func trust(_ certificates: RelayCertificates) {
        state.withLock { $0.certificates = certificates }
    }

    /// Those that are the relay's at `time`, in the order in which they are worth a try.
    func valid(at time: Timestamp) -> [Pin] {
        state.withLock { state in
            var valid = state.certificates.valid(at: time)
            if let last = valid.firstIndex(where: { $0.fingerprint == state.shown }) {
                valid.insert(valid.remove(at: last), at: 0)
            }
            return valid.compactMap { certificate in
                state.configuration(trusting: certificate, identity).map {
                    Pin(fingerprint: certificate.fingerprint, configuration: $0)
                }
            }
        }
    }

    /// The relay has shown this one.
    func noteShown(_ pin: Pin) { state.withLock { $0.shown = pin.fingerprint } }
}

extension RelayPins.State {
    /// `nil` for a certificate that cannot be used: the registry holds any DER.
    fileprivate mutating func configuration(
        trusting certificate: MachineCertificate, _ identity: TLSIdentity
    ) -> TLSConfiguration? {
        if let known = made[certificate.fingerprint] { return known }
        let configuration = try? PinnedTLS.client(identity, trusting: certificate.der)
        made[certificate.fingerprint] = configuration
        return configuration
    }
}
