import Identity
package import Keystore
import Labels
package import Primitives
package import Registry

/// The part of an actor's ring that a node of it has.
///
/// Its machine's own keys and the actor's message keys up to the level it is registered for. Never
/// the actor's identity, another machine's keys or a person's: who takes the node can then register
/// nothing in the actor's name, and opens nothing above the node's ceiling.
package struct NodeRing: Sendable {
    private let record: NodeRecord

    package init(of record: NodeRecord) { self.record = record }

    /// A ring of its own for the node, under a ring key that opens no other.
    ///
    /// - Throws: `KeystoreError`.
    package func made(
        from ring: KeyRing, unlockedBy method: UnlockMethod, random: RandomSource
    ) throws(KeystoreError) -> KeyRing {
        var own = try KeyRing(unlockedBy: [method], random: random)
        own.tokens = ring.tokens
        try take(from: ring, into: &own, random: random)
        return own
    }

    /// Adds what the node may have and does not have yet.
    ///
    /// - Returns: what was added.
    /// - Throws: `KeystoreError`.
    @discardableResult
    package func take(
        from ring: KeyRing, into own: inout KeyRing, random: RandomSource
    ) throws(KeystoreError) -> [RingEntry] {
        let wanted = ring.entries.filter { mayHave($0) && own.entry($0.id) == nil }
        for entry in wanted { try own.copy(entry, from: ring, random: random) }
        return wanted
    }

    func mayHave(_ entry: RingEntry) -> Bool {
        switch entry.owner {
        case .node(record.actor, record.id): true
        case .messages(record.actor, let level, _):
            (try? Level(level.text)).map { $0 <= record.ceiling } ?? false
        default: false
        }
    }
}
