import Node
import Synchronization

/// A node that is open between a challenge and the call that answers it: a challenge lives no longer
/// than the node that gave it out.
final class KeptEngine: Sendable {
    private let engine = Mutex<NodeEngine?>(nil)

    func keep(_ opened: NodeEngine) { engine.withLock { $0 = opened } }

    /// It is then the caller's to close.
    func take() -> NodeEngine? {
        engine.withLock { engine in
            defer { engine = nil }
            return engine
        }
    }
}
