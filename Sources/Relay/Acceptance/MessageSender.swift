import Identity
import Policies
import Registry

/// Whose hand a message comes from.
enum MessageSender {
    case node(NodeRecord)
    /// Another relay that had taken it in; with the node that handed it in there, where that relay's
    /// ledger shows which.
    case relay(RelayRecord, handedIn: NodeRecord?)

    /// The originator's, as far as it is known.
    var node: NodeRecord? {
        switch self {
        case .node(let node): node
        case .relay(_, let handedIn): handedIn
        }
    }

    var relay: RelayRecord? {
        if case .relay(let relay, _) = self { relay } else { nil }
    }

    /// A node hands in its own actor's messages, a relay everybody's.
    func mayHandIn(_ originator: ActorID) -> Bool {
        switch self {
        case .node(let node): node.actor == originator
        case .relay: true
        }
    }

    /// What the message passed on its way here.
    var systems: [UsedSystem] {
        let node = node.map { UsedSystem(.sendingNode, .node($0.id, of: $0.actor)) }
        let relay = relay.map { UsedSystem(.relay, .relay($0.id)) }
        return [node, relay].compactMap { $0 }
    }

    /// What an audit entry says beside its facts: from where it came, and a reason.
    func remark(_ reason: String?) -> String {
        let origin = relay.map { "replicated from \($0.id)" }
        return [origin, reason].compactMap { $0 }.joined(separator: ": ")
    }
}
