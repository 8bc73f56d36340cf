import Carriers
import Identity
import Labels
import Registry

/// Who makes a request, as the registry of this very moment knows the certificate, and what the
/// request is judged by from beginning to end.
struct Admission: Sendable {
    enum Peer: Sendable {
        case node(NodeRecord)
        case relay(RelayRecord)
    }

    let peer: Peer
    let view: RelayView
    let now: Timestamp
    /// How urgent the caller says its body is; each envelope in it must bear that out.
    var statedPrecedence: Precedence?
    /// Whether it was let in on the share of the rate that is kept for what is urgent.
    var isOnReserve = false

    /// - Throws: ``Problem`` for another relay, which has neither messages nor a mailbox here.
    func node() throws(Problem) -> NodeRecord {
        guard case .node(let node) = peer else { throw Problem(.notYours) }
        return node
    }

    /// - Throws: ``Problem`` for a node: the log is told to relays alone.
    func relay() throws(Problem) -> RelayRecord {
        guard case .relay(let relay) = peer else { throw Problem(.notYours) }
        return relay
    }

    /// Before a body is read: what a relay sends is not even looked at.
    ///
    /// - Throws: ``ClosingProblem``.
    func requireNode() throws(ClosingProblem) {
        guard case .node = peer else { throw ClosingProblem(Problem(.notYours)) }
    }

    /// The peer with this certificate, unless it is unknown or revoked.
    static func peer(_ fingerprint: Digest, in registry: RegistryView) -> Peer? {
        if let node = registry.node(fingerprint: fingerprint) { return .node(node) }
        return registry.relay(fingerprint: fingerprint).map(Peer.relay)
    }
}

extension Admission.Peer {
    /// Whom connections are counted for.
    var name: String {
        switch self {
        case .node(let node): node.actor.text
        case .relay(let relay): "relay:" + relay.id.text
        }
    }
}
