import Envelopes
import Identity
import Labels
import Primitives

/// The keys of one stream of bytes: of layer 0, the outer encryption, first. Spec: Sealing#keys.
struct LayerKeys: Sendable {
    let keys: [SecretBytes]

    static let keyByteCount = 32

    /// How many layers a suite has.
    static func count(for suite: Suite) -> Int {
        switch suite {
        case .signed: 0
        case .sealed: 1
        case .layered: 2
        }
    }

    func key(_ layer: Int) throws(SealingError) -> SecretBytes {
        guard keys.indices.contains(layer) else { throw .primitiveFailed }
        return keys[layer]
    }
}

extension MessageSecrets {
    /// Of the content.
    func contentKeys(coreID: CoreID) -> LayerKeys {
        LayerKeys(keys: layers.map { contentKey(layer: $0, coreID: coreID) })
    }
}
