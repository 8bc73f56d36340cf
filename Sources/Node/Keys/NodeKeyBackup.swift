import Identity
package import Keystore
import Labels
package import Policies
package import Primitives
package import Registry

/// What of a node's keys may be kept elsewhere: a ring of its own, under a key file that is made for it
/// alone and is to be split.
///
/// A level's message keys are in it where the policy says that they may be (`key-backup`). What the
/// vault's key opens is of every level up to the node's ceiling, so it is in it where all of them may.
package struct NodeKeyBackup: Sendable {
    package let ring: KeyRing
    package let keyFile: KeyFile
    /// What may not be kept elsewhere, or cannot, since it is in a token.
    package let left: [RingEntry]

    /// - Throws: `KeystoreError`.
    package init(
        of ring: KeyRing, on node: NodeRecord, under policy: Policy, random: RandomSource
    ) throws(KeystoreError) {
        keyFile = KeyFile()
        var copy = try KeyRing(unlockedBy: [.keyFile(keyFile)], random: random)
        var left: [RingEntry] = []
        for entry in ring.entries {
            guard entry.mayBeBackedUp(on: node, under: policy) else {
                left.append(entry)
                continue
            }
            try copy.add(entry, secret: ring.secret(entry), random: random)
        }
        self.ring = copy
        self.left = left
    }
}

extension RingEntry {
    fileprivate func mayBeBackedUp(on node: NodeRecord, under policy: Policy) -> Bool {
        // What never leaves its token is in no copy.
        if token != nil { return false }
        return switch owner {
        case .messages(_, let name, _):
            (try? Level(name.text)).map(policy.backsUpKeys) ?? false
        case .node where purpose == .vault:
            Level.allCases.filter { $0 <= node.ceiling }.allSatisfy(policy.backsUpKeys)
        case .node: true
        default: false
        }
    }
}

extension Policy {
    /// A level that the policy does not use has no keys.
    fileprivate func backsUpKeys(of level: Level) -> Bool {
        rules(for: level)?.keyBackup ?? true
    }
}
