import Identity
import Registry
import Storage
import Synchronization

/// How far each node said it has come when it asked last: what it has safely kept.
///
/// As many entries as there are nodes in the registry; forgotten when the relay stops, since a
/// cursor is the node's to keep.
final class ReaderBook: Sendable {
    struct Reader: Sendable {
        let actor: ActorID
        let node: NodeID
        let lastAsked: Timestamp
        let cursor: MailboxCursor
        let withheldCount: Int
    }

    private struct Key: Hashable {
        let actor: ActorID
        let node: NodeID
    }

    private let readers = Mutex<[Key: Reader]>([:])

    func asked(_ node: NodeRecord, _ cursor: CallerCursor, at now: Timestamp) {
        let reader = Reader(
            actor: node.actor, node: node.id, lastAsked: now, cursor: cursor.positions,
            withheldCount: cursor.withheld.count)
        readers.withLock { $0[Key(actor: node.actor, node: node.id)] = reader }
    }

    /// By actor and node.
    var all: [Reader] {
        readers.withLock { Array($0.values) }.sorted { ($0.actor, $0.node) < ($1.actor, $1.node) }
    }
}
