import Carriers
import Identity
import NIOCore
import NIOSSL
import Synchronization

/// The certificates behind the open connections, and how many each peer has.
///
/// A certificate is hashed once per connection; what it is worth is asked of the registry on every
/// request, since a kept connection outlives a revocation.
final class PeerBook: Sendable {
    private let connectionsPerActorMax: Int
    private let onClose: @Sendable (ObjectIdentifier) -> Void
    private let state = Mutex(State())

    private struct State {
        var fingerprints: [ObjectIdentifier: Digest] = [:]
        /// Whose connection each is, as far as a request came over it.
        var owners: [ObjectIdentifier: String] = [:]
        var counts: [String: Int] = [:]
    }

    /// - Parameter onClose: called with each connection that a request came over, once it is gone.
    init(
        connectionsPerActorMax: Int, onClose: @escaping @Sendable (ObjectIdentifier) -> Void
    ) {
        self.connectionsPerActorMax = connectionsPerActorMax
        self.onClose = onClose
    }

    var connectionsCount: Int { state.withLock { $0.fingerprints.count } }

    /// Of the peer's certificate; `nil` when there is none.
    func fingerprint(of channel: any Channel) async -> Digest? {
        let key = ObjectIdentifier(channel)
        if let known = state.withLock({ $0.fingerprints[key] }) { return known }
        guard let certificate = try? await channel.nioSSL_peerCertificate().get(),
            let fingerprint = PinnedTLS.fingerprint(of: certificate)
        else { return nil }
        state.withLock { $0.fingerprints[key] = fingerprint }
        channel.closeFuture.whenComplete { _ in
            self.forget(key)
            self.onClose(key)
        }
        return fingerprint
    }

    /// Counts the connection for its owner; `false` when the owner has too many.
    func claim(_ channel: any Channel, for owner: String) -> Bool {
        let key = ObjectIdentifier(channel)
        return state.withLock { state in
            if state.owners[key] == owner { return true }
            // Not among the open ones: it was closed meanwhile and will not be forgotten again.
            guard state.fingerprints[key] != nil else { return true }
            guard state.counts[owner, default: 0] < connectionsPerActorMax else { return false }
            state.owners[key] = owner
            state.counts[owner, default: 0] += 1
            return true
        }
    }

    private func forget(_ key: ObjectIdentifier) {
        state.withLock { state in
            state.fingerprints[key] = nil
            guard let owner = state.owners.removeValue(forKey: key) else { return }
            let left = state.counts[owner, default: 1] - 1
            state.counts[owner] = left > 0 ? left : nil
        }
    }
}
